// The middle of the page: who we are talking with, the messages, the place to write; for the app, its Home
// tab too.

import { avatar } from "./avatar.js";
import { drawComposer } from "./composer.js";
import { h, put } from "./dom.js";
import { drawHome, refreshHome } from "./home.js";
import { icon } from "./icons.js";
import { appName, channelNamed, here, language, model, person, t, when, withBot } from "./model.js";
import { dayDivider, drawMessage } from "./message.js";
import { open } from "./navigate.js";
import { dayOf } from "./times.js";

const TOGETHER = 5 * 60 * 1000;
let list = null;
let drawn = new Map();
let atEnd = true;

export function watchConversation() {
  when("place person", drawPlace);
  when("messages", refreshMessages);
  when("home", () => withBot() && model.place.tab === "home" && refreshHome());
  when("connected", drawBanner);
  when("people workspace", refreshHead);
}

function drawPlace() {
  const place = here();
  const node = document.getElementById("place");
  drawn = new Map();
  list = null;
  if (!place) return put(node);
  const onHome = withBot() && model.place.tab === "home";
  put(node, head(place), h("div", { id: "banner", role: "status" }), onHome ? drawHome() : talk(place));
  drawBanner();
  return undefined;
}

function refreshHead() {
  const old = document.querySelector(".place-head");
  if (old && here()) old.replaceWith(head(here()));
}

function head(place) {
  const channel = place.kind === "channel";
  const other = person(place.user);
  const title = channel
    ? [icon("hash", 18), h("h1", {}, place.name)]
    : [
      avatar(other, "small"),
      h("h1", {}, other?.name ?? place.name),
      other?.is_bot && h("span", { class: "app-badge" }, t("app_badge")),
    ];
  const detail = channel ? memberCount(place) : other?.title && h(
    "span",
    { class: "place-detail" },
    other.title,
  );
  return h(
    "header",
    { class: `place-head${withBot() ? " has-tabs" : ""}` },
    h("div", { class: "place-title" }, title, detail),
    withBot() && model.workspace.app.home_tab !== false && tabs(),
  );
}

function memberCount(place) {
  const count = channelNamed(place.id)?.members?.length;
  return count ? h("span", { class: "place-detail" }, t("members", count)) : null;
}

function tabs() {
  const tab = (name, words) => h("button", {
    type: "button",
    class: "tab",
    role: "tab",
    "aria-selected": String(model.place.tab === name),
    data: { testid: `tab-${name}` },
    on: { click: () => open(model.place.channel, name) },
  }, words);
  return h(
    "div",
    { class: "tabs", role: "tablist", "aria-label": t("tabs", appName()) },
    tab("home", t("open_home")),
    tab("messages", t("messages")),
  );
}

function drawBanner() {
  const banner = document.getElementById("banner");
  if (!banner) return;
  const trouble = model.reachable ? !model.connected && t("bot_away", appName()) : t("broken");
  put(
    banner,
    trouble && h(
      "div",
      { class: "banner", data: { testid: model.reachable ? "bot-away" : "slack-away" } },
      icon("warning", 16),
      trouble,
    ),
  );
}

function talk(place) {
  list = h(
    "div",
    {
      class: "messages",
      role: "log",
      "aria-live": "polite",
      "aria-relevant": "additions",
      "aria-label": t("messages"),
      tabindex: "0",
    },
  );
  list.addEventListener(
    "scroll",
    () => { atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80; },
  );
  atEnd = true;
  return h("div", { class: "talk" }, list, drawComposer(place));
}

/**
 * Draws what is new and keeps what has not changed, so that an open menu or a half-filled field stays as
 * it is.
 */
function refreshMessages() {
  const place = here();
  if (!list || !place) return;
  const kept = new Map();
  const nodes = [opening(place)];
  let before = null;
  for (const message of model.messages) {
    if (!before || dayOf(before.shown_at) !== dayOf(message.shown_at)) nodes.push(
      dayDivider(message.shown_at)
    );
    nodes.push(remembered(kept, message, place, follows(before, message)));
    before = message;
  }
  drawn = kept;
  settle(nodes);
  if (atEnd) list.scrollTop = list.scrollHeight;
}

function remembered(kept, message, place, isFollowing) {
  const print = JSON.stringify([{ ...message, state: null }, isFollowing, model.me.id, language()]);
  const old = drawn.get(message.ts);
  const entry = old?.print === print ? old : { print, node: drawMessage(message, place.id, isFollowing) };
  kept.set(message.ts, entry);
  return entry.node;
}

/** Changes only what differs: a screen reader hears the new message, not the whole conversation again. */
function settle(nodes) {
  const wanted = new Set(nodes);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
  });
  for (const picture of list.querySelectorAll("img")) {
    picture.addEventListener(
      "load",
      () => atEnd && list && (list.scrollTop = list.scrollHeight),
      { once: true },
    );
  }
}

function follows(before, message) {
  if (!before || before.user !== message.user) return false;
  if (before.ephemeral || message.ephemeral || message.blocks?.length) return false;
  const apart = new Date(message.shown_at) - new Date(before.shown_at);
  return apart < TOGETHER && dayOf(before.shown_at) === dayOf(message.shown_at);
}

function opening(place) {
  if (place.kind === "channel") return h(
    "div",
    { class: "opening" },
    h("span", { class: "opening-mark" }, icon("hash", 28)),
    h("p", {}, t("channel_empty", place.name)),
  );
  const other = person(place.user);
  return h(
    "div",
    { class: "opening" },
    avatar(other, "huge"),
    h("p", {}, t("dm_empty", other?.name ?? place.name)),
  );
}
