// @ts-check
/** The card that tells what all this is for, before anything shows how: sixty words, what came of it, and the day that runs by itself. */

import { h, icon } from "./dom.js";

const KEPT_AS = "langnghe.intro";

export class Intro {
  /** @param {HTMLElement} element @param {{ result: () => void, run: () => void }} doing */
  constructor(element, { result, run }) {
    this.element = element;
    /** @param {string} name */
    const words = (name) => h("div", { class: `intro-${name}` }, h("h3", { t: `intro_${name}` }), h("p", { t: `intro_${name}_text` }));
    this.opener = h("button", { type: "button", class: "plain", data: { action: "intro" }, t: "intro", "aria-controls": element.id, on: { click: () => this.fold(!element.hidden) } });
    const close = h("button", { type: "button", class: "round", label: "intro_hide", title: "intro_hide", data: { action: "intro-close" }, on: { click: () => this.fold(true) } }, icon("close"));
    const buttons = h("div", { class: "intro-buttons" },
      h("button", { type: "button", class: "strong", data: { action: "result" }, t: "intro_result", on: { click: result } }),
      h("button", { type: "button", class: "framed", data: { action: "run" }, t: "show_seconds", on: { click: run } }));
    element.append(h("h2", { class: "unseen", id: "intro-title", t: "intro" }), words("before"), words("now"), buttons, close);
    this.fold(localStorage.getItem(KEPT_AS) === "folded", { keep: false });
  }

  /** @param {boolean} away @param {{ keep?: boolean }} [how] */
  fold(away, { keep = true } = {}) {
    const held = this.element.contains(document.activeElement);
    this.element.hidden = away;
    this.opener.setAttribute("aria-expanded", String(!away));
    if (keep) localStorage.setItem(KEPT_AS, away ? "folded" : "open");
    if (away && held) this.opener.focus();
  }
}
