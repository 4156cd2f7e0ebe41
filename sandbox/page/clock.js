// @ts-check
/** The bar at the top: the world's date and time, and the buttons that move it. The clock is the one thing that is no tap on a phone. */

import { moveClock } from "./api.js";
import { h, icon } from "./dom.js";
import { t } from "./texts.js";
import { dayShare, fieldValue, fromField, hour, longDay, nextDigest } from "./time.js";

export class WorldClock {
  /** `refused(error)` is told when the sandbox would not move its clock. @param {(error: unknown) => void} refused */
  constructor(refused) {
    this.refused = refused;
    this.base = 0;
    /** @type {string | undefined} */
    this.shown = undefined;
    this.time = h("span", { class: "clock-time" });
    this.day = h("span", { class: "clock-day" });
    this.hand = h("i", { class: "dial-hand" });
    this.dial = h("div", { class: "dial", role: "img", "aria-label": "–" }, h("i", { class: "dial-digest" }), this.hand);
    this.field = h("input", { type: "datetime-local", name: "to", label: "clock_field", required: true });
    this.picker = h("form", { class: "clock-picker", hidden: true, on: { submit: (/** @type {Event} */ event) => this.#pick(event) } },
      this.field, h("button", { type: "submit", class: "strong", t: "clock_go" }));
    this.opener = this.#button("clock-pick", { label: "clock_pick", title: "clock_pick", "aria-expanded": "false" }, () => this.#toggle());
    this.opener.append(icon("calendar"));
    this.opener.classList.add("round");
    this.element = h("section", { class: "clock", label: "clock" },
      h("div", { class: "clock-face" }, this.time, h("div", { class: "clock-under" }, this.day, this.dial)),
      h("div", { class: "clock-buttons" },
        this.#button("clock-hour", { t: "clock_hour" }, () => this.#move({ advance: 3600 })),
        this.#button("clock-day", { t: "clock_day" }, () => this.#move({ advance: 86_400 })),
        this.#button("clock-17", { t: "clock_17", title: "clock_17_label" }, () => this.#move({ to: nextDigest(this.now()) })),
        this.opener),
      this.picker);
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && !this.picker.hidden && this.#toggle());
  }

  /** @param {string} action @param {Record<string, unknown>} properties @param {() => void} press */
  #button(action, properties, press) {
    return h("button", { type: "button", data: { action }, ...properties, on: { click: press } });
  }

  /** Sets the hands to what the sandbox says. @param {string} instant */
  set(instant) {
    const minute = hour(instant);
    this.base = Date.parse(instant);
    this.time.textContent = minute;
    this.day.textContent = longDay(instant);
    this.hand.style.setProperty("--at", String(dayShare(instant)));
    this.dial.setAttribute("aria-label", t("dial", { time: minute }));
    if (this.shown !== undefined && this.shown !== instant) {
      this.element.classList.remove("moved");
      void this.element.offsetWidth; // restarts the animation
      this.element.classList.add("moved");
    }
    this.shown = instant;
  }

  now() {
    return new Date(this.base).toISOString();
  }

  relabel() {
    if (this.shown) this.set(this.shown);
  }

  /** @param {{ advance: number } | { to: string }} by */
  async #move(by) {
    if (this.element.getAttribute("aria-busy") === "true") return;
    this.element.setAttribute("aria-busy", "true");
    try {
      const answer = await moveClock(by);
      if (answer?.now) this.set(answer.now);
    } catch (error) {
      this.refused(error);
    } finally {
      this.element.removeAttribute("aria-busy");
    }
  }

  #toggle() {
    this.picker.hidden = !this.picker.hidden;
    this.opener.setAttribute("aria-expanded", String(!this.picker.hidden));
    if (this.picker.hidden) return this.opener.focus();
    this.field.value = fieldValue(this.now());
    this.field.focus();
  }

  /** @param {Event} event */
  async #pick(event) {
    event.preventDefault();
    if (!this.field.value) return;
    await this.#move({ to: fromField(this.field.value) });
    this.#toggle();
  }
}
