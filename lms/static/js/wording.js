// A check that could not be sent is never kept, not even on this phone: the page says that the line is gone.
const alone = document.getElementById("keeping")?.dataset.alone ?? "";

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => {
    const form = event.target.closest?.(".wording-form");
    const result = form && document.getElementById("wording-result");
    if (!result) return;
    const line = document.createElement("p");
    line.className = "problem";
    line.setAttribute("role", "alert");
    line.textContent = alone;
    result.replaceChildren(line);
  });
}
