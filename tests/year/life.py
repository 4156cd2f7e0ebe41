"""Months of a small province: prompts prepared ahead, reports, reminders, digests, and what each of them must be.

The tally is kept by hand from what was done: it reads no table. What people got is read off their phones.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import func, select, text
from sqlmodel import Session
from sqlmodel import select as rows_of

from sandbox.world import World
from services import working_days
from services.prompts import month_after
from storage.engine.database import Database
from storage.forms import published_forms
from storage.members import units
from storage.prompts import prompts
from storage.tables import Member, Prompt, PromptKind, PromptStatus, Role, metadata
from tests.handlers.playing import MATTERS, ZONE, joins, report_there
from tests.stage import OaPerson, Person, Stage, ZaloPerson, furnish, new_world, staged

FIRST = date(2026, 11, 1)
"""The first day that is lived through."""
_WHO = {"an": "X01", "m0": "X01", "m1": "X02", "m2": "X01", "m3": "P01", "dung": "X02"}
_MANY = (0, 3, 4, 6, 5, 0, 3)
"""How many report in the morning, by weekday."""
_GROWING = (
    "event",
    "delivery",
    "report",
    "answer",
    "digest",
    "digest_report",
    "stored_file",
    "broadcast",
    "audit_entry",
)


@dataclass(slots=True)
class Month:
    """A month as it was: rows and bytes at its end, CPU seconds that it took."""

    first: date
    rows: Mapping[str, int]
    size: int
    seconds: float


@dataclass(slots=True)
class Lived:
    """What was seen on the phones beside the tally. `wrong`: each difference in a sentence."""

    daily: int = 0
    monthly: int = 0
    prompts: int = 0
    reminders: int = 0
    reports: int = 0
    wrong: list[str] = field(default_factory=list)
    months: list[Month] = field(default_factory=list)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def world_of(first: date = FIRST) -> World:
    """The world on the day before: a bot on Telegram, one of Zalo's, and an Official Account."""
    return new_world(at(first - timedelta(days=1), 9), zalo=True, oa=True)


async def live(database: Database, months: int, first: date = FIRST) -> Lived:
    """Live through so many months. The database is founded and empty."""
    world = world_of(first)
    codes = database.run_now(lambda session: furnish(session, world.clock.now()))
    async with staged(database, world) as stage:
        stage.codes = codes
        return await Life(stage).through(first, months)


