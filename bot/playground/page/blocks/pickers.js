// Dates and times: a calendar in the person's language, and a list of times that also takes typing.

import { fresh, h, put } from "../dom.js";
import { confirmed } from "../dialogs.js";
import { icon } from "../icons.js";
import { locale, model, t } from "../model.js";
import { plain } from "../mrkdwn.js";
import { closePopover, isOpenFor, popover } from "../popover.js";
import { marks } from "../surfaces.js";
import { addDays, clockTime, dateLabel, instantOf, localPartsOf, timeLabel, today } from "../times.js";

export function datePicker(one, block, surface, labelled) {
  const { selected_date: kept } = surface.state(block, one, { selected_date: one.initial_date ?? null });
  const settle = async (day) => {
    if (one.confirm && !(await confirmed(one.confirm))) return false;
    surface.note(block, one, { selected_date: day });
    surface.act(block, one, { selected_date: day });
    return true;
  };
  surface.note(block, one, { selected_date: kept });
  return dateButton(
    { value: kept, placeholder: plain(one.placeholder), data: marks(block, one), labelled, settle }
  );
}

export function timePicker(one, block, surface, labelled) {
  const { selected_time: kept } = surface.state(block, one, { selected_time: one.initial_time ?? null });
  const settle = (time) => {
    surface.note(block, one, { selected_time: time });
    surface.act(block, one, { selected_time: time });
  };
  surface.note(block, one, { selected_time: kept });
  return timeField(
    { value: kept, placeholder: plain(one.placeholder), data: marks(block, one), labelled, settle }
  );
}

export function dateTimePicker(one, block, surface, labelled) {
  const { selected_date_time: kept } = surface.state(
    block,
    one,
    { selected_date_time: one.initial_date_time ?? null },
  );
  const parts = kept ? localPartsOf(kept) : { day: null, time: null };
  const settle = (tell) => {
    const instant = parts.day && parts.time ? instantOf(parts.day, parts.time) : null;
    surface.note(block, one, { selected_date_time: instant });
    if (tell && instant) surface.act(block, one, { selected_date_time: instant });
  };
  settle(false);
  return h("div", { class: "date-time" },
    dateButton(
      {
        value: parts.day,
        data: marks(block, one),
        labelled,
        settle: (day) => { parts.day = day; settle(true); return true; },
      }
    ),
    timeField(
      {
        value: parts.time,
        data: { ...marks(block, one), part: "time" },
        labelled,
        settle: (time) => { parts.time = time; settle(true); },
      }
    ));
}

function dateButton({ value, placeholder, data, labelled, settle }) {
  let chosen = value;
  const button = h(
    "button",
    {
      type: "button",
      class: "select select-date",
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
      data,
      on: { click: toggle },
    },
  );
  const show = () => {
    const words = chosen ? dateLabel(chosen) : placeholder || t("choose_date");
    put(
      button,
      icon("calendar", 16),
      h("span", { class: chosen ? "select-value" : "select-placeholder" }, words),
      icon("down", 16),
    );
    if (labelled) button.setAttribute("aria-labelledby", labelled);
    button.dataset.value = chosen ?? "";
  };
  function toggle() {
    if (isOpenFor(button)) return closePopover();
    const days = calendar(chosen, async (day) => {
      opened.close();
      if (!(await settle(day))) return;
      chosen = day;
      show();
    });
    const opened = popover(button, days.node, { className: "popover-calendar" });
    return days.focus();
  }
  show();
  return button;
}

/** One month as a grid; arrows walk through the days, Page Up and Page Down through the months. */
function calendar(chosen, choose) {
  let focus = chosen ?? today();
  const node = h("div", { class: "calendar", role: "dialog", "aria-label": t("choose_date") });
  const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, PageUp: -28, PageDown: 28 };
  node.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || event.target.dataset.day === undefined) return;
    event.preventDefault();
    focus = addDays(focus, step);
    draw(true);
  });
  const turn = (by) => () => { focus = monthAfter(focus, by); draw(false); };
  function draw(refocus) {
    put(node,
      h("div", { class: "calendar-head" },
        h(
          "button",
          {
            type: "button",
            class: "icon-button",
            "aria-label": t("previous_month_arrow"),
            on: { click: turn(-1) },
          },
          icon("back", 16),
        ),
        h("span", { "aria-live": "polite" }, dateLabel(focus, { month: "long", year: "numeric" })),
        h(
          "button",
          {
            type: "button",
            class: "icon-button",
            "aria-label": t("next_month_arrow"),
            on: { click: turn(1) },
          },
          icon("forward", 16),
        )),
      h("div", { class: "calendar-grid" }, weekdays(focus), days(focus, chosen, choose)));
    if (refocus) node.querySelector(`[data-day="${focus}"]`)?.focus();
  }
  draw(false);
  return { node, focus: () => node.querySelector(`[data-day="${focus}"]`)?.focus() };
}

