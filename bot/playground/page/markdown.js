// The markdown block: standard Markdown, the part of it that a bot writes.

import { fragment, h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { link, mentionAll, mentionChannel, mentionPerson } from "./links.js";

const INLINE = new RegExp(
  [
    "`([^`]+)`",
    "!?\\[([^\\]]*)\\]\\(([^()\\s]+)\\)",
    "<([@#][A-Z]\\w+|![a-z]+)>",
    "\\*\\*(?=\\S)(.+?)(?<=\\S)\\*\\*",
    "(?<![\\p{L}\\p{N}*])\\*(?=[^\\s*])([^*]+?)(?<=\\S)\\*(?!\\*)",
    "(?<![\\p{L}\\p{N}_])_(?=\\S)([^_]+?)(?<=\\S)_(?![\\p{L}\\p{N}])",
    "~~(?=\\S)(.+?)(?<=\\S)~~",
    "(https?:\\/\\/[^\\s<>]+[^\\s<>.,;:!?)\\]])",
  ].join("|"),
  "gu",
);

/** Reads the text line by line; each kind of block takes the lines that are its own. */
export function markdown(text) {
  const lines = String(text ?? "").replace(/\r/g, "").split("\n");
  const blocks = [];
  while (lines.length) blocks.push(...next(lines));
  return fragment(blocks);
}

function next(lines) {
  const line = lines[0];
  if (!line.trim()) {
    lines.shift();
    return [];
  }
  if (/^\s*```/.test(line)) return [fence(lines)];
  if (/^#{1,6}\s/.test(line)) return [heading(lines.shift())];
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) return lines.shift() && [h("hr")];
  if (/^\s*>/.test(line)) return [quote(lines)];
  if (isTable(lines)) return [table(lines)];
  if (item(line)) return [list(lines)];
  return [paragraph(lines)];
}

function take(lines, pattern) {
  const taken = [];
  while (lines.length && pattern.test(lines[0])) taken.push(lines.shift());
  return taken;
}

function fence(lines) {
  lines.shift();
  const code = take(lines, /^(?!\s*```)/);
  lines.shift();
  return h("pre", { class: "pre" }, code.join("\n"));
}

function quote(lines) {
  const words = take(lines, /^\s*>/).map((one) => one.replace(/^\s*>\s?/, ""));
  return h("blockquote", {}, markdown(words.join("\n")));
}

function heading(line) {
  const [, marks, words] = line.match(/^(#{1,6})\s+(.*?)\s*#*$/);
  return h(
    `h${Math.min(marks.length + 2, 6)}`,
    { class: `md-heading md-heading-${marks.length}` },
    inline(words),
  );
}

function item(line) {
  return line.match(/^(\s*)([-*+]|\d+[.)])\s+(.*)$/);
}

function list(lines) {
  const [, indent, mark] = item(lines[0]);
  const ordered = /\d/.test(mark);
  const node = h(ordered ? "ol" : "ul", { class: "rich-list", start: ordered ? parseInt(mark, 10) : null });
  while (lines.length && item(lines[0])) {
    const [, deeper, , words] = item(lines[0]);
    if (deeper.length < indent.length) break;
    if (deeper.length > indent.length + 1) (node.lastElementChild ?? node).append(list(lines));
    else node.append(listItem(lines.shift() && words));
  }
  return node;
}

function listItem(words) {
  const task = words.match(/^\[([ xX])\]\s+(.*)$/);
  if (!task) return h("li", {}, inline(words));
  const box = h(
    "input",
    { type: "checkbox", disabled: true, checked: task[1] !== " ", "aria-label": task[2] },
  );
  return h("li", { class: "task" }, box, " ", inline(task[2]));
}

function isTable(lines) {
  return lines.length > 1 && lines[0].includes("|") && /^\s*\|?\s*:?-{2,}[-:|\s]*$/.test(lines[1]);
}

function cells(line) {
  return line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());
}

function table(lines) {
  const head = cells(lines.shift());
  lines.shift();
  const rows = take(lines, /\|/).map(cells);
  const row = (tag, values) => h("tr", {}, values.map((value) => h(tag, {}, inline(value))));
  return h("div", { class: "table-scroll" },
    h(
      "table",
      { class: "table" },
      h("thead", {}, row("th", head)),
      h("tbody", {}, rows.map((values) => row("td", values))),
    ));
}

function paragraph(lines) {
  const own = [lines.shift()];
  const goesOn = (line) => line.trim() && !item(line) && !/^(#{1,6}\s|\s*>|\s*```)/.test(line);
  while (lines.length && goesOn(lines[0])) own.push(lines.shift());
  return h("p", {}, own.map((line, index) => [index ? h("br") : null, inline(line)]));
}

function inline(text) {
  const pieces = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    pieces.push(words(text.slice(from, match.index)), piece(match));
    from = match.index + match[0].length;
  }
  pieces.push(words(text.slice(from)));
  return pieces;
}

function piece([, code, label, address, mention, bold, italic, underlined, strike, bare]) {
  if (code !== undefined) return h("code", {}, code);
  if (address !== undefined) return link(address, inline(label || address));
  if (mention !== undefined) return mentioned(mention);
  if (bold !== undefined) return h("strong", {}, inline(bold));
  if (italic !== undefined) return h("em", {}, inline(italic));
  if (underlined !== undefined) return h("em", {}, inline(underlined));
  if (strike !== undefined) return h("s", {}, inline(strike));
  return link(bare, bare);
}

function mentioned(mention) {
  if (mention.startsWith("@")) return mentionPerson(mention.slice(1));
  if (mention.startsWith("#")) return mentionChannel(mention.slice(1));
  return mentionAll(mention.slice(1));
}

function words(text) {
  return withEmoji(
    text.replace(
      /\\([\\`*_{}[\]()#+\-.!|<>~])/g,
      "$1",
    ).replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&")
  );
}
