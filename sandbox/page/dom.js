// @ts-check
/** Builds elements without markup strings, so that no message text can ever become markup. */

import { t } from "./texts.js";

const SVG = "http://www.w3.org/2000/svg";
/** @typedef {{ keys: Record<string, string>, args: Record<string, unknown> | undefined }} Words */
/** @type {WeakMap<Element, Words>} */
const translated = new WeakMap();

/**
 * h("button", {class, data: {name: value}, on: {event: handler}, t: "key", label: "key", args}, ...children)
 *
 * `t` is a dictionary key for the text; `label`, `title`, `placeholder` and (unless empty) `alt` are keys for the attribute of that name
 * (`label` becomes aria-label). Elements with keys follow the language when `relabel` runs. Other properties are attributes.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [properties]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  /** @type {Record<string, string>} */
  const keys = {};
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [event, handler] of Object.entries(/** @type {Record<string, EventListener>} */ (value))) element.addEventListener(event, handler);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "text") element.textContent = value;
    else if (value !== "" && ["t", "label", "title", "placeholder", "alt"].includes(name)) keys[name] = value;
    else if (name !== "args") element.setAttribute(name, value === true ? "" : value);
  }
  if (Object.keys(keys).length) say(element, keys, properties.args);
  for (const child of children) if (child) element.append(child);
  return element;
}

/**
 * Gives an element texts from the dictionary, and remembers which, for a change of language.
 *
 * @param {HTMLElement} element
 * @param {Record<string, string>} keys
 * @param {Record<string, unknown>} [args]
 */
export function say(element, keys, args) {
  const known = translated.get(element);
  const entry = { keys: { ...known?.keys, ...keys }, args: args ?? known?.args };
  translated.set(element, entry);
  element.dataset.words = "";
  write(element, entry);
}

/** @param {Element} element @param {Words} words */
function write(element, { keys, args }) {
  for (const [name, key] of Object.entries(keys)) {
    const text = t(key, args);
    if (name === "t") element.textContent = text;
    else element.setAttribute(name === "label" ? "aria-label" : name, text);
  }
}

/** Writes all texts again in the present language. */
export function relabel(root = document) {
  for (const element of root.querySelectorAll("[data-words]")) {
    const words = translated.get(element);
    if (words) write(element, words);
  }
}

/** An icon drawn on a 24 by 24 grid; decorative, so hidden from assistive technology. @param {string} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  for (const d of ICONS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** @type {Record<string, string[]>} */
const ICONS = {
  send: ["M4.5 12 20 4.5 15.5 20l-3.6-6.4z", "M11.9 13.6 20 4.5"],
  menu: ["M5 7.5h14", "M5 12h14", "M5 16.5h9"],
  attach: ["m19 11.5-7.2 7.2a4.6 4.6 0 0 1-6.5-6.5l7.6-7.6a3 3 0 0 1 4.3 4.3l-7.4 7.4a1.5 1.5 0 0 1-2.1-2.1l6.6-6.6"],
  more: ["M12 6v.01", "M12 12v.01", "M12 18v.01"],
  edit: ["M5 19h3.6L19 8.6 15.4 5 5 15.4z", "m13 7.4 3.6 3.6"],
  close: ["m6.5 6.5 11 11", "m17.5 6.5-11 11"],
  ticks: ["m2.5 12.8 4 4 8.5-9", "m11.2 16 .9.8 8.6-9"],
  down: ["M12 5v13.5", "m6 12.8 6 6 6-6"],
  left: ["m14.5 5.5-6.5 6.5 6.5 6.5"],
  right: ["m9.5 5.5 6.5 6.5-6.5 6.5"],
  chevron: ["m6 9.5 6 6 6-6"],
  link: ["M8 16 16.5 7.5", "M9.5 7h7.5v7.5"],
  file: ["M7 3.5h7l4.5 4.5v12.5H7z", "M14 3.5V8h4.5", "M10 12.5h5.5", "M10 16h5.5"],
  video: ["M3.5 7h11.5v10H3.5z", "m15 11 5.5-3.5v9L15 13"],
  voice: ["M12 14.5a3 3 0 0 0 3-3v-5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3z", "M5.5 11.5a6.5 6.5 0 0 0 13 0", "M12 18v3"],
  location: ["M12 21c4-4.6 6.5-7.9 6.5-11a6.5 6.5 0 0 0-13 0c0 3.1 2.5 6.4 6.5 11z", "M12 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z"],
  sticker: ["M20.5 12a8.5 8.5 0 1 0-8.5 8.5c1.5-4.5 4-7 8.5-8.5z", "M9 10v.01", "M15 10v.01", "M8.5 14c.8 1 1.8 1.5 3 1.5"],
  save: ["M12 4v10.5", "m7 10.3 5 4.9 5-4.9", "M5 19.5h14"],
  group: ["M9 11.5a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6z", "M2.8 19.3c.6-3.2 3-5 6.2-5s5.6 1.8 6.2 5", "M15.5 5.2a3.2 3.2 0 0 1 0 6", "M17.3 14.7c2.2.6 3.5 2.2 3.9 4.6"],
  calendar: ["M5 6.5h14v13H5z", "M5 10.5h14", "M9 4v4", "M15 4v4"],
  play: ["M8 5.5v13l10.5-6.5z"],
  stop: ["M7 7h10v10H7z"],
  again: ["M5.5 12a6.5 6.5 0 1 0 2.2-4.9", "M5 4.5v4h4"],
  tick: ["m5.5 12.5 4.2 4.2L18.5 7.5"],
  bell: ["M6.5 16.5v-5a5.5 5.5 0 0 1 11 0v5l1.5 1.8H5z", "M10.3 20.5h3.4"],
  block: ["M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z", "m6.2 6.2 11.6 11.6"],
  signal: ["M4 17.5v1.5", "M9 14v5", "M14 10.5V19", "M19 6.5V19"],
  battery: ["M3 8.5h15.5v7H3z", "M5.5 11v2", "M8.5 11v2", "M11.5 11v2", "M21 11v2"],
};
