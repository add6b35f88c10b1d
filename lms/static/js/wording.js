// A version that somebody is writing stays on this device until they empty it or sign out; it is sent to be checked only.
// Desks: <section data-desk="key"> (casestudies/wording.html). keep_answers.js erases what begins with "worksheet:" at sign-out.
const reader = document.getElementById("keeping")?.dataset.reader ?? "";
const storedUnder = (desk) => `worksheet:${reader}:${desk.dataset.desk}`;
// Without an account nobody could tell whose it is, so it goes with the page.
const storage = () => (reader ? localStorage : sessionStorage);

function keep(desk, text) {
  try {
    if (text) storage().setItem(storedUnder(desk), text);
    else storage().removeItem(storedUnder(desk));
  } catch {
    // A device that keeps nothing still checks what is written.
  }
}

function wake(desk) {
  const field = desk.querySelector("textarea");
  if (!field) return;
  try {
    field.value ||= storage().getItem(storedUnder(desk)) ?? "";
  } catch {
    // Nothing was kept.
  }
}

document.addEventListener("input", ({ target }) => {
  const desk = target.closest?.("[data-desk]");
  if (desk) keep(desk, target.value);
});
document.addEventListener("htmx:afterSettle", () => document.querySelectorAll("[data-desk]").forEach(wake));
document.querySelectorAll("[data-desk]").forEach(wake);
