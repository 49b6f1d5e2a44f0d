// The app's Home tab.

import { drawBlocks } from "./blocks/index.js";
import { h, put } from "./dom.js";
import { appName, model, t } from "./model.js";
import { Surface } from "./surfaces.js";

let shown = null;

export function drawHome() {
  shown = null;
  const node = h(
    "div",
    { class: "home", data: { testid: "home" }, tabindex: "0" },
    h("div", { class: "home-page", id: "home-page" }),
  );
  queueMicrotask(refreshHome);
  return node;
}

/** Draws the view again only when what it shows has changed: a list that is open stays open, a press half-way lands. */
export function refreshHome() {
  const page = document.getElementById("home-page");
  if (!page) return;
  const view = model.home;
  const print = JSON.stringify([view?.id, view?.blocks]);
  if (shown === print) return;
  shown = print;
  if (!view) return void put(page, h("p", { class: "quiet centered" }, t("home_waiting", appName())));
  put(page, drawBlocks(view.blocks, new Surface({ view_id: view.id }, view.state?.values ?? {})));
}
