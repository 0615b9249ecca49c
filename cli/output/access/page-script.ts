/** What the page's two fields do. Without it everything is there all the same. No `<` and no `&`: it is in HTML as it is. */
export const PAGE_SCRIPT = `
const form = document.querySelector("form"), found = form.querySelector("output");
const rows = [...document.querySelectorAll("tr[data-name]")].map((row) => (
  { row, names: [...row.querySelectorAll("li")], details: row.querySelector("details") }));
const bodies = [...document.querySelectorAll("tbody")];
form.hidden = false;
function showObjects() {
  const words = form.search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const fits = (text) => words.every((word) => text.includes(word));
  let count = 0;
  for (const { row, names, details } of rows) {
    const own = row.dataset.name;
    let shown = 0;
    for (const name of names) {
      name.hidden = !fits((own + " " + name.textContent).toLowerCase());
      if (!name.hidden) shown++;
    }
    if (!names.length) shown = fits(own.toLowerCase()) ? 1 : 0;
    row.hidden = !shown;
    if (details) details.open = words.length > 0 ? shown > 0 : false;
    count += shown;
  }
  for (const body of bodies) body.hidden = !body.querySelector("tr[data-name]:not([hidden]), tr[data-way]");
  found.textContent = words.length ? count.toLocaleString("en") + (count === 1 ? " object" : " objects") : "";
}
function showRoles() {
  const role = form.role.value;
  for (const table of document.querySelectorAll("table.matrix")) {
    const heads = [...table.tHead.rows[0].cells];
    const isShown = heads.map((head, index) => index === 0 ? true : role === "" ? true : head.dataset.roles.split("\\n").includes(role));
    const some = isShown.filter(Boolean).length > 1;
    for (const row of table.rows) {
      if (row.cells.length === 1) continue;
      [...row.cells].forEach((cell, index) => { cell.hidden = some ? !isShown[index] : index > 0; });
    }
  }
}
form.search.addEventListener("input", showObjects);
form.role.addEventListener("change", showRoles);
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("beforeprint", () => { for (const { details } of rows) if (details) details.open = true; });
addEventListener("afterprint", showObjects);
`;
