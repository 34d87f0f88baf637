// What changes without reloading: every element with data-live asks its hx-get address (hx-trigger="live") each
// 15 seconds, while somebody looks at the page and is not at work on that very element. 204 leaves it as it is.
const SECONDS = 15;

function isBusy(element) {
  return element.contains(document.activeElement) || element.querySelector("input:checked");
}

function look(htmx) {
  const isSeen = document.visibilityState === "visible";
  for (const element of document.querySelectorAll("[data-live]")) {
    if (element.dataset.live === "always" || (isSeen && !isBusy(element))) htmx.trigger(element, "live");
  }
}

export function startLive(htmx) {
  setInterval(look, SECONDS * 1000, htmx);
  document.addEventListener("visibilitychange", () => look(htmx));
}
