// One message: who, when, what. And the line that says a day has begun.

import { avatar } from "./avatar.js";
import { drawBlocks } from "./blocks/index.js";
import { attachedFile } from "./blocks/images.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { bot, nameOf, person, t } from "./model.js";
import { mrkdwn } from "./mrkdwn.js";
import { openPerson } from "./navigate.js";
import { Surface } from "./surfaces.js";
import { clockTime, dayInWords, longDate } from "./times.js";

export function dayDivider(instant) {
  return h("div", { class: "day-divider", role: "separator" }, h("span", {}, dayInWords(instant)));
}

/** `follows` is true when the same person wrote just before: then name and picture are not repeated. */
export function drawMessage(message, channel, follows) {
  const author = person(message.user) ?? bot();
  const time = h(
    "time",
    { class: "when", datetime: message.shown_at, title: longDate(message.shown_at) },
    clockTime(message.shown_at),
  );
  const side = follows ? h("span", { class: "side-time" }, time) : avatar(author, "large");
  const head = !follows && h(
    "div",
    { class: "message-head" },
    nameButton(author, message),
    author?.is_bot && h("span", { class: "app-badge" }, t("app_badge")),
    time,
  );
  const classes = `message${follows ? " follows" : ""}${message.ephemeral ? " ephemeral" : ""}`;
  return h("article", {
    class: classes,
    data: { testid: "message", ts: message.ts },
    "aria-label": `${nameOf(message.user)}, ${clockTime(message.shown_at)}`,
  },
    message.ephemeral && h("div", { class: "only-you" }, icon("eye", 14), t("ephemeral")),
    h("div", { class: "message-side" }, side),
    h("div", { class: "message-main" }, head, body(message, channel)));
}

function nameButton(author, message) {
  return h(
    "button",
    { type: "button", class: "author", on: { click: () => openPerson(message.user) } },
    author?.name ?? t("unknown_person"),
  );
}

function body(message, channel) {
  const surface = new Surface({ channel, ts: message.ts }, message.state ?? {});
  const edited = message.edited && h("span", { class: "edited" }, t("edited"));
  const words = message.blocks?.length ? drawBlocks(message.blocks, surface) : message.text && h(
    "div",
    { class: "text" },
    mrkdwn(message.text),
    edited && " ",
    edited,
  );
  return h(
    "div",
    { class: "message-body" },
    words,
    message.blocks?.length ? edited : null,
    (message.files ?? []).map(attachedFile),
  );
}
