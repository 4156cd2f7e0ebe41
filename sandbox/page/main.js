// @ts-check
/** Puts the page together: the phones, the people above them, the world's clock, and the stream of what happens. */

import { beginAgain, listen, moveClock, speakAll, state, untilReady } from "./api.js";
import { WorldClock } from "./clock.js";
import { ask } from "./dialogs.js";
import { calm, h, icon, relabel, say } from "./dom.js";
import { Guide } from "./guide.js";
import { Intro } from "./intro.js";
import { Phone } from "./phone.js";
import { Show } from "./show.js";
import { STEPS } from "./steps.js";
import { lastName, Tab } from "./tab.js";
import { keepLanguage, keptLanguage, language, pick, t, useLanguage } from "./texts.js";
import { nextDigest } from "./time.js";

const NARROW = matchMedia("(max-width: 719px)");
const ALONE = 0.6; // the share of a phone that must be visible for its messages to count as seen
const NOTICE = 6000; // milliseconds
const RUN_AFTER = "langnghe.run"; // set while the page waits for a fresh world in which to run by itself

/** @typedef {import("./api.js").Screen} Screen */

/** @param {string} id @returns {HTMLElement} */
const $ = (id) => document.getElementById(id) ?? document.body;
const stage = $("stage");
/** @type {Map<string, Phone>} */
const phones = new Map();
/** @type {Map<string, Tab>} */
const tabs = new Map();
/** @type {Phone | null} */
let current = null;
/** @type {import("./api.js").World | null} */
let world = null;

const clock = new WorldClock((error) => current?.showRefusal(error));
const guide = new Guide($("guide"), { look, point, nameOf });
const seen = { messages: (/** @type {string} */ id) => phones.get(id)?.ordered() ?? [] };
const show = new Show({
  seen,
  turn: (step) => guide.go(step),
  phone: (id) => {
    const phone = /** @type {Phone} */ (phones.get(id));
    activate(phone, { reveal: true });
    return phone;
  },
  toDigest: () => moveClock({ to: nextDigest(clock.now()) }),
  tell: (key) => notice(t(key)),
});
const intro = new Intro($("intro"), {
  result: () => {
    guide.go(0);
    look(guide.now.screen);
    showDigest();
  },
  run,
});

// -- the phones

/** @type {import("./phone.js").Surroundings} */
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
    const phone = phones.get(/** @type {HTMLElement} */ (target).dataset.screen ?? "");
    if (!phone) continue;
    phone.inView = intersectionRatio >= ALONE;
    if (phone.inView) phone.seen();
  }
}, { threshold: ALONE });

/** @param {Phone} phone @param {{ reveal?: boolean }} [how] */
function activate(phone, { reveal = false } = {}) {
  const changed = current !== phone;
  current = phone;
  for (const other of phones.values()) other.element.toggleAttribute("data-active", other === phone);
  if (reveal && NARROW.matches) stage.scrollIntoView({ block: "end", behavior: "instant" });
  else if (reveal) phone.element.scrollIntoView({ inline: "center", block: "nearest", behavior: calm() ? "instant" : "smooth" });
  if (changed) for (const other of phones.values()) drawTab(other);
  phone.seen();
  if (changed && NARROW.matches) phone.toLatest();
  return phone;
}

/** @param {Screen} screen */
function addPhone(screen) {
  const phone = new Phone(screen, surroundings);
  phones.set(screen.id, phone);
  stage.append(phone.element);
  phone.element.addEventListener("focusin", () => current !== phone && activate(phone));
  phone.element.addEventListener("pointerdown", () => current !== phone && activate(phone));
  watcher.observe(phone.element);
  const tab = new Tab(phone, phones.size);
  tabs.set(phone.id, tab);
  $("people").append(tab.element);
}

/** @param {Phone} phone */
function drawTab(phone) {
  tabs.get(phone.id)?.draw(phone === current);
}

/** @param {string} id */
function nameOf(id) {
  const screen = phones.get(id)?.screen;
  if (!screen) return "";
  return screen.kind === "group" ? screen.title : lastName(screen.name);
}

// -- the guide points, the person goes

/** @param {string} id */
function look(id) {
  if (id === "clock") /** @type {HTMLElement | null} */ (clock.element.querySelector("[data-action='clock-17']"))?.focus();
  else phones.get(id)?.focus();
}

/** The finished digest from its beginning, chart and all. */
function showDigest() {
  const digest = seen.messages("chi").find(({ from, photo }) => from.bot && photo);
  if (digest) phones.get("chi")?.toMessage(digest.id);
}

/** @param {string | null} id */
function point(id) {
  clock.element.classList.toggle("pointed", id === "clock");
  for (const [name, tab] of tabs) tab.element.classList.toggle("pointed", name === id);
}

// -- language, keys

function speak() {
  document.documentElement.lang = language();
  relabel();
  if (!world) return;
  document.title = pick(world.title);
  place.textContent = pick(world.title);
  clock.relabel();
  for (const phone of phones.values()) {
    phone.relabel();
    phone.composer.load(phone.screen);
    drawTab(phone);
  }
  guide.show();
}

/** The people's phones speak the other language, and so does the page. */
async function changeLanguage() {
  const wanted = language() === "vi" ? "en" : "vi";
  keepLanguage(wanted);
  useLanguage(wanted);
  speak();
  await speakAll(wanted).catch((error) => current?.showRefusal(error));
}

const place = h("p", { class: "brand-place" });
const again = h("button", { type: "button", class: "framed", data: { action: "again" }, hidden: true, on: { click: () => startOver() } },
  icon("again"), h("span", { t: "again" }));

