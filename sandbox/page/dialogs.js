// @ts-check
/** What covers the page for a moment: an alert of the bot's, a question of ours, a picture enlarged. Esc closes all of them. */

import { h, icon } from "./dom.js";

/** @param {HTMLDialogElement} dialog */
function open(dialog) {
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.showModal();
  return dialog;
}

/** @param {string} key @param {string} value @param {string} name */
const closing = (key, value, name) => h("button", { value, name, t: key, class: value === "yes" ? "strong" : "plain" });

/** The bot's alert, until the person has read it. @param {string} text @param {string} from */
export function explain(text, from) {
  open(h("dialog", { class: "note", "aria-label": from },
    h("p", { class: "note-from", text: from }), h("p", { class: "note-text", text }),
    h("form", { method: "dialog", class: "note-buttons" }, closing("understood", "yes", "close"))));
}

/** Asks yes or no; the dictionary key `key` is the question. @param {string} key @param {Record<string, unknown>} [args] */
export function ask(key, args) {
  const dialog = open(h("dialog", { class: "note", label: key, args }, h("p", { class: "note-text", t: key, args }),
    h("form", { method: "dialog", class: "note-buttons" }, closing("no", "no", "no"), closing("yes", "yes", "yes"))));
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes")));
}

/** Shows a picture as large as the window lets it. @param {string} url @param {string} text */
export function enlarge(url, text) {
  const dialog = h("dialog", { class: "picture", label: "picture" });
  const close = h("button", { type: "button", name: "close", class: "round", label: "close", on: { click: () => dialog.close() } }, icon("close"));
  dialog.append(close, h("img", { src: url, alt: "photo_alt", args: { caption: text }, on: { click: () => dialog.close() } }));
  open(dialog);
}
