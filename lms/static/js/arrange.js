// Steps to put in order gain buttons that move them up and down and fill the places that are sent.
// Lists: <ol data-arrange data-up="…{step}" data-down="…" data-moved="…{step}…{place}…{count}"> of lines, each with
// a label and a select of places. Without this script the places are chosen one by one.
const selectOf = (line) => line.querySelector("select");
const textOf = (line) => line.querySelector("label").textContent.trim();
const filled = (words, values) => words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

function arrange(list) {
  list.dataset.arrange = "ready";
  const told = document.createElement("p");
  told.className = "question__note";
  told.setAttribute("aria-live", "polite");
  list.after(told);
  for (const line of list.children) {
    line.append(button(line, list.dataset.up, "↑", -1), button(line, list.dataset.down, "↓", 1));
  }
  let isOurs = false;
  list.addEventListener("change", (event) => {
    const line = event.target.closest("li");
    const place = event.target.selectedIndex;
    if (!isOurs && place > 0) move(line, place);
  });
  settle();
  showEnds();

  function button(line, words, sign, by) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "arrange__move";
    made.setAttribute("aria-label", filled(words, { step: textOf(line) }));
    made.textContent = sign;
    made.addEventListener("click", () => {
      const place = [...list.children].indexOf(line) + 1 + by;
      move(line, Math.min(Math.max(place, 1), list.children.length));
      isOurs = true;
      selectOf(line).dispatchEvent(new Event("change", { bubbles: true }));
      isOurs = false;
    });
    return made;
  }

  // The others move around the line, so that it keeps the focus.
  function move(line, place) {
    const lines = [...list.children];
    const from = lines.indexOf(line);
    if (place - 1 < from) line.after(...lines.slice(place - 1, from));
    else line.before(...lines.slice(from + 1, place));
    [...list.children].forEach((each, index) => { selectOf(each).selectedIndex = index + 1; });
    told.textContent = filled(list.dataset.moved, { step: textOf(line), place, count: lines.length });
    showEnds();
    line.scrollIntoView({ block: "nearest" });
  }

  // A browser that goes back fills the places again, but leaves the lines as they came.
  function settle() {
    const lines = [...list.children];
    const places = new Set(lines.map((line) => selectOf(line).selectedIndex));
    if (places.has(0) || places.size < lines.length) return;
    list.append(...lines.sort((one, other) => selectOf(one).selectedIndex - selectOf(other).selectedIndex));
  }

  function showEnds() {
    for (const line of list.children) {
      const [up, down] = line.querySelectorAll(".arrange__move");
      up.setAttribute("aria-disabled", String(line === list.firstElementChild));
      down.setAttribute("aria-disabled", String(line === list.lastElementChild));
    }
  }
}

const arrangeAll = () => document.querySelectorAll('[data-arrange=""]').forEach(arrange);
document.addEventListener("htmx:load", arrangeAll);
arrangeAll();
