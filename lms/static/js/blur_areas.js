// Areas of a photograph are drawn over it, and their numbers fill the fields that are sent.
// Form: <form data-blur data-area="Area {number}"> with [data-blur-picture] and fieldsets [data-blur-area] of four
// numbers in percent, named …-left, …-top, …-width, …-height. Without this script the numbers are typed.
const NAMES = ["left", "top", "width", "height"];
const SMALLEST = 1;

function blur(form) {
  const frame = form.querySelector("[data-blur-picture]");
  const areas = [...form.querySelectorAll("[data-blur-area]")].map(prepared);
  if (!frame) return;
  for (const hint of form.querySelectorAll("[data-blur-hint]")) hint.hidden = false;
  let drawn = null;
  frame.addEventListener("pointerdown", (event) => {
    const free = areas.find((area) => NAMES.every((name) => area.fields[name].value === ""));
    if (!free || event.button > 0) return;
    event.preventDefault();
    frame.setPointerCapture(event.pointerId);
    drawn = { area: free, from: pointOf(event) };
  });
  frame.addEventListener("pointermove", (event) => {
    if (drawn) write(drawn.area, between(drawn.from, pointOf(event)));
  });
  frame.addEventListener("pointerup", (event) => {
    if (!drawn) return;
    const box = between(drawn.from, pointOf(event));
    // A tap is no area.
    write(drawn.area, box.width < SMALLEST || box.height < SMALLEST ? null : box);
    drawn = null;
  });
  frame.addEventListener("pointercancel", () => {
    if (drawn) write(drawn.area, null);
    drawn = null;
  });

  function prepared(fieldset, index) {
    const mark = document.createElement("span");
    mark.className = "hamroh-blur__mark";
    mark.textContent = form.dataset.area.replace("{number}", index + 1);
    frame?.append(mark);
    const fields = Object.fromEntries(
      NAMES.map((name) => [name, fieldset.querySelector(`[name$="-${name}"]`)]),
    );
    const area = { fields, mark };
    fieldset.addEventListener("input", () => show(area));
    show(area);
    return area;
  }

  function write(area, box) {
    for (const name of NAMES) area.fields[name].value = box ? box[name].toFixed(1) : "";
    show(area);
  }

  function show({ fields, mark }) {
    mark.hidden = !(Number(fields.width.value) && Number(fields.height.value));
    for (const name of NAMES) mark.style[name] = `${Number(fields[name].value)}%`;
  }

  function pointOf(event) {
    const box = frame.getBoundingClientRect();
    const part = (value, size) => Math.min(100, Math.max(0, (value / size) * 100));
    return { x: part(event.clientX - box.left, box.width), y: part(event.clientY - box.top, box.height) };
  }

  // Rounded down to a tenth, so that no area goes beyond the edge by a hair.
  function between(one, other) {
    const tenth = (value) => Math.floor(value * 10) / 10;
    const [left, top] = [tenth(Math.min(one.x, other.x)), tenth(Math.min(one.y, other.y))];
    const width = Math.max(0, tenth(Math.max(one.x, other.x)) - left);
    return { left, top, width, height: Math.max(0, tenth(Math.max(one.y, other.y)) - top) };
  }
}

document.querySelectorAll("[data-blur]").forEach(blur);
