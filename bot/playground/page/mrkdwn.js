// Slack's mrkdwn, drawn as elements. Whatever is not understood stays the text it was.

import { fragment, h } from "./dom.js";
import { emojiFor, withEmoji } from "./emoji.js";
import { link, mentionAll, mentionChannel, mentionGroup, mentionPerson } from "./links.js";
import { templated } from "./times.js";

const WORD = "[\\p{L}\\p{N}]";
const paired = (mark) => `(?<!${WORD}|[${mark}])[${mark}](?=\\S)([^${mark}\\n]+?)(?<=\\S)[${mark}](?!${WORD})`;
const INLINE = new RegExp(
  [
    "`([^`\\n]+)`",
    "<([^<>\\n]+)>",
    paired("*"),
    paired("_"),
    paired("~"),
    ":([a-z0-9_+-]+(?:::skin-tone-\\d)?):",
    "(https?:\\/\\/[^\\s<>|]+[^\\s<>|.,;:!?)\\]'»\"])",
  ].join("|"),
  "gu",
);

/** Undoes Slack's three escapes, once. */
function unescaped(text) {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}

/** A mrkdwn text, with its code blocks, quotes and line breaks. */
export function mrkdwn(text) {
  const parts = String(text ?? "").split(/```([\s\S]+?)```/);
  return fragment(
    parts.map((part, index) => (index % 2 ? codeBlock(part) : quotesAndLines(trimAround(part, index, parts))))
  );
}

/** A text object of Block Kit: mrkdwn, or plain text where only emoji names are replaced. */
export function textObject(object) {
  if (!object) return fragment();
  if (typeof object === "string") return fragment(object);
  return object.type === "mrkdwn" ? mrkdwn(object.text) : fragment(plain(object));
}

/** The words of a plain_text object, for labels and titles. */
export function plain(object) {
  if (!object) return "";
  if (typeof object === "string") return object;
  return object.emoji === false ? object.text : withEmoji(object.text);
}

function trimAround(part, index, parts) {
  let text = part;
  if (index > 0) text = text.replace(/^\n/, "");
  if (index < parts.length - 1) text = text.replace(/\n$/, "");
  return text;
}

function codeBlock(code) {
  return h("pre", { class: "pre" }, unescaped(code.replace(/^\n|\n$/g, "")));
}

function quotesAndLines(text) {
  const groups = [];
  for (const line of text.split("\n")) {
    const quoted = line.match(/^(?:>|&gt;)\s?(.*)$/);
    const last = groups.at(-1);
    if (last && last.quoted === Boolean(quoted)) last.lines.push(quoted ? quoted[1] : line);
    else groups.push({ quoted: Boolean(quoted), lines: [quoted ? quoted[1] : line] });
  }
  return groups.map(({ quoted, lines }) => (quoted ? h("blockquote", {}, linesOf(lines)) : linesOf(lines)));
}

function linesOf(lines) {
  return lines.map((line, index) => [index ? h("br") : null, inline(line)]);
}

function inline(text) {
  const pieces = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    pieces.push(unescaped(text.slice(from, match.index)), piece(match));
    from = match.index + match[0].length;
  }
  pieces.push(unescaped(text.slice(from)));
  return pieces;
}

function piece(match) {
  const [whole, code, angle, bold, italic, strike, emoji, address] = match;
  if (code !== undefined) return h("code", {}, unescaped(code));
  if (angle !== undefined) return reference(angle) ?? unescaped(whole);
  if (bold !== undefined) return h("strong", {}, inline(bold));
  if (italic !== undefined) return h("em", {}, inline(italic));
  if (strike !== undefined) return h("s", {}, inline(strike));
  if (emoji !== undefined) return emojiFor(emoji) ? h("span", { class: "emoji" }, emojiFor(emoji)) : whole;
  return link(unescaped(address), unescaped(address));
}

/** What stands between < and >: a person, a channel, a date, a link. Anything else is only text. */
function reference(inside) {
  const [target, label] = splitOnce(inside, "|");
  const words = label === undefined ? undefined : unescaped(label);
  if (/^@[UW]\w+$/.test(target)) return mentionPerson(target.slice(1), words);
  if (/^#[CG]\w+$/.test(target)) return mentionChannel(target.slice(1), words);
  if (target.startsWith("!date^")) return date(target.slice(6), words);
  if (target.startsWith("!subteam^")) return mentionGroup(target.slice(9), words?.replace(/^@/, ""));
  if (/^!(here|channel|everyone)$/.test(target)) return mentionAll(target.slice(1));
  if (/^(https?:\/\/|mailto:)/i.test(target)) return link(
    unescaped(target),
    label === undefined ? shown(target) : inline(label),
  );
  return null;
}

function date(recipe, fallback) {
  const [seconds, template = "{date}", address] = recipe.split("^");
  const words = templated(seconds, unescaped(template)) ?? fallback ?? recipe;
  const when = h("time", { class: "date", title: fallback }, words);
  return address ? link(unescaped(address), when) : when;
}

function shown(target) {
  return unescaped(target).replace(/^mailto:/i, "");
}

function splitOnce(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
