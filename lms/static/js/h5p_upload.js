// Shows how far a large file is on its way; without it the same form is sent as any other.
// Form: <form data-upload> (courses/cms/h5p_form.html).
function send(form) {
  const sending = form.querySelector("[data-sending]");
  const told = sending.querySelector("[role=status]");
  const bar = sending.querySelector("progress");
  const request = new XMLHttpRequest();
  request.open("POST", form.action || location.href);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    bar.value = (100 * loaded) / total;
    told.textContent = `${Math.floor((100 * loaded) / total)} %`;
  });
  request.upload.addEventListener("load", () => { told.textContent = told.dataset.checking; });
  request.addEventListener("error", () => stop(form, told.dataset.lost));
  request.addEventListener("load", () => answered(form, request));
  form.querySelector("[data-problem]").textContent = "";
  form.querySelector("button").disabled = true;
  sending.hidden = false;
  request.send(new FormData(form));
}

function answered(form, request) {
  // Said by a server before the site: sent again as a plain form it would be refused without a word.
  if (request.status === 413) return stop(form, form.dataset.large);
  try {
    const answer = JSON.parse(request.responseText);
    if (answer.next) return location.assign(answer.next);
    stop(form, answer.problem);
  } catch {
    // Signed out meanwhile, or a fault: the plain form shows what stands behind it.
    form.submit();
  }
}

function stop(form, problem) {
  form.querySelector("[data-sending]").hidden = true;
  form.querySelector("button").disabled = false;
  form.querySelector("[data-problem]").textContent = problem;
}

for (const form of document.querySelectorAll("form[data-upload]")) {
  form.dataset.upload = "ready";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}
