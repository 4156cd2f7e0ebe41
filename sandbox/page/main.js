/** Puts the page together: the phones, the people above them, the world's clock, and the stream of what happens. */

import { listen, state } from "./api.js";
import { WorldClock } from "./clock.js";
import { calm, h, icon, relabel, say } from "./dom.js";
import { Guide } from "./guide.js";
import { Phone } from "./phone.js";
import { language, pick, switchLanguage } from "./texts.js";

const NARROW = matchMedia("(max-width: 719px)");
const ALONE = 0.6; // the share of a phone that must be visible for its messages to count as seen

const $ = (id) => document.getElementById(id);
const stage = $("stage");
const phones = new Map();
const tabs = new Map();
let current = null;
let world = null;

const clock = new WorldClock((error) => current?.showRefusal(error));
const guide = new Guide($("guide"), { look, point, nameOf });

// -- the phones

const surroundings = {
  active: (phone) => phone === current && document.hasFocus() && document.visibilityState === "visible",
  changed: (phone) => drawTab(phone),
  show: (phone) => activate(phone, { reveal: true }),
  arrive: (phone) => {
    const own = [...phones.values()].find((other) => other.screen.kind === "private" && other.screen.person === phone.screen.person);
    own?.focus();
  },
};

const watcher = new IntersectionObserver((entries) => {
  for (const { target, intersectionRatio } of entries) {
    const phone = phones.get(target.dataset.screen);
    phone.inView = intersectionRatio >= ALONE;
    if (phone.inView) phone.seen();
  }
}, { threshold: ALONE });

function activate(phone, { reveal = false } = {}) {
  const changed = current !== phone;
  current = phone;
  for (const other of phones.values()) other.element.toggleAttribute("data-active", other === phone);
  if (reveal && !NARROW.matches) phone.element.scrollIntoView({ inline: "center", block: "nearest", behavior: calm() ? "instant" : "smooth" });
  if (changed) for (const other of phones.values()) drawTab(other);
  phone.seen();
  if (changed && NARROW.matches) phone.toLatest();
}

function addPhone(screen) {
  const phone = new Phone(screen, surroundings);
  phones.set(screen.id, phone);
  stage.append(phone.element);
  phone.element.addEventListener("focusin", () => current !== phone && activate(phone));
  phone.element.addEventListener("pointerdown", () => current !== phone && activate(phone));
  watcher.observe(phone.element);
  addTab(phone);
}

// -- the people above (or, on a small screen, below) the phones

function addTab(phone) {
  const { accent, kind, name } = phone.screen;
  const tab = h("button", { type: "button", class: "person", data: { tab: phone.id }, on: { click: () => phone.focus() } },
    h("span", { class: "person-face", "aria-hidden": "true" }, kind === "group" ? icon("group") : name.split(" ").at(-1)[0]),
    h("span", { class: "person-words" }, h("b", { class: "person-name" }), h("span", { class: "person-role" })),
    h("kbd", { "aria-hidden": "true", text: String(phones.size) }), h("span", { class: "badge", "aria-hidden": "true" }));
  tab.style.setProperty("--accent", accent);
  tabs.set(phone.id, tab);
  $("people").append(tab);
}

function nameOf(id) {
  const screen = phones.get(id)?.screen;
  if (!screen) return "";
  return screen.kind === "group" ? screen.title : screen.name.split(" ").at(-1);
}

function drawTab(phone) {
  const tab = tabs.get(phone.id);
  const { bot, kind, name, role, title } = phone.screen;
  const shown = kind === "group" ? title : name;
  const network = bot.official ? "Zalo OA" : "Zalo";
  const part = bot.network === "zalo" ? `${network} · ${pick(role)}` : pick(role);
  tab.dataset.network = bot.network;
  tab.querySelector(".person-name").textContent = shown;
  tab.querySelector(".person-role").textContent = part;
  tab.querySelector(".badge").textContent = phone.unread || "";
  tab.classList.toggle("has-new", phone.unread > 0);
  tab.toggleAttribute("aria-current", phone === current);
  if (phone === current) tab.setAttribute("aria-current", "true");
  const key = [...phones.keys()].indexOf(phone.id) + 1;
  say(tab, { label: phone.unread ? "tab_unread" : "tab" }, { name: shown, role: part, count: phone.unread, key });
}

// -- the guide points, the person goes

function look(id) {
  if (id === "clock") clock.element.querySelector("[data-action='clock-17']").focus();
  else phones.get(id)?.focus();
}

function point(id) {
  clock.element.classList.toggle("pointed", id === "clock");
  for (const [name, tab] of tabs) tab.classList.toggle("pointed", name === id);
}

// -- language, keys

function speak() {
  document.documentElement.lang = language();
  relabel();
  if (!world) return;
  document.title = pick(world.title);
  $("bar").querySelector(".brand-place").textContent = pick(world.title);
  clock.relabel();
  for (const phone of phones.values()) {
    phone.relabel();
    phone.composer.load(phone.screen);
    drawTab(phone);
  }
  guide.show();
}

function drawBar() {
  const toggle = h("button", { type: "button", class: "language", data: { action: "language" }, t: "language", label: "language_label",
    on: { click: () => { switchLanguage(); speak(); } } });
  const brand = h("div", { class: "brand" }, h("img", { src: "/page/seal.svg", alt: "", width: 40, height: 40 }),
    h("div", { class: "brand-words" }, h("h1", { t: "brand" }), h("p", { class: "brand-place" })));
  $("bar").append(brand, clock.element, toggle);
}

document.addEventListener("keydown", (event) => {
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
  if (!digit || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
  const writing = event.target.closest("input, textarea, select");
  if (!event.altKey && (writing || event.shiftKey)) return;
  const phone = [...phones.values()][digit - 1];
  if (!phone) return;
  event.preventDefault();
  phone.focus();
});

document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && current?.seen());
NARROW.addEventListener("change", () => current && activate(current, { reveal: true }));

// -- the world

function setTime(now) {
  clock.set(now);
  for (const phone of phones.values()) phone.setTime(now);
}

/** Takes over the whole state; phones that are there already keep what was being written on them. */
async function load() {
  stage.setAttribute("aria-busy", "true");
  world = await state();
  for (const screen of world.screens) {
    const phone = phones.get(screen.id);
    if (phone) phone.load(screen);
    else addPhone(screen);
  }
  if (!current && phones.size) activate([...phones.values()][0]);
  setTime(world.now);
  speak();
  stage.removeAttribute("aria-busy");
}

function deliver({ screens, message }, options) {
  for (const id of screens) phones.get(id)?.receive(message, options);
}

function offline(lost) {
  $("offline").hidden = !lost;
}

async function begin() {
  say($("people"), { label: "people" });
  say(stage, { label: "stage" });
  say($("offline"), { t: "offline" });
  drawBar();
  document.documentElement.lang = language();
  const events = {
    message: (event) => deliver(event),
    edited: (event) => deliver(event, { edited: true }),
    deleted: ({ id, screens }) => screens.forEach((screen) => phones.get(screen)?.remove(id)),
    toast: ({ screen, text, alert }) => phones.get(screen)?.showToast(text, alert),
    clock: ({ now }) => setTime(now),
    state: () => load(),
  };
  const back = () => {
    offline(false);
    load();
  };
  await listen(events, { lost: () => offline(true), back });
  await load();
}

begin();
