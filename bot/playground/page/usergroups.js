// The user groups of the company: who is in one, and whether it is switched on. Slack tells the app of neither.

import { api } from "./api.js";
import { folded, h } from "./dom.js";
import { listbox } from "./listbox.js";
import { humans, t, userGroups } from "./model.js";
import { loadWorkspace } from "./navigate.js";
import { personLine } from "./people.js";
import { isOpenFor, closePopover, popover } from "./popover.js";

/** What its row in the sidebar says after its name. */
export function stateOf(group) {
  return group.disabled ? t("group_off") : String(group.members.length);
}

/** Opens the list of everybody, with a tick at whoever is in the group: a press lets them in or out. */
export function openUserGroup(anchor, id) {
  if (isOpenFor(anchor)) return closePopover();
  const group = () => userGroups().find((one) => one.id === id);
  const label = t("group_members", group().handle);
  const list = listbox({
    label,
    placeholder: label,
    multiple: true,
    find: (query) => [{ items: found(query, group()).map((one) => ({
      key: one.id,
      testid: `member-${one.id}`,
      node: personLine(one),
      chosen: group().members.includes(one.id),
      id: one.id,
    })) }],
    choose: async (item) => {
      await change({ members: without(group().members, item.id) });
      list.refresh(true);
    },
  });
  const power = h("button", {
    type: "button",
    class: "menu-item",
    data: { testid: "group-power" },
    on: { click: () => { closePopover(); change({ disabled: !group().disabled }); } },
  }, t(group().disabled ? "group_switch_on" : "group_switch_off"));
  const opened = popover(anchor, [list.node, power], { className: "popover-list popover-people" });
  list.focus();
  return opened;

  async function change(what) {
    await api.userGroup(id, what);
    await loadWorkspace();
  }
}

function without(members, id) {
  return members.includes(id) ? members.filter((one) => one !== id) : [...members, id];
}

/** Members first. */
function found(query, group) {
  const wanted = folded(query);
  const isIn = (one) => Number(group.members.includes(one.id));
  return humans()
    .filter((one) => !one.deleted && folded(`${one.name} ${one.handle}`).includes(wanted))
    .sort((one, other) => isIn(other) - isIn(one) || one.name.localeCompare(other.name));
}
