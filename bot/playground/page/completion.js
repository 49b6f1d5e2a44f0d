// Completion in the composer: what a command does and takes, who a name may be.

import { avatar } from "./avatar.js";
import { folded, fresh, h, put } from "./dom.js";
import { humans, model, t, userGroups } from "./model.js";

const MOST = 8;

/** Shows suggestions above the field while a command or a name is being typed. */
export function attachCompletion(field, host) {
  const id = fresh("suggestions");
  const box = h(
    "div",
    { class: "suggestions", id, role: "listbox", hidden: true, data: { testid: "suggestions" } },
  );
  host.prepend(box);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-controls", id);
  field.setAttribute("aria-autocomplete", "list");
  let found = [];
  let active = 0;

  const hide = () => {
    found = [];
    box.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  function refresh() {
    found = suggestionsFor(field);
    active = 0;
    if (!found.length) return hide();
    box.hidden = false;
    field.setAttribute("aria-expanded", "true");
    put(
      box,
      h(
        "div",
        { class: "suggestions-title" },
        found[0].kind === "command" ? t("commands") : t("add_mention"),
      ),
      found.map(row),
    );
    return point();
  }

  function row(one, index) {
    return h("div", {
      class: "suggestion", role: "option", id: `${id}-${index}`, data: { value: one.insert.trim() },
      on: {
        pointerdown: (event) => event.preventDefault(),
        click: () => accept(one),
        pointermove: () => { active = index; point(); },
      },
    }, one.node);
  }

  function point() {
    [...box.querySelectorAll("[role=option]")].forEach((node, index) => {
      node.classList.toggle("active", index === active);
      node.setAttribute("aria-selected", String(index === active));
      if (index === active) node.scrollIntoView({ block: "nearest" });
    });
    field.setAttribute("aria-activedescendant", `${id}-${active}`);
  }

  function accept(one) {
    field.setRangeText(one.insert, one.from, field.selectionStart, "end");
    hide();
    field.focus();
    field.dispatchEvent(new Event("input"));
  }

  field.addEventListener("input", refresh);
  field.addEventListener("blur", hide);
  field.addEventListener("keydown", (event) => {
    if (box.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) active = (active + step + found.length) % found.length;
    else if (event.key === "Escape") hide();
    else if ((event.key === "Enter" || event.key === "Tab") && !complete(field, found[active])) accept(found[active]);
    else return;
    event.preventDefault();
    if (step) point();
  });
}

/** A word that is already whole is sent, not completed again. */
function complete(field, one) {
  return field.value.slice(one.from, field.selectionStart) === one.insert.trim();
}

function suggestionsFor(field) {
  const before = field.value.slice(0, field.selectionStart);
  const command = before.match(/^\/[\w-]*$/);
  if (command) return commandsLike(command[0]);
  const name = before.match(/(?:^|\s)@([\p{L}\p{N}._-]*)$/u);
  if (!name) return [];
  const from = before.length - name[1].length - 1;
  return [...peopleLike(name[1], from), ...groupsLike(name[1], from)].slice(0, MOST);
}

function commandsLike(typed) {
  return model.workspace.app.commands.filter(({ command }) => command.startsWith(typed)).map((one) => ({
    kind: "command",
    from: 0,
    insert: `${one.command} `,
    node: h("span", { class: "option-words" },
      h(
        "span",
        {},
        h("strong", {}, one.command),
        one.usage_hint && h("span", { class: "usage" }, ` ${one.usage_hint}`),
      ),
      h("span", { class: "option-detail" }, one.description)),
  }));
}

function groupsLike(typed, from) {
  const wanted = folded(typed);
  return userGroups().filter((one) => !one.disabled && folded(one.handle).startsWith(wanted)).map((one) => ({
    kind: "group",
    from,
    insert: `@${one.handle} `,
    node: h("span", {}, h("strong", {}, `@${one.handle}`), h("span", { class: "usage" }, ` ${one.name}`)),
  }));
}

function peopleLike(typed, from) {
  const wanted = folded(typed);
  const fits = (one) => folded(one.handle).startsWith(wanted) || folded(one.name).split(/\s+/).some(
    (word) => word.startsWith(wanted)
  );
  return humans().filter(
    (one) => !one.deleted && one.id !== model.me.id && fits(one)
  ).map((one) => ({
    kind: "person",
    from,
    insert: `@${one.handle} `,
    node: h(
      "span",
      { class: "option-person" },
      avatar(one, "small"),
      h("span", {}, h("strong", {}, one.name), h("span", { class: "usage" }, ` @${one.handle}`)),
    ),
  }));
}
