// Explains a word beside itself. Without popovers, or without scripts, its link leads to the end and back.
const note = document.createElement("span");
let word;

function explain(event) {
  event.preventDefault();
  word = event.currentTarget;
  note.replaceChildren(...document.querySelector(word.hash).cloneNode(true).childNodes);
  note.ariaLabel = word.textContent;
  // "Back to the text" closes: we are there.
  note.lastElementChild.addEventListener("click", (event) => {
    event.preventDefault();
    note.hidePopover();
  });
  word.after(note);
  // Safari leaves a pressed link without focus; whoever closes comes back to it.
  word.focus();
  note.showPopover();
  const at = word.getBoundingClientRect();
  note.style.top = `${scrollY + at.bottom + 8}px`;
  note.style.left = `${Math.min(at.left, document.body.clientWidth - note.offsetWidth - 8)}px`;
  note.focus();
}

if (note.showPopover) {
  Object.assign(note, { popover: "auto", className: "term-note", tabIndex: -1, role: "dialog" });
  note.addEventListener("toggle", (event) => {
    word.ariaExpanded = event.newState === "open";
  });
  note.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !note.contains(event.relatedTarget)) note.hidePopover();
  });
  for (const link of document.querySelectorAll(".term")) {
    link.ariaExpanded = false;
    link.addEventListener("click", explain);
  }
}
