// The one door to the local Slack. Each function is one request of the page's protocol.

async function ask(method, path, body) {
  const options = { method, headers: {} };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const response = await fetch(path, options);
  const answer = await response.json().catch(() => ({ ok: false, error: `HTTP ${response.status}` }));
  if (!response.ok) throw Object.assign(new Error(answer.error ?? `HTTP ${response.status}`), { answer });
  return answer;
}

function query(path, values) {
  const known = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return ask("GET", `${path}?${new URLSearchParams(known)}`);
}

export const api = {
  workspace: () => ask("GET", "/play/workspace"),
  conversations: (as) => query("/play/conversations", { as }),
  messages: (as, channel) => query("/play/messages", { as, channel }),
  home: (as) => query("/play/home", { as }),
  modals: (as) => query("/play/modals", { as }),
  inspector: () => ask("GET", "/play/inspector"),
  say: (as, channel, text) => ask("POST", "/play/say", { as, channel, text }),
  command: (as, channel, text) => ask("POST", "/play/command", { as, channel, text }),
  press: (press) => ask("POST", "/play/press", press),
  options: (question) => ask("POST", "/play/options", question),
  submit: (as, view_id, values) => ask("POST", "/play/submit", { as, view_id, values }),
  close: (as, view_id, all) => ask("POST", "/play/close", { as, view_id, all }),
  shortcut: (as, callback_id) => ask("POST", "/play/shortcut", { as, callback_id }),
  openHome: (as, tab) => ask("POST", "/play/home", { as, tab }),
  upload: (as, name, content) => ask("POST", "/play/upload", { as, name, content }),
  read: (as, channel) => ask("POST", "/play/read", { as, channel }),
  join: (newcomer) => ask("POST", "/play/join", newcomer),
  userGroup: (group, change) => ask("POST", "/play/usergroup", { group, ...change }),
  moveTime: (to) => ask("POST", "/play/time", { to }),
};
