// A person's picture: their initials on their colour. The app has its mark.

import { h, s } from "./dom.js";
import { bot } from "./model.js";

export function avatar(person, size = "medium") {
  if (person && person.id === bot()?.id) return h(
    "span",
    { class: `avatar avatar-${size} avatar-app`, "aria-hidden": "true" },
    mark(),
  );
  return h(
    "span",
    { class: `avatar avatar-${size}`, "aria-hidden": "true", style: { "--tint": tint(person?.color) } },
    person?.initials ?? "?",
  );
}

function tint(color) {
  if (!color) return "#616061";
  return /^[0-9a-f]{3,8}$/i.test(color) ? `#${color}` : color;
}

/** Two overlapping circles: a pair. */
function mark() {
  return s("svg", { viewBox: "0 0 32 32" },
    s("circle", { cx: 12.5, cy: 16, r: 6.5, fill: "#ffd166" }),
    s("circle", { cx: 19.5, cy: 16, r: 6.5, fill: "#7ce0c3", "fill-opacity": 0.88 }));
}

export function languageTag(person) {
  const code = String(person.locale ?? "").slice(0, 2).toUpperCase();
  return code ? h("span", { class: "language-tag" }, code) : null;
}
