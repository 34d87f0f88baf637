// A state diagram, laid out by dagre. The page gives nodes and edges as data (data-diagram names the
// script); a table beside it says the same in words. `light(type, state)` marks where a case stands.
import { Graph, layout } from "@dagrejs/dagre";

const MARGIN = 8; // px
const SVG = "http://www.w3.org/2000/svg";
const LETTER = 14; // px: the width of a Chinese character in a box
const drawn = new Map();

function make(name, attributes, parent) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent?.append(element);
  return element;
}

function width(text) {
  return [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 255 ? LETTER : LETTER * 0.56), 0);
}

function graphOf({ nodes, edges }, rankdir) {
  const graph = new Graph({ multigraph: false });
  graph.setGraph({ rankdir, nodesep: 24, ranksep: rankdir === "TB" ? 34 : 46 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) graph.setNode(node.id, { ...node, width: width(node.name) + 28, height: 38 });
  for (const edge of edges) graph.setEdge(edge.from, edge.to, edge);
  layout(graph);
  return graph;
}

// Straight at both ends, rounded where it bends.
function path(points) {
  const middle = (one, other) => [(one.x + other.x) / 2, (one.y + other.y) / 2];
  const [first, ...rest] = points;
  const last = rest.pop();
  const bends = rest.map((point, n) => `Q${point.x},${point.y} ${middle(point, rest[n + 1] ?? last)}`);
  return `M${first.x},${first.y}${bends.join("")}L${last.x},${last.y}`;
}

// dagre's own size leaves out the edges that go round the outside.
function box(graph) {
  const nodes = graph.nodes().map((id) => graph.node(id));
  const points = graph.edges().flatMap((edge) => graph.edge(edge).points);
  const xs = [...nodes.flatMap(({ x, width }) => [x - width / 2, x + width / 2]), ...points.map(({ x }) => x)];
  const ys = [...nodes.flatMap(({ y, height }) => [y - height / 2, y + height / 2]), ...points.map(({ y }) => y)];
  const [west, north] = [Math.min(...xs) - MARGIN, Math.min(...ys) - MARGIN];
  return [west, north, Math.max(...xs) + MARGIN - west, Math.max(...ys) + MARGIN - north];
}

function draw(element, data) {
  const graph = graphOf(data, element.dataset.direction ?? "LR");
  const size = box(graph);
  const svg = make("svg", { viewBox: size.join(" "), width: size[2], class: "diagram", "aria-hidden": "true" });
  const arrow = make("marker", { id: `${element.id}-arrow`, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" }, svg);
  make("path", { d: "M0,0L8,4L0,8z" }, arrow);
  for (const { v, w } of graph.edges()) {
    const edge = graph.edge(v, w);
    const line = make("path", { d: path(edge.points), class: `edge edge-${edge.kind}`, "marker-end": `url(#${element.id}-arrow)` }, svg);
    make("title", {}, line).textContent = edge.label;
  }
  for (const id of graph.nodes()) {
    const node = graph.node(id);
    const group = make("g", { class: `node${node.final ? " node-final" : ""}${node.start ? " node-start" : ""}`, "data-state": id, transform: `translate(${node.x - node.width / 2},${node.y - node.height / 2})` }, svg);
    make("rect", { width: node.width, height: node.height, rx: 8 }, group);
    const text = make("text", { x: node.width / 2, y: 25, "text-anchor": "middle" }, group);
    text.textContent = node.name;
  }
  element.replaceChildren(svg);
}

export function start(element) {
  if (element.dataset.started) return;
  element.dataset.started = "yes";
  draw(element, JSON.parse(document.getElementById(element.dataset.diagram).textContent));
  drawn.set(element.dataset.type, element);
}

export function light(type, state) {
  const element = drawn.get(type);
  if (!element) return;
  const folded = element.closest("details");
  if (folded) folded.open = true;
  for (const node of element.querySelectorAll(".node")) {
    if (node.dataset.state === state) node.classList.add("node-lit");
    else if (node.classList.contains("node-lit")) {
      node.classList.remove("node-lit");
      node.classList.add("node-been");
    }
  }
  element.querySelector(".node-lit")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}
