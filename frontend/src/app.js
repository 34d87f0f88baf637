// What every page loads. Maps and charts come only to pages that have one.
import htmx from "htmx.org";
import { startItems } from "./items.js";
import { startLive } from "./live.js";
import { startPlace } from "./place.js";
import { startRing } from "./ring.js";
import { startShortcuts } from "./shortcuts.js";

window.htmx = htmx;
Object.assign(htmx.config, {
  allowEval: false, // the content security policy forbids it anyway
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0, // personal data is not kept in the browser
});

// A refusal is an answer: its sentence is shown where the page has room for it.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { status } = event.detail.xhr;
  if (status >= 400 && status < 600) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// What an element asks for by an attribute, and the module that brings it.
const PARTS = {
  map: () => import("./map.js"),
  chart: () => import("./charts.js"),
  rows: () => import("./rows.js"),
  diagram: () => import("./diagram.js"),
  player: () => import("./player.js"),
  photos: () => import("./photos.js"),
  locate: () => import("./locate.js"),
  print: () => import("./print.js"),
};

async function load(root) {
  for (const [name, part] of Object.entries(PARTS)) {
    for (const element of root.querySelectorAll(`[data-${name}]`)) {
      const { start } = await part();
      if (element.isConnected) start(element); // it may have been swapped out meanwhile
    }
  }
}

// On a telephone the rooms of the top scroll: the one where the reader is should be seen.
const here = document.querySelector(".top nav [aria-current]");
if (here) here.parentElement.scrollLeft = here.offsetLeft - here.parentElement.offsetLeft - here.parentElement.clientWidth / 2;

startShortcuts();
startItems();
startLive(htmx);
startRing();
startPlace();
load(document);
htmx.onLoad((element) => load(element.parentElement ?? document));
