// Short news at the bottom of the page, read aloud, gone after a while.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./model.js";

const LASTING = 6000;

export function toast(text, tone = "info") {
  const shelf = document.getElementById("toasts");
  for (const other of shelf.children) if (other.textContent === text) other.remove();
  const note = h(
    "div",
    { class: `toast toast-${tone}`, data: { testid: "toast" } },
    icon(tone === "warning" ? "warning" : "info"),
    h("span", {}, text),
  );
  shelf.append(note);
  setTimeout(() => note.remove(), LASTING);
}

/** What went wrong, in the local Slack's own sentence when it gave one. */
export function toastTrouble(trouble) {
  toast(troubleWords(trouble), "warning");
}

export function troubleWords(trouble) {
  return trouble.answer?.message ?? trouble.answer?.error ?? t("broken");
}
