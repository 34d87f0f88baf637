// Where the reader is, put into the two fields of a place; only when asked to, and only where the browser can.
function put(id, value) {
  const field = document.getElementById(id);
  field.value = value.toFixed(6);
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
}

export function start(button) {
  if (button.dataset.started || !navigator.geolocation) return;
  button.dataset.started = "yes";
  button.hidden = false;
  const said = button.parentElement.querySelector("[data-locate-said]");
  button.addEventListener("click", () => {
    said.textContent = "";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        put(`${button.dataset.locate}-x`, coords.longitude);
        put(`${button.dataset.locate}-y`, coords.latitude);
      },
      () => { said.textContent = button.dataset.refused; },
      { enableHighAccuracy: true, timeout: 10_000 },
    );
  });
}
