// A whole form on one page. Every answer goes to the draft as soon as it is given; what could not be kept stays where it was
// typed, and says so. Nothing is read from elsewhere, nothing is stored but the key of this tab.

const MANY = 9; // choices from which on a list can be searched
const QUIET = 900; // milliseconds without a letter after which a text is kept

const at = (id) => document.getElementById(id);
const place = location.pathname;
const key = sessionStorage.getItem(place) ?? made();
let form = null;
let words = {};
let chain = Promise.resolve(); // one act at a time, in the order in which they were done
const unsaved = new Map(); // what was typed and is not kept, by question

function made() {
  const found = Array.from(crypto.getRandomValues(new Uint8Array(24)), (one) => one.toString(16).padStart(2, "0")).join("");
  sessionStorage.setItem(place, found);
  return found;
}

function element(tag, attributes = {}, ...children) {
  const one = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") one.textContent = value;
    else if (typeof value === "boolean") one[name] = value;
    else one.setAttribute(name, value);
  }
  one.append(...children);
  return one;
}

async function ask(act) {
  const sent = await fetch(place, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ key, ...act }),
    cache: "no-store",
  });
  if (!sent.ok) throw new Error(String(sent.status));
  return sent.json();
}

function act(wanted, failed) {
  chain = chain.then(async () => {
    try {
      take(await ask(wanted()));
    } catch {
      failed();
    }
  });
  return chain;
}

function take(answer) {
  at("page").setAttribute("aria-busy", "false");
  if (answer.over) {
    form = null;
    at("form").hidden = true;
    at("where").hidden = at("over").hidden = false;
    at("over").textContent = answer.over;
    at("over").tabIndex = -1;
    at("over").focus();
    return;
  }
  form = answer.form;
  words = form.words;
  document.documentElement.lang = form.language;
  document.title = form.name;
  at("where").hidden = at("over").hidden = true;
  at("form").hidden = false;
  at("name").textContent = form.name;
  at("how").textContent = words.how;
  at("send").textContent = words.send;
  at("back").textContent = words.back;
  at("said").textContent = form.said;
  at("left").textContent = form.left ? words.summary.replace("{n}", form.left) : "";
  draw();
}

/* Questions are drawn anew only where something of them changed, so that the place of the reader stays. */
const drawn = new Map();

function draw() {
  const before = at("questions");
  const wanted = new Set(form.questions.map((one) => one.ref));
  for (const [ref, one] of drawn) {
    if (!wanted.has(ref)) {
      one.section.remove();
      drawn.delete(ref);
      unsaved.delete(ref);
    }
  }
  let last = null;
  for (const question of form.questions) {
    const shape = JSON.stringify({ ...question, value: "", trouble: "" });
    let one = drawn.get(question.ref);
    if (!one || one.shape !== shape) {
      const section = build(question);
      if (one) one.section.replaceWith(section);
      one = { section, shape, question };
      drawn.set(question.ref, one);
    }
    one.question = question;
    refresh(one);
    const next = last ? last.nextSibling : before.firstChild;
    if (next !== one.section) before.insertBefore(one.section, next);
    last = one.section;
  }
}

function idOf(question) {
  return `q${question.ref.replaceAll(/[^A-Za-z0-9]+/g, "-")}`;
}

function build(question) {
  const id = idOf(question);
  const section = element("section", { id });
  for (const note of question.notes) section.append(element("p", { class: "note", text: note }));
  for (const group of question.groups) section.append(element("p", { class: "note", text: group }));
  section.append(question.here ? asked(question, id) : elsewhere(question));
  section.append(element("p", { class: "trouble", id: `${id}-trouble`, role: "alert" }));
  section.append(element("p", { class: "state", id: `${id}-state`, role: "status" }));
  if (question.personal) section.append(decision(question));
  return section;
}

function elsewhere(question) {
  const said = question.shown ? `${question.shown} · ${words["in-chat"]}` : words["in-chat"];
  return element("div", {}, element("p", { class: "label", text: question.label }), element("p", { class: "hint", text: said }));
}

