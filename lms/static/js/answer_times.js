// Notes when each answer was chosen, so that the server keeps the one chosen last, not the one that arrived last.
for (const form of document.querySelectorAll("[data-answer-times]")) {
  watch(form);
}
document.addEventListener("htmx:load", (event) => {
  const form = event.target.closest?.("[data-answer-times]");
  if (form) watch(form);
});

function watch(form) {
  if (form.dataset.answerTimes === "watched") return;
  form.dataset.answerTimes = "watched";
  form.addEventListener("change", (event) => {
    const time = event.target.closest("[data-question]")?.querySelector("[data-answer-time]");
    if (time) time.value = String(Date.now());
  }, { capture: true });
  form.addEventListener("submit", () => {
    form.elements.namedItem("sent").value = String(Date.now());
  }, { capture: true });
}

document.addEventListener("htmx:configRequest", (event) => {
  const sent = event.detail.formData;
  if (sent?.has("sent")) sent.set("sent", String(Date.now()));
});
