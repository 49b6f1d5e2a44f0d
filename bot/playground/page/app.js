// Starts the page: draws the furniture, asks where we are and as whom, then listens.

import { watchClock } from "./clock.js";
import { typeAnywhere } from "./composer.js";
import { watchConversation } from "./conversation.js";
import { put } from "./dom.js";
import { watchInspector } from "./inspector.js";
import { watchModals } from "./modal.js";
import { appName, here, language, model, t, when } from "./model.js";
import { followAddress, loadMessages, loadWorkspace } from "./navigate.js";
import { watchSidebar } from "./sidebar.js";
import { listen } from "./stream.js";
import { toast } from "./toast.js";

/** The browser's tab and the screen reader hear which language and which conversation this is. */
function nameThePage() {
  document.documentElement.lang = language();
  document.title = [here()?.name, model.workspace?.team.name ?? appName()].filter(Boolean).join(" · ");
  put(document.getElementById("skip"), t("skip"));
}

async function start() {
  watchSidebar();
  watchConversation();
  watchModals();
  watchClock();
  watchInspector();
  typeAnywhere();
  when("person place", nameThePage);
  await new Promise((begun) => listen(begun));
  await loadWorkspace();
  await followAddress();
  window.addEventListener("hashchange", followAddress);
  document.addEventListener("visibilitychange", () => !document.hidden && loadMessages());
  document.body.dataset.ready = "true";
}

start().catch((trouble) => {
  console.error(trouble);
  toast(t("broken"), "warning");
});
