// Sends the form on the stage and shows the stage that the server answers with. Without this script the same form
// is sent as any other. In Open edX the token comes from its cookie; other sites add theirs to what is fetched.
function HamrohPlayed(runtime, element) {
  const root = element instanceof Element ? element : element[0];
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);

  function say(form, sentence) {
    const line = form.querySelector(".hx-told") ?? form.appendChild(document.createElement("p"));
    line.className = "hx-told";
    line.setAttribute("role", "alert");
    line.textContent = sentence;
  }

  function show(html) {
    const stage = root.querySelector(".hx-stage");
    stage.outerHTML = html;
    root.querySelector("[data-focus]")?.focus({ preventScroll: false });
  }

  async function send(form, button) {
    const body = new URLSearchParams(new FormData(form));
    if (button?.name) body.set(button.name, button.value);
    const headers = { Accept: "application/json" };
    if (token) headers["X-CSRFToken"] = decodeURIComponent(token[1]);
    const answer = await fetch(runtime.handlerUrl(root, "play"), { method: "POST", body, headers });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.problem ?? "");
    return told.html;
  }

  root.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    if (root.dataset.sending) return;
    root.dataset.sending = "yes";
    try {
      show(await send(form, event.submitter));
    } catch (refused) {
      // A line that is gone has no sentence of its own.
      say(form, (refused.constructor === Error && refused.message) || form.dataset.offline);
    }
    delete root.dataset.sending;
  });
}
window.HamrohPlayed = HamrohPlayed;
