"""The peer: the same report as an experienced developer writes it with python-telegram-bot's own means.

A `ConversationHandler` with a state a question, a row of SQLAlchemy's ORM read, changed and committed on every step, in a
thread. What it is given, so that the comparison is fair: SQLite in WAL mode with synchronous=NORMAL (the program commits with
FULL), or PostgreSQL with a pool of connections; uvloop, one update at a time per chat and chats side by side
(`concurrent_updates` alone would let a chat's updates overtake each other), its state in memory (a restart forgets who was
where), no encryption, no receipt of events, no record of what is sent. It asks as many questions and makes as many calls a
step as the program.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import warnings
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import orjson
import uvloop
from aiohttp import web
from sqlalchemy import JSON, Engine, ForeignKey, create_engine, event, make_url, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
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

from bench.far_end import FIRST_CHAT, TOKEN
from bench.machine import pin

_THREADS = 8

T = TypeVar("T")
Context = ContextTypes.DEFAULT_TYPE


class Base(DeclarativeBase):
    pass


class Member(Base):
    __tablename__ = "member"
    chat: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Draft(Base):
    __tablename__ = "draft"
    chat: Mapped[int] = mapped_column(ForeignKey("member.chat"), primary_key=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    updated_at: Mapped[datetime]


class Report(Base):
    __tablename__ = "report"
    id: Mapped[int] = mapped_column(primary_key=True)
    chat: Mapped[int] = mapped_column(ForeignKey("member.chat"))
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    label: str
    kind: str  # one, several, text
    choices: tuple[str, ...] = ()
    required: bool = True


QUESTIONS = (
    Question("item", "Anh/chị phản ánh mục nào?", "one", ("Giá vật tư", "Sáp nhập thôn", "Thu tiền", "Khác")),
    Question("gist", "Người dân nói gì?", "text"),
    Question(
        "strata",
        "Nghe từ nhóm nào?",
        "several",
        ("Nông dân", "Công nhân", "Phụ nữ", "Thanh niên", "Cựu chiến binh", "Giáo viên", "Tiểu thương", "Khác"),
    ),
    Question(
        "main",
        "Ý kiến nghiêng về đâu?",
        "one",
        ("Đồng tình", "Băn khoăn", "Không đồng tình", "Nửa nọ nửa kia", "Chưa rõ"),
    ),
    Question("share", "Khoảng bao nhiêu người nghĩ vậy?", "one", ("Hầu hết", "Khoảng ba phần tư", "Khoảng một nửa")),
    Question("urgency", "Việc này gấp đến mức nào?", "one", ("Bình thường", "Cần quan tâm sớm", "Khẩn")),
)
REVIEW = len(QUESTIONS)


class Store:
    """Every call is one transaction, run in a thread."""

    def __init__(self, url: str, members: int) -> None:
        self._engine = engine(url)
        Base.metadata.create_all(self._engine)
        with Session(self._engine) as session:
            session.add_all(Member(chat=FIRST_CHAT + n, name=f"Người thứ {n}") for n in range(members))
            session.commit()
        # SQLite has one writer; threads that fight for its lock are slower
        self._one = asyncio.Semaphore(1 if url.startswith("sqlite") else _THREADS)

    async def run(self, work: Callable[[Session], T]) -> T:
        async with self._one:
            return await asyncio.to_thread(self._run, work)

    def _run(self, work: Callable[[Session], T]) -> T:
        with Session(self._engine) as session:
            result = work(session)
            session.commit()
            return result


def engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(make_url(url).set(drivername="postgresql+psycopg"), pool_size=_THREADS)
    made = create_engine(url, connect_args={"check_same_thread": False, "timeout": 30})

    @event.listens_for(made, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")

    return made


def is_member(session: Session, chat: int) -> bool:
    return session.scalar(select(Member).where(Member.chat == chat)) is not None


def begin(session: Session, chat: int) -> dict[str, Any]:
    draft = session.get(Draft, chat)
    if draft is None:
        draft = Draft(chat=chat, answers={}, updated_at=datetime.now(UTC))  # noqa: TID251
        session.add(draft)
    return dict(draft.answers)


def keep(session: Session, chat: int, name: str, answer: object) -> dict[str, Any]:
    draft = session.get_one(Draft, chat)
    draft.answers = draft.answers | {name: answer}
    draft.updated_at = datetime.now(UTC)  # noqa: TID251
    return dict(draft.answers)


def submit(session: Session, chat: int) -> int:
    draft = session.get_one(Draft, chat)
    report = Report(chat=chat, answers=draft.answers, created_at=datetime.now(UTC))  # noqa: TID251
    session.add(report)
    session.delete(draft)
    session.flush()
    return report.id


def card(place: int, answers: dict[str, Any], lead: str = "") -> tuple[str, InlineKeyboardMarkup]:
    """A question, or the review page, as a message."""
    if place == REVIEW:
        lines = [f"{n}. {q.label}: {answers.get(q.name, '')}" for n, q in enumerate(QUESTIONS, 1)]
        rows = [[InlineKeyboardButton("✓ Gửi", callback_data="form.submit")]]
        return "\n".join(["Xem lại", *lines]), InlineKeyboardMarkup(rows)
    question = QUESTIONS[place]
    ticked = answers.get(question.name, []) if question.kind == "several" else []
    rows = []
    for number, choice in enumerate(question.choices):
        box = ("☑ " if number in ticked else "☐ ") if question.kind == "several" else ""
        verb = "form.tick" if question.kind == "several" else "form.answer"
        rows.append([InlineKeyboardButton(box + choice, callback_data=f"{verb}:{place}:{number}")])
    if question.kind == "several":
        rows.append([InlineKeyboardButton("Xong", callback_data=f"form.done:{place}")])
    rows.append([InlineKeyboardButton("Để sau", callback_data="form.later")])
    return f"{lead}\n\nCâu {place + 1}/{REVIEW}. {question.label}".strip(), InlineKeyboardMarkup(rows)


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

        def work(session: Session) -> dict[str, Any]:
            before = list(session.get_one(Draft, chat).answers.get(name, []))
            ticked = [one for one in before if one != number] if number in before else [*before, number]
            return keep(session, chat, name, ticked)

        await self._edit(update, place, await self._store.run(work))
        return place

    async def done(self, update: Update, context: Context) -> int:
        chat, (place,) = _chat(update), _numbers(update)
        name = QUESTIONS[place].name
        answers = await self._store.run(lambda s: keep(s, chat, name, s.get_one(Draft, chat).answers.get(name, [])))
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


async def serve(api: str, port: int, database: str, members: int) -> None:
    """Runs by webhook until standard input closes."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS + 1))  # one waits for the end
    application = Application.builder().token(TOKEN).base_url(f"{api}/bot").updater(None).build()
    application.add_handler(conversation(Bot(Store(database, members))))
    chats: dict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def webhook(request: web.Request) -> web.Response:
        update = Update.de_json(orjson.loads(await request.read()), application.bot)
        async with chats[_chat(update)]:
            await application.process_update(update)
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", webhook)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    async with application:
        await application.start()
        await application.bot.set_webhook(f"http://127.0.0.1:{port}/hook", max_connections=100)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
        await application.stop()
    await runner.cleanup()


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
    parser = argparse.ArgumentParser()
    parser.add_argument("--api", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--database", required=True)
    parser.add_argument("--members", type=int, required=True)
    given = parser.parse_args()
    pin(0)
    warnings.filterwarnings("ignore", category=PTBUserWarning)  # about `per_message`, which is meant
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(given.api, given.port, given.database, given.members))


if __name__ == "__main__":
    main()
