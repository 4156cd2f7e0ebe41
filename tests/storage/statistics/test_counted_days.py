"""Figures from packed days: the same as counted report by report, whatever was packed, changed and cut in between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlmodel import Session, col, select

from storage.engine.database import Database
from storage.reports import reports, review, withdrawals
from storage.reports.reports import Submission
from storage.schema.reports import Report, Reporter, ReportKind
from storage.statistics import counted_days
from storage.statistics.counted_reports import Window, load
from storage.statistics.figures import figures, revisions, shown_in, with_elsewhere
from storage.statistics.report_crosses import cross
from storage.statistics.second_look import Shown
from storage.tables import CountedDay
from tests.storage.statistics.by_rows import crosses_by_rows
from tests.storage.statistics.by_rows import figures_by_rows as by_rows
from tests.storage.statistics.test_figures import COMMUNES, DAY, PROVINCE, settle

DAYS = 4
FIRST, LAST = DAY, DAY + timedelta(days=DAYS - 1)
SHARES = ((100, 0, 0, 0), (50, 25, 25, 0), (0, 40, 40, 20), (0, 0, 0, 0))


@dataclass(frozen=True)
class Said:
    """One report: days after the first, and hours."""

    member: int
    place: int
    day: int
    hour: int
    topic: str
    shares: int
    strata: tuple[str, ...]
    urgent: bool

    def submission(self) -> Submission:
        coded = {"strata": self.strata, "source": [f"q{self.member % 3}"], "forecast": [f"f{self.hour % 2}"]}
        coded |= {"cause": ["c1", "c2"][: self.hour % 3], "spread": [f"p{self.day % 2}"]}
        names = ("agree", "concerned", "disagree", "unclear")
        if any(SHARES[self.shares]):
            coded |= {f"share_{name}": [str(n)] for name, n in zip(names, SHARES[self.shares], strict=True)}
        coded |= {"what" if self.urgent else "topic": [self.topic], "urgency": ["high" if self.urgent else "normal"]}
        kind = ReportKind.URGENT if self.urgent else ReportKind.PERIODIC
        unit, learns = COMMUNES[self.member % len(COMMUNES)], self.member == 7 and self.hour % 3 == 0
        return Submission(kind, 1, None, self.member, unit, self.place, "<d/>", coded, self.urgent, training=learns)


SAID = st.builds(
    Said,
    member=st.integers(1, 7),
    place=st.sampled_from(COMMUNES),
    day=st.integers(-DAYS, DAYS - 1),
    hour=st.integers(0, 23),
    topic=st.sampled_from(("land", "health", "crowd")),
    shares=st.integers(0, len(SHARES) - 1),
    strata=st.sampled_from(((), ("farmers",), ("farmers", "women"))),
    urgent=st.sampled_from((False, False, False, True)),
)
STEPS = ("revise", "rewrite", "place", "choice", "urgent", "withdraw", "again", "cut", "pack", "add")
STEP = st.tuples(st.sampled_from(STEPS), st.integers(0, 10_000), SAID)


class _Undone(Exception):
    pass


def undone(database: Database, work: Callable[[Session], None]) -> None:
    """Runs work and takes all back."""

    def whole(session: Session) -> None:
        work(session)
        raise _Undone

    with pytest.raises(_Undone):
        database.run_now(whole)


def instant(now: datetime, said: Said) -> datetime:
    return datetime.combine(DAY, now.timetz()) + timedelta(days=said.day, hours=said.hour - 12)


def add(session: Session, now: datetime, said: Said) -> None:
    reports.add(session, said.submission(), DAY + timedelta(days=said.day), instant(now, said))


def take(session: Session, now: datetime, step: str, which: int, said: Said) -> None:
    """One thing that happens to reports."""
    if step == "pack":
        counted_days.keep(session, DAY + timedelta(days=said.day))
        return
    if step == "add":
        add(session, now, said)
        return
    there = session.scalars(select(Report).order_by(col(Report.id))).all()
    if not there:
        return
    report = there[which % len(there)]
    if step == "cut":
        session.execute(delete(Reporter).where(col(Reporter.report_id) == report.id))
    elif report.withdrawn_at is not None:
        if step == "again":
            reports.send_again(session, report, DAY + timedelta(days=said.day), instant(now, said))
            reports.revise(session, report, said.submission(), now)
    elif step == "revise":
        reports.revise(session, report, said.submission(), now)
    elif step == "rewrite":
        reports.rewrite(session, report, "<d>x</d>", now)
    elif step == "place":
        review.set_place(session, report.id, said.place)
    elif step == "choice":
        review.set_choice(session, report.id, "topic", said.topic)
    elif step == "urgent":
        review.set_urgent(session, report.id, said.urgent)
    elif step == "withdraw":
        withdrawals.withdraw(session, report.id, now)


def looks(session: Session, now: datetime, *, apart: bool) -> Iterator[Shown]:
    """What a digest of each day showed; one of another day too where it is `apart`."""
    for number in range(DAYS):
        day = FIRST + timedelta(days=number)
        since = instant(now, Said(1, 2, number - 1, 20, "", 0, (), False)) if apart else None
        args = (session, day, day, instant(now, Said(1, 2, number, 21, "", 0, (), False)), PROVINCE)
        used = revisions(*args, since=since)
        shown = shown_in(by_rows.figures(*args, since=since), used)
        elsewhere = [report_id for report_id, _ in used if _day(session, report_id) < FIRST]
        yield with_elsewhere(session, shown, elsewhere) if elsewhere else shown


def _day(session: Session, report_id: int) -> date:
    return session.get_one(Report, report_id).day


@settings(
    max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)
@given(st.lists(SAID, min_size=5, max_size=60), st.lists(STEP, max_size=12), st.lists(STEP, max_size=12), st.data())
def test_figures_of_bits_are_those_of_rows(
    database: Database, now: datetime, said: list[Said], before: list, after: list, data: st.DataObject
) -> None:
    unit = data.draw(st.sampled_from((PROVINCE, PROVINCE, 2)))
    first = FIRST + timedelta(days=data.draw(st.integers(0, DAYS - 1)))
    late = data.draw(st.none() | st.integers(0, 40))
    parts, apart = data.draw(st.booleans()), data.draw(st.booleans())
    until = instant(now, Said(1, 2, DAYS - 1, data.draw(st.integers(0, 40)), "", 0, (), False))
    since = None if late is None else until - timedelta(hours=late + 1)
    crossed = data.draw(st.sampled_from((("topic", "forecast"), ("strata", "topic"), ("source", "strata"))))

    def work(session: Session) -> None:
        settle(session, now)
        for one in said:
            add(session, now, one)
        for number in range(-DAYS, DAYS):
            counted_days.keep(session, DAY + timedelta(days=number))
        for step in before:
            take(session, now, *step)
        shown = list(looks(session, now, apart=apart))
        for step in after:
            take(session, now, *step)
        window = Window(first, LAST, until, since)
        for earlier in ([], shown, shown[:1]) if unit == PROVINCE else ([],):
            asked = {"since": since, "earlier": earlier, "parts": parts and bool(earlier)}
            here = (session, first, LAST, until, unit)
            assert figures(*here, **asked).to_json() == by_rows.figures(*here, **asked).to_json()
            rows = load(session, window, unit)
            known = [{one.report_id for one in rows} & look.reports.keys() for look in earlier]
            sets = counted_days.gather(session, window, unit, crossed)
            assert sorted(sets.ids()) == sorted(one.report_id for one in rows)
            of_sets = [sets & sets.universe.having(one) for one in known]
            told = {"topic": {"land": 3}} if late == 1 else {}
            assert cross(sets, *crossed, told=told, earlier=of_sets) == crosses_by_rows.cross(
                rows, *crossed, told=told, earlier=known
            )

    undone(database, work)


def test_a_day_is_packed_once_and_forgotten_with_any_change(database: Database, now: datetime) -> None:
    def work(session: Session) -> None:
        settle(session, now)
        for number in range(3):
            add(session, now, Said(number + 1, 2, number, 3, "land", 0, ("farmers",), False))
        days = [DAY + timedelta(days=number) for number in range(3)]
        assert counted_days.unpacked(session, days[2]) == [days[1], days[0]]
        for step in ("revise", "rewrite", "place", "choice", "urgent", "withdraw"):
            for day in days:
                counted_days.keep(session, day)
            take(session, now, step, 0, Said(1, 3, 0, 4, "health", 1, (), True))
            kept = [date.fromordinal(at) for at in session.scalars(select(CountedDay.id))]
            assert sorted(kept) == days[1:], step
        add(session, now, Said(9, 2, 1, 5, "land", 0, (), False))
        assert session.scalars(select(CountedDay.id)).all() == [days[2].toordinal()]
        take(session, now, "again", 0, Said(1, 3, 2, 4, "health", 1, (), True))
        assert session.scalars(select(CountedDay.id)).all() == []

    undone(database, work)


def test_whoever_changes_what_is_counted_forgets_its_day() -> None:
    """Every module that writes reports or coded answers names `counted_days`; what it writes else is known here."""
    home = Path(__file__).parents[3]
    writes = re.compile(
        r"(update|insert|delete)\((Report|Answer|_REPORT|Report\.__table__)\)|\.(place_id|urgent) = |\bAnswer\(\s*report_id"
    )
    for room in ("storage", "services", "handlers", "jobs", "scheduler"):
        for path in (home / room).rglob("*.py"):
            text = path.read_text()
            if "migrations" in path.parts or path.match("storage/schema/*"):
                continue
            for found in writes.finditer(text):
                assert "counted_days.forget" in text, f"{path}: {found[0]}"


def test_nobody_is_in_a_packed_day_and_nothing_of_it_in_the_open(database: Database, now: datetime) -> None:
    def work(session: Session) -> None:
        settle(session, now)
        for number in range(1, 9):
            add(session, now, Said(number, 2, 0, 3, "land", 0, ("farmers",), False))
        counted_days.keep(session, DAY)
        kept = session.get_one(CountedDay, DAY.toordinal()).packed
        raw = session.connection().exec_driver_sql("SELECT packed FROM counted_day").scalar_one()
        assert b"topic" in kept and b"topic" not in bytes(raw)
        session.execute(delete(Reporter))
        counted_days.keep(session, DAY)
        session.expire_all()
        assert session.get_one(CountedDay, DAY.toordinal()).packed == kept, "the same whoever reported"

    undone(database, work)
