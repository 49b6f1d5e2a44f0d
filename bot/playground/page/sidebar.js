// The left of the page: the rail, who we are, the channels and the conversations.

import { avatar } from "./avatar.js";
import { h, refresh } from "./dom.js";
import { icon } from "./icons.js";
import { appName, bot, here, model, person, t, userGroups, when, withBot } from "./model.js";
import { open, openBot } from "./navigate.js";
import { openNewcomer } from "./newcomer.js";
import { openCorrespondents, openPersonSwitcher } from "./people.js";
import { openUserGroup, stateOf } from "./usergroups.js";

export function watchSidebar() {
  when("person conversations place workspace people", drawSidebar);
  when("person place workspace conversations", drawRail);
  document.getElementById("scrim").addEventListener("click", closeDrawer);
  document.addEventListener("keydown", (event) => event.key === "Escape" && closeDrawer());
}

export function openDrawer() {
  document.body.classList.add("drawer-open");
  document.querySelector("[data-testid=act-as]")?.focus();
}

function closeDrawer() {
  document.body.classList.remove("drawer-open");
}

function go(work) {
  return () => {
    closeDrawer();
    work();
  };
}

function drawRail() {
  if (!model.me) return;
  const unread = model.conversations.reduce((sum, one) => sum + (one.unread || 0), 0);
  const onHome = withBot() && model.place.tab === "home";
  const entry = (name, label, active, work, testid, badge) => h("button", {
    type: "button",
    class: "rail-button",
    "aria-current": active ? "page" : null,
    "aria-label": badge ? `${label}, ${t("unread", badge)}` : label,
    data: { testid },
    on: { click: work },
  }, h(
    "span",
    { class: "rail-icon" },
    icon(name, 20),
    badge ? h("span", { class: "rail-dot" }) : null,
  ), h("span", { class: "rail-word", "aria-hidden": "true" }, label));
  const rail = document.getElementById("rail");
  rail.setAttribute("aria-label", t("workspace"));
  refresh(rail,
    h(
      "div",
      { class: "workspace-tile", title: model.workspace.team.name, "aria-hidden": "true" },
      initial(model.workspace.team.name),
    ),
    entry("home", t("open_home"), onHome, () => openBot("home"), "rail-home"),
    entry("message", t("messages"), !onHome, () => openBot("messages"), "rail-messages", unread),
    h("div", { class: "rail-gap" }),
    entry("newcomer", t("newcomer"), false, openNewcomer, "newcomer"),
    h(
      "button",
      {
        type: "button",
        class: "rail-avatar",
        "aria-label": `${t("act_as_title")} : ${model.me.name}`,
        title: t("act_as_title"),
        on: { click: (event) => openPersonSwitcher(event.currentTarget) },
      },
      avatar(model.me, "medium"),
    ));
}

function initial(name) {
  return [...String(name)].at(0)?.toUpperCase() ?? "·";
}

function drawSidebar() {
  if (!model.me || !model.workspace) return;
  const sidebar = document.getElementById("sidebar");
  const focused = sidebar.contains(document.activeElement) && document.activeElement.dataset.testid;
  const channels = model.conversations.filter((one) => one.kind === "channel");
  sidebar.setAttribute("aria-label", t("open_reading"));
  refresh(sidebar,
    h("div", { class: "sidebar-head" }, h("span", { class: "team-name" }, model.workspace.team.name),
      h(
        "button",
        {
          type: "button",
          class: "icon-button light only-narrow",
          "aria-label": t("close"),
          on: { click: closeDrawer },
        },
        icon("close", 18),
      )),
    actingAs(),
    h("div", { class: "sidebar-list" },
      section(t("channels"), channels.map(channelRow)),
      userGroups().length ? section(t("user_groups"), userGroups().map(groupRow)) : null,
      section(t("direct_messages"), directs().map(directRow), newConversation())),
    h(
      "button",
      {
        type: "button",
        class: "row sidebar-foot only-narrow",
        data: { testid: "newcomer-drawer" },
        on: { click: go(openNewcomer) },
      },
      icon("newcomer", 18),
      h("span", { class: "row-name" }, t("newcomer")),
    ));
  if (focused) sidebar.querySelector(`[data-testid="${CSS.escape(focused)}"]`)?.focus();
}

function actingAs() {
  return h("button", {
    type: "button",
    class: "acting",
    "aria-haspopup": "listbox",
    "aria-expanded": "false",
    data: { testid: "act-as" },
    on: { click: (event) => openPersonSwitcher(event.currentTarget) },
  }, avatar(model.me, "large"),
  h(
    "span",
    { class: "acting-words" },
    h("span", { class: "acting-label" }, t("acting_as")),
    h("span", { class: "acting-name" }, model.me.name),
    h("span", { class: "acting-title" }, model.me.title),
  ),
  icon("down", 16));
}

/** The app first, then people, the latest first; a conversation not begun yet shows while it is open. */
function directs() {
  const known = model.conversations.filter((one) => one.kind === "im");
  const current = here();
  const pending = current && current.kind === "im" && !known.some(
    (one) => one.id === current.id
  ) ? [current] : [];
  const isBot = (one) => Number(one.user === bot()?.id);
  return [...known, ...pending].sort(
    (one, other) => isBot(other) - isBot(one) || Number(other.last_ts ?? 0) - Number(one.last_ts ?? 0)
  );
}

function section(title, rows, extra) {
  return h(
    "section",
    { class: "sidebar-section" },
    h("h2", {}, title),
    h("ul", {}, rows.map((row) => h("li", {}, row)), extra && h("li", {}, extra)),
  );
}

function row(one, lead, name, extra) {
  const active = model.place.channel === one.id;
  const unread = one.unread ? ` unread` : "";
  return h("button", {
    type: "button",
    class: `row${unread}`,
    "aria-current": active ? "page" : null,
    data: { testid: `conversation-${one.id}` },
    on: { click: go(() => open(one.id)) },
  }, lead, h("span", { class: "row-name" }, name), extra, one.unread ? h(
    "span",
    { class: "badge", "aria-label": t("unread", one.unread) },
    String(one.unread),
  ) : null);
}

function channelRow(one) {
  return row(one, icon("hash", 16), one.name);
}

/** Whoever looks is an administrator here, so that one can try what a group that changes does. */
function groupRow(one) {
  return h("button", {
    type: "button",
    class: "row",
    title: one.name,
    "aria-haspopup": "listbox",
    "aria-expanded": "false",
    data: { testid: `usergroup-${one.id}` },
    on: { click: (event) => openUserGroup(event.currentTarget, one.id) },
  }, icon("people", 16), h("span", { class: "row-name" }, `@${one.handle}`),
  h("span", { class: "app-badge faint" }, stateOf(one)));
}

function directRow(one) {
  const other = person(one.user);
  const tag = other?.is_bot ? h("span", { class: "app-badge faint" }, t("app_badge")) : null;
  return row(one, avatar(other, "tiny"), other?.name ?? one.name ?? appName(), tag);
}

function newConversation() {
  return h("button", {
    type: "button",
    class: "row quiet-row",
    "aria-haspopup": "listbox",
    "aria-expanded": "false",
    data: { testid: "new-conversation" },
    on: { click: (event) => openCorrespondents(event.currentTarget) },
  }, h("span", { class: "plus-tile" }, icon("plus", 13)), h(
    "span",
    { class: "row-name" },
    t("new_conversation"),
  ));
}
