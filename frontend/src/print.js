// A button that prints the page.
export function start(button) {
  if (button.dataset.started) return;
  button.dataset.started = "yes";
  button.addEventListener("click", () => window.print());
}
