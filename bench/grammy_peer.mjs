// The same report with grammY, its state in memory and nothing kept: the lower bound of what another language does.
// node grammy_peer.mjs API PORT MEMBERS TOKEN FIRST_CHAT QUESTIONS (JSON: name, label, kind, choices)
import { createServer } from "node:http";
import { Bot, InlineKeyboard } from "grammy";

const [api, port, members, token, firstChat, asked] = process.argv.slice(2);
const questions = JSON.parse(asked);
const review = questions.length;
const reports = [];
const drafts = new Map();
const bot = new Bot(token, { client: { apiRoot: api } });

function card(place, answers, lead = "") {
  const keyboard = new InlineKeyboard();
  if (place === review) {
    const lines = questions.map((one, at) => `${at + 1}. ${one.label}: ${answers[one.name] ?? ""}`);
    return [["Xem lại", ...lines].join("\n"), keyboard.text("✓ Gửi", "form.submit")];
  }
  const question = questions[place];
  const several = question.kind === "several";
  const ticked = several ? (answers[question.name] ?? []) : [];
  question.choices.forEach((choice, number) => {
    const box = several ? (ticked.includes(number) ? "☑ " : "☐ ") : "";
    keyboard.text(box + choice, `${several ? "form.tick" : "form.answer"}:${place}:${number}`).row();
  });
  if (several) keyboard.text("Xong", `form.done:${place}`).row();
  keyboard.text("Để sau", "form.later");
  return [`${lead}\n\nCâu ${place + 1}/${review}. ${question.label}`.trim(), keyboard];
}

async function show(ctx, draft, place, lead = "") {
  draft.place = place;
  draft.card = ctx.callbackQuery.message.message_id;
  const [text, keyboard] = card(place, draft.answers, lead);
  await ctx.answerCallbackQuery();
  await ctx.editMessageText(text, { reply_markup: keyboard });
}

bot.command("menu", async (ctx) => {
  const at = ctx.chat.id - Number(firstChat);
  if (at < 0 || at >= Number(members)) return;
  await ctx.reply("Anh/chị muốn làm gì?", { reply_markup: new InlineKeyboard().text("Viết báo cáo", "report.open:1") });
});

bot.callbackQuery(/^report\.open:/, async (ctx) => {
  const draft = drafts.get(ctx.chat.id) ?? { answers: {} };
  drafts.set(ctx.chat.id, draft);
  await ctx.answerCallbackQuery();
  const [text, keyboard] = card(0, draft.answers);
  draft.card = (await ctx.reply(text, { reply_markup: keyboard })).message_id;
  draft.place = 0;
});

bot.callbackQuery(/^form\.answer:(\d+):(\d+)$/, async (ctx) => {
  const [place, number] = ctx.match.slice(1).map(Number);
  const draft = drafts.get(ctx.chat.id);
  const chosen = questions[place].choices[number];
  draft.answers[questions[place].name] = chosen;
  await show(ctx, draft, place + 1, `✓ Đã ghi: ${chosen}`);
});

bot.callbackQuery(/^form\.tick:(\d+):(\d+)$/, async (ctx) => {
  const [place, number] = ctx.match.slice(1).map(Number);
  const draft = drafts.get(ctx.chat.id);
  const before = draft.answers[questions[place].name] ?? [];
  const after = before.includes(number) ? before.filter((one) => one !== number) : [...before, number];
  draft.answers[questions[place].name] = after;
  await show(ctx, draft, place);
});

bot.callbackQuery(/^form\.done:(\d+)$/, async (ctx) => {
  await show(ctx, drafts.get(ctx.chat.id), Number(ctx.match[1]) + 1, "✓ Đã ghi");
});

bot.callbackQuery("form.submit", async (ctx) => {
  reports.push(drafts.get(ctx.chat.id).answers);
  drafts.delete(ctx.chat.id);
  await ctx.answerCallbackQuery();
  const more = new InlineKeyboard().text("Báo cáo thêm", "report.another");
  await ctx.editMessageText(`Đã nhận báo cáo số ${reports.length}.`, { reply_markup: more });
});

bot.on("message:text", async (ctx) => {
  const draft = drafts.get(ctx.chat.id);
  if (!draft) return;
  const question = questions[draft.place];
  draft.answers[question.name] = ctx.message.text;
  await ctx.api.editMessageText(ctx.chat.id, draft.card, `✓ ${question.label}`);
  const [text, keyboard] = card(draft.place + 1, draft.answers, "✓ Đã ghi");
  draft.card = (await ctx.reply(text, { reply_markup: keyboard })).message_id;
  draft.place += 1;
});

await bot.init();
const server = createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", async () => {
    await bot.handleUpdate(JSON.parse(Buffer.concat(parts).toString()));
    response.end();
  });
});
server.listen(Number(port), "127.0.0.1", () => bot.api.setWebhook(`http://127.0.0.1:${port}/hook`, { max_connections: 100 }));
process.stdin.on("end", () => process.exit(0)).resume();
