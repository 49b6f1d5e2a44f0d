// Progress blocks: a task, and a plan of tasks.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { plain } from "../mrkdwn.js";
import { richText } from "../richtext.js";

const MARKS = { pending: "clock", in_progress: "forward", complete: "check", error: "warning" };

export function taskCard(block) {
  return h("div", { class: `task-card task-${block.status ?? "in_progress"}` },
    icon(MARKS[block.status] ?? "forward", 16),
    h(
      "div",
      {},
      h("div", { class: "task-title" }, block.title),
      block.details && richText(block.details),
      block.output && richText(block.output),
    ));
}

export function plan(block) {
  return h(
    "section",
    { class: "plan" },
    h("div", { class: "container-title" }, plain(block.title)),
    (block.tasks ?? []).map(taskCard),
  );
}
