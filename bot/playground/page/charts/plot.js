// Bars, lines and areas over the same frame: a value axis on the left, the categories below.

import { s } from "../dom.js";
import { categoriesOf, colour, number, SHAPES, valueOf } from "./index.js";

const WIDE = { width: 560, height: 270 };
const NARROW = { width: 330, height: 240 };
const EDGE = { top: 18, right: 12 };

/** Drawn for the room there is, so that the figures are as large on a phone as on a desk. */
export function plot(data, title) {
  const size = window.innerWidth <= 820 ? NARROW : WIDE;
  const frame = frameOf(data, size);
  const draw = { bar: bars, line: lines, area: areas }[data.type] ?? bars;
  const words = data.series.map(
    (one) => `${one.name} : ${frame.categories.map((category) => `${category} ${number(valueOf(one, category))}`).join(", ")}`
  ).join(" ; ");
  return s(
    "svg",
    {
      class: "plot",
      viewBox: `0 0 ${size.width} ${size.height}`,
      role: "img",
      "aria-label": `${title}. ${words}`,
    },
    grid(frame),
    draw(data.series, frame),
    axis(frame, data.axis_config ?? {}),
  );
}

function frameOf(data, size) {
  const categories = categoriesOf(data);
  const values = data.series.flatMap((one) => categories.map((category) => valueOf(one, category)));
  const ticks = niceTicks(Math.min(0, ...values), Math.max(0, ...values));
  const widest = Math.max(...ticks.map((tick) => number(tick).length));
  const slanted = categories.some(
    (category) => category.length * 6.4 > (size.width - 60) / categories.length
  );
  const left = 16 + widest * 7 + (data.axis_config?.y_label ? 16 : 0);
  const bottom = (slanted ? 62 : 26) + (data.axis_config?.x_label ? 20 : 0);
  const box = { left, right: size.width - EDGE.right, top: EDGE.top, bottom: size.height - bottom };
  const [low, high] = [ticks[0], ticks.at(-1)];
  const band = (box.right - box.left) / Math.max(categories.length, 1);
  return {
    categories, ticks, box, band, slanted, size,
    x: (index) => box.left + band * (index + 0.5),
    y: (value) => box.bottom - ((value - low) / (high - low || 1)) * (box.bottom - box.top),
  };
}

/** Five round steps at most that hold every value: a mark out of five has a step for each. */
function niceTicks(low, high) {
  const rough = (high - low || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((unit) => unit * power).find((size) => size >= rough);
  const from = Math.floor(low / step) * step;
  const count = Math.max(1, Math.ceil((high - from) / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, index) => Number((from + index * step).toPrecision(12)));
}

function grid({ ticks, box, y }) {
  return ticks.map((tick) => s("g", { class: "tick" },
    s("line", { x1: box.left, x2: box.right, y1: y(tick), y2: y(tick), class: tick === 0 ? "base" : "rule" }),
    s(
      "text",
      { x: box.left - 8, y: y(tick), "text-anchor": "end", "dominant-baseline": "central" },
      number(tick),
    )));
}

function axis({ categories, box, x, slanted, size }, { x_label: below, y_label: beside }) {
  const every = Math.ceil(categories.length / 20);
  const labels = categories.map(
    (category, index) => (index % every ? null : label(category, x(index), box.bottom + 16, slanted))
  );
  const middle = (box.top + box.bottom) / 2;
  return s("g", { class: "axis" }, labels,
    below && s(
      "text",
      { class: "axis-title", x: (box.left + box.right) / 2, y: size.height - 6, "text-anchor": "middle" },
      below,
    ),
    beside && s(
      "text",
      {
        class: "axis-title",
        x: 0,
        y: 0,
        transform: `translate(11 ${middle}) rotate(-90)`,
        "text-anchor": "middle",
      },
      beside,
    ));
}

function label(words, x, y, slanted) {
  if (!slanted) return s("text", { x, y, "text-anchor": "middle" }, words);
  return s("text", { transform: `translate(${x + 4} ${y - 4}) rotate(-35)`, "text-anchor": "end" }, words);
}

function bars(series, frame) {
  const room = Math.min(frame.band * 0.72, 46 * series.length);
  const wide = room / series.length;
  const labelled = series.length * frame.categories.length <= 14 && wide >= 18;
  return frame.categories.map((category, index) => series.map((one, order) => {
    const value = valueOf(one, category);
    const left = frame.x(index) - room / 2 + order * wide;
    return bar(
      frame,
      { value, left, wide, order, labelled, words: `${one.name}, ${category} : ${number(value)}` },
    );
  }));
}

function bar({ y }, { value, left, wide, order, labelled, words }) {
  const top = Math.min(y(value), y(0));
  const high = Math.max(Math.abs(y(value) - y(0)), value ? 1.5 : 0);
  const width = Math.max(wide - 3, 1.5);
  return s("g", {},
    s(
      "rect",
      {
        class: "bar",
        x: left + 1.5,
        y: top,
        width,
        height: high,
        rx: Math.min(3, width / 3),
        fill: colour(order),
      },
      s("title", {}, words),
    ),
    labelled && s(
      "text",
      { class: "value", x: left + wide / 2, y: top - 5, "text-anchor": "middle" },
      number(value),
    ));
}

function pointsOf(one, frame) {
  return frame.categories.map(
    (category, index) => (
      { x: frame.x(index), y: frame.y(valueOf(one, category)), category, value: valueOf(one, category) }
    )
  );
}

const path = (points) => points.map(
  ({ x, y }, index) => `${index ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`
).join(" ");

function lines(series, frame) {
  return series.map((one, order) => {
    const points = pointsOf(one, frame);
    return s("g", { class: "line" },
      s("path", { d: path(points), stroke: colour(order), fill: "none" }),
      points.map((point) => mark(point, order, `${one.name}, ${point.category} : ${number(point.value)}`)),
      series.length === 1 && points.length <= 12 && points.map(
        ({ x, y, value }) => s(
          "text",
          { class: "value", x, y: y - 10, "text-anchor": "middle" },
          number(value),
        )
      ));
  });
}

function areas(series, frame) {
  return [
    series.map((one, order) => {
      const points = pointsOf(one, frame);
      const floor = frame.y(0).toFixed(1);
      const closed = `${path(points)} L${points.at(-1).x.toFixed(1)} ${floor} L${points[0].x.toFixed(1)} ${floor} Z`;
      return s("path", { class: "area", d: closed, fill: colour(order) });
    }),
    lines(series, frame),
  ];
}

const DRAWN = {
  circle: (size) => s("circle", { r: size }),
  ring: (size) => s("circle", { r: size, class: "hollow" }),
  square: (size) => s("rect", { x: -size, y: -size, width: 2 * size, height: 2 * size }),
  diamond: (size) => s(
    "rect",
    { x: -size, y: -size, width: 2 * size, height: 2 * size, transform: "rotate(45)" },
  ),
  triangle: (size) => s("path", { d: `M0 ${-size * 1.3} L${size * 1.2} ${size} L${-size * 1.2} ${size} Z` }),
  cross: (size) => s(
    "path",
    { class: "hollow", d: `M${-size} ${-size} L${size} ${size} M${size} ${-size} L${-size} ${size}` },
  ),
};

function mark({ x, y }, order, words) {
  const shape = DRAWN[SHAPES[order % SHAPES.length]](3.8);
  return s(
    "g",
    {
      class: "mark",
      transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
      fill: colour(order),
      stroke: colour(order),
    },
    shape,
    s("title", {}, words),
  );
}
