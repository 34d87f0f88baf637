// Light or dark: what the system says, unless the reader chose.
const KEY = "jinlin-theme";
const system = window.matchMedia("(prefers-color-scheme: dark)");

function chosen() {
  return localStorage.getItem(KEY) ?? (system.matches ? "dark" : "light");
}

function show() {
  document.documentElement.dataset.bsTheme = chosen();
  document.dispatchEvent(new CustomEvent("jinlin:theme"));
}

show();
system.addEventListener("change", show);
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-switch-theme]")) return;
  localStorage.setItem(KEY, chosen() === "dark" ? "light" : "dark");
  show();
});