function firstShown(day) {
  const first = `${day.slice(0, 7)}-01`;
  const weekday = new Date(`${first}T12:00:00Z`).getUTCDay();
  return addDays(first, -((weekday - firstWeekday() + 7) % 7));
}

/** Sunday opens the week in American English, Monday elsewhere. */
function firstWeekday() {
  return locale() === "en-US" ? 0 : 1;
}

function weekdays(day) {
  const from = firstShown(day);
  return Array.from(
    { length: 7 },
    (_, index) => h(
      "span",
      { class: "weekday", "aria-hidden": "true" },
      dateLabel(addDays(from, index), { weekday: "narrow" }),
    ),
  );
}

function days(focus, chosen, choose) {
  const from = firstShown(focus);
  return Array.from({ length: 42 }, (_, index) => addDays(from, index)).map((day) => {
    const outside = day.slice(0, 7) !== focus.slice(0, 7) ? " outside" : "";
    const now = day === today() ? " now" : "";
    return h("button", {
      type: "button",
      class: `day${outside}${now}`,
      tabindex: day === focus ? "0" : "-1",
      "aria-label": dateLabel(day),
      "aria-pressed": String(day === chosen),
      data: { day },
      on: { click: () => choose(day) },
    }, String(Number(day.slice(8))));
  });
}

function monthAfter(day, by) {
  const [year, month] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + by, 1, 12)).toISOString().slice(0, 10);
}

/** "9", "9h30", "14:30", "2 pm" as HH:MM, or null. */
function readTime(text) {
  const match = text.trim().toLowerCase().match(/^(\d{1,2})(?:\s*[:h.]\s*(\d{2})?)?\s*([ap])?\.?m?\.?$/);
  if (!match) return null;
  const half = match[3];
  const hour = (half ? Number(match[1]) % 12 : Number(match[1])) + (half === "p" ? 12 : 0);
  const minute = Number(match[2] ?? 0);
  return hour < 24 && minute < 60
    ? `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`
    : null;
}

function timeField({ value, placeholder, data, labelled, settle }) {
  const id = fresh("times");
  const field = h("input", {
    type: "text",
    class: "field-input time-input",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": id,
    autocomplete: "off",
    placeholder: placeholder || t("choose_time"),
    "aria-labelledby": labelled,
    "aria-label": labelled ? null : t("time_format"),
    data,
    value: value ? timeLabel(value) : "",
  });
  const pick = (time) => {
    field.value = timeLabel(time);
    field.setCustomValidity("");
    closePopover();
    settle(time);
  };
  const open = () => !isOpenFor(field) && popover(
    field,
    timesList(id, readTime(field.value), pick),
    { className: "popover-list popover-times" },
  );
  field.addEventListener("click", open);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") open();
    if (event.key === "Enter") { event.preventDefault(); closePopover(); typed(); }
  });
  field.addEventListener("change", typed);
  function typed() {
    const time = readTime(field.value);
    field.classList.toggle("wrong", Boolean(field.value) && !time);
    if (time) pick(time);
    else settle(null);
  }
  return h("span", { class: "time-box" }, icon("clock", 16), field);
}

function timesList(id, chosen, pick) {
  const around = chosen ?? (model.now ? readTime(clockTime(model.now)) : null) ?? "09:00";
  const times = Array.from(
    { length: 48 },
    (_, index) => `${String(index >> 1).padStart(2, "0")}:${index % 2 ? "30" : "00"}`,
  );
  const list = h("div", { class: "list", id, role: "listbox" }, times.map((time) => (
    h(
      "div",
      {
        class: "option",
        role: "option",
        "aria-selected": String(time === chosen),
        data: { value: time },
        on: { pointerdown: (event) => event.preventDefault(), click: () => pick(time) },
      },
      timeLabel(time),
    ))));
  requestAnimationFrame(
    () => list.querySelector(`[data-value="${around.slice(0, 2)}:00"]`)?.scrollIntoView({ block: "nearest" })
  );
  return list;
}
