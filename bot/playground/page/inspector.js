// Behind the scenes: what Slack and the app said to each other. Closed unless asked for.

import { api } from "./api.js";
import { h, put } from "./dom.js";
import { icon } from "./icons.js";
import { changed, model, t, when } from "./model.js";
import { clockTime } from "./times.js";

const unfolded = new Set();

export function watchInspector() {
  when("inspector inspecting person", refresh);
}

export function toggleInspector() {
  model.inspecting = !model.inspecting;
  document.body.classList.toggle("inspecting", model.inspecting);
  changed("inspecting");
}

async function refresh() {
  const drawer = document.getElementById("inspector");
  drawer.hidden = !model.inspecting;
  if (!model.inspecting) return;
  const entries = [...(await api.inspector())].reverse();
  const list = drawer.querySelector(".inspector-list");
  const scrolled = list?.scrollTop ?? 0;
  drawer.setAttribute("aria-label", t("inspector"));
  put(drawer,
    h("header", { class: "inspector-head" }, h("h2", {}, t("inspector")),
      h(
        "button",
        { type: "button", class: "icon-button", "aria-label": t("close"), on: { click: toggleInspector } },
        icon("close", 18),
      ),
      h("p", { class: "quiet" }, t("inspector_hint"))),
    h(
      "div",
      { class: "inspector-list" },
      entries.length ? entries.map(entryRow) : h("p", { class: "quiet centered" }, t("inspector_empty")),
    ));
  drawer.querySelector(".inspector-list").scrollTop = scrolled;
}

function entryRow(entry) {
  const key = `${entry.at} ${entry.kind} ${entry.summary}`;
  const toBot = entry.direction === "to_bot";
  const good = /^(2\d\d|ok|acked|sent|true)$/i.test(String(entry.status ?? "ok"));
  const node = h("details", { class: `entry ${toBot ? "to-bot" : "from-bot"}`, open: unfolded.has(key) },
    h("summary", {},
      h("span", { class: "entry-arrow", "aria-hidden": "true" }, icon(toBot ? "forward" : "back", 14)),
      h(
        "span",
        { class: "entry-words" },
        h("strong", {}, entry.kind),
        h("span", { class: "entry-summary" }, entry.summary),
      ),
      h("span", { class: `entry-status${good ? "" : " bad"}` }, String(entry.status ?? "")),
      h("time", {}, clockTime(entry.at))),
    h("pre", { class: "entry-payload" }, JSON.stringify(entry.payload, null, 2)));
  node.addEventListener("toggle", () => (node.open ? unfolded.add(key) : unfolded.delete(key)));
  return node;
}
