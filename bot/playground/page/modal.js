// The app's forms: the top of the stack is on screen, what is below waits. What was typed survives an
// update of the form.

import { api } from "./api.js";
import { avatar } from "./avatar.js";
import { drawBlocks } from "./blocks/index.js";
import { showTroubles, troublesIn } from "./blocks/inputs.js";
import { dialog } from "./dialogs.js";
import { h, put } from "./dom.js";
import { appName, bot, model, t, when } from "./model.js";
import { loadModals } from "./navigate.js";
import { closePopover } from "./popover.js";
import { plain } from "./mrkdwn.js";
import { Surface } from "./surfaces.js";
import { toast, troubleWords } from "./toast.js";

const filledByView = new Map();
let opened = null;

export function watchModals() {
  when("modals", refresh);
}

function refresh() {
  const view = model.modals.at(-1);
  const print = JSON.stringify([view?.id, view?.hash, view?.blocks, view?.title, model.modals.length]);
  if (opened?.print === print) return;
  if (!view) {
    filledByView.clear();
    return void close();
  }
  const same = opened?.view.id === view.id;
  const scrolled = same ? opened.box.querySelector(".dialog-body").scrollTop : 0;
  const focused = same ? document.activeElement?.dataset : null;
  close();
  opened = { print, view, box: draw(view) };
  opened.box.querySelector(".dialog-body").scrollTop = scrolled;
  refocus(opened.box, focused);
}

function close() {
  closePopover();
  opened?.box.remove();
  opened = null;
}

function draw(view) {
  const surface = new Surface({ view_id: view.id }, filledByView.get(view.id) ?? view.state?.values ?? {});
  const body = drawBlocks(view.blocks, surface);
  const { filled } = surface;
  filledByView.set(view.id, filled);
  const leaveAll = (all) => () => api.close(model.me.id, view.id, all).catch(() => {}).finally(loadModals);
  const leave = leaveAll(false);
  const submit = view.submit && h(
    "button",
    { type: "submit", class: "button button-primary", data: { testid: "modal-submit" } },
    plain(view.submit),
  );
  const closing = h(
    "button",
    { type: "button", class: "button", data: { testid: "modal-cancel" }, on: { click: leave } },
    plain(view.close) || t(view.submit ? "cancel" : "close"),
  );
  const box = dialog({
    title: plain(view.title),
    lead: avatar(bot(), "small"),
    className: "modal",
    testid: "modal",
    closeTestid: "modal-close",
    body, onClose: leave, onCross: leaveAll(true), onBack: model.modals.length > 1 ? leave : null,
    onSubmit: () => view.submit && send(view, filled, box),
    footer: [closing, submit],
  });
  box.setAttribute("aria-description", appName());
  return box;
}

/** Puts the person in the first field, or back in the field where they were; what stands above it is read first. */
function refocus(box, focused) {
  const again = focused?.actionId && box.querySelector(`[data-action-id="${CSS.escape(focused.actionId)}"]`);
  const first = box.querySelector("[autofocus]") ?? box.querySelector(
    ".input input, .input textarea, .input button"
  );
  (again || first)?.focus({ preventScroll: true });
}

async function send(view, filled, box) {
  const troubles = troublesIn(view, filled);
  showTroubles(box, troubles);
  if (Object.keys(troubles).length) return;
  wait(box, true);
  try {
    const answer = await api.submit(model.me.id, view.id, filled);
    if (answer.errors) showTroubles(box, answer.errors);
    else if (!answer.ok) sayInForm(box, t("no_answer", appName()));
  } catch (trouble) {
    sayInForm(box, troubleWords(trouble));
  }
  wait(box, false);
  await loadModals();
}

function wait(box, waiting) {
  const button = box.querySelector("[data-testid=modal-submit]");
  if (!button) return;
  button.disabled = waiting;
  button.setAttribute("aria-busy", String(waiting));
}

/** Slack says above the form that the app did not answer; the person's words stay where they are. */
function sayInForm(box, words) {
  const body = box.querySelector(".dialog-body");
  const note = body.querySelector(".form-trouble") ?? h(
    "div",
    { class: "alert alert-error form-trouble", role: "alert" },
  );
  put(note, words);
  body.prepend(note);
  body.scrollTop = 0;
  if (!box.isConnected) toast(words, "warning");
}
