// Boxes that ask one thing and wait: a confirmation, a newcomer's name.

import { fresh, h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./model.js";
import { plain, textObject } from "./mrkdwn.js";

/** Builds an open dialog. Escape calls `onClose`, and so does the cross unless it has its own work. */
export function dialog(
  {
    title,
    lead,
    body,
    footer,
    className = "",
    testid,
    closeTestid,
    onClose,
    onCross = onClose,
    onSubmit,
    onBack,
  }
) {
  const heading = fresh("title");
  const cross = h(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": t("close"),
      title: t("close"),
      data: { testid: closeTestid },
      on: { click: () => onCross() },
    },
    icon("close", 18),
  );
  const back = onBack && h(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": t("back"),
      title: t("back"),
      on: { click: () => onBack() },
    },
    icon("back", 18),
  );
  const form = h("form", {
    class: "dialog-form",
    novalidate: true,
    on: { submit: (event) => { event.preventDefault(); onSubmit?.(); } },
  },
    h("header", { class: "dialog-head" }, back, lead, h("h2", { id: heading }, title), cross),
    h("div", { class: "dialog-body" }, body),
    footer && h("footer", { class: "dialog-foot" }, footer));
  const box = h(
    "dialog",
    { class: `dialog ${className}`, "aria-labelledby": heading, data: { testid } },
    form,
  );
  box.addEventListener("cancel", (event) => { event.preventDefault(); onClose(); });
  document.body.append(box);
  box.showModal();
  return box;
}

/** Asks before a button does what it says (Slack's confirm object). Resolves to true or false. */
export function confirmed(ask) {
  return new Promise((resolve) => {
    const finish = (answer) => { box.remove(); resolve(answer); };
    const style = ask.style === "danger" ? "button-danger solid" : "button-primary";
    const box = dialog({
      title: plain(ask.title) || t("confirm_title"),
      body: textObject(ask.text),
      className: "dialog-small",
      testid: "confirm",
      onClose: () => finish(false),
      onSubmit: () => finish(true),
      footer: [
        h(
          "button",
          {
            type: "button",
            class: "button",
            data: { testid: "confirm-no" },
            on: { click: () => finish(false) },
          },
          plain(ask.deny) || t("confirm_no"),
        ),
        h(
          "button",
          { type: "submit", class: `button ${style}`, data: { testid: "confirm-yes" } },
          plain(ask.confirm) || t("confirm_yes"),
        ),
      ],
    });
    box.querySelector("[data-testid=confirm-yes]").focus();
  });
}
