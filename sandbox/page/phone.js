// @ts-check
/** One phone: its glass, the chat that is open on it, what is new there, and what shows over it for a moment. */

import { act } from "./api.js";
import { Composer } from "./composer.js";
import { ask, enlarge, explain } from "./dialogs.js";
import { calm, h, icon, say } from "./dom.js";
import { bubble } from "./message.js";
import { isDeepLink } from "./rich.js";
import { pick, refusal } from "./texts.js";
import { dayKey, hour, longDay } from "./time.js";

/**
 * @typedef {import("./api.js").Screen} Screen
 * @typedef {import("./api.js").Message} Message
 * @typedef {import("./api.js").Button} Button
 * @typedef {object} Surroundings
 * @property {(phone: Phone) => boolean} active is the person looking at it
 * @property {(phone: Phone) => void} changed
 * @property {(phone: Phone) => void} show
 * @property {(phone: Phone) => void} arrive a link on this phone has opened the person's own chat
 */

const KEPT = 200; // messages that a phone shows: more would slow old office computers
const TOAST = 3500; // milliseconds
const BANNER = 5000;
const PATIENCE = 15_000; // after this a pressed button is let go even if nothing was answered

export class Phone {
  /** @param {Screen} screen @param {Surroundings} world */
  constructor(screen, world) {
    this.id = screen.id;
    this.screen = screen;
    this.world = world;
    this.unread = 0;
    this.inView = true;
    this.stick = true;
    /** @type {Map<number, { element: HTMLElement, timer: number }>} */
    this.pressed = new Map();
    /** @type {Map<number, Message>} */
    this.messages = new Map();
    /** @type {Map<number, HTMLElement>} */
    this.elements = new Map();
    this.bannerTimer = 0;
    this.toastTimer = 0;
    this.composer = new Composer(this);
    this.clock = h("span", { class: "status-time" });
    this.face = h("span", { class: "face" });
    this.title = h("h2", { class: "chat-title" });
    this.subtitle = h("p", { class: "chat-subtitle" });
    this.more = h("button", { type: "button", class: "round", label: "more", title: "more", on: { click: () => this.#block() } }, icon("block"));
    this.log = h("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0", on: { scroll: () => this.#scrolled() } });
    this.count = h("b", { class: "latest-count" });
    this.latest = h("button", { type: "button", class: "latest", label: "to_latest", hidden: true, on: { click: () => this.toLatest(true) } }, icon("down"), this.count);
    this.banner = h("div", { class: "banner", hidden: true, "aria-hidden": "true", on: { click: () => this.focus() } });
    this.toast = h("div", { class: "toast", role: "status" });
    const status = h("div", { class: "status", "aria-hidden": "true" }, this.clock, h("span", { class: "lens" }),
      h("span", { class: "status-icons" }, icon("signal"), icon("battery")));
    const head = h("header", { class: "chat-head" }, this.face, h("div", { class: "chat-names" }, this.title, this.subtitle), this.more);
    const glass = h("div", { class: "glass" }, status, head,
      h("div", { class: "wall" }, this.log, this.latest, this.toast), this.composer.element, this.banner);
    this.element = h("section", { class: "phone", data: { screen: this.id } }, glass);
    this.composer.accept(glass);
    new ResizeObserver(() => this.#stuck && this.toLatest()).observe(this.log);
    this.load(screen);
  }

  /** Takes over what the sandbox says of this screen, all at once. @param {Screen} screen */
  load(screen) {
    this.screen = screen;
    const { bot, accent, kind } = screen;
    this.element.style.setProperty("--accent", accent);
    this.element.dataset.kind = kind;
    this.element.dataset.network = bot.network;
    this.messages = new Map(screen.messages.slice(-KEPT).map((message) => [message.id, message]));
    this.pressed.clear();
    this.face.replaceChildren(kind === "group" ? icon("group") : h("img", { src: "/page/seal.svg", alt: "", width: 36, height: 36 }));
    this.more.hidden = kind === "group" || !bot.started;
    this.title.textContent = kind === "group" ? screen.title : bot.name;
    this.relabel();
    this.composer.load(screen);
    this.#drawAll();
  }

  /** Writes again what depends on the language. */
  relabel() {
    const { name, role, kind, bot, members, title } = this.screen;
    const zalo = bot.network === "zalo";
    const label = kind === "group" ? "phone_group" : bot.official ? "phone_zalo_oa" : zalo ? "phone_zalo" : "phone_private";
    say(this.element, { label }, { name, role: pick(role), title });
    say(this.log, { label: "log" }, { title: kind === "group" ? title : bot.name });
    say(this.subtitle, { t: kind === "group" ? "members" : bot.official ? "zalo_oa_line" : zalo ? "zalo_line" : "bot_line" }, { count: members?.length ?? 0, username: bot.username });
    say(this.more, { label: bot.blocked ? "unblock" : "block", title: bot.blocked ? "unblock" : "block" });
    if (this.elements.size) this.#drawAll();
  }

  /** @param {string} now */
  setTime(now) {
    this.clock.textContent = hour(now);
  }

  // -- messages

  #drawAll() {
    this.log.setAttribute("aria-live", "off"); // a whole chat is not news
    this.elements.clear();
    this.log.replaceChildren();
    if (!this.messages.size) this.log.append(h("p", { class: "empty", t: this.screen.kind === "group" ? "empty_group" : "empty_private" }));
    for (const message of this.ordered()) this.#place(message);
    this.#shape();
    requestAnimationFrame(() => {
      this.toLatest();
      this.log.setAttribute("aria-live", "polite");
    });
  }

  /** All messages that are on the phone, oldest first. */
  ordered() {
    return [...this.messages.values()].sort((a, b) => a.id - b.id);
  }

  /** @param {Message} message */
  #draw(message) {
    const element = bubble(message, this.#actions, { named: this.screen.kind === "group" });
    element.dataset.day = dayKey(message.date);
    element.dataset.at = message.date;
    this.elements.set(message.id, element);
    return element;
  }

  /** @param {Message} message */
  #place(message) {
    const old = this.elements.get(message.id);
    const held = old?.contains(document.activeElement) ? document.activeElement : null;
    const element = this.#draw(message);
    if (old) old.replaceWith(element);
    else {
      const next = [...this.elements].find(([id, other]) => id > message.id && other.isConnected);
      if (next) next[1].before(element);
      else this.log.append(element);
    }
    if (held) (/** @type {HTMLElement | null} */ (element.querySelector(".keyboard button")) ?? element).focus({ preventScroll: true });
    return element;
  }

  /** Day lines, and which bubbles follow one another so closely that they share a corner. */
  #shape() {
    for (const line of this.log.querySelectorAll(".day")) line.remove();
    /** @type {HTMLElement | null} */
    let previous = null;
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (this.log.querySelectorAll("[data-message-id]"))) {
      if (previous?.dataset.day !== element.dataset.day) {
        element.before(h("div", { class: "day" }, h("span", { text: longDay(element.dataset.at ?? "") })));
        previous = null;
      }
      const follows = previous !== null && previous.dataset.from !== undefined && previous.dataset.from === element.dataset.from;
      element.classList.toggle("follows", follows);
      previous?.classList.toggle("followed", follows);
      element.classList.remove("followed");
      previous = element;
    }
  }

  /** A message came, or came again with new content. @param {Message} message @param {{ edited?: boolean }} [how] */
  receive(message, { edited = false } = {}) {
    const known = this.messages.has(message.id);
    if (edited && !known) return;
    const stuck = this.#stuck;
    this.messages.set(message.id, message);
    this.log.querySelector(".empty")?.remove();
    const element = this.#place(message);
    if (!known) this.#trim();
    this.#shape();
    this.release(message.id);
    if (!known && !calm()) element.classList.add("fresh");
    if (stuck || (message.from.me && !known)) this.toLatest();
    if (known) return;
    if (message.from.me) this.composer.started();
    else this.#announce(message, stuck);
  }

  /** @param {number} id */
  remove(id) {
    this.messages.delete(id);
    this.elements.get(id)?.remove();
    this.elements.delete(id);
    this.#shape();
  }

  #trim() {
    for (const id of [...this.messages.keys()].sort((a, b) => a - b).slice(0, -KEPT)) {
      this.messages.delete(id);
      this.elements.get(id)?.remove();
      this.elements.delete(id);
    }
  }

  /** @param {Message} message @param {boolean} stuck */
  #announce(message, stuck) {
    const looking = this.world.active(this);
    if (!this.inView || !stuck || document.visibilityState === "hidden") this.unread += 1;
    if (!looking && !message.silent && !message.service) {
      this.#notify(message);
      this.element.classList.remove("pulse");
      void this.element.offsetWidth; // restarts the animation
      this.element.classList.add("pulse");
    }
    this.#counts();
    this.world.changed(this);
  }

