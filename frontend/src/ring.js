// An emergency rings while a page shows one that calls its reader (data-ring="aloud"): a sound each four seconds, and a
// word before the title of the window, which also those see who do not hear. The sound can be switched off on this
// computer; the sight of it cannot.
const KEY = "jinlin-sound";
const EVERY = 4000; // milliseconds
const NOTES = [880, 660, 880]; // Hz
let audio = null;

const isOn = () => localStorage.getItem(KEY) !== "off";
const calling = () => document.querySelector('[data-ring="aloud"]');

function heard() {
  audio ??= new AudioContext();
  return audio.state === "running";
}

function sound() {
  NOTES.forEach((pitch, n) => {
    const begins = audio.currentTime + n * 0.25;
    const [tone, loudness] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.25, begins);
    loudness.gain.exponentialRampToValueAtTime(0.001, begins + 0.22);
    tone.connect(loudness).connect(audio.destination);
    tone.start(begins);
    tone.stop(begins + 0.23);
  });
}

function show() {
  for (const button of document.querySelectorAll("[data-switch-sound]")) {
    const { on, off, blocked } = button.dataset;
    button.hidden = !button.closest('[data-ring="aloud"]');
    button.setAttribute("aria-pressed", isOn());
    button.querySelector("span").textContent = !isOn() ? off : audio?.state === "suspended" ? blocked : on;
  }
  const mark = document.querySelector("[data-ring]")?.dataset.title ?? "";
  document.title = mark + document.title.replace(/^(【紧急】|\[URGENT\] )/, "");
}

function ring() {
  if (calling() && isOn() && heard()) sound();
  show();
}

export function startRing() {
  setInterval(ring, EVERY);
  document.addEventListener("htmx:afterSettle", (event) => event.target.id === "ringing" && ring());
  // A browser keeps silent until its reader has touched the page once.
  document.addEventListener("pointerdown", () => audio?.resume().then(show));
  document.addEventListener("keydown", () => audio?.resume().then(show));
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-switch-sound]")) return;
    if (isOn() && audio?.state !== "suspended") localStorage.setItem(KEY, "off");
    else localStorage.removeItem(KEY);
    show();
  });
}
