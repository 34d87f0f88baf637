// Maps. The page says what to show in a <script type="application/json">, or a <template>, named by data-map:
//   {"style": {...}, "bounds": [w, s, e, n], "areas": url, "cases": the id of GeoJSON, "heat": bool, "pin": {...}, "at": [lng, lat]}
// All coordinates are WGS-84; a city whose tiles are GCJ-02 says so and the server shifts what it sends.
import * as maplibregl from "maplibre-gl";

maplibregl.setWorkerUrl(new URL(MAP_WORKER, import.meta.url).href);

const STATES = ["case", [">", ["get", "card"], 1], "#b3261e", [">", ["get", "card"], 0], "#d9a514", "#1d6070"];

// Plain paper is dark where the page is; a city's own tiles are as they are.
function inTheDark(map) {
  const isDark = document.documentElement.dataset.bsTheme === "dark";
  if (map.getLayer("paper") && !map.getLayer("tiles")) map.setPaintProperty("paper", "background-color", isDark ? "#1f2929" : "#edf0ec");
  for (const [layer, what] of [["areas", "fill-color"], ["area-lines", "line-color"]]) {
    if (map.getLayer(layer)) map.setPaintProperty(layer, what, isDark ? "#7cc4d3" : "#1d6070");
  }
}

function addAreas(map, url) {
  map.addSource("areas", { type: "geojson", data: url });
  map.addLayer({ id: "areas", type: "fill", source: "areas", paint: { "fill-color": "#1d6070", "fill-opacity": 0.08 } });
  map.addLayer({ id: "area-lines", type: "line", source: "areas", paint: { "line-color": "#1d6070", "line-opacity": 0.5 } });
}

// Each feature stands for `n` cases; what is drawn grows with all that it stands for.
const SIZE = ["interpolate", ["linear"], ["sqrt", ["get", "n"]], 1, 6, 10, 18, 40, 32];

function addHeat(map) {
  const weight = ["interpolate", ["linear"], ["sqrt", ["get", "n"]], 0, 0, 20, 1];
  map.addLayer({ id: "heat", type: "heatmap", source: "cases", paint: { "heatmap-opacity": 0.7, "heatmap-weight": weight } });
}

function addCircles(map) {
  map.addLayer({
    id: "cases", type: "circle", source: "cases",
    paint: {
      "circle-color": STATES, "circle-opacity": 0.75, "circle-radius": SIZE,
      "circle-stroke-color": "#fff", "circle-stroke-width": 1.5,
    },
  });
  map.on("click", "cases", (event) => {
    const { address, cluster } = event.features[0].properties;
    if (cluster) map.easeTo({ center: event.lngLat, zoom: map.getZoom() + 2 });
    else if (address?.startsWith("/")) window.location.assign(address);
  });
}

function dataOf(id) {
  const source = document.getElementById(id);
  return JSON.parse((source.content ?? source).textContent);
}

// What is read anew with the figures beside it is drawn anew; the map stays where its reader has moved it.
function keepUp(map, cases) {
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.contains(document.getElementById(cases))) map.getSource("cases").setData(dataOf(cases));
  });
}

function addCases(map, { cases, heat }) {
  const together = { n: ["+", ["get", "n"]], card: ["max", ["get", "card"]] };
  map.addSource("cases", { type: "geojson", data: dataOf(cases), cluster: !heat, clusterRadius: 30, clusterProperties: together });
  if (heat) addHeat(map);
  else addCircles(map);
  keepUp(map, cases);
}

// A pin that sets two fields of a form; the fields can be typed into as well.
function addPin(map, pin) {
  const [x, y] = [pin.x, pin.y].map((id) => document.getElementById(id));
  const marker = new maplibregl.Marker({ draggable: true, color: "#c4713b" });
  const put = ({ lng, lat }) => {
    x.value = lng.toFixed(6);
    y.value = lat.toFixed(6);
    x.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const show = () => {
    const [lng, lat] = [Number(x.value), Number(y.value)];
    const isPlace = x.value && y.value && Math.abs(lng) <= 180 && Math.abs(lat) <= 90;
    if (isPlace) marker.setLngLat([lng, lat]).addTo(map);
    return isPlace;
  };
  map.on("click", (event) => { put(event.lngLat); show(); });
  marker.on("dragend", () => put(marker.getLngLat()));
  const typed = () => show() && map.easeTo({ center: marker.getLngLat() });
  for (const field of [x, y]) field.addEventListener("input", typed);
  show();
}

export function start(element) {
  if (element.dataset.started) return;
  element.dataset.started = "yes";
  const source = document.getElementById(element.dataset.map);
  const config = JSON.parse((source.content ?? source).textContent);
  const map = new maplibregl.Map({
    container: element, style: config.style, locale: { "Map.Title": element.getAttribute("aria-label") },
    attributionControl: { compact: true },
    ...(config.at ? { center: config.at, zoom: 15 } : { bounds: config.bounds, fitBoundsOptions: { padding: 24 } }),
  });
  if (!element.closest(".wall-screen")) map.addControl(new maplibregl.NavigationControl({ showCompass: false }));
  map.on("load", () => {
    if (config.areas) addAreas(map, config.areas);
    if (config.cases) addCases(map, config);
    if (config.pin) addPin(map, config.pin);
    if (config.at) new maplibregl.Marker({ color: "#c4713b" }).setLngLat(config.at).addTo(map);
    inTheDark(map);
    document.addEventListener("jinlin:theme", () => inTheDark(map));
    element.dataset.ready = "yes";
  });
}
