// The panels beside the intake form: asked for while the operator types, with nothing of the caller in an address.
const WAIT = 200;
const form = document.getElementById("intake");
const kind = form.elements.kind;
const guessed = form.elements.guessed;
const note = document.getElementById("f-kind-help");
const complaint = form.querySelector("[data-complaint]");
const channel = form.elements.channel;
const forwarded = form.querySelector("[data-forwarded]");

const chosen = () => kind.value !== "" && kind.value !== guessed.value;
let byHand = chosen();

const showComplaint = () => {
  // A disabled field is not sent, and keeps what was typed into it.
  complaint.hidden = complaint.disabled = kind.value !== "complaint";
};

const showForwarded = () => {
  forwarded.hidden = forwarded.disabled = channel.value !== "forwarded";
};

const takeGuess = (panel) => {
  const guess = panel.querySelector("[data-kind]");
  if (!guess || byHand) return;
  kind.value = guessed.value = guess.dataset.kind;
  note.textContent = guess.dataset.note;
  showComplaint();
};

const live = (panel, address, arrived = () => {}) => {
  let timer;
  let running;
  const ask = async () => {
    running?.abort();
    running = new AbortController();
    try {
      const response = await fetch(address, { method: "POST", body: new URLSearchParams(new FormData(form)), signal: running.signal });
      if (response.ok || response.status === 422) {
        panel.innerHTML = await response.text();
        arrived(panel);
      } else {
        panel.textContent = response.status === 401 ? panel.dataset.expired : panel.dataset.unreachable;
      }
    } catch (fault) {
      if (fault.name !== "AbortError") panel.textContent = panel.dataset.unreachable;
    }
  };
  return () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  };
};

const askSuggestions = live(document.getElementById("suggestions"), form.dataset.suggestions, takeGuess);
const askCaller = live(document.getElementById("caller"), form.dataset.callers);

form.addEventListener("input", (event) => {
  const name = event.target.name ?? "";
  if (name === "text") askSuggestions();
  if (name === "text" || name.startsWith("caller.")) askCaller();
});
kind.addEventListener("change", () => {
  byHand = kind.value !== "";
  showComplaint();
});
channel.addEventListener("change", showForwarded);
form.addEventListener("restored", showForwarded);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(document.getElementById("log"));
});

// The panels come by themselves: the button is for readers without script.
form.elements.show.hidden = true;
document.getElementById("keys").hidden = false;
showComplaint();
// What was kept of an answer is seen before it is sent again, with the consent that it needs.
if (form.elements.answer.value.trim()) document.getElementById("on-line").open = true;
showForwarded();
if (form.elements.text.value.trim()) askSuggestions();
if ([...form.elements].some((field) => field.value && (field.name === "text" || /^caller\.(phone|name|email|fin|voen)$/.test(field.name)))) askCaller();
