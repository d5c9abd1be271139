// The code of a statute is what its file's name begins with; what a person typed is never replaced.
const form = document.querySelector("[data-statute-file]");
const file = form?.elements.namedItem("file");
const code = form?.elements.namedItem("code");
let guessed = "";

file?.addEventListener("change", () => {
  const digits = file.files[0]?.name.match(/^\d{1,20}/)?.[0] ?? "";
  if (code.value === "" || code.value === guessed) {
    code.value = digits;
    guessed = digits;
  }
});