class Life:
    """The days of one province, and the tally of them."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        stage.patience = 120.0
        self.seen = Lived()
        self.since: list[str] = []
        """Whose reports came after the last daily digest, one entry a report."""
        self.of_month: list[str] = []
        self.month_before: list[str] = []
        """Whose came in this month, and in the one before."""
        self.people: dict[str, Person] = {}

    async def through(self, first: date, months: int) -> Lived:
        await self._everybody_joins()
        self._prepare(first)
        end, day = month_after(first, months), first
        cpu = time.process_time()
        while day < end:
            await self._day(day)
            day += timedelta(days=1)
            if day.day == 1:
                seconds, cpu = time.process_time() - cpu, time.process_time()
                before = month_after(day, -1)
                counted = self.stage.database.read_now(_rows)
                self.seen.months.append(Month(before, counted, size_of(self.stage.database), seconds))
        return self.seen

    async def _everybody_joins(self) -> None:
        stage = self.stage
        self.people = {key: stage.person(key) for key in ("an", "binh", "chi")} | {"dung": ZaloPerson(stage, "dung")}
        for person in self.people.values():
            await person.starts(person.code)
            await person.presses("Đồng ý tham gia")
        await joins(stage, "giang", "Trịnh Giang", Role.COLLABORATOR, unit="X02", agrees=False)
        self.people["giang"] = OaPerson(stage, "giang")
        await self.people["giang"].starts(stage.codes["giang"])
        await self.people["giang"].presses("Đồng ý tham gia")
        for number in range(4):
            await joins(
                stage, f"m{number}", f"Người {number}", Role.COLLABORATOR, unit=_WHO[f"m{number}"], agrees=False
            )

    def _prepare(self, month: date) -> None:
        """The month's content and the next one's are prepared together, every second month."""

        def work(session: Session) -> None:
            form, root = published_forms.latest(session, "periodic"), units.root(session)
            staff = session.exec(rows_of(Member).where(Member.code == "binh")).one()
            assert form is not None and form.id is not None and root.id is not None and staff.id is not None
            for first in (month, month_after(month)):
                prompt = Prompt(
                    kind=PromptKind.MONTHLY,
                    status=PromptStatus.SCHEDULED,
                    form_id=form.id,
                    title=_title(first),
                    intro="",
                    unit_id=root.id,
                    due_at=at(first.replace(day=25), 17),
                    created_by=staff.id,
                    created_at=self.stage.world.clock.now(),
                    month=first,
                )
                prompts.add(session, prompt, [(MATTERS[0][0], "farming")])

        self.stage.database.run_now(work)

    async def _day(self, day: date) -> None:
        marks = {key: person.last.id for key, person in self.people.items()}
        await self.stage.at(at(day, 8))
        if day.day == 1:
            self.month_before, self.of_month = self.of_month, []
        if day == _first_worked(day):
            await self.stage.at(at(day, 9))
            await self.stage.at(at(day, 10))
            self._first_of_month(day, marks)
        if day.day == 5:
            await self._nothing(day)
        if day.weekday() == 0:
            await self.people["an"].says("/menu")
        if day.weekday() in (0, 3):  # an Official Account may write for seven days after one was written to
            await self.people["giang"].says("menu")
        self._report(list(_WHO)[: _MANY[day.weekday()]], at(day, 11))
        mark = self.people["chi"].last.id
        await self.stage.at(at(day, 17))
        self._digest(day, self.people["chi"].answers(mark))
        if day.day % 5 == 0:
            self._report(["m0", "m1", "m3"], at(day, 18))
        await self.stage.app.ticker.tidy()
        self._reminders(day, marks)
        if day.day == 27 and (day.month - FIRST.month) % 2:
            self._prepare(month_after(day.replace(day=1)))

    async def _nothing(self, day: date) -> None:
        """An says that there is nothing, with the button below the month's prompt."""
        month = day.replace(day=1)
        number = self.stage.look(lambda session: session.exec(rows_of(Prompt.id).where(Prompt.month == month)).one())
        an = self.people["an"]
        await an.presses_on(an.card.id, f"report.nothing:{number}:0", force=True)

    def _report(self, who: list[str], when: datetime) -> None:
        self.stage.world.clock.set(when)
        for code in who:
            report_there(self.stage, code)
        self.since += who
        self.of_month += who
        self.seen.reports += len(who)

    def _digest(self, day: date, answers: list[str]) -> None:
        """One daily digest, with as many reports of as many communes as were made since the one before."""
        found = [one for one in answers if one.startswith("Dư luận xã hội")]
        self.seen.daily += len(found)
        if working_days.is_holiday(day, {}):  # the next one tells of both days
            self.seen.wrong += [f"{day}: a digest on a day off"] * len(found)
            return
        if len(found) != 1 or _said(self.since) not in found[0]:
            self.seen.wrong.append(f"{day}: {_said(self.since)!r} in {found}")
        self.since = []

    def _first_of_month(self, day: date, marks: Mapping[str, int]) -> None:
        """The month's prompt came once to each, and the digest of the month before to the leader."""
        for key in ("an", "dung", "giang"):
            came = [one for one in self.people[key].answers(marks[key]) if one.startswith(_title(day))]
            self.seen.prompts += len(came)
            if len(came) != 1:
                self.seen.wrong.append(f"{day}: {key} got {len(came)} prompts of the month")
        found = [one for one in self.people["chi"].answers(marks["chi"]) if one.startswith("Dư luận xã hội tháng")]
        self.seen.monthly += len(found)
        month = f"tháng {month_after(day, -1).month}/{month_after(day, -1).year}"
        if len(found) != 1 or month not in found[0] or _said(self.month_before) not in found[0]:
            self.seen.wrong.append(f"{month}: {_said(self.month_before)!r} in {found}")

    def _reminders(self, day: date, marks: Mapping[str, int]) -> None:
        """Who has not answered is reminded three days before, one day before and on the day; who has is not.

        24 November is a holiday: what falls on it comes the day before.
        """
        late = 1 if day.day in ((22, 23, 25) if day.month == 11 else (22, 24, 25)) else 0
        due = {"an": 0, "dung": late, "giang": late}
        for key, wanted in due.items():
            came = sum(one.startswith("⏰") for one in self.people[key].answers(marks[key]))
            self.seen.reminders += came
            if came != wanted:
                self.seen.wrong.append(f"{day}: {key} was reminded {came} times, not {wanted}")


def _first_worked(day: date) -> date:
    """The day on which the month's hour comes: its first, or the next working day where that is a holiday."""
    first = day.replace(day=1)
    if not working_days.is_holiday(first, {}):
        return first
    first += timedelta(days=1)
    while not working_days.is_worked(first, {}):
        first += timedelta(days=1)
    return first


def _title(month: date) -> str:
    return f"Nội dung {month:%m-%Y}"


def _said(who: list[str]) -> str:
    """What a digest has to say of these reports."""
    if not who:
        return "chưa nhận được phản ánh mới"
    return f"{len(who)} báo cáo từ {len({_WHO[one] for one in who})}/3 xã"


def _rows(session: Session) -> dict[str, int]:
    counted = {name: session.scalar(select(func.count()).select_from(metadata.tables[name])) for name in _GROWING}
    return Counter({name: int(count or 0) for name, count in counted.items()})


def size_of(database: Database) -> int:
    """Bytes that a database takes, free pages left out."""

    def work(session: Session) -> int:
        if database.backend == "sqlite":
            pages = [session.scalar(text(f"PRAGMA {name}")) for name in ("page_count", "freelist_count", "page_size")]
            return (int(pages[0] or 0) - int(pages[1] or 0)) * int(pages[2] or 0)
        return int(session.scalar(text("SELECT pg_database_size(current_database())")) or 0)

    return database.read_now(work)
