// Dates and times as a person reads them: in their language, in their zone, on the programme's calendar.

import { language, locale, model, t, zone } from "./model.js";

const formats = new Map();

function format(options, timeZone = zone()) {
  const key = JSON.stringify([locale(), timeZone, options]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale(), { ...options, timeZone }));
  return formats.get(key);
}

function capital(text) {
  return text.charAt(0).toLocaleUpperCase(locale()) + text.slice(1);
}

/** French writes 09:12; English 9:12 am, or 09:12 in Britain: Intl knows, but for the French zero. */
function hours() {
  return { hour: language() === "fr" ? "2-digit" : "numeric", minute: "2-digit" };
}

export function clockTime(instant) {
  return format(hours()).format(new Date(instant));
}

/** "mardi 3 mars 2026" */
export function longDate(instant) {
  return format(
    { weekday: "long", day: "numeric", month: "long", year: "numeric" }
  ).format(new Date(instant));
}

/** The whole moment in words, for the bar on top. */
export function inWords(instant) {
  return `${capital(longDate(instant))}, ${clockTime(instant)}`;
}

export function brief(instant) {
  const day = format({ weekday: "short", day: "numeric", month: "short" }).format(new Date(instant));
  return `${capital(day)}, ${clockTime(instant)}`;
}

/** A local calendar day, YYYY-MM-DD, in the acting person's zone. */
export function dayOf(instant, timeZone = zone()) {
  const parts = new Intl.DateTimeFormat(
    "en-CA",
    { year: "numeric", month: "2-digit", day: "2-digit", timeZone },
  );
  return parts.format(new Date(instant));
}

export function today() {
  return dayOf(model.now ?? Date.now());
}

export function addDays(day, count) {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** A divider's words: today, yesterday, or the day in full. */
export function dayInWords(instant) {
  const day = dayOf(instant);
  if (day === today()) return t("today");
  if (day === addDays(today(), -1)) return t("yesterday");
  return capital(longDate(instant));
}

/** A calendar day (YYYY-MM-DD) as a person writes it; it has no zone of its own. */
export function dateLabel(
  day,
  options = { weekday: "short", day: "numeric", month: "long", year: "numeric" },
) {
  return capital(format(options, "UTC").format(new Date(`${day}T12:00:00Z`)));
}

/** HH:MM as a person of this language reads it. */
export function timeLabel(time) {
  return format(hours(), "UTC").format(new Date(`2000-01-01T${time}:00Z`));
}

/** The UTC instant, in whole seconds, of a local day and time in the acting person's zone. */
export function instantOf(day, time) {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  let guess = wanted;
  for (let turn = 0; turn < 2; turn += 1) guess = wanted - offsetAt(guess);
  return Math.floor(guess / 1000);
}

export function localPartsOf(seconds) {
  const local = new Date(seconds * 1000 + offsetAt(seconds * 1000)).toISOString();
  return { day: local.slice(0, 10), time: local.slice(11, 16) };
}

function offsetAt(milliseconds) {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-GB", {
      timeZone: zone(),
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    }).formatToParts(new Date(milliseconds)).map(({ type, value }) => [type, value]),
  );
  const local = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute);
  return local - Math.floor(milliseconds / 60000) * 60000;
}

const TOKENS = {
  date_num: (at) => dayOf(at),
  date: (at) => format({ day: "numeric", month: "long", year: "numeric" }).format(at),
  date_short: (at) => format({ day: "numeric", month: "short", year: "numeric" }).format(at),
  date_long: (at) => longDate(at),
  time: (at) => clockTime(at),
  time_secs: (at) => format({ ...hours(), second: "2-digit" }).format(at),
};

function relative(at) {
  const day = dayOf(at);
  if (day === today()) return t("today").toLocaleLowerCase(locale());
  if (day === addDays(today(), -1)) return t("yesterday").toLocaleLowerCase(locale());
  if (day === addDays(today(), 1)) return t("tomorrow").toLocaleLowerCase(locale());
  return null;
}

/** Slack's `<!date^…>` templates: {date}, {time}, {date_long_pretty}… in the reader's zone and language. */
export function templated(seconds, template) {
  const at = new Date(Number(seconds) * 1000);
  if (Number.isNaN(at.getTime())) return null;
  return template.replace(/\{(\w+)\}/g, (whole, name) => {
    const plain = TOKENS[name.replace(/_pretty$/, "")];
    if (!plain) return whole;
    return name.endsWith("_pretty") ? (relative(at) ?? plain(at)) : plain(at);
  });
}
