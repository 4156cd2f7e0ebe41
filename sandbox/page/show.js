// @ts-check
/** The day that runs by itself, in about ninety seconds: the same taps and words as a person's, on the same phones, step by step of the guide. */

import { h, icon, say } from "./dom.js";
import { STEPS } from "./steps.js";

/**
 * @typedef {import("./steps.js").Play} Play
 * @typedef {import("./steps.js").Seen} Seen
 * @typedef {import("./api.js").Message} Message
 * @typedef {object} Surroundings
 * @property {Seen} seen
 * @property {(screen: string) => import("./phone.js").Phone} phone brings a phone into view
 * @property {() => Promise<unknown>} toDigest moves the clock
 * @property {(step: number) => void} turn to a step of the guide
 * @property {(key: string) => void} tell what ended it
 */

const BEAT = 660; // milliseconds between two taps, so that the whole takes ninety seconds
const TAP = 300; // for as long one sees the thumb on a button
const PATIENCE = 15_000; // for an answer of the bot
const MOST = 30; // moves in one step
const STEERING = /^(‹|←|❗|Quay lại|Để sau|Bỏ qua|Bỏ phiếu|Không có ý kiến|Danh mục|☰|Trợ giúp|Nhờ cán bộ|Xem kỹ|Hủy|Thôi|Dừng|Tạm dừng|Gửi tiếp|Xem ai|Xem tình hình|Xem trên|Back|Later|Skip|Menu|Help|Ask|Cancel|Discard|Not now|Stop|Pause|Who|Progress|See who|See the progress|See it on)/;
const PASS = /Bỏ qua|Skip/;
const ENOUGH = /^(✓ )?(Xong|Done)/;

export class Show {
  /** @param {Surroundings} world */
  constructor(world) {
    this.world = world;
    this.speed = Number(new URLSearchParams(location.search).get("speed")) || 1;
    this.running = false;
    this.button = h("button", { type: "button", class: "plain show", data: { action: "show" }, on: { click: () => this.toggle() } });
    this.#draw();
  }

  toggle() {
    if (this.running) this.stop();
    else this.run();
  }

  stop() {
    this.running = false;
    this.#draw();
  }

  #draw() {
    this.button.replaceChildren(icon(this.running ? "stop" : "play"), h("span", { t: this.running ? "show_stop" : "show" }));
    say(this.button, { title: this.running ? "show_stop" : "show_seconds" });
  }

  /** Plays every step that was not done yet. */
  async run() {
    this.running = true;
    this.#draw();
    const { seen } = this.world;
    for (const [i, step] of STEPS.entries()) {
      if (step.done(seen)) continue;
      this.world.turn(i);
      await this.#pause(2);
      if (!this.running) return;
      if (step.play) await this.#play(step.play, () => step.done(seen));
      else await this.world.toDigest();
      if (!(await this.#until(() => step.done(seen))) || !this.running) break;
    }
    if (!this.running) return;
    this.stop();
    this.world.tell(STEPS.every((step) => step.done(seen)) ? "show_over" : "show_stuck");
  }

  /** @param {Play} play @param {() => boolean} done */
  async #play({ screen, wishes, last, texts = [] }, done) {
    const left = [...texts];
    const phone = this.world.phone(screen);
    await this.#pause(0.6);
    for (let moves = 0; this.running && !done() && moves < MOST; moves++) {
      const card = this.#card(screen, moves ? [] : wishes);
      const before = this.#state(screen);
      const button = card && choose(card, wishes, left.length > 0);
      if (button) await phone.tap(/** @type {Message} */ (card).id, button.text, TAP / this.speed);
      else if (left.length) await phone.composer.type(left.shift() ?? "", BEAT / this.speed);
      else return;
      if (button && last?.test(button.text)) return;
      await this.#until(() => done() || (this.#state(screen) !== before && (button !== undefined || this.#answered(screen))));
      await this.#pause(1);
    }
  }

  /**
   * The newest of the bot's messages that has buttons; to begin with, one that has what is wished for.
   *
   * @param {string} screen @param {RegExp[]} wishes
   */
  #card(screen, wishes) {
    const cards = this.world.seen.messages(screen).filter(({ from, keyboard }) => from.bot && keyboard.length);
    return cards.findLast(({ keyboard }) => keyboard.flat().some(({ text }) => wishes.some((wish) => wish.test(text)))) ?? cards.at(-1);
  }

  /** @param {string} screen */
  #state(screen) {
    return JSON.stringify(this.world.seen.messages(screen).filter(({ from }) => from.bot).slice(-3));
  }

  /** True if the bot has spoken since: a question that was answered is marked first, and the next one may be a while behind. @param {string} screen */
  #answered(screen) {
    return this.world.seen.messages(screen).at(-1)?.from.bot === true;
  }

  /** @param {number} beats */
  #pause(beats) {
    return new Promise((resolve) => setTimeout(resolve, (beats * BEAT) / this.speed));
  }

  /** Waits for something that the bot does; false where it does not. @param {() => boolean} condition */
  async #until(condition) {
    const end = performance.now() + PATIENCE;
    while (!condition() && this.running && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
    return condition();
  }
}

/**
 * What a thumb would press: what it wishes for; "Done" once something is ticked; else the first choice; nothing where words are asked for.
 *
 * @param {Message} card @param {RegExp[]} wishes @param {boolean} words whether there is something to write
 */
function choose({ keyboard }, wishes, words) {
  const buttons = keyboard.flat();
  for (const wish of wishes) {
    const found = buttons.find(({ text }) => wish.test(text));
    if (found) return found;
  }
  const ticked = buttons.some(({ text }) => text.startsWith("☑"));
  const enough = buttons.find(({ text }) => ENOUGH.test(text));
  if (ticked && enough) return enough;
  const choices = buttons.filter(({ text }) => !STEERING.test(text) && !ENOUGH.test(text));
  if (choices.length) return choices[0];
  return words ? undefined : buttons.find(({ text }) => PASS.test(text));
}
