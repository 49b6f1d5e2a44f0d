// Pictures and files. An address outside this machine is never fetched: its description stands in for it.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { link } from "../links.js";
import { t } from "../model.js";
import { plain } from "../mrkdwn.js";

function sourceOf(picture) {
  if (picture.slack_file?.id) return `/play/file/${encodeURIComponent(picture.slack_file.id)}`;
  return picture.image_url ?? picture.slack_file?.url ?? "";
}

/** A picture with its description; when it cannot be shown the description is written in its place. */
export function imageElement(picture, className) {
  const source = sourceOf(picture);
  const words = picture.alt_text || t("image");
  const instead = () => h(
    "span",
    { class: `${className} image-missing`, role: "img", "aria-label": words },
    words,
  );
  if (!isOurs(source)) return instead();
  const node = h("img", { class: className, src: source, alt: picture.alt_text ?? "" });
  node.addEventListener("error", () => node.replaceWith(instead()), { once: true });
  return node;
}

function isOurs(source) {
  return source.startsWith("data:image/") || new URL(
    source || "about:blank",
    window.location.href,
  ).origin === window.location.origin;
}

export function image(block) {
  const title = block.title && h("figcaption", {}, plain(block.title));
  return h("figure", { class: "image" }, title, imageElement(block, "image-picture"));
}

export function file(block) {
  return h("div", { class: "unknown" }, icon("file", 16), block.external_id ?? t("not_drawn", "file"));
}

export function video(block) {
  const title = block.title_url ? link(block.title_url, plain(block.title)) : plain(block.title);
  return h(
    "figure",
    { class: "image" },
    h("figcaption", {}, title),
    h("p", { class: "quiet" }, plain(block.description) || block.alt_text),
  );
}

/** What was uploaded with a message: pictures are shown, other files are offered. */
export function attachedFile(one) {
  const address = one.url ?? `/play/file/${encodeURIComponent(one.id)}`;
  if ((one.mimetype ?? "").startsWith("image/")) {
    const picture = imageElement({ image_url: address, alt_text: one.alt || one.name }, "image-picture");
    return h("figure", { class: "image" }, h("figcaption", {}, one.name), opened(address, one, picture));
  }
  const kind = (one.name.split(".").at(-1) ?? "").toUpperCase();
  const tile = h("span", { class: "file-tile", "aria-hidden": "true" }, icon("file", 20));
  const words = h(
    "span",
    { class: "file-words" },
    h("span", { class: "file-name" }, one.name),
    h("span", { class: "quiet" }, kind),
  );
  return opened(address, one, h("span", { class: "file" }, tile, words));
}

function opened(address, one, content) {
  return h(
    "a",
    {
      class: "file-link",
      href: address,
      target: "_blank",
      rel: "noopener",
      "aria-label": t("attach_open", one.name),
    },
    content,
  );
}
