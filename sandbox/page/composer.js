// @ts-check
/** Where a person writes: text, files to go with it, the bot's commands, and the correction of what was sent. */

import { Refused } from "./api.js";
import { h, icon, say } from "./dom.js";
import { Menu } from "./menu.js";
import { fileSize } from "./texts.js";

/**
 * @typedef {import("./api.js").Screen} Screen
 * @typedef {import("./api.js").Message} Message
 * @typedef {{ file: File, preview: string | null }} Staged
 */

const LARGEST = 20 * 1024 * 1024; // bytes; what a bot may fetch from Telegram
const PICTURES = ["image/jpeg", "image/png", "image/webp"];
const KEYSTROKES = 12; // as many as one sees of a text that is typed by itself
const TALLEST = 132; // pixels

export class Composer {
  /** @param {import("./phone.js").Phone} phone */
  constructor(phone) {
    this.phone = phone;
    this.screen = phone.screen;
    this.busy = false;
    /** @type {Staged[]} */
    this.files = [];
    /** @type {Message | null} */
    this.editing = null;
    const id = `text-${this.phone.id}`;
    this.text = h("textarea", { name: "text", id, rows: "1", autocomplete: "off", enterkeyhint: "send",
      on: { keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event), input: () => this.#fit(), paste: (/** @type {ClipboardEvent} */ event) => this.#paste(event) } });
    this.label = h("label", { class: "unseen", for: id });
    this.send = h("button", { type: "submit", name: "send", class: "send", label: "send", title: "send" }, icon("send"));
    this.menu = new Menu({ name: "menu", label: "commands", drawn: "menu" });
    this.attach = new Menu({ name: "attach", label: "attach", drawn: "attach", look: "attachments" });
    this.attach.fill([
      this.#attachment("file", () => this.#pick("")),
      this.#attachment("video", () => this.#pick("video/*")),
      ...["voice", "location", "sticker"].map((what) => this.#attachment(what, () => this.#attach(what))),
    ]);
    this.picker = h("input", { type: "file", multiple: true, class: "unseen", tabindex: "-1", "aria-hidden": "true", on: { change: () => this.#picked() } });
    this.staged = h("div", { class: "staged", hidden: true });
    this.mention = h("button", { type: "button", name: "mention", class: "mention", label: "mention", title: "mention", hidden: true, "aria-pressed": "false",
      on: { click: () => this.#pickName(this.mention.getAttribute("aria-pressed") === "false") } }, "@");
    this.form = h("form", { class: "write", on: { submit: (/** @type {Event} */ event) => this.#submit(event) } },
      this.menu.opener, this.mention, h("div", { class: "field" }, this.label, this.text, this.attach.opener), this.send, this.picker);
    this.start = h("button", { type: "button", name: "start", class: "start", t: "start", hidden: true, on: { click: () => this.#start() } });
    this.element = h("div", { class: "composer" }, this.menu.element, this.attach.element, this.staged, this.form, this.start);
  }

  /** @param {Screen} screen */
  load(screen) {
    this.screen = screen;
    const group = screen.kind === "group";
    say(this.label, { t: group ? "write_group_label" : "write_label" }, { name: screen.name, title: group ? screen.title : screen.bot.name });
    say(this.text, { placeholder: group ? "write_as" : "write" }, { name: screen.name });
    const closed = !group && (!screen.bot.started || screen.bot.blocked);
    say(this.start, { t: screen.bot.blocked ? "unblock_start" : "start" });
    this.start.hidden = !closed;
    this.form.hidden = closed;
    const named = group && screen.bot.network === "zalo";
    this.mention.hidden = !named;
    say(this.mention, {}, { name: screen.bot.name });
    this.menu.opener.hidden = !screen.commands.length;
    this.menu.fill(screen.commands.map(({ command, description }) => /** @type {[() => void, ...Node[]]} */ ([() => this.#command(command), h("span", { text: description }), h("code", { text: `/${command}` })])));
    this.attach.close();
  }

  focus() {
    (this.form.hidden ? this.start : this.text).focus({ preventScroll: true });
  }

  /** The person has written here: the chat with the bot is open. */
  started() {
    if (this.screen.bot.started) return;
    this.screen.bot.started = true;
    this.phone.more.hidden = this.screen.kind === "group";
    const focused = document.activeElement === this.start;
    this.load(this.screen);
    if (focused) this.focus();
  }

  // -- the menus

  /** @param {string} command */
  #command(command) {
    const address = this.screen.kind === "group" ? `@${this.screen.bot.username}` : "";
    this.phone.do("say", { text: `/${command}${address}` });
    this.focus();
  }

  /** @param {string} what @param {() => void} action @returns {[() => void, ...Node[]]} */
  #attachment(what, action) {
    return [action, icon(what), h("span", { t: `attach_${what}` })];
  }

  /** Sends what needs no file. @param {string} what */
  #attach(what) {
    this.phone.do(what);
    this.focus();
  }

  /** @param {string} accept */
  #pick(accept) {
    this.attach.opener.focus();
    this.picker.accept = accept;
    this.picker.click();
  }

  /** In a group on Zalo a bot hears only what picks it from the list of names. @param {boolean} picked */
  #pickName(picked) {
    this.mention.setAttribute("aria-pressed", String(picked));
    this.text.focus({ preventScroll: true });
  }

  // -- writing

  #fit() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, TALLEST)}px`;
  }

  /** @param {string} text */
  #set(text) {
    this.text.value = text;
    this.#fit();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing || event.keyCode === 229) return; // a Vietnamese input method is still at work on the word
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.form.requestSubmit();
    } else if (event.key === "Escape" && this.editing) this.#leaveEdit();
    else if (event.key === "ArrowUp" && !this.text.value && !this.editing) {
      const last = [...this.phone.messages.values()].filter((m) => m.editable).sort((a, b) => b.id - a.id)[0];
      if (!last) return;
      event.preventDefault();
      this.edit(last);
    }
  }

  /** Opens a message of one's own for correction. @param {Message} message */
  edit(message) {
    this.editing = message;
    this.files = [];
    this.#set(message.text);
    this.#showStaged();
    this.focus();
    this.text.setSelectionRange(message.text.length, message.text.length);
  }

  #leaveEdit() {
    this.editing = null;
    this.#set("");
    this.#showStaged();
    this.focus();
  }

  /** Writes and sends a text so that one can watch. @param {string} text @param {number} time milliseconds */
  async type(text, time) {
    for (let at = 0; at <= text.length; at += Math.ceil(text.length / KEYSTROKES)) {
      this.#set(text.slice(0, at));
      await new Promise((resolve) => setTimeout(resolve, time / KEYSTROKES));
    }
    if (await this.#deliver(text)) this.#set("");
  }

  /** @param {Event} event */
  async #submit(event) {
    event.preventDefault();
    const text = this.text.value.trim();
    if (this.busy || (!text && !this.files.length)) return;
    this.busy = true;
    const done = await this.#deliver(text);
    this.busy = false;
    if (done && this.text.value.trim() === text) this.#set("");
    this.#showStaged();
  }

  /** @param {string} text @returns {Promise<boolean>} */
  async #deliver(text) {
    if (this.editing) {
      const done = this.editing.text === text || (await this.phone.do("edit", { message: this.editing.id, text }));
      if (done) this.editing = null;
      return done;
    }
    if (!this.files.length) {
      const mention = this.mention.getAttribute("aria-pressed") === "true";
      const done = await this.phone.do("say", mention ? { text, mention } : { text });
      if (done && mention) this.#pickName(false);
      return done;
    }
    let caption = text;
    while (this.files.length) {
      const { file } = this.files[0];
      if (!(await this.phone.do(kind(file), { file: await base64(file), name: file.name, text: caption }))) return false;
      caption = "";
      this.#unstage(this.files[0]);
    }
    return true;
  }

  async #start() {
    const what = this.screen.bot.blocked ? "unblock" : "start";
    if (!(await this.phone.do(what))) return;
    this.screen.bot.blocked = false;
    if (what === "start") this.started();
    else this.phone.load(this.screen);
    this.focus();
  }

  // -- files

  #picked() {
    this.#stage([...(this.picker.files ?? [])]);
    this.picker.value = "";
  }

  /** @param {ClipboardEvent} event */
  #paste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.#stage(files);
  }

  /** Files dropped anywhere on `glass` go with the next message. @param {HTMLElement} glass */
  accept(glass) {
    const over = (/** @type {DragEvent} */ event) => {
      if (![...(event.dataTransfer?.types ?? [])].includes("Files") || this.form.hidden) return;
      event.preventDefault();
      glass.classList.add("dropping");
    };
    const out = () => glass.classList.remove("dropping");
    glass.addEventListener("dragover", over);
    glass.addEventListener("dragleave", out);
    glass.addEventListener("drop", (event) => {
      out();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (!files.length || this.form.hidden) return;
      event.preventDefault();
      this.#stage(files);
    });
  }

  /** @param {File[]} files */
  #stage(files) {
    for (const file of files) {
      if (file.size > LARGEST) this.phone.showRefusal(new Refused(null, "too_large"));
      else this.files.push({ file, preview: PICTURES.includes(file.type) ? URL.createObjectURL(file) : null });
    }
    this.#showStaged();
    this.focus();
  }

  /** @param {Staged} staged */
  #unstage(staged) {
    if (staged.preview) URL.revokeObjectURL(staged.preview);
    this.files = this.files.filter((other) => other !== staged);
    this.#showStaged();
  }

  #showStaged() {
    const chips = this.files.map((staged) => h("div", { class: "chip" },
      staged.preview ? h("img", { src: staged.preview, alt: "" }) : icon("file"),
      h("span", { class: "chip-words" }, h("b", { text: staged.file.name }), h("small", { text: fileSize(staged.file.size) })),
      this.#closer("remove_file", { name: staged.file.name }, () => {
        this.#unstage(staged);
        this.focus();
      })));
    if (this.editing) {
      chips.push(h("div", { class: "chip editing" }, icon("edit"),
        h("span", { class: "chip-words" }, h("b", { t: "editing" }), h("small", { text: this.editing.text })),
        this.#closer("cancel_edit", {}, () => this.#leaveEdit())));
    }
    this.staged.replaceChildren(...chips);
    this.staged.hidden = !chips.length;
  }

  /** @param {string} label @param {Record<string, unknown>} args @param {() => void} then */
  #closer(label, args, then) {
    return h("button", { type: "button", class: "round small", label, args, on: { click: then } }, icon("close"));
  }
}

/** As what a file is sent: Telegram's apps tell by its type. @param {File} file */
function kind({ type }) {
  if (PICTURES.includes(type)) return "photo";
  const [family] = type.split("/");
  return ["audio", "video"].includes(family) ? family : "document";
}

/** @param {File} file @returns {Promise<string>} */
function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result).split(",", 2)[1]));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}
