// The interactive elements, by type.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { follow } from "../links.js";
import { t } from "../model.js";
import { plain } from "../mrkdwn.js";
import { confirmed } from "../dialogs.js";
import { menu } from "../popover.js";
import { marks } from "../surfaces.js";
import { checkboxes, radioButtons } from "./choices.js";
import { fileInput } from "./files.js";
import { datePicker, dateTimePicker, timePicker } from "./pickers.js";
import { picker } from "./selects.js";
import { numberInput, richTextInput, textInput } from "./texts.js";

const DRAWN = {
  button,
  workflow_button: button,
  icon_button: iconButton,
  feedback_buttons: feedback,
  overflow,
  checkboxes,
  radio_buttons: radioButtons,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: dateTimePicker,
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: numberInput,
  rich_text_input: richTextInput,
  file_input: fileInput,
};

/** Draws one element of a block. `labelled` is the id of its label when it is a form's field. */
export function element(one, block, surface, labelled = null) {
  const draw = DRAWN[one.type] ?? (/_select$/.test(one.type) ? picker : null);
  return draw ? draw(one, block, surface, labelled) : h(
    "span",
    { class: "unknown" },
    t("not_drawn", String(one.type)),
  );
}

function button(one, block, surface) {
  const style = ["primary", "danger"].includes(one.style) ? ` button-${one.style}` : "";
  const press = async (event) => {
    const pressed = event.currentTarget;
    if (one.confirm && !(await confirmed(one.confirm))) return;
    if (one.url) follow(one.url);
    await busy(pressed, surface.act(block, one, valueOf(one)));
  };
  return h("button", {
    type: "button",
    class: `button${style}`,
    data: marks(block, one),
    "aria-label": one.accessibility_label,
    on: { click: press },
  }, plain(one.text));
}

function valueOf(one) {
  return one.value === undefined ? {} : { value: one.value };
}

async function busy(node, work) {
  node.setAttribute("aria-busy", "true");
  node.disabled = true;
  await work;
  node.removeAttribute("aria-busy");
  node.disabled = false;
}

function iconButton(one, block, surface) {
  const press = async () => (
    !one.confirm || (await confirmed(one.confirm))
  ) && surface.act(block, one, valueOf(one));
  return h("button", {
    type: "button",
    class: "icon-button bordered",
    data: marks(block, one),
    "aria-label": one.accessibility_label ?? plain(one.text),
    on: { click: press },
  },
    icon("close", 16), h("span", {}, plain(one.text)));
}

function feedback(one, block, surface) {
  const choice = (side) => side && h("button", {
    type: "button",
    class: "button",
    data: { ...marks(block, one), value: side.value },
    "aria-label": side.accessibility_label,
    on: { click: () => surface.act(block, one, { value: side.value }) },
  }, plain(side.text));
  return h("span", { class: "actions" }, choice(one.positive_button), choice(one.negative_button));
}

function overflow(one, block, surface) {
  const choose = async (option) => {
    if (one.confirm && !(await confirmed(one.confirm))) return;
    if (option.url) follow(option.url);
    surface.act(block, one, { selected_option: option });
  };
  const open = (event) => menu(event.currentTarget, one.options.map((option) => ({
    label: plain(option.text),
    detail: plain(option.description),
    value: option.value,
    act: () => choose(option),
  })));
  return h("button", {
    type: "button",
    class: "icon-button bordered",
    "aria-haspopup": "menu",
    "aria-label": t("more"),
    title: t("more"),
    data: marks(block, one),
    on: { click: open },
  }, icon("more", 18));
}
