"""A report that its author deletes or corrects between two digests: their difference tells nothing of it (privacy 4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, col, delete

from storage.engine.database import Database
from storage.reports import withdrawals
from storage.statistics.shown_figures import Figures
from storage.tables import Answer, DigestKind, Report
from tests.attacks.test_second_look import look
from tests.storage.statistics.test_figures import DAY, Told, settle, tell

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_MORE = {"forecast": ["calm"], "strata": ["women"], "source": ["meeting"], "cause": ["policy"], "urgency": ["normal"]}


def _land(member: int, **other: object) -> Told:
    return replace(Told(member, shares=((80, 20, 0, 0), (60, 40, 0, 0))[member % 2], more=_MORE), **other)  # type: ignore[arg-type]


def _gone(session: Session, report_id: int, now: datetime) -> None:
    assert withdrawals.withdraw(session, report_id, now)


def _corrected(session: Session, report_id: int, now: datetime) -> None:
    """Its author says something else of everything."""
    report = session.get_one(Report, report_id)
    report.revision, report.place_id = 2, 3
    session.execute(delete(Answer).where(col(Answer.report_id) == report_id))
    other = {"topic": "health", "forecast": "spread", "strata": "youth", "source": "press", "share_disagree": "100"}
    of_it = {"report_id": report_id, "revision": 2, "day": report.day, "unit_id": 3}
    session.add_all(Answer(**of_it, field=field, choice=choice) for field, choice in other.items())
    session.flush()


def _numbers(shown: Figures) -> object:
    """All that is told of reports, without the instants."""
    tables = shown.kinds, shown.topics, shown.strata, shown.places, shown.sources, shown.forecasts, shown.urgencies
    return shown.reports, shown.units, tables, shown.causes


@pytest.mark.parametrize("change", [_gone, _corrected])
@pytest.mark.parametrize("which", [0, 3, 6])
def test_what_one_author_takes_back_moves_no_number(
    database: Database, now: datetime, change: object, which: int
) -> None:
    def work(session: Session) -> tuple[Figures, Figures]:
        settle(session, now)
        told = [_land(i) for i in range(1, 5)] + [_land(i, topic="health", place=3) for i in range(5, 9)]
        reports = tell(session, told, now)
        first = look(session, DigestKind.INTERIM, now + timedelta(minutes=1))
        change(session, reports[which], now)  # type: ignore[operator]
        return first, look(session, DigestKind.DAILY, now + timedelta(minutes=3))

    first, second = database.run_now(work)
    assert first.reports == 8
    assert first.topics[0].streams
    assert _numbers(second) == _numbers(first)


def test_who_comes_is_counted_beside_who_went(database: Database, now: datetime) -> None:
    """Three came: the number is what it was and these three, whoever went before them."""

    def work(session: Session) -> list[Figures]:
        settle(session, now)
        reports = tell(session, [_land(i) for i in range(1, 6)], now)
        looks = [look(session, DigestKind.INTERIM, now + timedelta(minutes=1))]
        _gone(session, reports[0], now)
        tell(session, [_land(i) for i in range(11, 14)], now + timedelta(minutes=2))
        looks.append(look(session, DigestKind.INTERIM, now + timedelta(minutes=3)))
        _gone(session, reports[1], now)
        tell(session, [_land(21)], now + timedelta(minutes=4))
        return [*looks, look(session, DigestKind.DAILY, now + timedelta(minutes=5))]

    counts = [(shown.reports, shown.topics[0].reports) for shown in database.run_now(work)]
    assert counts == [(5, 5), (8, 8), (8, 8)]


@pytest.mark.parametrize("change", [_gone, _corrected])
def test_month_less_its_days_tells_of_nobody_who_took_something_back(
    database: Database, now: datetime, change: object
) -> None:
    def work(session: Session) -> tuple[list[Figures], Figures]:
        settle(session, now)
        days, reports = list[Figures](), list[int]()
        for number in range(3):
            day = DAY + timedelta(days=number)
            reports += tell(session, [_land(i, day=day) for i in range(1, 6)], now)
            days.append(look(session, DigestKind.DAILY, now + timedelta(days=number, hours=1)))
        change(session, reports[7], now)  # type: ignore[operator]
        return days, look(session, DigestKind.MONTHLY, datetime(2026, 12, 1, 8, tzinfo=ZONE))

    days, month = database.run_now(work)
    assert month.reports == sum(day.reports or 0 for day in days) == 15
    told = {matter.name: matter.reports for matter in month.topics if matter.reports is not None}
    assert told == {"land": 15}
    assert [cell.reports for cell in month.forecasts if cell.reports is not None] == [15]


@pytest.mark.parametrize("change", [None, _gone, _corrected])
def test_month_counts_nothing_that_came_on_the_evening_before(
    database: Database, now: datetime, change: object
) -> None:
    """The daily digest of its first day counts that evening too, and holds what went of both days."""
    last = datetime(2026, 11, 30, 12, tzinfo=ZONE)
    first = last.date() + timedelta(days=1)

    def work(session: Session) -> list[Figures]:
        settle(session, now)
        tell(session, [_land(i, day=last.date()) for i in range(1, 6)], last - (last.date() - DAY))
        look(session, DigestKind.DAILY, last.replace(hour=17))
        tell(session, [_land(i, day=last.date()) for i in range(6, 10)], last.replace(hour=18) - (last.date() - DAY))
        reports = tell(session, [_land(i, day=first) for i in range(1, 6)], last.replace(hour=12) - (last.date() - DAY))
        day = look(session, DigestKind.DAILY, last.replace(hour=17) + timedelta(days=1))
        november = look(session, DigestKind.MONTHLY, last.replace(hour=18) + timedelta(days=1))
        if change is not None:
            change(session, reports[2], last + timedelta(days=9))  # type: ignore[operator]
        return [day, november, look(session, DigestKind.MONTHLY, datetime(2027, 1, 1, 8, tzinfo=ZONE))]

    day, november, december = database.run_now(work)
    assert (day.reports, november.reports, december.reports) == (9, 9, 5)
    assert {matter.name: matter.reports for matter in december.topics} == {"land": 5}
    assert [cell.reports for cell in december.forecasts] == [5]


def test_the_period_before_is_told_as_it_was_shown(database: Database, now: datetime) -> None:
    """Counted anew it would be yesterday's number less who took a report back, or more by who came late."""

    def work(session: Session) -> tuple[Figures, Figures]:
        settle(session, now)
        look(session, DigestKind.DAILY, now - timedelta(days=1))
        reports = tell(session, [_land(i) for i in range(1, 6)], now)
        first = look(session, DigestKind.DAILY, now + timedelta(hours=1))
        _gone(session, reports[0], now)
        tomorrow = DAY + timedelta(days=1)
        tell(session, [_land(i, day=tomorrow) for i in range(1, 5)], now)
        return first, look(session, DigestKind.DAILY, now + timedelta(days=1, hours=1))

    first, second = database.run_now(work)
    assert (second.previous_reports, second.topics[0].previous) == (first.reports, first.topics[0].reports) == (5, 5)
