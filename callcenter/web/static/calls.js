// Asks every few seconds whether a call rings at this desk. The panel changes only when the call does, so that a
// screen reader tells each call once.
const panel = document.querySelector("[data-calls]");
const title = document.title;
let shown = panel?.innerHTML.trim();
let misses = 0;

const mark = () => {
  document.title = panel.querySelector(".call-rings") ? `☎ ${title}` : title;
};

const ask = async () => {
  try {
    const response = await fetch(panel.dataset.calls, { headers: { Accept: "text/html" }, redirect: "error" });
    if (!response.ok) throw new Error(response.status);
    const found = (await response.text()).trim();
    if (found !== shown) {
      panel.innerHTML = shown = found;
      mark();
    }
    misses = 0;
  } catch {
    // The session may have ended or the network be gone: ask more and more rarely, and never fail the page.
    misses += 1;
  }
  setTimeout(ask, Number(panel.dataset.every) * Math.min(misses + 1, 15));
};

if (panel) {
  mark();
  setTimeout(ask, Number(panel.dataset.every));
}
