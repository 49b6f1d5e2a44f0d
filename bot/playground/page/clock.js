// The bar on top: what day it is in the programme, and the buttons that make time pass.

import { api } from "./api.js";
import { h, put } from "./dom.js";
import { icon } from "./icons.js";
import { changed, model, t, when } from "./model.js";
import { loadConversations, loadMessages } from "./navigate.js";
import { toggleInspector } from "./inspector.js";
import { openDrawer } from "./sidebar.js";
import { brief, inWords } from "./times.js";
import { toast } from "./toast.js";

const JUMPS = [
  { to: "next_morning", testid: "time-next-morning", icon: "sunrise" },
  { to: "next_monday", testid: "time-next-monday", icon: "forward" },
  { to: "next_month", testid: "time-next-month", icon: "calendar" },
];

export function watchClock() {
  when("person workspace inspecting", drawBar);
  when("clock", tick);
}

function drawBar() {
  if (!model.me) return;
  const still = model.workspace.clock === "system";
  const jump = ({ to, testid, icon: name }) => h("button", {
    type: "button",
    class: "jump",
    disabled: still || model.moving,
    title: still ? t("clock_system") : t("time_jump"),
    data: { testid },
    on: { click: () => move(to) },
  }, icon(name, 15), h("span", {}, t(to)));
  const now = h("div", {
    class: "now",
    role: "timer",
    "aria-label": t("about_time"),
    title: still ? t("clock_system") : t("about_time"),
    data: { testid: "time-now" },
  },
    icon("clock", 16), h("span", { class: "now-long" }), h(
      "span",
      { class: "now-short", "aria-hidden": "true" },
    ));
  put(document.getElementById("topbar"),
    h(
      "button",
      {
        type: "button",
        class: "icon-button light only-narrow",
        "aria-label": t("menu"),
        data: { testid: "menu" },
        on: { click: openDrawer },
      },
      icon("menu", 20),
    ),
    h(
      "div",
      { class: "time-machine", role: "group", "aria-label": t("time_jump") },
      now,
      h("div", { class: "jumps" }, JUMPS.map(jump), h("span", { class: "gone" })),
      h("span", { class: "unseen", role: "status" }),
    ),
    h(
      "button",
      {
        type: "button",
        class: "icon-button light",
        "aria-label": t("inspector"),
        title: t("inspector"),
        "aria-pressed": String(model.inspecting),
        data: { testid: "inspector-toggle" },
        on: { click: toggleInspector },
      },
      icon("inspect", 18),
    ),
    h("div", { class: "progress", "aria-hidden": "true" }));
  tick();
}

/** Redraws the hour only: the buttons keep the focus while time flies. */
function tick() {
  const bar = document.getElementById("topbar");
  const long = bar.querySelector(".now-long");
  if (!long || !model.now) return;
  long.textContent = inWords(model.now);
  bar.querySelector(".now-short").textContent = brief(model.now);
  bar.querySelector(".time-machine").dataset.now = model.now;
  bar.classList.toggle("moving", model.moving);
  bar.querySelector(".gone").textContent = model.moving ? gone() : "";
  for (const button of bar.querySelectorAll(".jump")) button.disabled = model.moving
    || model.workspace.clock === "system";
}

function gone() {
  const hours = Math.round((new Date(model.now) - new Date(model.movedFrom ?? model.now)) / 3600000);
  return hours ? t("clock_gone", t("days_hours", Math.floor(hours / 24), hours % 24)) : t("clock_moving");
}

async function move(to) {
  Object.assign(model, { moving: true, movedFrom: model.now });
  changed("clock");
  try {
    model.now = (await api.moveTime(to)).now;
  } catch (trouble) {
    toast(`${t("clock_error")} ${trouble.answer?.message ?? ""}`, "warning");
  }
  model.moving = false;
  changed("clock");
  document.querySelector(".time-machine [role=status]").textContent = inWords(model.now);
  await loadConversations();
  await loadMessages();
}
