// The field that takes files from the person's computer. Each is sent to Slack when it is chosen; the form then
// names it.

import { api } from "../api.js";
import { h, put } from "../dom.js";
import { icon } from "../icons.js";
import { model, t } from "../model.js";
import { marks } from "../surfaces.js";
import { toastTrouble } from "../toast.js";

export function fileInput(one, block, surface, labelled) {
  const most = one.max_files ?? 10;
  let files = surface.state(block, one, { files: [] }).files ?? [];
  const list = h("ul", { class: "chosen-files" });
  const chooser = h("input", {
    type: "file",
    class: "file-chooser",
    multiple: most > 1,
    accept: one.filetypes?.map((type) => `.${type}`).join(","),
    "aria-labelledby": labelled,
    data: marks(block, one),
    on: { change: () => take([...chooser.files]) },
  });
  const words = h("span", {}, t("choose_file"));
  const box = h("div", { class: "file-field" }, list, h("label", { class: "button file-choose" }, words, chooser));

  async function take(chosen) {
    box.setAttribute("aria-busy", "true");
    try {
      for (const file of chosen.slice(0, most)) {
        const kept = await api.upload(model.me.id, file.name, await base64(file));
        files = most === 1 ? [kept] : [...files, kept].slice(-most);
      }
    } catch (trouble) {
      toastTrouble(trouble);
    }
    chooser.value = "";
    box.removeAttribute("aria-busy");
    show();
  }

  function show() {
    surface.note(block, one, { files });
    put(list, files.map((file) => chosenFile(file, () => {
      files = files.filter((other) => other !== file);
      show();
      chooser.focus();
    })));
  }

  show();
  return box;
}

function chosenFile(file, drop) {
  return h(
    "li",
    { class: "chosen-file" },
    icon("file", 18),
    h("span", { class: "chosen-file-name" }, file.name),
    h("button", {
      type: "button",
      class: "icon-button",
      "aria-label": t("remove", file.name),
      title: t("remove", file.name),
      on: { click: drop },
    }, icon("close", 16)),
  );
}

/** The file's bytes as the page's protocol carries them. */
function base64(file) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => done(reader.result.slice(reader.result.indexOf(",") + 1)));
    reader.addEventListener("error", () => fail(reader.error));
    reader.readAsDataURL(file);
  });
}
