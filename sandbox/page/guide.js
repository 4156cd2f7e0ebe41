/** The guided trial: says on which phone to look and what to do there. It never does anything itself. */

import { h, icon, say } from "./dom.js";
import { pick, STEPS, t } from "./texts.js";

const KEPT_AS = "langnghe.guide";

export class Guide {
  /** `look(screenId)` brings a phone into view; `point(screenId)` marks the one that the present step speaks of. */
  constructor(element, { look, point, nameOf }) {
    Object.assign(this, { element, look, point, nameOf });
    const kept = JSON.parse(localStorage.getItem(KEPT_AS) ?? "{}");
    this.step = Math.min(kept.step ?? 0, STEPS.length - 1);
    this.open = kept.open ?? matchMedia("(min-width: 720px)").matches;
    this.#build();
  }

  #build() {
    this.toggle = h("button", { type: "button", class: "guide-toggle", data: { action: "guide" }, "aria-controls": "guide-body", on: { click: () => this.#set({ open: !this.open }) } },
      h("span", { class: "guide-name", t: "guide" }), icon("chevron"));
    this.progress = h("span", { class: "guide-progress" });
    this.dots = h("span", { class: "guide-dots", "aria-hidden": "true" }, ...STEPS.map(() => h("i")));
    this.where = h("button", { type: "button", class: "guide-where", on: { click: () => this.look(STEPS[this.step].screen) } });
    this.text = h("p", { class: "guide-text", "aria-live": "polite" });
    this.previous = h("button", { type: "button", class: "round", label: "guide_previous", title: "guide_previous", on: { click: () => this.#set({ step: this.step - 1 }) } }, icon("left"));
    this.next = h("button", { type: "button", class: "round", label: "guide_next", title: "guide_next", on: { click: () => this.#set({ step: this.step + 1 }) } }, icon("right"));
    this.body = h("div", { class: "guide-body", id: "guide-body" },
      h("div", { class: "guide-count" }, this.progress, this.dots), this.where, this.text, h("div", { class: "guide-move" }, this.previous, this.next));
    say(this.element, { label: "guide_label" });
    this.element.append(this.toggle, this.body);
  }

  #set({ step = this.step, open = this.open }) {
    const clicked = document.activeElement;
    this.step = Math.max(0, Math.min(step, STEPS.length - 1));
    this.open = open;
    localStorage.setItem(KEPT_AS, JSON.stringify({ step: this.step, open }));
    this.show();
    if (clicked?.disabled) (clicked === this.next ? this.previous : this.next).focus();
  }

  /** Writes the present step in the present language. */
  show() {
    const step = STEPS[this.step];
    this.element.classList.toggle("open", this.open);
    this.body.hidden = !this.open;
    this.toggle.setAttribute("aria-expanded", String(this.open));
    say(this.toggle, { title: this.open ? "guide_hide" : "guide_show" });
    this.progress.textContent = t("guide_step", { step: this.step + 1, count: STEPS.length });
    [...this.dots.children].forEach((dot, i) => dot.classList.toggle("passed", i <= this.step));
    const clock = step.screen === "clock";
    this.where.textContent = t(clock ? "guide_clock" : "guide_look", { name: clock ? "" : this.nameOf(step.screen) });
    this.text.textContent = pick(step);
    this.previous.disabled = this.step === 0;
    this.next.disabled = this.step === STEPS.length - 1;
    this.point(this.open ? step.screen : null);
  }
}
