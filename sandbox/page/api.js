// @ts-check
/**
 * The page's only way to the sandbox: what a thumb or the world's clock does goes out, what the phones show comes in.
 *
 * @typedef {"vi" | "en"} Language
 * @typedef {Record<Language, string>} Both a text in both languages
 * @typedef {{ text: string, data?: string, url?: string }} Button
 * @typedef {{ type: string, offset: number, length: number, url?: string }} Entity offsets in UTF-16 units
 * @typedef {{ id: string, name: string, bot: boolean, me: boolean }} Sender
 * @typedef {{ url: string, width: number, height: number }} Photo
 * @typedef {{ name: string, size: number, url: string }} Document
 * @typedef {object} Message
 * @property {number} id
 * @property {Sender} from
 * @property {string} date
 * @property {boolean} edited
 * @property {boolean} editable
 * @property {string} text
 * @property {Entity[]} entities
 * @property {Button[][]} keyboard
 * @property {Photo | null} photo
 * @property {Document | null} document
 * @property {string | null} service
 * @property {Both | null} service_texts
 * @property {boolean} silent
 * @typedef {{ username: string, name: string, network: string, official: boolean, started: boolean, blocked: boolean }} Bot
 * @typedef {{ command: string, description: string }} Command
 * @typedef {object} Screen
 * @property {string} id
 * @property {string} person
 * @property {string} name
 * @property {Both} role
 * @property {string} accent
 * @property {"private" | "group"} kind
 * @property {string} title
 * @property {Bot} bot
 * @property {Command[]} commands
 * @property {string[]} members
 * @property {Message[]} messages
 * @typedef {object} World
 * @property {string} now
 * @property {Both} title
 * @property {Language} language in which the people keep their phones
 * @property {boolean} again whether the world can begin once more
 * @property {boolean} ready whether it has come to its first morning
 * @property {Screen[]} screens
 */

/** A refusal: `texts` is the sandbox's sentence, or null where nothing answered; `key` one of ours. */
export class Refused extends Error {
  /** @param {Both | null} texts @param {string} [key] */
  constructor(texts, key) {
    super("refused");
    this.texts = texts;
    this.key = key;
  }
}

/** @param {string} path @param {object} [body] @returns {Promise<any>} */
async function call(path, body) {
  const posted = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, posted).catch(() => null);
  if (!answer) throw new Refused(null);
  const data = await answer.json().catch(() => null);
  if (!answer.ok) throw new Refused(data?.error ?? null);
  return data;
}

/** @returns {Promise<World>} */
export const state = () => call("/world/state");

/** Resolves when the world has come to its first morning, or after a while. */
export const untilReady = () => call("/world/ready");

/** @param {string} screen @param {string} what @param {object} [more] */
export const act = (screen, what, more = {}) => call("/world/act", { screen, do: what, ...more });

/** @param {{ advance: number } | { to: string }} by @returns {Promise<{ now: string }>} */
export const moveClock = (by) => call("/world/clock", by);

/** Everybody's phone, and with it the bot, speaks another language from now on. @param {Language} language */
export const speakAll = (language) => call("/world/language", { language });

/** The world begins once more, from its first morning; the connection is lost for a while. */
export const beginAgain = () => call("/world/again", {});

/**
 * Listens to the world; `handlers` maps event names to functions, `lost` and `back` tell of the connection.
 *
 * @param {Record<string, (data: any) => void>} handlers
 * @param {{ lost: () => void, back: () => void }} connection
 * @returns {Promise<unknown>} when it is open
 */
export function listen(handlers, { lost, back }) {
  const source = new EventSource("/world/stream");
  let broken = false;
  for (const [name, handler] of Object.entries(handlers)) {
    source.addEventListener(name, (/** @type {MessageEvent} */ event) => handler(event.data ? JSON.parse(event.data) : {}));
  }
  source.addEventListener("error", () => {
    if (!broken) lost();
    broken = true;
  });
  source.addEventListener("open", () => {
    if (broken) back();
    broken = false;
  });
  return new Promise((resolve) => source.addEventListener("open", resolve, { once: true }));
}
