// Charts. The page gives the option of ECharts as data, in a <script type="application/json"> named by
// data-chart. A table with the same numbers stands beside every chart, for those who cannot see it.
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
function legible(option, { text, line }) {
  const axis = (one) => one && { ...one, axisLabel: { color: text, ...one.axisLabel }, splitLine: { lineStyle: { color: line } } };
  const legend = option.legend && {
    pageTextStyle: { color: text },
    pageIconColor: text,
    ...option.legend,
    textStyle: { color: text, ...option.legend.textStyle },
  };
  return { ...option, legend, xAxis: axis(option.xAxis), yAxis: axis(option.yAxis) };
}

function drawn(element, option) {
  const colours = COLOURS[document.documentElement.dataset.bsTheme] ?? COLOURS.light;
  const chart = echarts.init(element, null, { renderer: "svg" });
  chart.setOption({
    color: colours.series,
    textStyle: { color: colours.text, fontFamily: "inherit" },
    // Rich text, because the content security policy forbids styles written into markup.
    tooltip: { trigger: "axis", renderMode: "richText" },
    aria: { enabled: true },
    animation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
    ...legible(option, colours),
  });
  return chart;
}

export function start(element) {
  if (element.dataset.started) return;
  element.dataset.started = "yes";
  const option = JSON.parse(document.getElementById(element.dataset.chart).textContent);
  let chart = drawn(element, option);
  new ResizeObserver(() => chart.resize()).observe(element);
  document.addEventListener("jinlin:theme", () => {
    chart.dispose();
    chart = drawn(element, option);
  });
}
