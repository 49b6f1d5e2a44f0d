// Links and mentions. A link to a person's conversation opens it here; every other link opens beside the
// page.

import { h, safeAddress } from "./dom.js";
import { channelNamed, model, person, userGroups } from "./model.js";
import { openChannel, openPerson } from "./navigate.js";

/** The person whose conversation an `app_redirect` link opens, or null for any other link. */
function redirectTarget(address) {
  const safe = safeAddress(address);
  if (!safe) return null;
  const url = new URL(safe);
  const ours = /(^|\.)slack\.com$/.test(url.hostname) && url.pathname === "/app_redirect";
  return ours ? url.searchParams.get("channel") : null;
}

/** Follows an address: a conversation opens in the page, anything else in a new tab. */
export function follow(address) {
  const target = redirectTarget(address);
  if (target) openAny(target);
  else if (safeAddress(address)) window.open(safeAddress(address), "_blank", "noopener,noreferrer");
}

function openAny(id) {
  if (person(id)) openPerson(id);
  else openChannel(id);
}

export function link(address, ...words) {
  const safe = safeAddress(address);
  if (!safe) return h("span", {}, ...words);
  const target = redirectTarget(address);
  return h(
    "a",
    {
      href: safe,
      target: "_blank",
      rel: "noopener noreferrer nofollow",
      on: target && { click: (event) => { event.preventDefault(); openAny(target); } },
    },
    ...words,
  );
}

export function mentionPerson(id, label) {
  const one = person(id);
  const name = one?.name ?? label ?? id;
  const self = id === model.me?.id ? " mention-me" : "";
  return named(id, `@${name}`, `mention${self}`, () => one && openPerson(id));
}

export function mentionChannel(id, label) {
  const name = channelNamed(id)?.name ?? label ?? id;
  return named(id, `#${name}`, "mention", () => openChannel(id));
}

/** A link, not a button: a line never breaks between a name and the " :" that follows it. */
function named(id, words, classes, go) {
  const href = `#${new URLSearchParams({ as: model.me?.id ?? "", c: id })}`;
  const click = (event) => { event.preventDefault(); go(); };
  return h("a", { href, class: classes, on: { click } }, words);
}

/** A user group is reached, not opened. */
export function mentionGroup(id, label) {
  const group = userGroups().find((one) => one.id === id);
  return h("span", { class: "mention", title: group?.name }, `@${group?.handle ?? label ?? id}`);
}

/** @here, @channel, @everyone: shown as Slack shows them, so that an escape gone wrong is seen. */
export function mentionAll(word) {
  return h("span", { class: "mention mention-all" }, `@${word}`);
}
