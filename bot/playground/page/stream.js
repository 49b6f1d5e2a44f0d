// The local Slack tells the page what has changed; the page asks again for that part, and only that part.

import { soon } from "./dom.js";
import { appName, changed, model, t } from "./model.js";
import { loadConversations, loadHome, loadMessages, loadModals, loadWorkspace } from "./navigate.js";
import { toast } from "./toast.js";

const conversationsSoon = soon(() => model.me && loadConversations(), 60);
const messagesSoon = soon(() => model.me && loadConversations().then(loadMessages), 40);
const homeSoon = soon(() => model.me && loadHome(), 40);
const modalsSoon = soon(() => model.me && loadModals(), 20);
const workspaceSoon = soon(loadWorkspace, 60);
const inspectorSoon = soon(() => changed("inspector"), 300);

const forMe = (event) => !event.user || event.user === model.me?.id;

const REACTIONS = {
  message: (event) => (event.channel === model.place.channel ? messagesSoon() : conversationsSoon()),
  home: (event) => forMe(event) && homeSoon(),
  modal: (event) => forMe(event) && modalsSoon(),
  clock: clockMoved,
  people: () => workspaceSoon(),
  toast: (event) => forMe(event) && toast(inOurLanguage(event.text), "warning"),
  inspector: () => inspectorSoon(),
  bot: botChanged,
};

/**
 * The local Slack speaks English, as Slack's servers do; its one common notice is said in the person's
 * language.
 */
function inOurLanguage(text) {
  return text.endsWith("did not respond.") ? t("no_answer", appName()) : text;
}

function clockMoved(event) {
  model.now = event.now ?? model.now;
  if (event.moving && !model.moving) model.movedFrom = event.now;
  model.moving = Boolean(event.moving);
  changed("clock");
  if (!event.moving) messagesSoon();
}

function botChanged(event) {
  model.connected = event.connected;
  changed("connected");
}

function reachable(yes) {
  model.reachable = yes;
  changed("connected");
}

let wait = 300;

/**
 * Listens for as long as the page is open; after a cut it reconnects and asks for everything again.
 * `begun` is called once, at the first connection: what is asked after it misses nothing.
 */
export function listen(begun) {
  const scheme = window.location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${window.location.host}/play/stream`);
  socket.addEventListener("open", () => {
    wait = 300;
    reachable(true);
    if (begun) begun();
    else [workspaceSoon, messagesSoon, homeSoon, modalsSoon].forEach((again) => again());
    begun = null;
  });
  socket.addEventListener("message", ({ data }) => {
    const event = JSON.parse(data);
    if (!model.me) return;
    REACTIONS[event.type]?.(event);
  });
  socket.addEventListener("close", () => {
    wait = Math.min(wait * 2, 5000);
    reachable(false);
    setTimeout(() => listen(begun), wait);
  });
}
