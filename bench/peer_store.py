"""What the peers share: the questions, the rows behind them, and how a card looks.

What they are given, so that the comparison is fair: SQLite in WAL mode with synchronous=NORMAL (the program commits with FULL),
or PostgreSQL with a pool of connections; a row of SQLAlchemy's ORM read, changed and committed on every step, in a thread; no
encryption, no receipt of events, no record of what is sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import JSON, Engine, ForeignKey, create_engine, event, make_url, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from bench.far_end import FIRST_CHAT

THREADS = 8

T = TypeVar("T")
Rows = list[list[tuple[str, str]]]
"""A keyboard: rows of labels and what each carries."""


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
        self._one = asyncio.Semaphore(1 if url.startswith("sqlite") else THREADS)

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
        return create_engine(make_url(url).set(drivername="postgresql+psycopg"), pool_size=THREADS)
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


def tick(session: Session, chat: int, name: str, number: int) -> dict[str, Any]:
    before = list(session.get_one(Draft, chat).answers.get(name, []))
    ticked = [one for one in before if one != number] if number in before else [*before, number]
    return keep(session, chat, name, ticked)


def ticked(session: Session, chat: int, name: str) -> dict[str, Any]:
    return keep(session, chat, name, session.get_one(Draft, chat).answers.get(name, []))


def card(place: int, answers: dict[str, Any], lead: str = "") -> tuple[str, Rows]:
    """A question, or the review page, as a message."""
    if place == REVIEW:
        lines = [f"{n}. {q.label}: {answers.get(q.name, '')}" for n, q in enumerate(QUESTIONS, 1)]
        return "\n".join(["Xem lại", *lines]), [[("✓ Gửi", "form.submit")]]
    question = QUESTIONS[place]
    chosen = answers.get(question.name, []) if question.kind == "several" else []
    rows: Rows = []
    for number, choice in enumerate(question.choices):
        box = ("☑ " if number in chosen else "☐ ") if question.kind == "several" else ""
        verb = "form.tick" if question.kind == "several" else "form.answer"
        rows.append([(box + choice, f"{verb}:{place}:{number}")])
    if question.kind == "several":
        rows.append([("Xong", f"form.done:{place}")])
    rows.append([("Để sau", "form.later")])
    return f"{lead}\n\nCâu {place + 1}/{REVIEW}. {question.label}".strip(), rows
