// Choosing a person: to act as them, or to write to them.

import { avatar, languageTag } from "./avatar.js";
import { folded, h } from "./dom.js";
import { listbox } from "./listbox.js";
import { humans, model, t } from "./model.js";
import { actAs, openPerson } from "./navigate.js";
import { closePopover, isOpenFor, popover } from "./popover.js";
import { toast } from "./toast.js";

export function personLine(one) {
  const notes = [one.guest && t("guest"), one.deleted && t("deleted")].filter(Boolean).join(", ");
  return h("span", { class: "option-person" }, avatar(one, "medium"),
    h("span", { class: "option-words" },
      h("span", { class: "person-name" }, one.name, languageTag(one)),
      h("span", { class: "option-detail" }, [one.title, notes].filter(Boolean).join(" · "))));
}

function found(query, { withGone = true } = {}) {
  const wanted = folded(query);
  const fits = (one) => folded([one.name, one.handle, one.title].join(" ")).includes(wanted);
  const known = humans().filter((one) => fits(one) && (withGone || !one.deleted));
  return known.sort(
    (one, other) => Number(one.deleted) - Number(other.deleted) || one.name.localeCompare(other.name)
  );
}

function chooser(anchor, { label, choose, options, testid }) {
  if (isOpenFor(anchor)) return closePopover();
  const list = listbox({
    label,
    placeholder: label,
    find: (query) => [{ items: found(query, options).filter(
      (one) => options?.withMe !== false || one.id !== model.me.id
    ).map((one) => ({
      key: one.id,
      testid: testid && `${testid}-${one.id}`,
      node: personLine(one),
      chosen: options?.withMe !== false && one.id === model.me.id,
      id: one.id,
    })) }],
    choose: (item) => { opened.close(); choose(item.id); },
  });
  const opened = popover(anchor, list.node, { className: "popover-list popover-people" });
  list.focus();
  return opened;
}

/** Becomes somebody else; the page says so, in their language. */
export function openPersonSwitcher(anchor) {
  return chooser(anchor, {
    label: t("people_search"),
    testid: "person",
    choose: async (id) => {
      await actAs(id);
      toast(t("viewing", model.me.name));
      document.body.classList.remove("drawer-open");
    },
  });
}

export function openCorrespondents(anchor) {
  return chooser(anchor, {
    label: t("people_search"),
    options: { withGone: false, withMe: false },
    choose: (id) => {
      openPerson(id);
      document.body.classList.remove("drawer-open");
    },
  });
}
