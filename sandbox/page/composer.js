/** Where a person writes: text, files to go with it, the bot's commands, and the correction of what was sent. */

import { h, icon, say } from "./dom.js";
import { fileSize } from "./texts.js";

const LARGEST = 20 * 1024 * 1024; // bytes; what a bot may fetch from Telegram
const PICTURES = ["image/jpeg", "image/png", "image/webp"];
const TALLEST = 132; // pixels

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.files = [];
    this.editing = null;
    this.#build();
  }

  #build() {
    const id = `text-${this.phone.id}`;
    this.text = h("textarea", { name: "text", id, rows: "1", autocomplete: "off", enterkeyhint: "send",
      on: { keydown: (event) => this.#key(event), input: () => this.#fit(), paste: (event) => this.#paste(event) } });
    this.label = h("label", { class: "unseen", for: id });
    this.send = h("button", { type: "submit", name: "send", class: "send", label: "send", title: "send" }, icon("send"));
    this.opener = h("button", { type: "button", name: "menu", class: "round", label: "commands", title: "commands", "aria-haspopup": "menu", "aria-expanded": "false",
      on: { click: () => this.#toggleMenu() } }, icon("menu"));
    this.menu = h("div", { class: "menu", role: "menu", label: "commands", hidden: true, on: { keydown: (event) => this.#menuKey(event) } });
    this.picker = h("input", { type: "file", multiple: true, class: "unseen", tabindex: "-1", "aria-hidden": "true", on: { change: () => this.#picked() } });
    const attach = h("button", { type: "button", name: "attach", class: "round", label: "attach", title: "attach", on: { click: () => this.picker.click() } }, icon("attach"));
    this.staged = h("div", { class: "staged", hidden: true });
    this.form = h("form", { class: "write", on: { submit: (event) => this.#submit(event) } },
      this.opener, h("div", { class: "field" }, this.label, this.text, attach), this.send, this.picker);
    this.start = h("button", { type: "button", name: "start", class: "start", t: "start", hidden: true, on: { click: () => this.#start() } });
    this.element = h("div", { class: "composer" }, this.menu, this.staged, this.form, this.start);
    this.element.addEventListener("focusout", (event) => {
      if (!this.menu.hidden && !this.element.contains(event.relatedTarget)) this.#closeMenu();
    });
  }

  load(screen) {
    this.screen = screen;
    const group = screen.kind === "group";
    say(this.label, { t: group ? "write_group_label" : "write_label" }, { name: screen.name, title: group ? screen.title : screen.bot.name });
    say(this.text, { placeholder: group ? "write_as" : "write" }, { name: screen.name });
    const closed = !group && (!screen.bot.started || screen.bot.blocked);
    say(this.start, { t: screen.bot.blocked ? "unblock_start" : "start" });
    this.start.hidden = !closed;
    this.form.hidden = closed;
    this.opener.hidden = !screen.commands.length;
    this.menu.replaceChildren(...screen.commands.map((command) => this.#item(command)));
    this.#closeMenu();
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

  // -- the menu of commands

  #item({ command, description }) {
    return h("button", { type: "button", role: "menuitem", tabindex: "-1", on: { click: () => this.#command(command) } },
      h("span", { text: description }), h("code", { text: `/${command}` }));
  }

  #command(command) {
    this.#closeMenu();
    const address = this.screen.kind === "group" ? `@${this.screen.bot.username}` : "";
    this.phone.do("say", { text: `/${command}${address}` });
    this.focus();
  }

  #toggleMenu() {
    if (!this.menu.hidden) return this.#closeMenu();
    this.menu.hidden = false;
    this.opener.setAttribute("aria-expanded", "true");
    this.menu.lastElementChild?.focus();
  }

  #closeMenu() {
    this.menu.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
  }

  #menuKey(event) {
    const items = [...this.menu.children];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: (at + 1) % items.length, ArrowUp: (at - 1 + items.length) % items.length, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) items[to].focus();
    else if (event.key === "Escape") {
      this.#closeMenu();
      this.opener.focus();
    } else return;
    event.preventDefault();
  }

  // -- writing

  #fit() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, TALLEST)}px`;
  }

  #set(text) {
    this.text.value = text;
    this.#fit();
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return; // a Vietnamese input method is still at work on the word
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.form.requestSubmit();
    } else if (event.key === "Escape" && this.editing) this.#leaveEdit();
    else if (event.key === "ArrowUp" && !this.text.value && !this.editing) {
      const last = [...this.phone.messages.values()].filter((m) => m.from.me && m.text && !m.photo && !m.document && !m.service).sort((a, b) => b.id - a.id)[0];
      if (!last) return;
      event.preventDefault();
      this.edit(last);
    }
  }

  /** Opens a message of one's own for correction. */
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

  async #deliver(text) {
    if (this.editing) {
      const done = this.editing.text === text || (await this.phone.do("edit", { message: this.editing.id, text }));
      if (done) this.editing = null;
      return done;
    }
    if (!this.files.length) return this.phone.do("say", { text });
    let caption = text;
    while (this.files.length) {
      const { file } = this.files[0];
      const what = PICTURES.includes(file.type) ? "photo" : "document";
      if (!(await this.phone.do(what, { file: await base64(file), name: file.name, text: caption }))) return false;
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
    this.#stage([...this.picker.files]);
    this.picker.value = "";
  }

  #paste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.#stage(files);
  }

  /** Files dropped anywhere on `glass` go with the next message. */
  accept(glass) {
    const over = (event) => {
      if (![...event.dataTransfer.types].includes("Files") || this.form.hidden) return;
      event.preventDefault();
      glass.classList.add("dropping");
    };
    const out = () => glass.classList.remove("dropping");
    glass.addEventListener("dragover", over);
    glass.addEventListener("dragleave", out);
    glass.addEventListener("drop", (event) => {
      out();
      if (!event.dataTransfer.files.length || this.form.hidden) return;
      event.preventDefault();
      this.#stage([...event.dataTransfer.files]);
    });
  }

  #stage(files) {
    for (const file of files) {
      if (file.size > LARGEST) this.phone.showRefusal({ key: "too_large" });
      else this.files.push({ file, preview: PICTURES.includes(file.type) ? URL.createObjectURL(file) : null });
    }
    this.#showStaged();
    this.focus();
  }

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

  #closer(label, args, then) {
    return h("button", { type: "button", class: "round small", label, args, on: { click: then } }, icon("close"));
  }
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result.slice(reader.result.indexOf(",") + 1)));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}
