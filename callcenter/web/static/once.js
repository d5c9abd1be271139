// A form is sent once: the second click of a double click does nothing. Forms marked data-many are left alone.
const sendOnce = (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "many" in form.dataset) return;
  if ("sent" in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  // Only after the browser has read the form: a disabled button would not send its own value.
  setTimeout(() => {
    for (const button of form.querySelectorAll("button:enabled:not([type=button])")) {
      button.disabled = true;
      button.dataset.once = "";
    }
  });
};

// A page that comes back from the browser's memory must be usable again.
const allowAgain = (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button[data-once]")) button.disabled = false;
  }
};

document.addEventListener("submit", sendOnce);
window.addEventListener("pageshow", allowAgain);
