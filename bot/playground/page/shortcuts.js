// The ⚡ menu: the app's global shortcuts.

import { api } from "./api.js";
import { avatar } from "./avatar.js";
import { h } from "./dom.js";
import { bot, model, t } from "./model.js";
import { menu } from "./popover.js";
import { toastTrouble } from "./toast.js";

export function openShortcuts(anchor) {
  const items = model.workspace.app.shortcuts.map((one) => ({
    label: one.name,
    detail: one.description,
    value: one.callback_id,
    testid: `shortcut-${one.callback_id}`,
    lead: avatar(bot(), "small"),
    act: () => run(one),
  }));
  menu(
    anchor,
    items,
    { above: true, title: t("open_palette"), empty: h("div", { class: "list-note" }, t("shortcuts_empty")) },
  );
}

async function run(shortcut) {
  try {
    await api.shortcut(model.me.id, shortcut.callback_id);
  } catch (trouble) {
    toastTrouble(trouble);
  }
}
