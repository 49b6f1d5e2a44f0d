// data_visualization: a drawing with a legend, and the same figures as a table for whoever prefers them,
// or cannot see the drawing.

import { h } from "../dom.js";
import { locale, t } from "../model.js";
import { plot } from "./plot.js";
import { pie } from "./pie.js";

/** Series are told apart by colour and by mark: shape of the points, order of the legend. */
export const SHAPES = ["circle", "square", "diamond", "triangle", "cross", "ring"];

export const colour = (index) => `var(--series-${(index % 8) + 1})`;

export function number(value) {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(value);
}

export function chart(block) {
  const { chart: data } = block;
  const isPie = data.type === "pie";
  const drawing = isPie ? pie(data, block.title) : plot(data, block.title);
  const entries = isPie ? pieEntries(data.segments) : seriesEntries(data.series);
  return h("figure", { class: `chart chart-${data.type}` },
    h("figcaption", { class: "chart-title" }, block.title),
    h("div", { class: "chart-drawing" }, drawing, (isPie || entries.length > 1) && legend(entries)),
    figures(data, block.title));
}

function seriesEntries(series) {
  return series.map((one) => ({ name: one.name }));
}

function pieEntries(segments) {
  const total = segments.reduce((sum, segment) => sum + segment.value, 0) || 1;
  const share = new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: 0 });
  return segments.map(
    (segment) => (
      { name: segment.label, detail: `${number(segment.value)} · ${share.format(segment.value / total)}` }
    )
  );
}

function legend(entries) {
  return h("ul", { class: "legend", "aria-hidden": "true" }, entries.map((entry, index) => (
    h(
      "li",
      {},
      h("span", { class: "swatch", style: { background: colour(index) } }),
      h("span", {}, entry.name),
      entry.detail && h("span", { class: "quiet" }, entry.detail),
    ))));
}

function figures(data, title) {
  return h("details", { class: "chart-figures" }, h("summary", {}, t("chart_table")),
    h(
      "div",
      { class: "table-scroll" },
      h(
        "table",
        { class: "table" },
        h("caption", { class: "unseen" }, title),
        data.type === "pie" ? pieRows(data) : seriesRows(data),
      ),
    ));
}

function pieRows({ segments }) {
  return h(
    "tbody",
    {},
    segments.map(
      (one) => h(
        "tr",
        {},
        h("th", { scope: "row" }, one.label),
        h("td", { class: "align-right" }, number(one.value)),
      )
    ),
  );
}

function seriesRows({ series, axis_config: axis }) {
  const head = h(
    "thead",
    {},
    h(
      "tr",
      {},
      h("th", { scope: "col" }, axis?.x_label ?? ""),
      series.map((one) => h("th", { scope: "col", class: "align-right" }, one.name)),
    ),
  );
  const rows = categoriesOf({ series, axis_config: axis }).map((category) => (
    h(
      "tr",
      {},
      h("th", { scope: "row" }, category),
      series.map((one) => h("td", { class: "align-right" }, number(valueOf(one, category)))),
    )));
  return [head, h("tbody", {}, rows)];
}

export function categoriesOf({ series, axis_config: axis }) {
  return axis?.categories ?? series[0]?.data.map((point) => point.label) ?? [];
}

export function valueOf(one, category) {
  return one.data.find((point) => point.label === category)?.value ?? 0;
}
