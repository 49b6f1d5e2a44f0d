// What the page knows, and who wants to hear when it changes.

import { languageOf, phrase } from "./words.js";

export const model = {
  workspace: null,
  me: null,
  conversations: [],
  place: { channel: null, tab: "messages" },
  messages: [],
  home: null,
  modals: [],
  now: null,
  moving: false,
  movedFrom: null,
  connected: true,
  reachable: true,
  inspecting: false,
};

const listeners = new Map();

/** Calls `work` whenever one of the topics changes. */
export function when(topics, work) {
  for (const topic of topics.split(" ")) listeners.set(topic, [...(listeners.get(topic) ?? []), work]);
}

export function changed(...topics) {
  const due = new Set(topics.flatMap((topic) => listeners.get(topic) ?? []));
  for (const work of due) work();
}

/** A phrase of the page in the acting person's language. */
export function t(key, ...values) {
  return phrase(language(), key, ...values);
}

export function language() {
  return languageOf(model.me?.locale ?? navigator.language);
}

export function locale() {
  return (model.me?.locale ?? "en-GB").replace("_", "-");
}

export function zone() {
  return model.me?.tz || "Europe/Paris";
}

export function people() {
  return model.workspace?.people ?? [];
}

/** In the order of their handles, those that were switched off too. */
export function userGroups() {
  return [...(model.workspace?.usergroups ?? [])].sort((one, other) => one.handle.localeCompare(other.handle));
}

export function humans() {
  return people().filter((person) => !person.is_bot);
}

export function person(id) {
  return people().find((one) => one.id === id) ?? null;
}

export function bot() {
  return person(model.workspace?.app.bot_user_id);
}

export function appName() {
  return bot()?.name ?? model.workspace?.app.name ?? "Binôme";
}

export function nameOf(id) {
  return person(id)?.name ?? t("unknown_person");
}

export function channelNamed(id) {
  return model.workspace?.channels.find((channel) => channel.id === id) ?? null;
}

export function conversation(id) {
  return model.conversations.find((one) => one.id === id) ?? null;
}

/** The conversation on screen. A person we have never written to has none yet: then it is `{user}` alone. */
export function here() {
  const { channel } = model.place;
  return conversation(channel) ?? (
    person(channel)
      ? { id: channel, kind: "im", user: channel, name: nameOf(channel) }
      : null
  );
}

export function withBot() {
  const place = here();
  return Boolean(place && place.kind === "im" && place.user === model.workspace?.app.bot_user_id);
}
