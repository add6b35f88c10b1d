/* While an exercise is written: offers the names of the rows that a text may point to. */
(() => {
  const list = document.createElement("datalist");
  list.id = "hamroh-names";

  /* Rows of the nearest block around the field: of "…-value-cards-0-value-group" those below "…-value-groups". */
  function namesFor(input) {
    const { refersTo, refersBy } = input.dataset;
    for (let end = input.name.lastIndexOf("-value-"); end > 0; end = input.name.lastIndexOf("-value-", end - 1)) {
      const rows = `${input.name.slice(0, end)}-value-${refersTo}`;
      const count = document.getElementsByName(`${rows}-count`)[0];
      if (!count) continue;
      return Array.from({ length: Number(count.value) }, (_, number) => `${rows}-${number}`)
        .filter((row) => document.getElementsByName(`${row}-deleted`)[0]?.value === "")
        .map((row) => document.getElementsByName(`${row}-value-${refersBy}`)[0]?.value.trim())
        .filter(Boolean);
    }
    return [];
  }

  document.addEventListener("focusin", ({ target }) => {
    if (!target.matches?.("[data-refers-to]")) return;
    list.replaceChildren(...namesFor(target).map((name) => new Option(name, name)));
    target.after(list);
    target.setAttribute("list", list.id);
  });
})();
