"""The same report with aiogram's own means: a router, a state machine in memory, filters by the state and by what is pressed.

What it is given stands in `peer_store`; besides that uvloop and its own webhook handler, which takes one update at a time per
chat by a lock of ours, as in `peer`.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from aiohttp import web

from bench import hook, peer_store
from bench.far_end import TOKEN
from bench.hook import Given
from bench.peer_store import QUESTIONS, THREADS, Rows, Store


class Reporting(StatesGroup):
    asked = State()
    words = State()


def keyboard(rows: Rows) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=label, callback_data=data) for label, data in row] for row in rows]
    )


class Conversation:
    """The handlers of the whole report."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def _shown(
        self, query: CallbackQuery, state: FSMContext, place: int, answers: dict[str, Any], lead: str = ""
    ) -> None:
        text, rows = peer_store.card(place, answers, lead)
        await query.answer()
        assert isinstance(query.message, Message)
        await query.message.edit_text(text, reply_markup=keyboard(rows))
        await self._asked(state, place, query.message.message_id)

    async def _asked(self, state: FSMContext, place: int, message_id: int) -> None:
        is_text = place < len(QUESTIONS) and QUESTIONS[place].kind == "text"
        await state.set_state(Reporting.words if is_text else Reporting.asked)
        await state.update_data(place=place, card=message_id)

    async def menu(self, message: Message, state: FSMContext) -> None:
        await state.clear()
        if await self._store.run(lambda s: peer_store.is_member(s, message.chat.id)):
            await message.answer("Anh/chị muốn làm gì?", reply_markup=keyboard([[("Viết báo cáo", "report.open:1")]]))

    async def begin(self, query: CallbackQuery, state: FSMContext) -> None:
        chat = query.from_user.id
        text, rows = peer_store.card(0, await self._store.run(lambda s: peer_store.begin(s, chat)))
        await query.answer()
        assert query.message is not None
        sent = await query.message.answer(text, reply_markup=keyboard(rows))
        await self._asked(state, 0, sent.message_id)

    async def choose(self, query: CallbackQuery, state: FSMContext) -> None:
        chat, (place, number) = query.from_user.id, numbers(query)
        question = QUESTIONS[place]
        answers = await self._store.run(lambda s: peer_store.keep(s, chat, question.name, question.choices[number]))
        await self._shown(query, state, place + 1, answers, f"✓ Đã ghi: {question.choices[number]}")

    async def tick(self, query: CallbackQuery, state: FSMContext) -> None:
        chat, (place, number) = query.from_user.id, numbers(query)
        name = QUESTIONS[place].name
        await self._shown(query, state, place, await self._store.run(lambda s: peer_store.tick(s, chat, name, number)))

    async def done(self, query: CallbackQuery, state: FSMContext) -> None:
        chat, (place,) = query.from_user.id, numbers(query)
        answers = await self._store.run(lambda s: peer_store.ticked(s, chat, QUESTIONS[place].name))
        await self._shown(query, state, place + 1, answers, "✓ Đã ghi")

    async def typed(self, message: Message, state: FSMContext, bot: Bot) -> None:
        kept, chat = await state.get_data(), message.chat.id
        place = kept["place"]
        question, text = QUESTIONS[place], message.text
        answers = await self._store.run(lambda s: peer_store.keep(s, chat, question.name, text))
        await bot.edit_message_text(f"✓ {question.label}", chat_id=chat, message_id=kept["card"])
        text, rows = peer_store.card(place + 1, answers, "✓ Đã ghi")
        sent = await message.answer(text, reply_markup=keyboard(rows))
        await self._asked(state, place + 1, sent.message_id)

    async def submit(self, query: CallbackQuery, state: FSMContext) -> None:
        chat = query.from_user.id
        number = await self._store.run(lambda s: peer_store.submit(s, chat))
        await query.answer()
        assert isinstance(query.message, Message)
        more = keyboard([[("Báo cáo thêm", "report.another")]])
        await query.message.edit_text(f"Đã nhận báo cáo số {number}.", reply_markup=more)
        await state.clear()

    def router(self) -> Router:
        """Which of them is for what."""
        made = Router()
        made.message.register(self.menu, Command("menu"))
        made.callback_query.register(self.begin, F.data.startswith("report.open:"))
        made.callback_query.register(self.choose, StateFilter(Reporting.asked), F.data.startswith("form.answer:"))
        made.callback_query.register(self.tick, StateFilter(Reporting.asked), F.data.startswith("form.tick:"))
        made.callback_query.register(self.done, StateFilter(Reporting.asked), F.data.startswith("form.done:"))
        made.message.register(self.typed, StateFilter(Reporting.words), F.text)
        made.callback_query.register(self.submit, StateFilter(Reporting.asked), F.data == "form.submit")
        return made


def numbers(query: CallbackQuery) -> tuple[int, ...]:
    return tuple(map(int, str(query.data).split(":")[1:]))


async def serve(told: Given) -> None:
    """Runs by webhook until standard input closes."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS + 1))  # one waits for the end
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(told.api)))
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.include_router(Conversation(Store(told.database, told.members)).router())
    chats: dict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def webhook(request: web.Request) -> web.Response:
        update = Update.model_validate_json(await request.read(), context={"bot": bot})
        said = update.message or update.callback_query
        assert said is not None and said.from_user is not None
        async with chats[said.from_user.id]:
            await dispatcher.feed_update(bot, update)
        return web.Response()

    await hook.listen(told.port, webhook, lambda url: bot.set_webhook(url, max_connections=100))
    await bot.session.close()


def main() -> None:
    hook.run(serve)


if __name__ == "__main__":
    main()
