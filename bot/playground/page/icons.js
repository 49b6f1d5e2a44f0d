// The page's own line icons, drawn on a 20 × 20 grid.

import { s } from "./dom.js";

const PATHS = {
  at: "M13.2 10a3.2 3.2 0 1 1-6.4 0 3.2 3.2 0 0 1 6.4 0Zm0 0v1.3c0 1.2.8 2 1.9 2 1.2 0 2-1.3 2-3.3a7.1 7.1 0 1 0-3 5.8",
  back: "M12 4.5 6.5 10l5.5 5.5",
  bolt: "M11 2.5 4.5 11.2h4.3L8.4 17.5l7-9.4h-4.6L11 2.5Z",
  calendar: "M3.5 5.5a1.5 1.5 0 0 1 1.5-1.5h10a1.5 1.5 0 0 1 1.5 1.5v10A1.5 1.5 0 0 1 15 17H5a1.5 1.5 0 0 1-1.5-1.5v-10ZM3.5 8h13M7 2.5v3M13 2.5v3",
  chart: "M3.5 3.5v13h13M7 13V9.5M10.5 13V6.5M14 13v-2",
  check: "m4.5 10.5 3.7 3.7 7.3-8",
  clock: "M10 17.2a7.2 7.2 0 1 0 0-14.4 7.2 7.2 0 0 0 0 14.4ZM10 5.8V10l2.8 1.8",
  close: "m5 5 10 10M15 5 5 15",
  down: "m5 7.5 5 5 5-5",
  eye: "M1.8 10S4.7 4.8 10 4.8 18.2 10 18.2 10 15.3 15.2 10 15.2 1.8 10 1.8 10Zm8.2 2.4a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8Z",
  file: "M5 3.5A1.5 1.5 0 0 1 6.5 2H12l3.5 3.5v11A1.5 1.5 0 0 1 14 18H6.5A1.5 1.5 0 0 1 5 16.5v-13ZM11.5 2v4h4",
  forward: "m8 4.5 5.5 5.5L8 15.5",
  hash: "M7.8 3 6.2 17M13.8 3l-1.6 14M3.6 7.4h13.6M2.8 12.6h13.6",
  home: "M3.2 8.8 10 3l6.8 5.8v7.4a.9.9 0 0 1-.9.9h-3.7v-4.6H7.8v4.6H4.1a.9.9 0 0 1-.9-.9V8.8Z",
  info: "M10 17.2a7.2 7.2 0 1 0 0-14.4 7.2 7.2 0 0 0 0 14.4ZM10 9.2v4.3M10 6.4v.2",
  inspect: "M3 5.5h8M15 5.5h2M3 10h2M9 10h8M3 14.5h7M14 14.5h3M13 3.7v3.6M7 8.2v3.6M12 12.7v3.6",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  message: "M3 5a1.5 1.5 0 0 1 1.5-1.5h11A1.5 1.5 0 0 1 17 5v7.5a1.5 1.5 0 0 1-1.5 1.5H9l-4 3v-3h-.5A1.5 1.5 0 0 1 3 12.5V5Z",
  more: "M4.6 10h.1M10 10h.1M15.4 10h.1",
  newcomer: "M8 9.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM2.5 16.5c.4-3 2.6-4.6 5.5-4.6s5.1 1.6 5.5 4.6M15.5 6v5M13 8.5h5",
  people: "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2 16.5c.4-3 2.5-4.6 5.5-4.6s5.1 1.6 5.5 4.6M13 9.3a2.6 2.6 0 1 0-.6-5M14.2 12c2.1.4 3.5 1.9 3.8 4.3",
  plus: "M10 4v12M4 10h12",
  search: "M8.8 14.6a5.8 5.8 0 1 0 0-11.6 5.8 5.8 0 0 0 0 11.6ZM13 13l4 4",
  send: "M3.4 3.6 17 10 3.4 16.4l1.4-5.2L11 10 4.8 8.8 3.4 3.6Z",
  slash: "M6.5 16.5 13.5 3.5",
  sort: "M6.5 8 10 4.5 13.5 8M6.5 12l3.5 3.5 3.5-3.5",
  sorted_down: "M6.5 9l3.5 3.5L13.5 9",
  sorted_up: "M6.5 11.5 10 8l3.5 3.5",
  sunrise: "M3 15.5h14M5.5 12.5a4.5 4.5 0 0 1 9 0M10 3v2.5M4 6.5l1.5 1.5M16 6.5 14.5 8",
  warning: "M10 3 2.5 16.5h15L10 3Zm0 5v4.2M10 14.2v.2",
};

/** An icon that says nothing to a screen reader: its button carries the words. */
export function icon(name, size = 18) {
  return s(
    "svg",
    { class: `icon icon-${name}`, viewBox: "0 0 20 20", width: size, height: size, "aria-hidden": "true" },
    s("path", {
      d: PATHS[name] ?? PATHS.info,
      fill: name === "send" ? "currentColor" : "none",
      stroke: name === "send" ? "none" : "currentColor",
      "stroke-width": name === "more" ? 2.6 : 1.6,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    }),
  );
}
