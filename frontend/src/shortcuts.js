// Keyboard shortcuts: an element says its own with data-key="/" or, after another key, data-key="g w". What the first
// key is about (data-keys="a") gets the focus, so that the second is seen there.
// They rest while somebody writes; "?" opens the list (dialog#shortcuts) where a page has one.
let waiting = "";

function isWriting(target) {
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
}

function act(element) {
  if (/^(input|textarea|select)$/i.test(element.tagName)) element.focus();
  else element.click();
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
  if (event.key === "?") return document.querySelector("dialog#shortcuts")?.showModal();
  const keys = waiting ? `${waiting} ${event.key}` : event.key;
  waiting = "";
  const element = document.querySelector(`[data-key="${CSS.escape(keys)}"]`);
  if (element) {
    event.preventDefault();
    act(element);
  } else if (document.querySelector(`[data-key^="${CSS.escape(event.key)} "]`)) {
    waiting = event.key;
    document.querySelector(`[data-keys="${CSS.escape(event.key)}"]`)?.focus();
  }
}

export function startShortcuts() {
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens)?.showModal();
    event.target.closest("[data-closes]")?.closest("dialog")?.close();
  });
}
