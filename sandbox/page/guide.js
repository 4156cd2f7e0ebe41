// @ts-check
/** The guided trial: says on which phone to look and what to do there, and checks off what was done. It never does anything itself. */

import { h, icon, say } from "./dom.js";
import { STEPS } from "./steps.js";
import { pick, t } from "./texts.js";

const KEPT_AS = "langnghe.guide";

/**
 * @typedef {object} Surroundings
 * @property {(screen: string) => void} look brings a phone into view
 * @property {(screen: string | null) => void} point marks the one that the present step speaks of
 * @property {(screen: string) => string} nameOf
 */

export class Guide {
  /** @param {HTMLElement} element @param {Surroundings} surroundings */
  constructor(element, { look, point, nameOf }) {
    this.element = element;
    this.look = look;
    this.point = point;
    this.nameOf = nameOf;
    this.step = 0;
    this.done = STEPS.map(() => false);
    this.open = (localStorage.getItem(KEPT_AS) ?? String(matchMedia("(min-width: 720px)").matches)) === "true";
    this.toggle = h("button", { type: "button", class: "guide-toggle", data: { action: "guide" }, "aria-controls": "guide-body", on: { click: () => this.#fold(!this.open) } },
      h("span", { class: "guide-name", t: "guide" }), icon("chevron"));
    this.progress = h("span", { class: "guide-progress" });
    this.dots = STEPS.map(() => h("i"));
    this.where = h("button", { type: "button", class: "guide-where", on: { click: () => this.look(this.now.screen) } });
    this.text = h("p", { class: "guide-text", "aria-live": "polite" });
    this.previous = h("button", { type: "button", class: "round", label: "guide_previous", title: "guide_previous", on: { click: () => this.go(this.step - 1) } }, icon("left"));
    this.next = h("button", { type: "button", class: "round", label: "guide_next", title: "guide_next", on: { click: () => this.go(this.step + 1) } }, icon("right"));
    this.body = h("div", { class: "guide-body", id: "guide-body" },
      h("div", { class: "guide-count" }, this.progress, h("span", { class: "guide-dots", "aria-hidden": "true" }, ...this.dots)),
      this.where, this.text, h("div", { class: "guide-move" }, this.previous, this.next));
    say(this.element, { label: "guide_label" });
    this.element.append(this.toggle, this.body);
  }

  get now() {
    return STEPS[this.step];
  }

  /** @param {boolean} open */
  #fold(open) {
    this.open = open;
    localStorage.setItem(KEPT_AS, String(open));
    this.show();
  }

  /** Turns to a step. @param {number} step */
  go(step) {
    const clicked = document.activeElement;
    this.step = Math.max(0, Math.min(step, STEPS.length - 1));
    this.show();
    if (clicked instanceof HTMLButtonElement && clicked.disabled) (clicked === this.next ? this.previous : this.next).focus();
  }

  /**
   * Checks off what was done; the step that was just done makes way for the next that was not.
   *
   * @param {import("./steps.js").Seen} seen @param {{ anew?: boolean }} [how] `anew`: begin at the first that was not done
   */
  check(seen, { anew = false } = {}) {
    const before = this.done;
    this.done = STEPS.map((step) => step.done(seen));
    if (!anew && this.done.every((done, i) => done === before[i])) return;
    const from = anew ? 0 : this.step;
    const left = this.done.findIndex((done, i) => i >= from && !done);
    if (anew || (this.done[this.step] && !before[this.step])) this.step = left < 0 ? STEPS.length - 1 : left;
    this.show();
  }

  /** Writes the present step in the present language. */
  show() {
    const step = this.now;
    this.element.classList.toggle("open", this.open);
    this.body.hidden = !this.open;
    this.toggle.setAttribute("aria-expanded", String(this.open));
    say(this.toggle, { title: this.open ? "guide_hide" : "guide_show" });
    this.progress.textContent = t(this.done[this.step] ? "guide_step_done" : "guide_step", { step: this.step + 1, count: STEPS.length });
    for (const [i, dot] of this.dots.entries()) {
      dot.classList.toggle("passed", this.done[i]);
      dot.classList.toggle("present", i === this.step);
    }
    const clock = step.screen === "clock";
    this.where.textContent = t(clock ? "guide_clock" : "guide_look", { name: clock ? "" : this.nameOf(step.screen) });
    if (this.text.textContent !== pick(step)) this.text.textContent = pick(step);
    this.previous.disabled = this.step === 0;
    this.next.disabled = this.step === STEPS.length - 1;
    this.point(this.open ? step.screen : null);
  }
}
