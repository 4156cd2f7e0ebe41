/** The page's only way to the sandbox: what a thumb or the world's clock does goes out, what the phones show comes in. */

/** A refusal by the sandbox: `texts` is {vi, en}, or null where nothing answered. */
export class Refused extends Error {
  constructor(texts) {
    super("refused");
    this.texts = texts;
  }
}

async function call(path, body) {
  let answer;
  try {
    answer = await fetch(path, body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  } catch {
    throw new Refused(null);
  }
  const data = await answer.json().catch(() => null);
  if (!answer.ok) throw new Refused(data?.error ?? null);
  return data;
}

export const state = () => call("/world/state");
export const act = (screen, what, more = {}) => call("/world/act", { screen, do: what, ...more });
export const moveClock = (by) => call("/world/clock", by);

/** Listens to the world; `handlers` maps event names to functions, `lost` and `back` tell of the connection. */
export function listen(handlers, { lost, back }) {
  const source = new EventSource("/world/stream");
  let broken = false;
  for (const [name, handler] of Object.entries(handlers)) {
    source.addEventListener(name, (event) => handler(event.data ? JSON.parse(event.data) : {}));
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
