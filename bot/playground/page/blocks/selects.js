// Select menus, single and multiple: fixed options, options the app is asked for, people, channels.

import { avatar } from "../avatar.js";
import { folded, h, put } from "../dom.js";
import { confirmed } from "../dialogs.js";
import { icon } from "../icons.js";
import { listbox } from "../listbox.js";
import { channelNamed, humans, model, nameOf, person, t } from "../model.js";
import { plain } from "../mrkdwn.js";
import { closePopover, isOpenFor, popover } from "../popover.js";
import { marks } from "../surfaces.js";

/** How each source is searched, shown and written down. A choice is an option object, or an id. */
const SOURCES = {
  static: {
    find: fixed,
    name: (option) => plain(option.text),
    key: (option) => option.value,
    one: "selected_option",
    many: "selected_options",
    first: "initial_option",
  },
  external: {
    find: asked,
    name: (option) => plain(option.text),
    key: (option) => option.value,
    one: "selected_option",
    many: "selected_options",
    first: "initial_option",
  },
  users: {
    find: persons,
    name: nameOf,
    key: (id) => id,
    one: "selected_user",
    many: "selected_users",
    first: "initial_user",
  },
  channels: {
    find: channels,
    name: channelWord,
    key: (id) => id,
    one: "selected_channel",
    many: "selected_channels",
    first: "initial_channel",
  },
  conversations: {
    find: everywhere,
    name: placeWord,
    key: (id) => id,
    one: "selected_conversation",
    many: "selected_conversations",
    first: "initial_conversation",
  },
};

export function picker(one, block, surface, labelled) {
  const multiple = one.type.startsWith("multi_");
  const source = SOURCES[one.type.replace(/^multi_/, "").replace(/_select$/, "")];
  if (!source) return h("span", { class: "unknown" }, t("not_drawn", one.type));
  const slot = multiple ? source.many : source.one;
  const proposed = one[multiple ? `${source.first}s` : source.first] ?? (multiple ? [] : null);
  const kept = surface.state(block, one, { [slot]: proposed })[slot];
  const field = {
    one,
    block,
    surface,
    source,
    slot,
    multiple,
    chosen: multiple ? (kept ?? []) : [kept].filter(Boolean),
  };
  return drawField(field, labelled);
}

function drawField(field, labelled) {
  const { one, block, multiple } = field;
  const trigger = h("button", {
    type: "button",
    class: `select${multiple ? " select-multiple" : ""}`,
    role: "combobox",
    "aria-haspopup": "listbox",
    "aria-expanded": "false",
    "aria-labelledby": labelled, data: marks(block, one), on: { click: () => openList(field, trigger, node) },
  });
  const node = h("div", { class: "select-box" }, multiple && h("div", { class: "chips" }), trigger);
  if (one.focus_on_load) trigger.autofocus = true;
  remember(field);
  show(field, trigger, node);
  return node;
}

function show(field, trigger, node) {
  const { one, chosen, source, multiple } = field;
  const placeholder = plain(one.placeholder) || t(multiple ? "choose_some" : "choose");
  const single = !multiple && chosen[0];
  const words = single ? source.name(chosen[0]) : placeholder;
  put(trigger, h("span", { class: single ? "select-value" : "select-placeholder" }, words), icon("down", 16));
  if (!trigger.hasAttribute("aria-labelledby")) trigger.setAttribute(
    "aria-label",
    single ? `${placeholder} : ${words}` : words,
  );
  if (multiple) put(node.firstElementChild, chosen.map((choice) => chip(field, choice, trigger, node)));
}

function chip(field, choice, trigger, node) {
  const name = field.source.name(choice);
  const remove = () => { toggle(field, choice); settled(field, trigger, node); };
  return h(
    "span",
    { class: "chip" },
    name,
    h(
      "button",
      { type: "button", "aria-label": t("remove", name), on: { click: remove } },
      icon("close", 12),
    ),
  );
}

function remember({ surface, block, one, slot, multiple, chosen }) {
  surface.note(block, one, { [slot]: multiple ? chosen : (chosen[0] ?? null) });
}

