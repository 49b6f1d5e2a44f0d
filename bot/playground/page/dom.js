// Everything on the page is built here. Text becomes text nodes, never markup: nothing that a person typed
// can run.

const SVG = "http://www.w3.org/2000/svg";

/** Builds an element: `h("button", {class: "x", on: {click}, data: {testid: "send"}}, "Send")`. */
export function h(tag, props = {}, ...children) {
  return fill(dress(document.createElement(tag), props), children);
}

/** The same for SVG. */
export function s(tag, props = {}, ...children) {
  return fill(dress(document.createElementNS(SVG, tag), props), children);
}

/** Replaces what an element holds. */
export function put(node, ...children) {
  node.replaceChildren();
  return fill(node, children);
}

/**
 * Replaces what an element holds but leaves in place what would look the same, so that a press begun before
 * still lands where it was meant. Only for what does the same work whenever it looks the same.
 */
export function refresh(node, ...children) {
  const before = [...node.childNodes];
  const wanted = [...fragment(...children).childNodes];
  wanted.forEach((next, at) => {
    const old = before[at];
    if (!old) node.append(next);
    else if (old.isEqualNode(next)) return;
    else if (sameBox(old, next)) refresh(old, ...next.childNodes);
    else old.replaceWith(next);
  });
  for (const gone of before.slice(wanted.length)) gone.remove();
}

function sameBox(old, next) {
  return old.nodeName !== "BUTTON" && old.cloneNode(false).isEqualNode(next.cloneNode(false));
}

export function fragment(...children) {
  return fill(document.createDocumentFragment(), children);
}

function fill(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false && child !== "") node.append(child);
  }
  return node;
}

function dress(node, props) {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, handler] of Object.entries(value)) node.addEventListener(
      event,
      handler,
    );
    else if (name === "data") Object.assign(node.dataset, present(value));
    else if (name === "style") Object.entries(value).forEach(([key, text]) => node.style.setProperty(key, text));
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  return node;
}

function present(values) {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined)
  );
}

let count = 0;

/** A fresh id, to tie a label to its field. */
export function fresh(prefix = "n") {
  count += 1;
  return `${prefix}-${count}`;
}

/** An address that is safe to follow, or null: only the web and mail, never script. */
export function safeAddress(address) {
  try {
    const url = new URL(String(address), window.location.href);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * Runs `work` within `wait` milliseconds, once for all the calls that come meanwhile, even if they never
 * cease.
 */
export function soon(work, wait) {
  let timer = 0;
  return () => {
    timer ||= setTimeout(() => {
      timer = 0;
      Promise.resolve(work()).catch(() => {});
    }, wait);
  };
}

/** Runs `work` once things have been quiet for `wait` milliseconds. */
export function calmly(work, wait = 80) {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...args), wait);
  };
}

/** Text folded for searching: no case, no accents. */
export function folded(text) {
  return String(text).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
