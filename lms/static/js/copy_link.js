// Copies what stands in a field: <div data-copy-from><input readonly> or <textarea readonly><button data-copy hidden><span role="status">.
for (const button of document.querySelectorAll("[data-copy]")) {
  const place = button.closest("[data-copy-from]");
  const field = place.querySelector("input, textarea");
  const said = place.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = button.dataset.copied;
    } catch {
      // Without https, or where the browser forbids it.
      said.textContent = button.dataset.select;
    }
  });
}
