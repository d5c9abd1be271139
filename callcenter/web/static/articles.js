// Puts an article's answer into the field for the answer, by click or by Alt and its place, and remembers which it was.
const put = (button) => {
  const offers = button.closest("[data-into]");
  const field = document.getElementById(offers.dataset.into);
  const answer = button.closest(".offer").querySelector(".offer-answer").textContent.trim();
  field.closest("details")?.setAttribute("open", "");
  const written = field.value.trim();
  if (!written.includes(answer)) field.value = written ? `${written}\n\n${answer}` : answer;
  document.getElementById(offers.dataset.remember).value = button.dataset.article;
  // So that it is kept as if it had been typed.
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
};

const visible = (button) => button.getClientRects().length > 0;

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-article]");
  if (!button) return;
  event.preventDefault();
  put(button);
});
document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || !/^Digit[1-3]$/.test(event.code)) return;
  const button = [...document.querySelectorAll(`[data-article][data-place="${event.code.slice(-1)}"]`)].find(visible);
  if (!button) return;
  event.preventDefault();
  put(button);
});

const showKeys = () => {
  for (const key of document.querySelectorAll(".shortcut[hidden]")) key.hidden = false;
};
new MutationObserver(showKeys).observe(document.body, { childList: true, subtree: true });
showKeys();
