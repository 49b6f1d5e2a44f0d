// Fields that a person types in.

import { h } from "../dom.js";
import { t } from "../model.js";
import { plain } from "../mrkdwn.js";
import { wordsOf } from "../richtext.js";
import { marks } from "../surfaces.js";

const TYPES = { email_text_input: "email", url_text_input: "url" };

export function textInput(one, block, surface, labelled) {
  const state = surface.state(block, one, { value: one.initial_value ?? null });
  const field = one.multiline ? h("textarea", { rows: 4 }) : h("input", { type: TYPES[one.type] ?? "text" });
  const counter = one.max_length ? h("span", { class: "counter", "aria-hidden": "true" }) : null;
  const count = () => counter?.replaceChildren(String(one.max_length - field.value.length));
  if (one.max_length) field.maxLength = one.max_length;
  const note = () => surface.note(block, one, { value: field.value || null });
  prepare(field, one, block, labelled, state.value ?? "");
  field.addEventListener("input", () => { count(); note(); });
  tellWhenAsked(field, one, block, surface);
  note();
  count();
  return h("div", { class: "field-box" }, field, counter);
}

export function numberInput(one, block, surface, labelled) {
  const state = surface.state(block, one, { value: one.initial_value ?? null });
  const decimal = one.is_decimal_allowed;
  const field = h("input", { type: "text", inputmode: decimal ? "decimal" : "numeric" });
  const note = () => surface.note(block, one, { value: field.value.trim().replace(",", ".") || null });
  prepare(field, one, block, labelled, state.value ?? "");
  field.addEventListener("input", note);
  tellWhenAsked(field, one, block, surface);
  note();
  return h("div", { class: "field-box" }, field);
}

/** Formatting is left out: what is typed is sent as one plain section. */
export function richTextInput(one, block, surface, labelled) {
  const state = surface.state(block, one, { rich_text_value: one.initial_value ?? null });
  const field = h("textarea", { rows: 4 });
  const note = () => surface.note(
    block,
    one,
    { rich_text_value: field.value ? asRichText(field.value) : null },
  );
  prepare(field, one, block, labelled, wordsOf(state.rich_text_value));
  field.addEventListener("input", note);
  note();
  return h("div", { class: "field-box" }, field);
}

function asRichText(text) {
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] };
}

function prepare(field, one, block, labelled, value) {
  field.className = "field-input";
  field.value = value;
  field.placeholder = plain(one.placeholder);
  Object.assign(field.dataset, marks(block, one));
  if (one.focus_on_load) field.autofocus = true;
  if (labelled) field.setAttribute("aria-labelledby", labelled);
  else if (one.placeholder) field.setAttribute("aria-label", plain(one.placeholder));
}

/** Slack tells the app on Enter or on every character, whichever the app asked for. */
function tellWhenAsked(field, one, block, surface) {
  const triggers = one.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const tell = () => surface.act(block, one, { value: field.value });
  if (triggers.includes("on_character_entered")) field.addEventListener("input", tell);
  if (triggers.includes("on_enter_pressed") && field.tagName === "INPUT") {
    field.addEventListener(
      "keydown",
      (event) => event.key === "Enter" && block.dispatch_action && (event.preventDefault(), tell()),
    );
  }
}

/** What is wrong with what was typed, before anything is sent; null when nothing is. */
export function troubleWith(one, state) {
  const value = state?.value ?? "";
  if (value && one.min_length && value.length < one.min_length) return t("too_short", one.min_length);
  if (value && one.max_length && value.length > one.max_length) return t("too_long", one.max_length);
  if (value && one.type === "email_text_input" && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value)) return t("wrong_email");
  if (value && one.type === "url_text_input" && !/^https?:\/\/\S+$/.test(value)) return t("wrong_address");
  return value && one.type === "number_input" ? numberTrouble(one, value) : null;
}

function numberTrouble(one, value) {
  if (!/^-?\d+(\.\d+)?$/.test(value)) return t("wrong_number");
  if (!one.is_decimal_allowed && !Number.isInteger(Number(value))) return t("wrong_whole");
  if (one.min_value !== undefined && Number(value) < Number(one.min_value)) return t(
    "too_little",
    one.min_value,
  );
  if (one.max_value !== undefined && Number(value) > Number(one.max_value)) return t(
    "too_much",
    one.max_value,
  );
  return null;
}