function openList(field, trigger, node) {
  if (isOpenFor(trigger)) return closePopover();
  const { one, multiple, source } = field;
  const isChosen = (choice) => field.chosen.some((other) => source.key(other) === source.key(choice));
  const list = listbox({
    label: plain(one.placeholder) || t("choose"),
    multiple,
    slow: source === SOURCES.external,
    minimum: source === SOURCES.external ? (one.min_query_length ?? 3) : 0,
    find: async (query) => (await source.find(query, field)).map((group) => ({
      ...group, items: (group.items ?? []).map((item) => ({ ...item, chosen: isChosen(item.choice) })),
    })),
    choose: (item) => choose(item.choice),
  });
  async function choose(choice) {
    if (one.confirm && !(await confirmed(one.confirm))) return;
    if (multiple) toggle(field, choice);
    else field.chosen = [choice];
    settled(field, trigger, node);
    if (multiple) opened.place();
    else opened.close();
  }
  const opened = popover(trigger, list.node, { className: "popover-list", width: "anchor" });
  list.focus();
  return opened;
}

function toggle(field, choice) {
  const { source } = field;
  const without = field.chosen.filter((other) => source.key(other) !== source.key(choice));
  const isNew = without.length === field.chosen.length;
  const full = field.one.max_selected_items && without.length >= field.one.max_selected_items;
  field.chosen = isNew && !full ? [...field.chosen, choice] : without;
}

function settled(field, trigger, node) {
  const { surface, block, one, slot, multiple, chosen } = field;
  remember(field);
  show(field, trigger, node);
  surface.act(block, one, { [slot]: multiple ? chosen : chosen[0] });
}

const matches = (query, ...texts) => folded(texts.filter(Boolean).join(" ")).includes(folded(query));
const optionItem = (option) => (
  { key: option.value, choice: option, label: plain(option.text), detail: plain(option.description) }
);

function grouped(answer) {
  if (answer.option_groups) return answer.option_groups.map(
    (group) => ({ label: plain(group.label), items: group.options.map(optionItem) })
  );
  return [{ items: (answer.options ?? []).map(optionItem) }];
}

function fixed(query, { one }) {
  return grouped(one)
    .map(
      (group) => ({ ...group, items: group.items.filter((item) => matches(query, item.label, item.detail)) })
    )
    .filter((group) => group.items.length);
}

async function asked(query, { one, block, surface }) {
  return grouped(await surface.options(block, one, query));
}

function persons(query) {
  const known = humans().filter(
    (human) => !human.deleted && matches(query, human.name, human.handle, human.title)
  );
  const row = (human) => ({ key: human.id, choice: human.id, label: human.name, node: personRow(human) });
  return [{ items: known.map(row) }];
}

function personRow(human) {
  return h("span", { class: "option-person" }, avatar(human, "small"),
    h(
      "span",
      { class: "option-words" },
      h("span", {}, human.name),
      human.title && h("span", { class: "option-detail" }, human.title),
    ));
}

function channels(query) {
  const known = model.workspace.channels.filter((channel) => matches(query, channel.name));
  const row = (channel) => ({ key: channel.id, choice: channel.id, label: `#${channel.name}` });
  return [{ items: known.map(row) }];
}

function channelWord(id) {
  return `#${channelNamed(id)?.name ?? id}`;
}

/** Channels and direct messages; only the kinds that the menu asks for, where it asks. */
function everywhere(query, { one: { filter } }) {
  const wanted = (kind) => filter?.include?.includes(kind) ?? true;
  const direct = model.conversations.filter((one) => one.kind === "im" && matches(query, one.name));
  return [
    ...(wanted("public") ? channels(query) : []),
    { items: wanted("im") ? direct.map((one) => ({ key: one.id, choice: one.id, label: one.name })) : [] },
  ];
}

function placeWord(id) {
  if (channelNamed(id)) return channelWord(id);
  return model.conversations.find((one) => one.id === id)?.name ?? person(id)?.name ?? id;
}
