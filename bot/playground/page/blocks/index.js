// From Block Kit to the page: one small function per type of block. A type this page does not know is
// shown as a quiet note.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { markdown } from "../markdown.js";
import { t } from "../model.js";
import { plain, textObject } from "../mrkdwn.js";
import { richText } from "../richtext.js";
import { chart } from "../charts/index.js";
import { alert, card, carousel, container } from "./cards.js";
import { element } from "./elements.js";
import { file, image, imageElement, video } from "./images.js";
import { input } from "./inputs.js";
import { dataTable, table } from "./tables.js";
import { plan, taskCard } from "./tasks.js";

const DRAWN = {
  actions,
  alert,
  card,
  carousel: (block, surface) => carousel(block, surface),
  container: (block, surface) => container(block, surface, drawBlocks),
  context,
  context_actions: actions,
  data_table: dataTable,
  data_visualization: chart,
  divider: () => h("hr", { class: "divider" }),
  file,
  header,
  image,
  input,
  markdown: (block) => h("div", { class: "markdown" }, markdown(block.text)),
  plan,
  rich_text: (block) => h("div", { class: "rich-text" }, richText(block)),
  section,
  table,
  task_card: taskCard,
  video,
};

/** Draws blocks for a surface, in order. */
export function drawBlocks(blocks, surface) {
  return (blocks ?? []).map((block, index) => drawBlock(named(block, index), surface));
}

function named(block, index) {
  return block.block_id ? block : { ...block, block_id: `block-${index}` };
}

function drawBlock(block, surface) {
  const draw = DRAWN[block.type];
  const node = draw ? draw(block, surface) : unknown(block);
  return h(
    "div",
    { class: `block block-${draw ? block.type : "unknown"}`, data: { blockId: block.block_id } },
    node,
  );
}

function unknown(block) {
  return h("div", { class: "unknown" }, icon("info", 16), t("not_drawn", String(block.type)));
}

function header(block) {
  const level = Math.min(Math.max(block.level ?? 2, 1), 4);
  return h(`h${level + 1}`, { class: `header header-${level}` }, plain(block.text));
}

function section(block, surface) {
  const fields = block.fields && h(
    "div",
    { class: "fields" },
    block.fields.map((field) => h("div", { class: "field" }, textObject(field))),
  );
  const words = h(
    "div",
    { class: "section-words" },
    block.text && h("div", { class: "text" }, textObject(block.text)),
    fields,
  );
  const accessory = block.accessory && h("div", { class: "accessory" }, accessoryOf(block, surface));
  return h("div", { class: `section${accessory ? " with-accessory" : ""}` }, words, accessory);
}

function accessoryOf(block, surface) {
  return block.accessory.type === "image" ? imageElement(
    block.accessory,
    "accessory-image",
  ) : element(block.accessory, block, surface);
}

function context(block) {
  return h("div", { class: "context" }, block.elements.map((one) => (
    one.type === "image" ? imageElement(one, "context-image") : h(
      "span",
      { class: "context-words" },
      textObject(one),
    )
  )));
}

function actions(block, surface) {
  return h("div", { class: "actions" }, block.elements.map((one) => element(one, block, surface)));
}
