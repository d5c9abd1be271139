// The forms of answering: ready texts are found by typing, reasons stand open where something is refused, and
// Alt and Enter send the answer on the line. No letters are used as keys: they are needed for typing.
for (const label of document.querySelectorAll("[data-find]")) {
  const offers = label.closest("[data-into]");
  const field = label.querySelector("input");
  label.hidden = false;
  const plain = (text) => text.toLocaleLowerCase("az").normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replaceAll("ə", "e").replaceAll("ı", "i");
  field.addEventListener("input", (event) => {
    event.stopPropagation();
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    for (const offer of offers.querySelectorAll(".offer")) {
      const said = plain(offer.textContent);
      offer.hidden = !words.every((word) => said.includes(word));
    }
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.altKey) return;
    event.preventDefault();
    offers.querySelector(".offer:not([hidden]) [data-article]")?.click();
  });
}

// The outcome that a ready text means is chosen with it.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-means]");
  const outcome = button && document.getElementById(button.closest("[data-outcome]").dataset.outcome);
  if (!outcome || !button.dataset.means) return;
  outcome.value = button.dataset.means;
  outcome.dispatchEvent(new Event("change", { bubbles: true }));
});

for (const part of document.querySelectorAll("[data-refusal]")) {
  const outcome = document.getElementById(part.dataset.refusal);
  const refuses = part.dataset.refuses.trim().split(" ");
  const show = () => {
    if (refuses.includes(outcome?.value)) part.open = true;
  };
  outcome?.addEventListener("change", show);
  show();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.altKey || event.ctrlKey || event.metaKey) return;
  const form = [...document.querySelectorAll("form[data-keys]")].find((one) => one.getClientRects().length > 0);
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});
