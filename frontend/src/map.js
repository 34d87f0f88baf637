// Maps. The page says what to show in a <script type="application/json">, or a <template>, named by data-map:
//   {"style": {...}, "bounds": [w, s, e, n], "areas": url, "cases": the id of GeoJSON, "heat": bool, "pin": {...}, "at": [lng, lat]}
// All coordinates are WGS-84; a city whose tiles are GCJ-02 says so and the server shifts what it sends.
import * as maplibregl from "maplibre-gl";

maplibregl.setWorkerUrl(new URL(MAP_WORKER, import.meta.url).href);

const STATES = ["case", [">", ["get", "card"], 1], "#b3261e", [">", ["get", "card"], 0], "#d9a514", "#1d6070"];

// What depends on the theme: [layer, property, light, dark]. The city's own tiles are only dimmed.
const LOOKS = [
  ["paper", "background-color", "#edf0ec", "#1f2929"],
  ["tiles", "raster-brightness-max", 1, 0.55],
  ["tiles", "raster-saturation", 0, -0.35],
  ["areas", "fill-color", "#1d6070", "#7cc4d3"],
  ["area-lines", "line-color", "#1d6070", "#7cc4d3"],
  ["names", "text-color", "#233533", "#dfeae7"],
  ["names", "text-halo-color", "#f6f8f5", "#16211f"],
  ["cases", "circle-stroke-color", "#ffffff", "#16211f"],
];

function paint(map) {
  const isDark = document.documentElement.dataset.bsTheme === "dark";
  for (const [layer, property, light, dark] of LOOKS) {
    if (map.getLayer(layer)) map.setPaintProperty(layer, property, isDark ? dark : light);
  }
}

// Where names do not fit, the larger area keeps its own. The fonts are those of the reader's machine.
function addAreas(map, url) {
  const isName = ["==", ["geometry-type"], "Point"];
  const size = ["match", ["get", "rank"], 1, 16, 2, 13, 12];
  map.addSource("areas", { type: "geojson", data: url });
  map.addLayer({ id: "areas", type: "fill", source: "areas", filter: ["!", isName], paint: { "fill-opacity": 0.08 } });
  map.addLayer({ id: "area-lines", type: "line", source: "areas", filter: ["!", isName], paint: { "line-opacity": 0.5 } });
  map.addLayer({
    id: "names", type: "symbol", source: "areas", filter: isName,
    layout: { "text-field": ["get", "name"], "text-font": ["sans-serif"], "text-size": size, "symbol-sort-key": ["get", "rank"], "text-padding": 4 },
    paint: { "text-halo-width": 1.5 },
  });
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
      "circle-stroke-width": 1.5,
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
    paint(map);
    document.addEventListener("jinlin:theme", () => paint(map));
    element.dataset.ready = "yes";
  });
}