function drawBar() {
  const toggle = h("button", { type: "button", class: "framed", data: { action: "language" }, t: "language", label: "language_label", on: { click: changeLanguage } });
  const brand = h("div", { class: "brand" }, h("img", { src: "/page/seal.svg", alt: "", width: 40, height: 40 }),
    h("div", { class: "brand-words" }, h("h1", { t: "brand" }), place));
  say(again, { title: "again" });
  $("bar").append(brand, clock.element, h("div", { class: "bar-buttons" }, again, toggle));
  $("guide").append(h("div", { class: "guide-more" }, show.button, intro.opener));
}

// -- from the beginning, and by itself

async function startOver() {
  if (await ask("again_question")) await fresh();
}

async function fresh() {
  show.stop();
  await beginAgain().catch((error) => current?.showRefusal(error));
}

/** Runs by itself, in a world where nothing has happened yet if there can be one. */
async function run() {
  intro.fold(true);
  if (show.running) return;
  if (!world?.again || !guide.done.slice(2).some(Boolean)) return show.run();
  sessionStorage.setItem(RUN_AFTER, "");
  await fresh();
}

/** Says something of the page's own for a moment. @param {string} text */
function notice(text) {
  $("notice").textContent = text;
  setTimeout(() => $("notice").replaceChildren(), NOTICE);
}

document.addEventListener("keydown", (event) => {
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
  if (!digit || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
  const writing = event.target instanceof Element && event.target.closest("input, textarea, select");
  if (!event.altKey && (writing || event.shiftKey)) return;
  const phone = [...phones.values()][Number(digit) - 1];
  if (!phone) return;
  event.preventDefault();
  phone.focus();
});

document.addEventListener("keydown", (event) => event.key === "Escape" && show.running && show.stop());
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && current?.seen());
NARROW.addEventListener("change", () => current && activate(current, { reveal: true }));

// -- the world

/** @param {string} now */
function setTime(now) {
  clock.set(now);
  for (const phone of phones.values()) phone.setTime(now);
}

/** @type {(() => void)[] | null} */
let held = null; // what happens while the whole state is on its way, and may be newer than that
let stale = false; // the state on its way is not the newest

/** Takes over the whole state; phones that are there already keep what was being written on them. */
async function load() {
  stale = held !== null;
  if (stale) return;
  held = [];
  stage.setAttribute("aria-busy", "true");
  const first = !world;
  do {
    stale = false;
    world = await state();
    wait(world.ready ? null : "preparing");
    if (!world.ready) await untilReady();
  } while (stale || !world.ready);
  takeOver(world);
  for (const happen of held) happen();
  held = null;
  speak();
  stage.removeAttribute("aria-busy");
  guide.check(seen, { anew: first });
  if (current || !phones.size) return;
  const told = STEPS.every(({ screen }) => screen === "clock" || phones.has(screen));
  for (const id of ["guide", "intro"]) $(id).toggleAttribute("data-untold", !told); // a world of somebody else's has no such day
  const { element } = activate(phones.get(told ? guide.now.screen : "") ?? [...phones.values()][0]);
  stage.scrollTo({ left: element.offsetLeft - (stage.clientWidth - element.offsetWidth) / 2, behavior: "instant" });
  if (!guide.done[0]) requestAnimationFrame(() => requestAnimationFrame(showDigest)); // after the chats have gone to their ends
}

/** @param {import("./api.js").World} found */
function takeOver(found) {
  again.hidden = !found.again;
  const kept = keptLanguage();
  useLanguage(kept ?? found.language);
  if (kept && kept !== found.language) speakAll(kept).catch(() => {}); // what it changes comes by itself
  for (const screen of found.screens) {
    const phone = phones.get(screen.id);
    if (phone) phone.load(screen);
    else addPhone(screen);
  }
  say($("people"), { label: "people" }, { count: phones.size });
  setTime(found.now);
}

/** @param {{ screens: string[], message: import("./api.js").Message }} event @param {{ edited?: boolean }} [options] */
function deliver({ screens, message }, options) {
  for (const id of screens) phones.get(id)?.receive(message, options);
  guide.check(seen);
}

/** Says at the edge of the page for what it waits; null: it waits no longer. @param {string | null} key */
function wait(key) {
  $("offline").hidden = key === null;
  if (key) say($("offline"), { t: key });
}

/** @param {() => void} happen */
function whenLoaded(happen) {
  if (held) held.push(happen);
  else happen();
}

let restarting = false;

async function begin() {
  say(stage, { label: "stage" });
  drawBar();
  document.documentElement.lang = language();
  /** @type {Record<string, (data: any) => void>} */
  const events = {
    message: (event) => whenLoaded(() => deliver(event)),
    edited: (event) => whenLoaded(() => deliver(event, { edited: true })),
    deleted: (/** @type {{ id: number, screens: string[] }} */ { id, screens }) => whenLoaded(() => {
      for (const screen of screens) phones.get(screen)?.remove(id);
    }),
    again: () => {
      restarting = true;
    },
    toast: (/** @type {{ screen: string, text: string, alert: boolean }} */ { screen, text, alert }) => phones.get(screen)?.showToast(text, alert),
    clock: ({ now }) => setTime(now),
    state: () => load(),
  };
  const back = () => {
    if (restarting) return location.reload(); // nothing that was written on a phone belongs to the new world
    wait(null);
    load();
  };
  await listen(events, { lost: () => wait(restarting ? "again_wait" : "offline"), back });
  await load();
  if (sessionStorage.getItem(RUN_AFTER) === null) return;
  sessionStorage.removeItem(RUN_AFTER);
  show.run();
}

begin();