  /** @param {Message} message */
  #notify({ from, text }) {
    const line = text.split("\n", 1)[0];
    this.banner.replaceChildren(
      h("span", { class: "banner-face" }, from.bot ? h("img", { src: "/page/seal.svg", alt: "", width: 32, height: 32 }) : icon("bell")),
      h("span", { class: "banner-words" }, h("b", { text: from.name }), h("span", line ? { text: line } : { t: "banner_media" })),
      h("span", { class: "banner-time", t: "just_now" }));
    this.banner.hidden = false;
    clearTimeout(this.bannerTimer);
    this.bannerTimer = setTimeout(() => (this.banner.hidden = true), BANNER);
  }

  seen() {
    this.banner.hidden = true;
    if (this.#stuck) this.unread = 0;
    this.#counts();
    this.world.changed(this);
  }

  #counts() {
    this.latest.hidden = this.#stuck;
    this.count.textContent = this.unread ? String(this.unread) : "";
    say(this.latest, { label: this.unread ? "to_latest_new" : "to_latest" }, { count: String(this.unread) });
  }

  // -- scrolling

  get #stuck() {
    return this.stick;
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.log;
    if (!clientHeight) return;
    this.stick = scrollHeight - scrollTop - clientHeight < 60;
    if (this.stick && this.inView && this.unread) {
      this.unread = 0;
      this.world.changed(this);
    }
    this.#counts();
  }

  toLatest(smooth = false) {
    this.stick = true;
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: smooth && !calm() ? "smooth" : "instant" });
    this.#counts();
  }

  /** Scrolls to where a message begins. @param {number} id */
  toMessage(id) {
    const element = this.elements.get(id);
    if (element) this.log.scrollTo({ top: element.offsetTop - 46, behavior: "instant" });
  }

  focus() {
    this.world.show(this);
    this.composer.focus();
  }

  // -- what a thumb does

  /** @returns {import("./message.js").Actions} */
  get #actions() {
    return {
      follow: (address) => this.#follow(address),
      command: (text) => this.do("say", { text }),
      press: (message, button, element) => this.#press(message, button, element),
      enlarge,
      edit: (message) => this.composer.edit(message),
    };
  }

  /** Does one thing on this phone; a refusal is shown over it. Returns whether it was done. @param {string} what @param {object} [more] */
  async do(what, more) {
    try {
      await act(this.id, what, more);
      return true;
    } catch (error) {
      this.showRefusal(error);
      return false;
    }
  }

  /** Presses the button with this label, as a thumb would that is seen doing it. @param {number} id @param {string} label @param {number} time milliseconds */
  async tap(id, label, time) {
    const keys = /** @type {NodeListOf<HTMLElement>} */ (this.elements.get(id)?.querySelectorAll(".key") ?? []);
    const key = [...keys].find(({ textContent }) => textContent === label);
    if (!key) return;
    key.scrollIntoView({ block: "nearest" });
    key.classList.add("tapped");
    await new Promise((resolve) => setTimeout(resolve, time));
    key.classList.remove("tapped");
    key.click();
  }

  /** @param {Message} message @param {Button} button @param {HTMLElement} element */
  async #press(message, button, element) {
    if (element.getAttribute("aria-busy") === "true") return;
    element.setAttribute("aria-busy", "true");
    const timer = setTimeout(() => this.release(message.id), PATIENCE);
    this.pressed.set(message.id, { element, timer });
    const done = await this.do("press", { message: message.id, data: button.data });
    if (!done || this.screen.bot.official) this.release(message.id); // an Official Account never answers a press itself
  }

  /** Lets go of the buttons pressed on a message; without an id, of all. @param {number} [id] */
  release(id) {
    for (const [message, { element, timer }] of this.pressed) {
      if (id !== undefined && message !== id) continue;
      clearTimeout(timer);
      element.removeAttribute("aria-busy");
      this.pressed.delete(message);
    }
  }

  /** @param {string} address */
  #follow(address) {
    if (!isDeepLink(address)) return false;
    this.do("open", { url: address }).then((done) => done && this.world.arrive(this));
    return true;
  }

  async #block() {
    const { bot } = this.screen;
    if (!bot.blocked && !(await ask("block_question", { name: bot.name }))) return;
    if (!(await this.do(bot.blocked ? "unblock" : "block"))) return;
    bot.blocked = !bot.blocked;
    this.relabel();
    this.composer.load(this.screen);
  }

  // -- what shows for a moment

  /** @param {string} text @param {boolean} alert */
  showToast(text, alert) {
    this.release();
    if (!text) return;
    if (alert) {
      explain(text, this.screen.bot.name);
      return;
    }
    this.toast.textContent = text;
    this.toast.classList.add("shown");
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => {
      this.toast.classList.remove("shown");
      this.toast.textContent = "";
    }, TOAST);
  }

  /** @param {unknown} error */
  showRefusal(error) {
    this.showToast(refusal(error), false);
  }
}

