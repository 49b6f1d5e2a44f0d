// rich_text: already a tree, so there is nothing to parse.

import { fragment, h } from "./dom.js";
import { emojiFor } from "./emoji.js";
import { link, mentionAll, mentionChannel, mentionGroup, mentionPerson } from "./links.js";
import { templated } from "./times.js";

const PARTS = {
  rich_text_section: (part) => h("div", { class: "rich-section" }, runs(part.elements)),
  rich_text_preformatted: (part) => h("pre", { class: "pre" }, runs(part.elements)),
  rich_text_quote: (part) => h("blockquote", {}, runs(part.elements)),
  rich_text_list: list,
};

export function richText(block) {
  return fragment((block?.elements ?? []).map((part) => PARTS[part.type]?.(part) ?? null));
}

function list(part) {
  const tag = part.style === "ordered" ? "ol" : "ul";
  const items = (part.elements ?? []).map((item) => h("li", {}, runs(item.elements)));
  return h(
    tag,
    {
      class: `rich-list indent-${Math.min(part.indent ?? 0, 5)}`,
      start: part.offset ? part.offset + 1 : null,
    },
    items,
  );
}

const RUNS = {
  text: (run) => styled(lines(run.text), run.style),
  link: (run) => styled(link(run.url, run.text ?? run.url), run.style),
  emoji: (run) => h(
    "span",
    { class: "emoji" },
    fromUnicode(run.unicode) ?? emojiFor(run.name) ?? `:${run.name}:`,
  ),
  user: (run) => mentionPerson(run.user_id),
  channel: (run) => mentionChannel(run.channel_id),
  usergroup: (run) => mentionGroup(run.usergroup_id),
  broadcast: (run) => mentionAll(run.range),
  date: (run) => h(
    "time",
    { class: "date" },
    templated(run.timestamp, run.format ?? "{date}") ?? run.fallback ?? "",
  ),
  color: (run) => h("code", {}, run.value),
};

function runs(elements) {
  return (elements ?? []).map((run) => RUNS[run.type]?.(run) ?? null);
}

function lines(text) {
  return String(text ?? "").split("\n").map((line, index) => [index ? h("br") : null, line]);
}

function styled(content, style = {}) {
  let node = fragment(content);
  if (style.code) node = h("code", {}, node);
  if (style.strike) node = h("s", {}, node);
  if (style.italic) node = h("em", {}, node);
  if (style.bold) node = h("strong", {}, node);
  return node;
}

function fromUnicode(points) {
  if (!points) return null;
  try {
    return String.fromCodePoint(...points.split("-").map((point) => parseInt(point, 16)));
  } catch {
    return null;
  }
}

/** The words of a rich text alone, to sort and to search. */
export function wordsOf(block) {
  const from = (part) => part.text ?? part.name ?? (part.elements ?? []).map(from).join("");
  return (block?.elements ?? []).map(from).join("\n");
}
