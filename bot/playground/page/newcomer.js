// Somebody new joins the company, and we become them.

import { api } from "./api.js";
import { dialog } from "./dialogs.js";
import { fresh, h } from "./dom.js";
import { language, model, t } from "./model.js";
import { actAs, loadWorkspace, openBot } from "./navigate.js";
import { toast, troubleWords } from "./toast.js";

const LOCALES = { fr: "fr-FR", en: "en-GB" };

export function openNewcomer() {
  const name = field(
    "text",
    { placeholder: t("name_hint"), required: true, data: { testid: "newcomer-name" } },
  );
  const title = field("text", { placeholder: t("title_hint"), data: { testid: "newcomer-title" } });
  const spoken = h("select", { class: "field-input", data: { testid: "newcomer-language" } },
    h("option", { value: "fr" }, t("language_fr")), h("option", { value: "en" }, t("language_en")));
  spoken.value = language();
  const trouble = h("p", { class: "trouble", role: "alert", hidden: true });
  const box = dialog({
    title: t("newcomer"), className: "dialog-small", testid: "newcomer-dialog",
    body: [
      h("p", { class: "quiet" }, t("newcomer_hint")),
      labelled(t("name"), name),
      trouble,
      labelled(t("language"), spoken),
      labelled(t("title"), title),
    ],
    footer: [
      h("button", { type: "button", class: "button", on: { click: () => box.remove() } }, t("cancel")),
      h(
        "button",
        { type: "submit", class: "button button-primary", data: { testid: "newcomer-join" } },
        t("newcomer_join"),
      ),
    ],
    onClose: () => box.remove(),
    onSubmit: () => (name.value.trim() ? arrive() : say(t("required"))),
  });
  name.focus();

  function say(words) {
    trouble.hidden = false;
    trouble.textContent = words;
    name.focus();
  }

  async function arrive() {
    try {
      const { id } = await api.join(
        {
          name: name.value.trim(),
          locale: LOCALES[spoken.value],
          tz: "Europe/Paris",
          title: title.value.trim(),
        }
      );
      box.remove();
      await loadWorkspace();
      await actAs(id);
      openBot("messages");
      toast(t("viewing", model.me.name));
    } catch (problem) {
      say(troubleWords(problem));
    }
  }
}

function field(type, props) {
  return h("input", { type, class: "field-input", autocomplete: "off", ...props });
}

function labelled(words, control) {
  const id = fresh("field");
  control.id = id;
  return h("div", { class: "input" }, h("label", { class: "label", for: id }, words), control);
}
