// Keeps what is typed into forms marked data-keep="name" in this tab, so that a reload, a crash or an ended
// session loses nothing. Kept until the form arrives (the next page is another one, or says data-success),
// until sign-out, until another person signs in, or until a link marked data-discard="name" is followed.
// Hidden fields are kept only when marked data-keep-also; what is marked data-restored says that something came back.
const PREFIX = "keep:";
const SENT = "keep-sent";
const READER = "keep-reader";
const store = window.sessionStorage;
const reader = document.body.dataset.reader;

const keyOf = (form) => PREFIX + form.dataset.keep;
const forms = () => document.querySelectorAll("form[data-keep]");

const keptKinds = (field) => {
  if (!field.name || field.type === "password" || field.type === "file" || field.tagName === "BUTTON") return false;
  return field.type !== "hidden" || "keepAlso" in field.dataset;
};

const stateOf = (form) =>
  [...form.elements].filter(keptKinds).map((field) => {
    const chosen = field.type === "checkbox" || field.type === "radio";
    return [field.name, chosen ? field.value : null, chosen ? field.checked : field.value];
  });

const keep = (form) => store.setItem(keyOf(form), JSON.stringify(stateOf(form)));

const restore = (form) => {
  const kept = store.getItem(keyOf(form));
  if (!kept) return;
  let came = false;
  for (const [name, option, value] of JSON.parse(kept)) {
    const named = [...form.elements].filter((field) => field.name === name && keptKinds(field));
    const field = option === null ? named[0] : named.find((one) => one.value === option);
    if (!field) continue;
    if (option === null) field.value = value;
    else field.checked = value;
    came ||= option === null && field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue;
  }
  for (const note of form.querySelectorAll("[data-restored]")) note.hidden = !came;
  form.dispatchEvent(new CustomEvent("restored", { bubbles: true }));
  form.dispatchEvent(new Event("input", { bubbles: true }));
};

const forgetAll = () => {
  for (const key of Object.keys(store)) {
    if (key.startsWith(PREFIX) || key === SENT) store.removeItem(key);
  }
};

const settleSent = () => {
  const sent = store.getItem(SENT);
  if (!sent || "unsent" in document.body.dataset) return;
  const here = [...forms()].some((form) => keyOf(form) === sent);
  if (!here || document.querySelector("[data-success]")) store.removeItem(sent);
  store.removeItem(SENT);
};

if (reader) {
  if (store.getItem(READER) !== reader) forgetAll();
  store.setItem(READER, reader);
}
settleSent();
for (const form of forms()) {
  // A form given back with its errors already holds what was typed.
  if (!document.querySelector("[data-errors]")) restore(form);
  form.addEventListener("input", () => keep(form));
  form.addEventListener("change", () => keep(form));
}
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-discard]");
  if (link) store.removeItem(PREFIX + link.dataset.discard);
});
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  if ("forget" in event.target.dataset) forgetAll();
  else if ("keep" in event.target.dataset) store.setItem(SENT, keyOf(event.target));
});
