// The other side of the differential run: ODK Web Forms' engine, told one line of JSON at a time what a person does.
// A line in: {"form": xml, "lists": {file: csv}} begins, {"put": [ref, value]}, {"skip": ref}, {"add": ref}, {"remove": ref} go on. A line out:
// {"ok": …, "submission": xml, "off": [refs], "choices": {ref: [names]}, "violations": {ref: condition}} or {"error": …}.
// The clock is that of the environment variable NOW.
import { createInterface } from "node:readline";
import { JSDOM } from "jsdom";

const dom = new JSDOM("");
for (const name of ["DOMParser", "XMLSerializer", "Node", "Element", "Document", "XMLDocument", "Attr", "Text", "CDATASection",
  "Comment", "ProcessingInstruction", "DocumentFragment", "NodeFilter", "XPathResult", "XPathEvaluator", "HTMLElement", "NodeList", "NamedNodeMap"]) {
  if (dom.window[name] !== undefined) globalThis[name] = dom.window[name];
}
globalThis.window ??= dom.window;
if (process.env.NOW) {
  const Real = Date, shift = Real.parse(process.env.NOW) - Real.now(), began = Real.now();
  globalThis.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(began + shift); }
    static now() { return began + shift; }
  };
}
// The engine is made for browsers: the parser inside it must not take this for Node.
globalThis.document ??= dom.window.document;
const own = globalThis.process;
globalThis.process = undefined;
const { createInstance } = await import("@getodk/xforms-engine");
globalThis.process = own;
console.warn = console.log = console.debug = () => {};
let lists = {};
const attachment = (url) => {
  const csv = lists[String(url).split("/").pop()];
  return Promise.resolve(new Response(csv ?? "", { status: csv === undefined ? 404 : 200, headers: { "content-type": "text/csv" } }));
};
const options = { fetchFormAttachment: attachment, missingResourceBehavior: "BLANK" };
let root = null;

const refOf = (node) => node.currentState.reference;
function* every(node) {
  yield node;
  for (const child of node.currentState.children ?? []) yield* every(child);
}
const plain = (ref) => ref.replaceAll("[1]", "");
const find = (ref) => [...every(root)].find((node) => plain(refOf(node)) === plain(ref)
  && !(ref.endsWith("]") && node.nodeType.startsWith("repeat-range"))) ?? null;
const range = (ref) => [...every(root)].find((node) => node.nodeType.startsWith("repeat-range") && plain(refOf(node)) === plain(ref));

function put(ref, value) {
  const node = find(ref);
  if (node === null) throw new Error(`no node ${ref}`);
  switch (node.nodeType) {
    case "select": return node.selectValues(value === "" ? [] : node.selectType === "select" ? value.split(" ") : [value]);
    case "rank": return node.setValues(value === "" ? [] : value.split(" "));
    case "trigger": return node.setValue(value === "OK");
    case "upload": return null;
    default: return node.setValue(value);
  }
}

async function state() {
  const off = [], choices = {}, violations = {};
  for (const node of every(root)) {
    const ref = refOf(node);
    if (!node.currentState.relevant) off.push(ref);
    if (node.nodeType === "select" || node.nodeType === "rank") {
      choices[ref] = node.currentState.valueOptions.map((one) => one.value);
    }
    const violation = node.validationState?.violation;
    if (violation) violations[ref] = violation.condition;
  }
  const payload = await root.prepareInstancePayload({ payloadType: "monolithic" });
  const file = payload.data[0].get("xml_submission_file");
  return { submission: await file.text(), off, choices, violations };
}

for await (const line of createInterface({ input: process.stdin })) {
  const said = JSON.parse(line);
  let answer;
  try {
    if (said.form) lists = said.lists ?? {};
    if (said.form) root = (await createInstance(said.form, { form: options })).root;
    if (said.put) put(...said.put);
    if (said.skip) put(said.skip, "");
    if (said.language) root.setLanguage(root.languages.find((one) => one.language === said.language) ?? root.languages[0]);
    if (said.add) range(said.add).addInstances();
    if (said.remove) {
      const found = /^(.*)\[(\d+)\]$/.exec(said.remove);
      range(found[1]).removeInstances(Number(found[2]) - 1);
    }
    answer = { ok: true, ...(await state()) };
  } catch (error) {
    const causes = [];
    for (let one = error; one; one = one.cause ?? one.errors?.[0]) causes.push(String(one.message ?? one).slice(0, 300));
    answer = { error: causes.join(" <- ") };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
