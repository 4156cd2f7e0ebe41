// @ts-check
/** A person above (or, on a small screen, below) the phones: whose phone it is, what is new on it, and the key that leads there. */

import { h, icon } from "./dom.js";
import { pick, t } from "./texts.js";

/** @param {string} name */
export const lastName = (name) => name.split(" ").at(-1) ?? name;

export class Tab {
  /** @param {import("./phone.js").Phone} phone @param {number} key the digit that leads to it, with Alt */
  constructor(phone, key) {
    const { accent, kind, name } = phone.screen;
    this.phone = phone;
    this.key = key;
    this.name = h("b", { class: "person-name" });
    this.short = h("b", { class: "person-short" });
    this.role = h("span", { class: "person-role" });
    this.badge = h("span", { class: "badge", "aria-hidden": "true" });
    this.news = h("span", { class: "unseen" });
    this.element = h("button", { type: "button", class: "person", data: { tab: phone.id }, "aria-keyshortcuts": `Alt+${key}`, on: { click: () => phone.focus() } },
      h("span", { class: "person-face", "aria-hidden": "true" }, kind === "group" ? icon("group") : lastName(name)[0]),
      h("span", { class: "person-words" }, this.name, this.short, this.role),
      h("kbd", { "aria-hidden": "true", text: String(key) }), this.badge, this.news);
    this.element.style.setProperty("--accent", accent);
  }

  /** Writes again what may have changed. @param {boolean} current whether the person's phone is the one in hand */
  draw(current) {
    const { screen: { bot, kind, name, role, title }, unread } = this.phone;
    const network = bot.official ? "Zalo OA" : "Zalo";
    this.element.dataset.network = bot.network;
    this.name.textContent = kind === "group" ? title : name;
    this.short.textContent = kind === "group" ? title : lastName(name) + (bot.official ? " OA" : "");
    this.role.textContent = bot.network === "zalo" ? `${network} · ${pick(role)}` : pick(role);
    this.badge.textContent = unread ? String(unread) : "";
    this.news.textContent = unread ? t("tab_news", { count: unread }) : "";
    this.element.classList.toggle("has-new", unread > 0);
    if (current) this.element.setAttribute("aria-current", "true");
    else this.element.removeAttribute("aria-current");
    this.element.title = t("tab", { name: this.name.textContent, role: this.role.textContent, key: this.key });
  }
}
