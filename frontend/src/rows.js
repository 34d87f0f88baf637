// A repeatable group of fields: a template row, copied with the next number in its names.
function renumbered(row, number) {
  for (const field of row.querySelectorAll("[name],[id],[for]")) {
    for (const attribute of ["name", "id", "for", "aria-describedby"]) {
      const value = field.getAttribute(attribute);
      if (value) field.setAttribute(attribute, value.replaceAll("__n__", number));
    }
  }
  return row;
}

export function start(group) {
  if (group.dataset.started) return;
  group.dataset.started = "yes";
  const template = group.querySelector("template");
  group.addEventListener("click", (event) => {
    if (event.target.closest("[data-remove-row]")) event.target.closest("[data-row]").remove();
    if (!event.target.closest("[data-add-row]")) return;
    const number = Number(group.dataset.next);
    group.dataset.next = number + 1;
    const row = renumbered(template.content.cloneNode(true), number);
    template.before(row);
    template.previousElementSibling.querySelector("input,select,textarea")?.focus();
  });
}
