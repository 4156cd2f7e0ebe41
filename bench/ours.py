"""The program as `langnghe run` runs it, on a database of its own, with the network's limits lifted or kept.

Started by the benchmark as a process of its own; a line on its standard input sends the prompt that waits for its hour (as
the monthly rule does), and it ends when its standard input closes. By its clock it began at ten in the morning: what is
sent of the program's own accord would wait for the end of the night.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import sys
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import uvloop
from sqlmodel import Session

from bench.far_end import BOT_ID, BROADCAST, FIRST_CHAT, TOKEN
from bench.machine import pin
from bot.app import App
from bot.options import Options
from bot.run import settle_memory
from bot.runtime.clock import SystemClock
from bot.runtime.command_lists import offered_digest
from bot.runtime.logs import configure
from channels.pacing import Pacer
from channels.telegram.adapter import TelegramChannel
from channels.zalo_bot.adapter import ZaloBotChannel
from forms.authoring.load import load
from forms.builtin_forms import builtin
from services.event_types import MonthlyPromptDue
from storage.engine.database import Database
from storage.forms import published_forms
from storage.keyring import KeyRing, new_key
from storage.members import addresses, units
from storage.prompts import prompts
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

COMMUNES = 100
_ROLES = {False: Role.COLLABORATOR, True: Role.STAFF}
"""By whether it is the officer."""
ZONE = "Asia/Ho_Chi_Minh"
MATTERS = [
    ("Giá vật tư nông nghiệp tăng", "farming"),
    ("Sáp nhập thôn, tổ dân phố", "party"),
    ("Thu tiền đầu năm học", "education"),
]


def furnish(session: Session, now: datetime, count: int, *, zalo: bool, file: Path | None = None) -> None:
    """A province of a hundred communes, so many collaborators who have joined, an officer, a prompt that all are to answer
    and one that waits for the monthly hour; `file`: of another form than the built-in one."""
    province = Unit(code="T", name="Tỉnh Mẫu", sort_key="a", kind=UnitKind.PROVINCE)
    session.add(province)
    session.flush()
    communes = [
        Unit(code=f"X{n:03}", name=f"xã Mẫu {n}", sort_key=f"xa {n:03}", kind=UnitKind.COMMUNE, parent_id=province.id)
        for n in range(COMMUNES)
    ]
    session.add_all(communes)
    units.rebuild_paths(session)
    homes = [commune.id for commune in communes if commune.id is not None]
    people = [
        Member(code=f"CTV{n}", name=f"Người thứ {n}", unit_id=homes[n % COMMUNES], joined_at=now) for n in range(count)
    ]
    people.append(Member(code="CB1", name="Cán bộ trực", unit_id=province.id, joined_at=now, duty=1))
    session.add_all(people)
    session.flush()
    network, wrote = (ZaloBotChannel.network, "020x") if zalo else (TelegramChannel.network, "d")
    account = addresses.account(session, network, str(BOT_ID))
    # Who takes part was offered their commands when they joined: here too, or two thousand calls are made while we measure.
    told = {officer: offered_digest("vi", frozenset({role}), sees_all=True) for officer, role in _ROLES.items()}
    for n, member in enumerate(people):
        assert member.id is not None
        chat = format(FIRST_CHAT + n, wrote)
        marked = addresses.chat_hash(session, account.id, chat)
        session.add(MemberRole(member_id=member.id, role=_ROLES[n == count]))
        session.add(
            Address(
                account_id=account.id,
                member_id=member.id,
                chat=chat,
                chat_hash=marked,
                created_at=now,
                commands=told[n == count],
            )
        )
    form = builtin("periodic") if file is None else load(file)
    row = published_forms.publish(session, "periodic", form.title, form.xml, now)
    form_id, top, officer = row.id, province.id, people[-1].id
    assert form_id is not None and officer is not None

    def prompt(status: PromptStatus, intro: str, sent_at: datetime | None) -> Prompt:
        return Prompt(
            kind=PromptKind.MONTHLY,
            status=status,
            form_id=form_id,
            title="Nội dung nắm bắt tháng",
            intro=intro,
            unit_id=top,
            due_at=now + timedelta(days=30),
            created_by=officer,
            created_at=now,
            sent_at=sent_at,
        )

    asked = prompts.add(session, prompt(PromptStatus.SENT, "", now), MATTERS)
    prompts.assign(session, asked.id, [person.id for person in people[:-1] if person.id is not None])
    prompts.add(session, prompt(PromptStatus.SCHEDULED, BROADCAST, None), MATTERS)


class Morning(SystemClock):
    """The machine's clock, moved so that it is ten in the morning now."""

    def __init__(self) -> None:
        now = SystemClock.now(self)
        self._ahead = datetime.combine(now.astimezone(ZoneInfo(ZONE)), time(10), ZoneInfo(ZONE)) - now

    def now(self) -> datetime:
        return super().now() + self._ahead


def prepare(url: str, key: str, count: int, now: datetime, *, zalo: bool, file: Path | None) -> None:
    """Makes a database with all tables and people in it."""
    from storage.maintenance.migrate import upgrade

    database = Database(url, KeyRing.parse([key]))
    upgrade(database)
    database.found(now)
    database.open()
    database.run_now(lambda session: furnish(session, now, count, zalo=zalo, file=file))
    database.close()


async def serve(api: str, port: int, database: Database, clock: SystemClock, *, limits: bool, zalo: bool) -> None:
    """Runs the program by webhook until standard input closes."""
    options = Options(
        board="Ban Tuyên giáo và Dân vận Tỉnh ủy",
        place="Tỉnh Mẫu",
        timezone=ZONE,
        language="vi",
        public_url=f"http://127.0.0.1:{port}",
        webhook_secret="bench-secret",
        listen=("127.0.0.1", port),
        sender_messages=0,  # its people never pause
    )
    channel = (
        ZaloBotChannel(TOKEN, file_link=lambda *_: None, api_url=api) if zalo else TelegramChannel(TOKEN, api_url=api)
    )
    app = App(options, database, [channel], clock, None if limits else lambda: Pacer(None, None, 3, None))
    await app.start()
    settle_memory()
    try:
        while await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline):
            await app.inbox.happened("bench", "broadcast", MonthlyPromptDue())
    finally:
        await app.stop()
        database.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--api", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--database", required=True)
    parser.add_argument("--members", type=int, required=True)
    parser.add_argument("--limits", action="store_true")
    parser.add_argument("--zalo", action="store_true")
    parser.add_argument("--form", type=Path)
    parser.add_argument("--key", default="", help="of the database, where several processes share it")
    parser.add_argument("--joins", action="store_true", help="the database is there already")
    given = parser.parse_args()
    pin(0)
    configure("warning")
    clock, key = Morning(), given.key or new_key()
    if not given.joins:
        # In a process of its own: what it takes is not the program's.
        preparing = multiprocessing.Process(
            target=prepare,
            args=(given.database, key, given.members, clock.now()),
            kwargs={"zalo": given.zalo, "file": given.form},
        )
        preparing.start()
        preparing.join()
    database = Database(given.database, KeyRing.parse([key]))
    database.open()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(given.api, given.port, database, clock, limits=given.limits, zalo=given.zalo))


if __name__ == "__main__":
    main()
