// Tables: the plain one, and the data table that sorts and turns pages.

import { h, put } from "../dom.js";
import { icon } from "../icons.js";
import { locale, t } from "../model.js";
import { richText, wordsOf } from "../richtext.js";

function cell(one) {
  if (one?.type === "rich_text") return richText(one);
  if (one?.type === "raw_number") return one.text ?? new Intl.NumberFormat(locale()).format(one.value);
  return one?.text ?? "";
}

function words(one) {
  return one?.type === "rich_text" ? wordsOf(one) : (one?.text ?? "");
}

function isNumber(one) {
  return one?.type === "raw_number";
}

export function table(block) {
  const [head, ...rows] = block.rows;
  const styles = (index) => {
    const setting = block.column_settings?.[index] ?? {};
    const usual = rows.every((row) => isNumber(row[index])) ? "right" : "left";
    return `align-${setting.align ?? usual}${setting.is_wrapped ? " wrapped" : ""}`;
  };
  const line = (tag, row) => h(
    "tr",
    {},
    row.map((one, index) => h(tag, { class: styles(index), scope: tag === "th" ? "col" : null }, cell(one))),
  );
  return h("div", { class: "table-scroll", tabindex: "0" },
    h(
      "table",
      { class: "table" },
      h("thead", {}, line("th", head)),
      h("tbody", {}, rows.map((row) => line("td", row))),
    ));
}

/** A table that a person can sort by any column and leaf through. */
export function dataTable(block) {
  const view = { rows: block.rows.slice(1), column: null, rising: true, page: 0, size: block.page_size ?? 5 };
  const node = h("div", { class: "data-table" });
  const draw = () => put(node,
    h("div", { class: "table-scroll", tabindex: "0" },
      h(
        "table",
        { class: "table" },
        h("caption", {}, h("span", {}, block.caption)),
        headRow(block, view, draw),
        bodyRows(block, view),
      )),
    pager(view, draw));
  draw();
  return node;
}

function headRow(block, view, draw) {
  return h("thead", {}, h("tr", {}, block.rows[0].map((one, index) => {
    const sorted = view.column === index;
    const direction = sorted ? (view.rising ? "ascending" : "descending") : "none";
    const sort = () => {
      Object.assign(view, { rising: sorted ? !view.rising : true, column: index, page: 0 });
      view.rows = sortedRows(view);
      draw();
    };
    const mark = icon(sorted ? (view.rising ? "sorted_up" : "sorted_down") : "sort", 14);
    const label = t("sort_by", words(one));
    return h("th", {
      scope: "col",
      "aria-sort": direction,
      class: numeric(view, index) ? "align-right" : null,
    },
      h(
        "button",
        { type: "button", class: "sort", title: label, "aria-label": label, on: { click: sort } },
        h("span", {}, cell(one)),
        mark,
      ));
  })));
}

function numeric(view, index) {
  return view.rows.every((row) => isNumber(row[index]));
}

function sortedRows({ rows, column, rising }) {
  const collator = new Intl.Collator(locale(), { numeric: true, sensitivity: "base" });
  const byNumber = rows.every((row) => isNumber(row[column]));
  const compare = (one, other) => (byNumber
    ? one[column].value - other[column].value
    : collator.compare(words(one[column]), words(other[column])));
  return [...rows].sort((one, other) => (rising ? compare(one, other) : compare(other, one)));
}

function bodyRows(block, view) {
  const header = block.row_header_column_index ?? 0;
  const shown = view.rows.slice(view.page * view.size, (view.page + 1) * view.size);
  return h("tbody", {}, shown.map((row) => h("tr", {}, row.map((one, index) => (
    h(
      index === header ? "th" : "td",
      { scope: index === header ? "row" : null, class: numeric(view, index) ? "align-right" : null },
      cell(one),
    )
  )))));
}

function pager(view, draw) {
  const total = view.rows.length;
  if (total <= view.size) return null;
  const from = view.page * view.size + 1;
  const to = Math.min(from + view.size - 1, total);
  const turn = (by) => () => { view.page += by; draw(); };
  const arrow = (name, label, off, by) => (
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": label,
        title: label,
        disabled: off,
        on: { click: turn(by) },
      },
      icon(name, 16),
    ));
  return h("div", { class: "pager" },
    h("span", { "aria-live": "polite" }, t("page_of", from, to, total)),
    arrow("back", t("first_page"), view.page === 0, -1),
    arrow("forward", t("last_page"), to >= total, 1));
}
