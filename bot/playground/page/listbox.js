// A list with a search field above it: the heart of every select, and of the person switcher.

import { calmly, fresh, h, put } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./model.js";

/**
 * `find(query)` gives (or promises) groups: [{label, items: [{key, node, label, detail, chosen}]}].
 * `choose(item)` is called with what is picked. Arrows move, Enter picks; Enter on a list that no longer
 * answers to what was typed picks nothing. A `slow` list is asked only once the typing pauses.
 */
export function listbox(
  { find, choose, label, multiple = false, slow = false, minimum = 0, placeholder = t("search") }
) {
  const id = fresh("list");
  const list = h(
    "div",
    { class: "list", id, role: "listbox", "aria-label": label, "aria-multiselectable": multiple || null },
  );
  const search = h("input", {
    type: "text",
    class: "list-search",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": id,
    "aria-autocomplete": "list",
    "aria-label": label, placeholder, autocomplete: "off", data: { testid: "list-search" },
  });
  let turn = 0;
  let active = 0;
  let items = [];

  async function refresh(keep = false) {
    turn += 1;
    const mine = turn;
    if (search.value.trim().length < minimum) return put(
      list,
      h("div", { class: "list-note" }, t("type_more")),
    );
    const waiting = setTimeout(
      () => mine === turn && put(list, h("div", { class: "list-note" }, t("loading"))),
      150,
    );
    const groups = await Promise.resolve(find(search.value.trim())).catch((trouble) => [{ trouble }]);
    clearTimeout(waiting);
    if (mine !== turn) return undefined;
    return draw(groups, keep);
  }

  function draw(groups, keep) {
    items = groups.flatMap((group) => group.items ?? []);
    active = keep ? Math.min(active, items.length - 1) : Math.max(0, items.findIndex((item) => item.chosen));
    put(list, groups.map((group) => [
      group.label && h("div", { class: "list-group" }, group.label),
      group.trouble && h("div", { class: "list-note" }, group.trouble.message ?? String(group.trouble)),
      (group.items ?? []).map(row),
    ]), !items.length && !groups.some((group) => group.trouble) && h(
      "div",
      { class: "list-note" },
      t("no_match"),
    ));
    point();
  }

  function row(item) {
    return h("div", {
      class: "option",
      role: "option",
      id: `${id}-${items.indexOf(item)}`,
      "aria-selected": String(Boolean(item.chosen)),
      data: { value: item.key, testid: item.testid },
      on: { click: () => pick(item), pointermove: () => { active = items.indexOf(item); point(); } },
    }, item.node ?? h(
      "span",
      { class: "option-words" },
      h("span", {}, item.label),
      item.detail && h("span", { class: "option-detail" }, item.detail),
    ), item.chosen && icon("check", 16));
  }

  function point() {
    [...list.querySelectorAll("[role=option]")].forEach(
      (node, index) => node.classList.toggle("active", index === active)
    );
    const node = list.querySelector(".option.active");
    node?.scrollIntoView({ block: "nearest" });
    search.setAttribute("aria-activedescendant", node?.id ?? "");
  }

  function pick(item) {
    choose(item, search.value);
    if (multiple) refresh(true);
  }

  const refreshSoon = slow ? calmly(() => refresh(), 120) : () => refresh();
  search.addEventListener("input", () => {
    items = [];
    refreshSoon();
  });
  search.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && items.length) {
      event.preventDefault();
      active = (active + step + items.length) % items.length;
      point();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (items[active]) pick(items[active]);
    }
  });
  refresh();
  const searchBox = h("div", { class: "list-head" }, icon("search", 16), search);
  return { node: h("div", { class: "listbox" }, searchBox, list), focus: () => search.focus(), refresh };
}
