// A form's field: its label, its element, its hint, and the place where what is wrong is said.

import { fresh, h } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../model.js";
import { plain } from "../mrkdwn.js";
import { element } from "./elements.js";
import { troubleWith } from "./texts.js";

export function input(block, surface) {
  const label = fresh("label");
  const hint = block.hint && h("p", { class: "hint" }, plain(block.hint));
  return h("div", { class: "input", data: { inputBlock: block.block_id } },
    h(
      "span",
      { class: "label", id: label },
      plain(block.label),
      block.optional && h("span", { class: "optional" }, optionalWord()),
    ),
    element(block.element, block, surface, label),
    h("p", { class: "trouble", role: "alert", hidden: true }),
    hint);
}

function optionalWord() {
  return ` ${t("optional")}`;
}

const EMPTY = (value) => value === null || value === undefined || value === "" || (
  Array.isArray(value) && !value.length
);

/** What keeps a form from being sent, by block: required fields left empty, texts too short or too long. */
export function troublesIn(view, filled) {
  const troubles = {};
  for (const block of view.blocks.filter(({ type }) => type === "input")) {
    const state = filled[block.block_id]?.[block.element.action_id];
    const values = Object.entries(state ?? {}).filter(([key]) => key !== "type").map(([, value]) => value);
    if (!block.optional && values.every(EMPTY)) troubles[block.block_id] = t("required");
    else if (troubleWith(block.element, state)) troubles[block.block_id] = troubleWith(block.element, state);
  }
  return troubles;
}

/** Writes each trouble beside its field, and puts the person in front of the first. */
export function showTroubles(form, troubles) {
  for (const box of form.querySelectorAll("[data-input-block]")) {
    const words = troubles[box.dataset.inputBlock];
    const place = box.querySelector(".trouble");
    place.hidden = !words;
    place.replaceChildren(...(words ? [icon("warning", 15), words] : []));
    box.classList.toggle("troubled", Boolean(words));
    for (const field of box.querySelectorAll("input, textarea, button")) field.setAttribute(
      "aria-invalid",
      String(Boolean(words)),
    );
  }
  const first = form.querySelector(".troubled");
  first?.scrollIntoView({ block: "center" });
  first?.querySelector("input, textarea, button")?.focus();
}
