// Blocks that group others: card, carousel, container; and the alert of a form.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { plain, textObject } from "../mrkdwn.js";
import { richText } from "../richtext.js";
import { element } from "./elements.js";
import { imageElement } from "./images.js";

export function card(block, surface) {
  const buttons = Array.isArray(block.actions) ? block.actions : (block.actions?.elements ?? []);
  const words = h("div", { class: "card-words" },
    block.title && h("div", { class: "card-title" }, textObject(block.title)),
    block.subtitle && h("div", { class: "card-subtitle" }, textObject(block.subtitle)));
  return h("article", { class: "card" },
    block.hero_image && imageElement(block.hero_image, "card-hero"),
    h("div", { class: "card-head" }, block.icon && imageElement(block.icon, "card-icon"), words),
    block.body && h("div", { class: "card-body" }, textObject(block.body)),
    block.subtext && h("div", { class: "card-subtext" }, textObject(block.subtext)),
    buttons.length ? h(
      "div",
      { class: "actions card-actions" },
      buttons.map((one) => element(one, block, surface)),
    ) : null);
}

export function carousel(block, surface) {
  const cards = block.elements.map(
    (one, index) => card({ block_id: `${block.block_id}-${index}`, ...one }, surface)
  );
  return h("div", { class: "carousel", tabindex: "0", role: "group" }, cards);
}

export function container(block, surface, draw) {
  const words = h("span", { class: "container-words" },
    h(
      "span",
      { class: "container-title" },
      block.rich_text_title ? richText(block.rich_text_title) : plain(block.title),
    ),
    block.subtitle && h("span", { class: "container-subtitle" }, textObject(block.subtitle)));
  const head = [block.icon && imageElement(block.icon, "card-icon"), words];
  const body = h("div", { class: "container-body" }, draw(block.child_blocks, surface));
  const width = `container container-${block.width ?? "standard"}`;
  if (!block.is_collapsible) {
    const ruled = block.has_header_divider ? " ruled" : "";
    return h("section", { class: width }, h("div", { class: `container-head${ruled}` }, head), body);
  }
  return h("details", { class: width, open: !block.default_collapsed },
    h("summary", { class: "container-head" }, head, icon("down", 16)), body);
}

const TONES = { info: "info", warning: "warning", error: "warning", success: "check", default: "info" };

export function alert(block) {
  const level = block.level in TONES ? block.level : "default";
  return h("div", { class: `alert alert-${level}`, role: level === "error" ? "alert" : "note" },
    icon(TONES[level], 18), h("div", {}, textObject(block.text)));
}
