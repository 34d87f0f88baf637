// Charts. The page gives the option of ECharts as data, in a <script type="application/json"> named by data-chart, or in a
// <template> where the part comes by htmx, which lets no script through. A table with the same numbers stands beside every chart, for those who cannot see it.
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

// Only what some page draws: each further kind of chart is a quarter of all that a page may weigh.
echarts.use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

const COLOURS = {
  light: { text: "#23302f", line: "#d9dedb", series: ["#1d6070", "#c4713b", "#7c9a3e", "#8a6fae", "#566361", "#a1496b"] },
  dark: { text: "#e2e8e6", line: "#33403f", series: ["#7cc4d3", "#e7a577", "#b5cf7a", "#bda6d8", "#a8b5b3", "#e59ab4"] },
};

// Each part writes in its own grey unless it is told, and a dark page cannot show that.
// On a wall everything is larger, and what stands around the axes with it.
function legible(option, { text, line }, size) {
  const axis = (one) => one && { ...one, axisLabel: { color: text, fontSize: size, hideOverlap: true, ...one.axisLabel }, splitLine: { lineStyle: { color: line } } };
  const around = Object.entries(option.grid ?? {}).map(([side, px]) => [side, typeof px === "number" ? (px * size) / USUAL : px]);
  const legend = option.legend && {
    pageTextStyle: { color: text },
    pageIconColor: text,
    ...option.legend,
    textStyle: { color: text, fontSize: size, ...option.legend.textStyle },
  };
  return { ...option, grid: Object.fromEntries(around), legend, xAxis: axis(option.xAxis), yAxis: axis(option.yAxis) };
}

const USUAL = 12; // px of the letters in a chart
const seen = new Set(); // a chart that is read anew does not grow out of the ground each time

function drawn(element, option, isNew) {
  const colours = COLOURS[document.documentElement.dataset.bsTheme] ?? COLOURS.light;
  const chart = echarts.init(element, null, { renderer: "svg" });
  chart.setOption({
    color: colours.series,
    textStyle: { color: colours.text, fontFamily: getComputedStyle(element).fontFamily }, // by name, or it is measured wrongly
    // Rich text, because the content security policy forbids styles written into markup.
    tooltip: { trigger: "axis", renderMode: "richText" },
    aria: { enabled: true },
    animation: isNew && !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
    ...legible(option, colours, Math.max(USUAL, parseFloat(getComputedStyle(element).fontSize) * 0.8)),
  });
  return chart;
}

export function start(element) {
  if (element.dataset.started) return;
  element.dataset.started = "yes";
  const source = document.getElementById(element.dataset.chart);
  const option = JSON.parse((source.content ?? source).textContent);
  let chart = drawn(element, option, !seen.has(source.id));
  seen.add(source.id);
  new ResizeObserver(() => chart.resize()).observe(element);
  const again = () => {
    chart.dispose();
    if (element.isConnected) chart = drawn(element, option, false);
    else document.removeEventListener("jinlin:theme", again);
  };
  document.addEventListener("jinlin:theme", again);
}
