// What somebody writes for themselves stays on this device: kept under their own key, printed, erased, never sent.
// Worksheets: <section data-worksheet="key"> (casestudies/worksheet.html). keep_answers.js erases all of it at sign-out.
const reader = document.getElementById("keeping")?.dataset.reader ?? "";
const storedUnder = (sheet) => `worksheet:${reader}:${sheet.dataset.worksheet}`;

// Without an account nobody could tell whose it is, so it goes with the page.
function storage() {
  return reader ? localStorage : sessionStorage;
}

function kept(sheet) {
  try {
    return JSON.parse(storage().getItem(storedUnder(sheet))) ?? {};
  } catch {
    return {};
  }
}

function show(prompt, text) {
  prompt.querySelector("textarea").value = text;
  prompt.querySelector(".worksheet__written").textContent = text;
}

function say(sheet, text) {
  sheet.querySelector(".worksheet__told").textContent = text;
}

function keep(sheet) {
  const written = {};
  for (const prompt of sheet.querySelectorAll("[data-prompt]")) {
    const text = prompt.querySelector("textarea").value;
    prompt.querySelector(".worksheet__written").textContent = text;
    if (text) written[prompt.dataset.prompt] = text;
  }
  try {
    storage().setItem(storedUnder(sheet), JSON.stringify(written));
    say(sheet, "");
  } catch {
    say(sheet, sheet.querySelector(".worksheet__told").dataset.full);
  }
}

function erase(sheet) {
  try {
    storage().removeItem(storedUnder(sheet));
  } catch {
    // Where nothing can be kept there is nothing to remove.
  }
  for (const prompt of sheet.querySelectorAll("[data-prompt]")) show(prompt, "");
  say(sheet, sheet.querySelector(".worksheet__told").dataset.erased);
}

// On paper this page stands alone: the style hides everything around what is being printed.
function printAlone(sheet) {
  const today = new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
  sheet.querySelector("[data-date]").textContent = today;
  sheet.toggleAttribute("data-printing", true);
  addEventListener("afterprint", () => sheet.removeAttribute("data-printing"), { once: true });
  print();
}

function wake(sheet) {
  const written = kept(sheet);
  for (const prompt of sheet.querySelectorAll("[data-prompt]")) {
    prompt.querySelector("textarea").hidden = false;
    show(prompt, written[prompt.dataset.prompt] ?? "");
  }
  for (const part of sheet.querySelectorAll(".worksheet__alive")) part.hidden = false;
  sheet.classList.add("worksheet--awake");
  sheet.addEventListener("input", () => keep(sheet));
  sheet.querySelector("[data-erase]")?.addEventListener("click", () => erase(sheet));
  sheet.querySelector("[data-print]")?.addEventListener("click", () => printAlone(sheet));
}

for (const sheet of document.querySelectorAll("[data-worksheet]")) wake(sheet);

// A text to write anew, <section data-desk="key"> (casestudies/wording.html), is sent to be checked and kept only here.
const deskUnder = (desk) => `worksheet:${reader}:${desk.dataset.desk}`;

function keepDesk({ target }) {
  const desk = target.closest?.("[data-desk]");
  try {
    if (desk) storage().setItem(deskUnder(desk), target.value);
  } catch {
    // A device that keeps nothing still has it checked.
  }
}

function wakeDesk(desk) {
  const field = desk.querySelector("textarea");
  try {
    if (field) field.value ||= storage().getItem(deskUnder(desk)) ?? "";
  } catch {
    // Nothing was kept.
  }
}

const wakeDesks = () => document.querySelectorAll("[data-desk]").forEach(wakeDesk);
document.addEventListener("input", keepDesk);
document.addEventListener("htmx:afterSettle", wakeDesks);
wakeDesks();
