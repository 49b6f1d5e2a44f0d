// Checkboxes and radio buttons.

import { fresh, h } from "../dom.js";
import { textObject } from "../mrkdwn.js";
import { confirmed } from "../dialogs.js";
import { marks } from "../surfaces.js";

export function checkboxes(one, block, surface, labelled) {
  const state = surface.state(block, one, { selected_options: one.initial_options ?? [] });
  const chosen = new Set(state.selected_options.map((option) => option.value));
  const selected = () => one.options.filter((option) => chosen.has(option.value));
  surface.note(block, one, { selected_options: selected() });
  return group("group", "checkbox", one, block, labelled, (option) => chosen.has(option.value), async (option, box) => {
    if (one.confirm && !(await confirmed(one.confirm))) return void (box.checked = !box.checked);
    if (box.checked) chosen.add(option.value);
    else chosen.delete(option.value);
    surface.note(block, one, { selected_options: selected() });
    return surface.act(block, one, { selected_options: selected() });
  });
}

export function radioButtons(one, block, surface, labelled) {
  const state = surface.state(block, one, { selected_option: one.initial_option ?? null });
  surface.note(block, one, { selected_option: state.selected_option });
  const isChosen = (option) => option.value === state.selected_option?.value;
  return group("radiogroup", "radio", one, block, labelled, isChosen, (option) => {
    surface.note(block, one, { selected_option: option });
    return surface.act(block, one, { selected_option: option });
  });
}

function group(role, type, one, block, labelled, isChosen, choose) {
  const name = fresh("choice");
  return h("div", {
    class: "choices",
    role,
    "aria-labelledby": labelled,
    data: marks(block, one),
  }, one.options.map((option) => {
    const box = h("input", { type, name, checked: isChosen(option), data: { value: option.value } });
    box.addEventListener("change", () => choose(option, box));
    const detail = option.description && h(
      "span",
      { class: "choice-detail" },
      textObject(option.description),
    );
    return h(
      "label",
      { class: "choice" },
      box,
      h("span", { class: "choice-words" }, h("span", {}, textObject(option.text)), detail),
    );
  }));
}
