// Where we are and as whom. The address keeps both (#as=U0LEA&c=D…), so a link or a screenshot comes back
// to the same place.

import { api } from "./api.js";
import { bot, changed, conversation, here, humans, model, person, withBot } from "./model.js";

/** Who each kind of answer was asked for: an answer that comes after we have moved on is dropped. */
function stillHere(me, channel) {
  return model.me?.id === me && (channel === undefined || model.place.channel === channel);
}

export async function loadWorkspace() {
  const workspace = await api.workspace();
  model.workspace = workspace;
  model.connected = workspace.app.bot_connected;
  if (!model.moving) model.now = workspace.now;
  if (model.me) model.me = person(model.me.id) ?? model.me;
  changed("workspace", "people", "connected", "clock");
}

export async function loadConversations() {
  const me = model.me.id;
  const conversations = await api.conversations(me);
  if (!stillHere(me)) return;
  model.conversations = conversations;
  adoptNewConversation();
  changed("conversations");
}

/** The first message to somebody gives the conversation its real id: stay in it. */
function adoptNewConversation() {
  const { channel } = model.place;
  const opened = person(channel) && model.conversations.find(
    (one) => one.kind === "im" && one.user === channel
  );
  if (opened) moveTo(opened.id, "messages");
}

export async function loadMessages() {
  const me = model.me.id;
  const { channel } = model.place;
  if (!conversation(channel)) {
    model.messages = [];
    return changed("messages");
  }
  const messages = await api.messages(me, channel);
  if (!stillHere(me, channel)) return undefined;
  model.messages = messages;
  changed("messages");
  return markRead(me, channel);
}

function markRead(me, channel) {
  if (!conversation(channel)?.unread || document.hidden || model.place.tab !== "messages") return undefined;
  conversation(channel).unread = 0;
  changed("conversations");
  return api.read(me, channel);
}

export async function loadHome() {
  const me = model.me.id;
  const { view } = await api.home(me);
  if (!stillHere(me)) return;
  model.home = view;
  changed("home");
}

export async function loadModals() {
  const me = model.me.id;
  const { stack } = await api.modals(me);
  if (!stillHere(me)) return;
  model.modals = stack;
  changed("modals");
}

/** Becomes that person: their language, their conversations, their Home, their open form. */
export async function actAs(id) {
  const next = person(id);
  if (!next || next.is_bot) return;
  const place = here();
  const kept = place?.kind === "channel" ? place.id : null;
  const tab = model.place.tab;
  Object.assign(model, { me: next, home: null, modals: [], messages: [] });
  model.conversations = await api.conversations(id);
  if (!stillHere(id)) return;
  changed("person", "workspace", "people", "clock", "modals", "connected");
  const stays = kept && conversation(kept);
  open(stays ? kept : botConversation()?.id, stays ? "messages" : tab);
  await loadModals();
}

function botConversation() {
  return model.conversations.find(
    (one) => one.kind === "im" && one.user === bot()?.id
  ) ?? model.conversations[0];
}

/** Opens a conversation; for the bot, its Home tab or its Messages tab. */
export function open(channel, tab = "messages") {
  moveTo(channel, tab);
  model.messages = [];
  changed("messages");
  if (withBot()) {
    api.openHome(model.me.id, model.place.tab).catch(() => {});
    loadHome();
  }
  loadMessages();
}

export function openPerson(user) {
  if (user === model.me.id) return;
  const known = model.conversations.find((one) => one.kind === "im" && one.user === user);
  open(known?.id ?? user);
}

export function openChannel(id) {
  if (conversation(id)) open(id);
}

export function openBot(tab) {
  open(botConversation()?.id, tab);
}

function moveTo(channel, tab) {
  model.place = { channel, tab };
  model.place.tab = withBot() ? tab : "messages";
  writeAddress();
  changed("place", "conversations");
}

function writeAddress() {
  const words = new URLSearchParams({ as: model.me.id, c: model.place.channel ?? "" });
  if (model.place.tab === "home") words.set("tab", "home");
  const hash = `#${words}`;
  if (window.location.hash !== hash) window.history.replaceState(null, "", hash);
}

function readAddress() {
  const words = new URLSearchParams(window.location.hash.slice(1));
  return {
    as: words.get("as"),
    channel: words.get("c"),
    tab: words.get("tab") === "home" ? "home" : "messages",
  };
}

/** Starts, or starts again when somebody edits the address by hand. */
export async function followAddress() {
  const wanted = readAddress();
  const me = person(wanted.as) && !person(wanted.as).is_bot ? wanted.as : humans().find(
    (one) => !one.deleted
  )?.id;
  if (!me) return;
  if (model.me?.id !== me) {
    Object.assign(model, { me: person(me), home: null, modals: [], messages: [] });
    model.conversations = await api.conversations(me);
    changed("person", "workspace", "people", "clock", "connected");
    loadModals();
  }
  const known = conversation(wanted.channel) ?? conversationWith(wanted.channel);
  open(
    known?.id ?? (person(wanted.channel) && wanted.channel !== me ? wanted.channel : botConversation()?.id),
    wanted.tab,
  );
}

function conversationWith(user) {
  return model.conversations.find((one) => one.kind === "im" && one.user === user);
}
