// Plays a story that the server has just run: one step after another is shown, and its state lit.
import { light } from "./diagram.js";

const PACE = 1600; // ms a step

export function start(element) {
  if (element.dataset.started) return;
  element.dataset.started = "yes";
  const steps = [...element.querySelectorAll("[data-step]")];
  const buttons = Object.fromEntries([...element.querySelectorAll("[data-do]")].map((one) => [one.dataset.do, one]));
  const count = element.querySelector("[data-count]");
  let at = 0;
  let timer = 0;

  function show() {
    steps.forEach((step, n) => {
      step.hidden = n >= at;
      step.toggleAttribute("aria-current", n === at - 1);
    });
    const step = steps[at - 1];
    if (step?.dataset.type) light(step.dataset.type, step.dataset.state);
    step?.scrollIntoView({ block: "nearest" });
    count.textContent = `${at} / ${steps.length}`;
    if (at >= steps.length) pause();
  }
  function go(to) {
    at = Math.min(Math.max(to, 0), steps.length);
    show();
  }
  function pause() {
    clearInterval(timer);
    timer = 0;
    element.dataset.playing = "no";
  }
  function play() {
    if (at >= steps.length) go(0);
    timer = setInterval(() => go(at + 1), PACE);
    element.dataset.playing = "yes";
    go(at + 1);
  }

  buttons.play.addEventListener("click", () => (timer ? pause() : play()));
  buttons.next.addEventListener("click", () => { pause(); go(at + 1); });
  buttons.back.addEventListener("click", () => { pause(); go(at - 1); });
  buttons.all.addEventListener("click", () => { pause(); go(steps.length); });
  play();
}