function decision(question) {
  const ways = element("div", { class: "decide" });
  const add = (text, wanted) => {
    const button = element("button", { type: "button", text });
    button.addEventListener("click", () => {
      const was = drawn.get(question.ref)?.question.value ?? ""; // what was read, not what comes of acts still under way
      act(() => ({ ...wanted, ref: question.ref, was }), () => offline(question.ref));
    });
    ways.append(button);
  };
  add(words.mask, { deed: "mask" });
  add(words["not-personal"], { deed: "keep", reason: 0 });
  add(words.needed, { deed: "keep", reason: 1 });
  return element("div", {}, element("p", { class: "trouble", text: question.personal }), ways);
}

function head(question, id, tag) {
  const need = question.required ? words.required : words.optional;
  const about = [element(tag, { class: "label", text: question.label }, " ", element("span", { class: "need", text: `(${need})` }))];
  if (tag === "label") about[0].setAttribute("for", `${id}-answer`);
  if (question.hint) about.push(element("p", { class: "hint", id: `${id}-hint`, text: question.hint }));
  return about;
}

function asked(question, id) {
  const several = question.kind === "select_multiple";
  if (several || question.kind === "acknowledge" || (question.kind === "select_one" && question.choices.length < MANY)) {
    return choices(question, id, several);
  }
  const box = element("div");
  const described = `${question.hint ? `${id}-hint ` : ""}${id}-trouble`;
  const common = { id: `${id}-answer`, "aria-describedby": described, required: question.required };
  box.append(...head(question, id, "label"));
  let field;
  if (question.kind === "select_one") {
    field = element("select", common, element("option", { value: "", text: words.choose }));
    for (const [name, label] of question.choices) field.append(element("option", { value: name, text: label }));
    field.addEventListener("change", () => keep(question.ref));
  } else {
    const types = { integer: "number", decimal: "number", range: "number", date: "date", time: "time" };
    field = question.kind === "text" ? element("textarea", { ...common, rows: "4" }) : element("input", { ...common, type: types[question.kind] });
    if (question.kind === "decimal") field.step = "any";
    if (question.bounds.length) [field.min, field.max, field.step] = question.bounds;
    let wait = 0;
    field.addEventListener("input", () => {
      unsaved.set(question.ref, field.value);
      state(question.ref, words.unsaved);
      clearTimeout(wait);
      if (question.kind === "text") wait = setTimeout(() => keep(question.ref), QUIET * 3);
    });
    field.addEventListener("change", () => {
      clearTimeout(wait);
      keep(question.ref);
    });
  }
  box.append(field);
  return box;
}

function choices(question, id, several) {
  const group = element("fieldset", { "aria-describedby": `${question.hint ? `${id}-hint ` : ""}${id}-trouble` });
  group.append(...head(question, id, "legend"));
  const offered = question.kind === "acknowledge" ? [["OK", words.yes]] : question.choices;
  const list = element("div", offered.length >= MANY ? { class: "many", role: "group" } : {});
  for (const [name, label] of offered) {
    const one = element("input", { type: several || question.kind === "acknowledge" ? "checkbox" : "radio", name: id, value: name });
    one.addEventListener("change", () => keep(question.ref));
    list.append(element("label", { class: "choice" }, one, element("span", { text: label })));
  }
  if (offered.length >= MANY) {
    const search = element("input", { type: "text", "aria-label": `${words.search}: ${question.label}`, placeholder: words.search });
    search.addEventListener("input", () => {
      const wanted = folded(search.value);
      for (const line of list.children) line.hidden = !folded(line.textContent).includes(wanted);
    });
    group.append(search);
  }
  group.append(list);
  if (question.kind === "select_one" && !question.required) {
    const clear = element("button", { type: "button", text: words.clear });
    clear.addEventListener("click", () => {
      for (const one of group.querySelectorAll("input[type=radio]")) one.checked = false;
      keep(question.ref);
    });
    group.append(clear);
  }
  return group;
}

