// An answer that could not be sent is kept on this phone, said to be kept, and sent once when the line is back.
// Forms: <form data-keep="a name of its own">, or <form data-unkept>: nothing is kept, only said that the line is gone.
// Words and reader: <template id="keeping" data-…> (elements/scripts.html).
const words = document.getElementById("keeping")?.dataset ?? {};
const PREFIX = `kept:${words.reader}:`;
const SIGN_IN = "/accounts/login/";
const RETRY_AFTER = 20_000; // milliseconds; some lines are gone without the browser noticing
// Answers that say "not now" or "not like this": signed out, form too old, too many, in vain. All others are final.
const LATER = [401, 403, 408, 429];
const isFinal = (status) => status < 500 && !LATER.includes(status);

const formOf = (element) => element?.closest?.("form[data-keep], form[data-unkept]");
const storedUnder = (form) => PREFIX + form.dataset.keep;
const fieldsOf = (form) => new URLSearchParams(form instanceof Element ? new FormData(form) : form);
const keyOf = (form) => fieldsOf(form).get("idempotency_key");

function keep(form, path) {
  // Nobody's answers are kept on the server either; there would be nobody to send them for.
  if (!words.reader || !form.dataset.keep) return say(form, words.alone);
  const body = fieldsOf(form).toString();
  try {
    localStorage.setItem(storedUnder(form), JSON.stringify({ path, body, page: location.pathname }));
    say(form, words.kept);
    setTimeout(sendKept, RETRY_AFTER, true);
  } catch {
    say(form, words.full);
  }
}

function say(form, text) {
  let line = form.querySelector(".kept");
  if (!line) {
    line = document.createElement("p");
    line.className = "kept";
    line.setAttribute("role", "status");
    form.append(line);
  }
  line.textContent = text;
}

function forget(form) {
  localStorage.removeItem(storedUnder(form));
  form.querySelector(".kept")?.remove();
}

// --- While answering -------------------------------------------------------------------------

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => {
    const form = formOf(event.target);
    if (form) keep(form, event.detail.requestConfig.path);
  });
}

document.addEventListener("htmx:responseError", (event) => {
  const form = formOf(event.target);
  if (form && !isFinal(event.detail.xhr.status)) keep(form, event.detail.requestConfig.path);
});

// The session is over: the way to the door is in the answer, and htmx takes it at once.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const form = formOf(event.target);
  if (form && event.detail.xhr.status === 401) keep(form, event.detail.requestConfig.path);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const form = formOf(event.target) ?? formOf(event.detail.requestConfig?.elt);
  if (!form) return;
  if (new URL(event.detail.xhr.responseURL).pathname.endsWith(SIGN_IN)) {
    event.detail.shouldSwap = false;
    keep(form, event.detail.requestConfig.path);
    location.assign(`${SIGN_IN}?next=${encodeURIComponent(location.pathname)}`);
  } else if (event.detail.xhr.status < 400) {
    forget(form);
  }
});

document.addEventListener("submit", (event) => {
  const form = formOf(event.target);
  if (!form || form.hasAttribute("hx-post") || navigator.onLine) return;
  event.preventDefault();
  keep(form, new URL(form.action).pathname);
});

// --- When the line is back ----------------------------------------------------------------------

let sending = false;

async function sendKept(isLater) {
  if (sending || !navigator.onLine || !words.reader) return;
  sending = true;
  let isShownOld = false;
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    const kept = JSON.parse(localStorage.getItem(key));
    const form = [...document.querySelectorAll("form[data-keep]")].find((found) => storedUnder(found) === key);
    if (isLater && form?.getAttribute("hx-post") === kept.path && keyOf(form) === keyOf(kept.body)) {
      // The answer still stands in its form: sent from there, what came of it is shown.
      form.requestSubmit();
      continue;
    }
    if (!(await send(kept))) {
      setTimeout(sendKept, RETRY_AFTER, true);
      break;
    }
    localStorage.removeItem(key);
    if (form) forget(form);
    isShownOld ||= kept.page === location.pathname;
  }
  sending = false;
  // Only just after loading: later, something half answered may stand on the page.
  if (isShownOld && !isLater) location.reload();
}

async function send({ path, body }) {
  const fields = new URLSearchParams(body);
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (token) fields.set("csrfmiddlewaretoken", token.value);
  // A test asks how old an answer is: the one chosen last is kept, not the one that arrives last.
  if (fields.has("sent")) fields.set("sent", String(Date.now()));
  try {
    const answer = await fetch(path, { method: "POST", body: fields, headers: { "X-Requested-With": "keep" } });
    return isFinal(answer.status) && !new URL(answer.url).pathname.endsWith(SIGN_IN);
  } catch {
    return false;
  }
}

addEventListener("online", sendKept);
sendKept();

// Signing out erases one's own worksheets (worksheet.js); answers not sent yet wait.
document.getElementById("sign-out")?.addEventListener("submit", (event) => {
  const own = `worksheet:${event.target.dataset.reader}:`;
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(own))) localStorage.removeItem(key);
});
