// A bot written with grammY (Node), unchanged: greets, echoes with a button, answers the tap, and sends files named by their captions.
// node grammy.mjs ADDRESS TOKEN

import { Bot, InlineKeyboard, InputFile } from "grammy";

const [address, token] = process.argv.slice(2);
const bot = new Bot(token, { client: { apiRoot: address } });

bot.command("start", (ctx) => ctx.reply(`chào ${ctx.match}`));
bot.callbackQuery("yes", async (ctx) => {
  await ctx.answerCallbackQuery("đã ghi");
  await ctx.editMessageText("chọn yes");
});
bot.on("message:photo", async (ctx) => {
  const file = await ctx.getFile();
  const answer = await fetch(`${address}/file/bot${token}/${file.file_path}`);
  const content = new Uint8Array(await answer.arrayBuffer());
  const name = ctx.message.caption;
  await ctx.replyWithDocument(new InputFile(content, name), { caption: `${content.length} byte` });
  await ctx.replyWithPhoto(new InputFile(content));
});
bot.on("message:text", (ctx) => ctx.reply(`bạn nói: ${ctx.message.text}`, { reply_markup: new InlineKeyboard().text("Đúng", "yes") }));
bot.catch((problem) => {
  console.error(problem.message);
  process.exit(1);
});
process.once("SIGTERM", () => bot.stop());
await bot.start({ onStart: () => console.log("started") });
