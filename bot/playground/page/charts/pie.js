// A ring of segments, the total in its middle.

import { s } from "../dom.js";
import { colour, number } from "./index.js";

const SIZE = 200;
const MIDDLE = SIZE / 2;
const OUTER = 92;
const INNER = 54;

export function pie({ segments }, title) {
  const total = segments.reduce((sum, segment) => sum + segment.value, 0) || 1;
  let turned = 0;
  const slices = segments.map((segment, index) => {
    const from = turned;
    turned += segment.value / total;
    return slice(from, turned, index, `${segment.label} : ${number(segment.value)}`);
  });
  const words = segments.map((segment) => `${segment.label} ${number(segment.value)}`).join(", ");
  return s("svg", {
    class: "pie",
    viewBox: `0 0 ${SIZE} ${SIZE}`,
    role: "img",
    "aria-label": `${title}. ${words}`,
  }, slices,
    s(
      "text",
      { x: MIDDLE, y: MIDDLE, class: "pie-total", "text-anchor": "middle", "dominant-baseline": "central" },
      number(total),
    ));
}

function slice(from, to, index, words) {
  const whole = to - from >= 0.9999;
  return s(
    "path",
    { d: whole ? ring() : arc(from, to), class: "slice", fill: colour(index), "fill-rule": "evenodd" },
    s("title", {}, words),
  );
}

function point(share, radius) {
  const angle = share * 2 * Math.PI - Math.PI / 2;
  return `${(MIDDLE + radius * Math.cos(angle)).toFixed(2)} ${(MIDDLE + radius * Math.sin(angle)).toFixed(2)}`;
}

function arc(from, to) {
  const large = to - from > 0.5 ? 1 : 0;
  return `M${point(from, OUTER)} A${OUTER} ${OUTER} 0 ${large} 1 ${point(to, OUTER)} L${point(to, INNER)} A${INNER} ${INNER} 0 ${large} 0 ${point(from, INNER)} Z`;
}

function ring() {
  const circle = (radius) => `M${MIDDLE - radius} ${MIDDLE} a${radius} ${radius} 0 1 0 ${2 * radius} 0 a${radius} ${radius} 0 1 0 ${-2 * radius} 0 Z`;
  return circle(OUTER) + circle(INNER);
}
