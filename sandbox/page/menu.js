// @ts-check
/** A menu that opens over what stands below it: one button, items reached with the arrow keys, Escape to close. */

import { h, icon } from "./dom.js";

export class Menu {
  /** `name` of the button, its dictionary key `label`, the icon on it, and a class for the list. @param {{ name: string, label: string, drawn: string, look?: string }} how */
  constructor({ name, label, drawn, look = "" }) {
    this.opener = h("button", { type: "button", name, class: "round", label, title: label, "aria-haspopup": "menu", "aria-expanded": "false",
      on: { click: () => this.#toggle() } }, icon(drawn));
    this.element = h("div", { class: `menu ${look}`.trim(), role: "menu", label, hidden: true, on: { keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event) } });
    this.element.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget !== this.opener && !this.element.contains(/** @type {Node | null} */ (relatedTarget))) this.close();
    });
  }

  /** Items as [action, ...what stands on it]. @param {[() => void, ...Node[]][]} items */
  fill(items) {
    this.element.replaceChildren(...items.map(([action, ...words]) => h("button", { type: "button", role: "menuitem", tabindex: "-1", on: { click: () => {
      this.close();
      action();
    } } }, ...words)));
    this.close();
  }

  close() {
    this.element.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
  }

  #toggle() {
    if (!this.element.hidden) return this.close();
    this.element.hidden = false;
    this.opener.setAttribute("aria-expanded", "true");
    this.#items.at(-1)?.focus();
  }

  get #items() {
    return /** @type {HTMLElement[]} */ ([...this.element.children]);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const items = this.#items;
    const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    /** @type {Record<string, number>} */
    const moves = { ArrowDown: (at + 1) % items.length, ArrowUp: (at - 1 + items.length) % items.length, Home: 0, End: items.length - 1 };
    const to = moves[event.key];
    if (to !== undefined) items[to].focus();
    else if (event.key === "Escape") {
      this.close();
      this.opener.focus();
    } else return;
    event.preventDefault();
  }
}
