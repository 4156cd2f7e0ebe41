"""The peer: the same report as an experienced developer writes it with python-telegram-bot's own means.

A `ConversationHandler` with a state a question. What it is given, so that the comparison is fair, besides what `peer_store`
says: uvloop, one update at a time per chat and chats side by side (`concurrent_updates` alone would let a chat's updates
overtake each other), its state in memory (a restart forgets who was where). It asks as many questions and makes as many calls
a step as the program.
"""

from __future__ import annotations

import asyncio
import warnings
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import orjson
from aiohttp import web
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)
from telegram.warnings import PTBUserWarning

from bench import hook, peer_store
from bench.far_end import TOKEN
from bench.hook import Given
from bench.peer_store import QUESTIONS, REVIEW, THREADS, Store, begin, is_member, keep, submit

Context = ContextTypes.DEFAULT_TYPE


def card(place: int, answers: dict[str, Any], lead: str = "") -> tuple[str, InlineKeyboardMarkup]:
    text, rows = peer_store.card(place, answers, lead)
    return text, InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in rows]
    )


class Bot:
    """The conversation's handlers; each gives the next state."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._cards: dict[int, int] = {}

    async def menu(self, update: Update, context: Context) -> int:
        chat = _chat(update)
        if await self._store.run(lambda s: is_member(s, chat)):
            await _say(context, chat, "Anh/chị muốn làm gì?", _one("Viết báo cáo", "report.open:1"))
        return ConversationHandler.END

    async def open(self, update: Update, context: Context) -> int:
        chat = _chat(update)
        answers = await self._store.run(lambda s: begin(s, chat))
        await _query(update).answer()
        self._cards[chat] = await _say(context, chat, *card(0, answers))
        return 0

    async def choose(self, update: Update, context: Context) -> int:
        chat, (place, number) = _chat(update), _numbers(update)
        question = QUESTIONS[place]
        answers = await self._store.run(lambda s: keep(s, chat, question.name, question.choices[number]))
        await self._edit(update, place + 1, answers, f"✓ Đã ghi: {question.choices[number]}")
        return place + 1

    async def tick(self, update: Update, context: Context) -> int:
        chat, (place, number) = _chat(update), _numbers(update)
        name = QUESTIONS[place].name
        await self._edit(update, place, await self._store.run(lambda s: peer_store.tick(s, chat, name, number)))
        return place

    async def done(self, update: Update, context: Context) -> int:
        chat, (place,) = _chat(update), _numbers(update)
        name = QUESTIONS[place].name
        answers = await self._store.run(lambda s: peer_store.ticked(s, chat, name))
        await self._edit(update, place + 1, answers, "✓ Đã ghi")
        return place + 1

    def typed(self, place: int) -> Callable[[Update, Context], Any]:
        async def handle(update: Update, context: Context) -> int:
            chat, question = _chat(update), QUESTIONS[place]
            assert update.message is not None and update.message.text is not None
            text = update.message.text
            answers = await self._store.run(lambda s: keep(s, chat, question.name, text))
            await context.bot.edit_message_text(f"✓ {question.label}", chat_id=chat, message_id=self._cards[chat])
            self._cards[chat] = await _say(context, chat, *card(place + 1, answers, "✓ Đã ghi"))
            return place + 1

        return handle

    async def submit(self, update: Update, context: Context) -> int:
        chat = _chat(update)
        number = await self._store.run(lambda s: submit(s, chat))
        await _query(update).answer()
        more = _one("Báo cáo thêm", "report.another")
        await _query(update).edit_message_text(f"Đã nhận báo cáo số {number}.", reply_markup=more)
        return ConversationHandler.END

    async def _edit(self, update: Update, place: int, answers: dict[str, Any], lead: str = "") -> None:
        query = _query(update)
        text, keyboard = card(place, answers, lead)
        await query.answer()
        await query.edit_message_text(text, reply_markup=keyboard)
        assert query.message is not None
        self._cards[_chat(update)] = query.message.message_id


def conversation(bot: Bot) -> ConversationHandler[Context]:
    """A state a question."""
    states: dict[object, list[Any]] = {}
    for place, question in enumerate(QUESTIONS):
        if question.kind == "one":
            states[place] = [CallbackQueryHandler(bot.choose, pattern=rf"^form.answer:{place}:\d+$")]
        elif question.kind == "several":
            ticks = CallbackQueryHandler(bot.tick, pattern=rf"^form.tick:{place}:\d+$")
            states[place] = [ticks, CallbackQueryHandler(bot.done, pattern=rf"^form.done:{place}$")]
        else:
            states[place] = [MessageHandler(filters.TEXT & ~filters.COMMAND, bot.typed(place))]
    states[REVIEW] = [CallbackQueryHandler(bot.submit, pattern="^form.submit$")]
    return ConversationHandler(
        entry_points=[CommandHandler("menu", bot.menu), CallbackQueryHandler(bot.open, pattern="^report.open:")],
        states=states,
        fallbacks=[CommandHandler("menu", bot.menu)],
        allow_reentry=True,
    )


async def serve(told: Given) -> None:
    """Runs by webhook until standard input closes."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS + 1))  # one waits for the end
    application = Application.builder().token(TOKEN).base_url(f"{told.api}/bot").updater(None).build()
    application.add_handler(conversation(Bot(Store(told.database, told.members))))
    chats: dict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def webhook(request: web.Request) -> web.Response:
        update = Update.de_json(orjson.loads(await request.read()), application.bot)
        async with chats[_chat(update)]:
            await application.process_update(update)
        return web.Response()

    async with application:
        await application.start()
        await hook.listen(told.port, webhook, lambda url: application.bot.set_webhook(url, max_connections=100))
        await application.stop()


async def _say(context: Context, chat: int, text: str, keyboard: InlineKeyboardMarkup) -> int:
    return (await context.bot.send_message(chat, text, reply_markup=keyboard)).message_id


def _one(label: str, data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)]])


def _chat(update: Update) -> int:
    assert update.effective_chat is not None
    return update.effective_chat.id


def _query(update: Update) -> Any:
    assert update.callback_query is not None
    return update.callback_query


def _numbers(update: Update) -> tuple[int, ...]:
    return tuple(map(int, str(_query(update).data).split(":")[1:]))


def main() -> None:
    warnings.filterwarnings("ignore", category=PTBUserWarning)  # about `per_message`, which is meant
    hook.run(serve)


if __name__ == "__main__":
    main()
