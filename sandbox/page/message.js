// @ts-check
/** One message as a bubble: text, picture, document, buttons, and the small print under it. */

import { h, icon } from "./dom.js";
import { isDeepLink, rich, webAddress } from "./rich.js";
import { fileSize, pick } from "./texts.js";
import { hour } from "./time.js";

/**
 * @typedef {import("./api.js").Message} Message
 * @typedef {import("./api.js").Button} Button
 * @typedef {object} Actions
 * @property {(address: string) => boolean} follow
 * @property {(text: string) => void} command
 * @property {(message: Message, button: Button, element: HTMLElement) => void} press
 * @property {(url: string, text: string) => void} enlarge
 * @property {(message: Message) => void} edit
 */

/**
 * The element for `message`. `actions`: follow(address) → handled?, command(text), press(message, button, element),
 * enlarge(photo, text), edit(message). `named`: show who wrote it (groups).
 *
 * @param {Message} message @param {Actions} actions @param {{ named: boolean }} how
 */
export function bubble(message, actions, { named }) {
  const { from } = message;
  if (message.service) {
    return h("div", { class: "service", data: { messageId: message.id } }, h("span", { text: (message.service_texts && pick(message.service_texts)) || message.service }));
  }
  const box = h("div", { class: "bubble" });
  if (named && !from.me) box.append(h("div", { class: "author", text: from.name, data: { hue: hue(from) } }));
  if (message.photo) box.append(picture(message.photo, message.text, actions));
  if (message.document) box.append(file(message.document));
  if (message.text) box.append(h("div", { class: "text" }, ...rich(message.text, message.entities, actions), h("span", { class: "tail-room" })));
  box.append(smallPrint(message, actions));
  const element = h("article", { class: `message ${from.me ? "mine" : "theirs"}`, tabindex: "-1" }, box);
  element.dataset.messageId = String(message.id);
  if (message.photo) element.classList.add("with-photo");
  if (message.photo && !message.text) element.classList.add("bare");
  element.dataset.from = from.id;
  if (message.keyboard?.length) element.append(keyboard(message, actions));
  return element;
}

/** @param {import("./api.js").Sender} from */
const hue = (from) => (from.bot ? "bot" : [...String(from.id)].reduce((sum, c) => sum + (c.codePointAt(0) ?? 0), 0) % 4);

/** @param {Message} message @param {Actions} actions */
function smallPrint(message, actions) {
  const { from, date, edited } = message;
  const line = h("div", { class: "meta" });
  if (message.editable) {
    const change = h("button", { type: "button", class: "change", label: "edit_message", title: "edit_message", on: { click: () => actions.edit(message) } });
    line.append(change);
    change.append(icon("edit"));
  }
  if (edited) line.append(h("span", { t: "edited" }));
  line.append(h("time", { datetime: date, text: hour(date) }));
  if (from.me) line.append(h("span", { class: "ticks", role: "img", label: "sent" }, icon("ticks")));
  return line;
}

/** @param {import("./api.js").Photo} photo @param {string} text @param {Actions} actions */
function picture({ url, width, height }, text, actions) {
  const image = h("img", { src: url, width, height, alt: "photo_alt", args: { caption: text }, decoding: "async" });
  return h("button", { type: "button", class: "photo", label: "enlarge", on: { click: () => actions.enlarge(url, text) } }, image);
}

/** @param {import("./api.js").Document} document */
function file({ name, size, url }) {
  const dot = name.lastIndexOf(".");
  const ending = dot > 0 ? name.slice(dot + 1).slice(0, 4) : "";
  return h("a", { class: "file", href: url, download: name, title: "download", args: { name, size: fileSize(size) } },
    h("span", { class: "file-mark", data: { ending: ending.toLowerCase() } }, icon("file"), h("b", { text: ending.toUpperCase() })),
    h("span", { class: "file-words" }, h("span", { class: "file-name", text: name }), h("span", { class: "file-size", text: fileSize(size) })),
    icon("save"));
}

/** @param {Message} message @param {Actions} actions */
function keyboard(message, actions) {
  const rows = message.keyboard.map((row) => h("div", { class: "row" }, ...row.map((button) => key(message, button, actions))));
  return h("div", { class: "keyboard" }, ...rows);
}

/** @param {Message} message @param {Button} button @param {Actions} actions */
function key(message, button, actions) {
  const element = h("button", { type: "button", class: "key" }, h("span", { text: button.text }));
  if (!button.url) {
    element.addEventListener("click", () => actions.press(message, button, element));
    return element;
  }
  element.classList.add("leads");
  element.append(icon("link"));
  const { url } = button;
  element.addEventListener("click", () => {
    if (actions.follow(url)) return;
    const target = webAddress(url);
    if (target && !isDeepLink(target)) window.open(target, "_blank", "noopener,noreferrer");
  });
  return element;
}
