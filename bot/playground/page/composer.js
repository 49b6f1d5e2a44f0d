// The place to write. Enter sends, Shift+Enter starts a line; "/" completes commands, "@" completes people.

import { api } from "./api.js";
import { attachCompletion } from "./completion.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { here, model, person, t } from "./model.js";
import { loadConversations, loadMessages } from "./navigate.js";
import { openShortcuts } from "./shortcuts.js";
import { toast, toastTrouble } from "./toast.js";

const drafts = new Map();

export function drawComposer(place) {
  const key = `${model.me.id} ${place.id}`;
  const label = place.kind === "channel" ? t("message_to_channel", place.name) : t(
    "message_to",
    person(place.user)?.name ?? place.name,
  );
  const field = h("textarea", {
    id: "composer-text",
    class: "composer-text",
    rows: 1,
    placeholder: label,
    "aria-label": label,
    autocomplete: "off",
    spellcheck: "false",
    data: { testid: "composer" }, value: drafts.get(key) ?? "",
  });
  const send = h(
    "button",
    { type: "submit", class: "send", "aria-label": t("send"), title: t("send"), data: { testid: "send" } },
    icon("send", 18),
  );
  const changedText = () => {
    drafts.set(key, field.value);
    send.disabled = !field.value.trim();
  };
  const form = h("form", {
    class: "composer",
    on: { submit: (event) => { event.preventDefault(); speak(field, changedText); } },
  },
    field,
    h("div", { class: "composer-tools" }, tools(field, () => field.dispatchEvent(new Event("input"))), send));
  attachCompletion(field, form);
  field.addEventListener("input", changedText);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    form.requestSubmit();
  });
  changedText();
  return h("div", { class: "composer-box" }, form);
}

/** Typing anywhere on the page is typing here, as in Slack. */
export function typeAnywhere() {
  document.addEventListener("keydown", (event) => {
    const typing = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey
      && !event.altKey;
    const elsewhere = document.activeElement?.closest(
      "input, textarea, select, dialog, .popover, .inspector, [data-day]"
    );
    if (typing && !elsewhere && !document.querySelector("dialog[open]")) document.getElementById(
      "composer-text"
    )?.focus();
  });
}

function tools(field, changedText) {
  const insert = (mark) => () => {
    const before = field.value.slice(0, field.selectionStart);
    const gap = before && !/\s$/.test(before) ? " " : "";
    field.setRangeText(
      mark === "/" ? "/" : gap + mark,
      mark === "/" ? 0 : field.selectionStart,
      mark === "/" ? field.value.length : field.selectionEnd,
      "end",
    );
    field.focus();
    changedText();
  };
  const tool = (name, label, work, testid) => h("button", {
    type: "button",
    class: "icon-button",
    "aria-label": label,
    title: label,
    data: { testid },
    on: { click: work },
  }, icon(name, 18));
  return h("div", { class: "tools" },
    tool("bolt", t("shortcuts"), (event) => openShortcuts(event.currentTarget), "shortcuts"),
    tool("slash", t("commands"), insert("/"), "insert-command"),
    tool("at", t("add_mention"), insert("@"), "insert-mention"));
}

async function speak(field, changedText) {
  const text = field.value.trim();
  const place = here();
  if (!text || !place) return;
  const word = text.match(/^\/[\w-]+/)?.[0];
  const known = word && model.workspace.app.commands.some(({ command }) => command === word);
  if (word && !known) return void toast(t("command_unknown", word), "warning");
  field.value = "";
  changedText();
  try {
    await (known ? api.command : api.say)(model.me.id, place.id, text);
  } catch (trouble) {
    if (!field.value) field.value = text;
    changedText();
    toastTrouble(trouble);
  }
  await loadConversations();
  await loadMessages();
}
