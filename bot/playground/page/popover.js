// Small surfaces that open beside what was pressed: menus, lists, calendars. They live in the top layer,
// also above a form.

import { h } from "./dom.js";

let current = null;

/** Opens `content` beside `anchor`. Escape, a press outside or Tab closes it and gives the focus back. */
export function popover(
  anchor,
  content,
  { className = "", width = null, onClose = null, above = false } = {},
) {
  closePopover();
  const box = h("div", { class: `popover ${className}`, popover: "manual" }, content);
  (anchor.closest("dialog") ?? document.body).append(box);
  box.showPopover();
  anchor.setAttribute("aria-expanded", "true");
  const place = () => placeBeside(anchor, box, width, above);
  place();
  // A list fills up after it has opened, and has to stay in sight.
  const growth = new ResizeObserver(place);
  growth.observe(box);
  const forget = new AbortController();
  const listen = (target, event, work) => target.addEventListener(
    event,
    work,
    { capture: true, signal: forget.signal },
  );
  const close = (refocus = true) => {
    if (current?.box !== box) return;
    current = null;
    forget.abort();
    growth.disconnect();
    box.remove();
    anchor.setAttribute("aria-expanded", "false");
    if (refocus && anchor.isConnected) anchor.focus();
    onClose?.();
  };
  current = { box, close, anchor };
  listen(document, "pointerdown", (event) => {
    if (!box.contains(event.target) && !anchor.contains(event.target)) close(false);
  });
  listen(document, "keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close();
  });
  listen(window, "resize", place);
  listen(document, "scroll", (event) => !box.contains(event.target) && place());
  return { box, close, place };
}

export function closePopover() {
  current?.close(false);
}

export function isOpenFor(anchor) {
  return current?.anchor === anchor;
}

const MARGIN = 8;

function placeBeside(anchor, box, width, above) {
  if (!anchor.isConnected) return;
  const at = anchor.getBoundingClientRect();
  if (width === "anchor") box.style.width = `${Math.max(at.width, 240)}px`;
  const { width: wide, height: high } = box.getBoundingClientRect();
  const room = { x: window.innerWidth - wide - MARGIN, y: window.innerHeight - high - MARGIN };
  const below = at.bottom + 4;
  const over = at.top - high - 4;
  const fitsBelow = below <= room.y;
  const top = above ? (over >= MARGIN ? over : below) : fitsBelow || over < MARGIN ? below : over;
  box.style.left = `${Math.max(MARGIN, Math.min(at.left, room.x))}px`;
  box.style.top = `${Math.max(MARGIN, Math.min(top, room.y))}px`;
}

/** A menu of actions; arrows move, Enter chooses. */
export function menu(anchor, items, options = {}) {
  if (isOpenFor(anchor)) return closePopover();
  const buttons = items.map((item) => h("button", {
    type: "button",
    class: `menu-item${item.danger ? " danger" : ""}`,
    role: "menuitem",
    tabindex: "-1",
    data: { value: item.value, testid: item.testid },
    on: { click: () => { opened.close(); item.act(); } },
  }, item.lead, h(
    "span",
    { class: "menu-words" },
    h("span", {}, item.label),
    item.detail && h("span", { class: "menu-detail" }, item.detail),
  )));
  const list = h(
    "div",
    { role: "menu", class: "menu" },
    options.title && h("div", { class: "menu-title" }, options.title),
    buttons,
    !buttons.length && options.empty,
  );
  const opened = popover(anchor, list, options);
  list.addEventListener("keydown", (event) => walk(event, buttons));
  buttons[0]?.focus();
  return opened;
}

function walk(event, buttons) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const at = buttons.indexOf(document.activeElement);
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}