function folded(text) {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D").toLowerCase();
}

function refresh({ section, question }) {
  const field = section.querySelector("textarea, select, input:not([type=checkbox]):not([type=radio]):not([placeholder])");
  if (!unsaved.has(question.ref)) {
    if (field) field.value = question.value;
    const chosen = new Set(question.kind === "select_one" ? [question.value] : question.value.split(" "));
    for (const one of section.querySelectorAll("input[type=radio], input[type=checkbox]")) one.checked = chosen.has(one.value);
  }
  const trouble = section.querySelector(".trouble");
  trouble.textContent = question.trouble ? `❗ ${question.trouble}` : "";
  section.classList.toggle("wanting", Boolean(question.trouble));
  if (field) field.setAttribute("aria-invalid", String(Boolean(question.trouble)));
  let again = section.querySelector("button.again");
  const stands = unsaved.has(question.ref) && question.trouble;
  if (stands && !again) {
    again = element("button", { type: "button", class: "again", text: words["over-write"] });
    again.addEventListener("click", () => keep(question.ref));
    section.append(again);
  } else if (!stands && again) again.remove();
}

function state(ref, text) {
  const line = drawn.get(ref)?.section.querySelector(".state");
  if (line) line.textContent = text;
}

function answerOf(ref) {
  const { section, question } = drawn.get(ref);
  const boxes = [...section.querySelectorAll("fieldset input[type=radio], fieldset input[type=checkbox]")];
  if (boxes.length) return boxes.filter((one) => one.checked).map((one) => one.value).join(" ");
  const field = section.querySelector(`#${CSS.escape(`${idOf(question)}-answer`)}`);
  return field.value;
}

function keep(ref) {
  const value = answerOf(ref);
  unsaved.set(ref, value);
  state(ref, words.saving);
  const wanted = () => {
    const was = drawn.get(ref)?.question.value ?? "";
    return { deed: "put", ref, value, was };
  };
  chain = chain.then(async () => {
    if (!drawn.has(ref) || answerOf(ref) !== value) return; // a later answer is on its way
    try {
      const answer = await ask(wanted());
      const found = answer.form?.questions?.find((one) => one.ref === ref);
      if (!found?.trouble && (!drawn.has(ref) || answerOf(ref) === value)) unsaved.delete(ref);
      take(answer);
      state(ref, found?.trouble ? "" : words.saved);
    } catch {
      offline(ref);
    }
  });
  return chain;
}

function offline(ref) {
  const section = drawn.get(ref)?.section;
  if (!section) return;
  section.querySelector(".trouble").textContent = words.offline;
  state(ref, words.unsaved);
  if (!section.querySelector("button.again")) {
    const again = element("button", { type: "button", class: "again", text: words.again });
    again.addEventListener("click", () => keep(ref));
    section.append(again);
  }
}

function finish(deed) {
  for (const [ref, one] of drawn) {
    if (unsaved.has(ref) && !one.question.trouble) keep(ref);
  }
  const buttons = [at("send"), at("back")];
  for (const one of buttons) one.disabled = true;
  act(
    () => ({ deed }),
    () => {
      at("said").textContent = words.offline;
    },
  ).then(() => {
    for (const one of buttons) one.disabled = false;
    const wanting = document.querySelector("section.wanting");
    if (form && deed === "send" && wanting) {
      wanting.scrollIntoView({ block: "center" });
      wanting.querySelector("textarea, select, input, button")?.focus({ preventScroll: true });
    }
  });
}

at("send").addEventListener("click", () => finish("send"));
at("back").addEventListener("click", () => finish("back"));
addEventListener("beforeunload", (event) => {
  if (form && unsaved.size) event.preventDefault();
});
act(
  () => ({ deed: "open" }),
  () => {
    at("over").textContent = "Chưa mở được phiếu. Anh/chị kiểm tra mạng rồi tải lại trang.";
  },
);
