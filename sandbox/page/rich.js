// @ts-check
/** Message text with entities (offsets in UTF-16 units, as in JavaScript strings) becomes nodes; text stays text. */

import { h } from "./dom.js";

/**
 * @typedef {import("./api.js").Entity} Entity
 * @typedef {{ follow: (address: string) => boolean, command: (text: string) => void }} Actions
 */

/** @type {Record<string, keyof HTMLElementTagNameMap>} */
const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

/**
 * Nodes for `text`; `follow(address)` is called for a tapped link, `command(text)` for a tapped /command.
 *
 * @param {string} text @param {Entity[]} entities @param {Actions} actions @returns {(Node | string)[]}
 */
export function rich(text, entities, actions) {
  const ordered = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nodes(text, ordered, 0, text.length, actions);
}

/** @param {string} text @param {Entity[]} entities @param {number} start @param {number} end @param {Actions} actions */
function nodes(text, entities, start, end, actions) {
  /** @type {(Node | string)[]} */
  const made = [];
  let at = start;
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i];
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset < at || stop <= entity.offset) continue;
    if (entity.offset > at) made.push(text.slice(at, entity.offset));
    const inner = entities.slice(i + 1).filter((other) => other.offset < stop);
    const element = wrap(entity, text.slice(entity.offset, stop), actions);
    element.append(...nodes(text, inner, entity.offset, stop, actions));
    made.push(element);
    at = stop;
  }
  if (at < end) made.push(text.slice(at, end));
  return made;
}

/** @param {Entity} entity @param {string} text @param {Actions} actions @returns {HTMLElement} */
function wrap(entity, text, { follow, command }) {
  if (entity.type === "text_link" || entity.type === "url") return link(entity.url ?? text, follow);
  if (entity.type === "email") return h("a", { href: `mailto:${text}` });
  if (entity.type === "phone_number") return h("a", { href: `tel:${text.replace(/[^\d+]/g, "")}` });
  if (entity.type === "bot_command") return h("button", { type: "button", class: "inline-command", on: { click: () => command(text) } });
  if (entity.type === "spoiler") {
    const spoiler = h("span", { class: "spoiler", role: "button", tabindex: "0" });
    const open = () => spoiler.classList.add("open");
    spoiler.addEventListener("click", open);
    spoiler.addEventListener("keydown", (event) => event.key === "Enter" && open());
    return spoiler;
  }
  return h(TAGS[entity.type] ?? "span", { class: `entity-${entity.type}` });
}

/** @param {string} address @param {(address: string) => boolean} follow */
function link(address, follow) {
  const target = webAddress(address);
  if (!target) return h("span");
  const anchor = h("a", { href: target, target: "_blank", rel: "noopener noreferrer" });
  anchor.addEventListener("click", (event) => {
    if (follow(target)) event.preventDefault();
  });
  return anchor;
}

/** The address if it is one a browser may open, with its scheme; null for anything else (javascript:, data:). @param {string} address */
export function webAddress(address) {
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  try {
    const url = new URL(whole);
    return ["http:", "https:", "tg:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** Whether an address opens a bot's private chat (t.me/name?start=…): the sandbox follows it, the internet is not asked. @param {string} address */
export function isDeepLink(address) {
  const target = webAddress(address);
  if (!target) return false;
  const url = new URL(target);
  return url.protocol === "tg:" || ["t.me", "telegram.me", "telegram.dog"].includes(url.hostname);
}
