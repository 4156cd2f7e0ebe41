"""The program as `langnghe run` runs it, on a database of its own, with the network's limits lifted.

Started by the benchmark as a process of its own; it ends when its standard input closes.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import datetime, timedelta

import uvloop
from sqlmodel import Session

from bench.far_end import BOT_ID, FIRST_CHAT, TOKEN
from bench.machine import pin
from bot.app import App, Options
from bot.clock import SystemClock
from bot.logs import configure
from bot.run import settle_memory
from channels.pacing import Pacer
from channels.telegram import TelegramChannel
from forms.library import builtin
from storage import drafts, members, prompts, units
from storage.database import Database
from storage.keys import KeyRing, new_key
from storage.tables import (
    Address,
    Member,
    MemberRole,
    Prompt,
    PromptKind,
    PromptStatus,
    Role,
    Unit,
    UnitKind,
)
from storage.upgrade import upgrade

COMMUNES = 100
MATTERS = [
    ("Giá vật tư nông nghiệp tăng", "farming"),
    ("Sáp nhập thôn, tổ dân phố", "party"),
    ("Thu tiền đầu năm học", "education"),
]


def furnish(session: Session, now: datetime, count: int) -> None:
    """A province of a hundred communes, so many collaborators who have joined, and a prompt that all are to answer."""
    province = Unit(code="T", name="Tỉnh Mẫu", sort_key="a", kind=UnitKind.PROVINCE)
    session.add(province)
    session.flush()
    assert province.id is not None
    communes = [
        Unit(code=f"X{n:03}", name=f"xã Mẫu {n}", sort_key=f"xa {n:03}", kind=UnitKind.COMMUNE, parent_id=province.id)
        for n in range(COMMUNES)
    ]
    session.add_all(communes)
    units.rebuild_paths(session)
    homes = [one.id for one in communes if one.id is not None]
    people = [
        Member(code=f"CTV{n}", name=f"Người thứ {n}", unit_id=homes[n % COMMUNES], joined_at=now) for n in range(count)
    ]
    session.add_all(people)
    session.flush()
    account = members.account(session, "telegram", str(BOT_ID))
    for n, member in enumerate(people):
        assert member.id is not None and account.id is not None
        chat = str(FIRST_CHAT + n)
        marked = members.chat_hash(session, account.id, chat)
        session.add(MemberRole(member_id=member.id, role=Role.COLLABORATOR))
        session.add(Address(account_id=account.id, member_id=member.id, chat=chat, chat_hash=marked, created_at=now))
    form = builtin("periodic")
    row = drafts.publish(session, "periodic", form.title, form.xml, now)
    assert row.id is not None and people[0].id is not None
    prompt = Prompt(
        kind=PromptKind.MONTHLY,
        status=PromptStatus.SENT,
        form_id=row.id,
        title="Nội dung nắm bắt tháng",
        intro="",
        unit_id=province.id,
        due_at=now + timedelta(days=30),
        created_by=people[0].id,
        created_at=now,
        sent_at=now,
    )
    asked = prompts.add(session, prompt, MATTERS)
    assert asked.id is not None
    prompts.assign(session, asked.id, [one.id for one in people if one.id is not None])


def prepare(url: str, count: int) -> Database:
    """A database with all tables and people in it, opened."""
    database = Database(url, KeyRing.parse([new_key()]))
    now = SystemClock().now()
    upgrade(database)
    database.found(now)
    database.open()
    database.run_now(lambda session: furnish(session, now, count))
    return database


async def serve(api: str, port: int, database: Database) -> None:
    """Runs the program by webhook until standard input closes."""
    options = Options(
        board="Ban Tuyên giáo và Dân vận Tỉnh ủy",
        place="Tỉnh Mẫu",
        timezone="Asia/Ho_Chi_Minh",
        language="vi",
        public_url=f"http://127.0.0.1:{port}",
        webhook_secret="bench-secret",
        listen=("127.0.0.1", port),
    )
    app = App(
        options, database, [TelegramChannel(TOKEN, api_url=api)], SystemClock(), lambda: Pacer(None, None, 3, None)
    )
    await app.start()
    settle_memory()
    try:
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    finally:
        await app.stop()
        database.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--api", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--database", required=True)
    parser.add_argument("--members", type=int, required=True)
    given = parser.parse_args()
    pin(0)
    configure("warning")
    database = prepare(given.database, given.members)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(given.api, given.port, database))


if __name__ == "__main__":
    main()
