// Going through a list by keyboard: j and k move between the elements with data-item, o opens the link of one, x
// ticks it. A tick-box with data-ticks ticks all boxes of that name; data-ticked tells how many are ticked.
const ITEMS = "[data-item]";

function isWriting(target) {
  return target.isContentEditable || /^(select|textarea)$/i.test(target.tagName) || target.matches("input:not([type=checkbox])");
}

function step(by) {
  const items = [...document.querySelectorAll(ITEMS)];
  const at = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[Math.min(Math.max(at + by, 0), items.length - 1)];
  next?.querySelector("a")?.focus();
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
  const item = document.activeElement?.closest(ITEMS);
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "o") item?.querySelector("a")?.click();
  else if (event.key === "x") item?.querySelector("input[type=checkbox]")?.click();
}

function boxes(name) {
  return [...document.querySelectorAll(`input[type=checkbox][name="${CSS.escape(name)}"]`)];
}

function ticked(event) {
  const all = event.target.closest("[data-ticks]");
  if (all) for (const box of boxes(all.dataset.ticks)) box.checked = all.checked;
  for (const place of document.querySelectorAll("[data-ticked]")) {
    const count = boxes(place.dataset.ticked).filter((box) => box.checked).length;
    place.querySelector("[data-count]").textContent = count;
    place.hidden = count === 0;
  }
}

export function startItems() {
  document.addEventListener("keydown", pressed);
  document.addEventListener("change", ticked);
}
