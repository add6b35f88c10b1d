// H5P packages in a lesson: started when asked, in a frame; what comes of them is sent by the form beside them.
// Place: <section data-h5p> (courses/h5p.html). The frame's own side: h5p_player.js.
const TALLEST = 6000; // pixels; a package says how tall it is, and is not believed beyond this
const LONGEST = 64 * 1024; // characters of one statement, as on the server
const GRADED = ["answered", "completed", "consumed"].map((verb) => `http://adlnet.gov/expapi/verbs/${verb}`);

function start(place, button) {
  const frame = document.createElement("iframe");
  frame.className = "h5p__frame";
  frame.title = button.dataset.title;
  // Beside the policy of the document itself: it holds wherever a package leads its frame.
  frame.setAttribute("sandbox", "allow-scripts");
  frame.setAttribute("referrerpolicy", "no-referrer");
  frame.setAttribute("loading", "eager");
  frame.src = button.dataset.start;
  place.querySelector("[data-before]").hidden = true;
  tell(place, "loading");
  place.querySelector("[data-stage]").replaceChildren(frame);
  listen(place, frame);
  // It stands where the button stood: nothing has to move.
  frame.focus({ preventScroll: true });
}

function tell(place, what) {
  const line = place.querySelector("[data-told]");
  line.textContent = what ? line.dataset[what] : "";
}

function listen(place, frame) {
  addEventListener("message", (event) => {
    // Only this frame, and only while it holds a document without an origin.
    if (event.source !== frame.contentWindow || event.origin !== "null") return;
    const said = event.data?.h5p;
    if (typeof said !== "object" || said === null) return;
    if (Number.isFinite(said.height)) frame.style.blockSize = `${Math.min(TALLEST, Math.max(80, said.height))}px`;
    if (said.started === true) {
      tell(place, "");
      place.dataset.h5p = "started";
    }
    if (said.failed === true) tell(place, "failed");
    if (typeof said.statement === "string") queue(place, said.statement);
  });
}

// One after the other: each is an answer of its own, and the form holds one at a time.
const waiting = new Map();

function queue(place, raw) {
  if (raw.length > LONGEST || !isOfTheWhole(raw)) return;
  const lines = waiting.get(place) ?? [];
  waiting.set(place, lines);
  // A package that speaks without end is heard only so far.
  if (lines.length < 20) lines.push({ statement: raw, key: newKey() });
  if (lines.length === 1) send(place);
}

// crypto.randomUUID is not there on a phone that reaches a demo over plain HTTP.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 12)}4${hex.slice(13, 16)}a${hex.slice(17, 32)}`.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function isOfTheWhole(raw) {
  try {
    const statement = JSON.parse(raw);
    return GRADED.includes(statement.verb?.id) && !statement.context?.contextActivities?.parent;
  } catch {
    return false;
  }
}

function send(place) {
  const form = place.querySelector("form[data-said]");
  const [next] = waiting.get(place);
  if (!form) return;
  form.elements.statement.value = next.statement;
  form.elements.idempotency_key.value = next.key;
  form.requestSubmit();
}

document.addEventListener("htmx:afterRequest", ({ target }) => {
  const place = target.closest?.("form[data-said]")?.closest("[data-h5p]");
  const lines = place && waiting.get(place);
  if (!lines) return;
  lines.shift();
  if (lines.length) send(place);
});

for (const place of document.querySelectorAll("[data-h5p]")) {
  const button = place.querySelector("[data-start]");
  if (!button || place.dataset.h5p) continue;
  place.dataset.h5p = "ready";
  place.querySelector("[data-before]").hidden = false;
  button.addEventListener("click", () => start(place, button));
}
