"""The second look: digests of one period, laid side by side, tell nothing of fewer than three people (privacy 4)."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from services import digests
from storage.engine.database import Database
from storage.reports import withdrawals
from storage.statistics.shown_figures import Figures
from storage.statistics.suppression import K
from storage.tables import Digest, DigestKind, ReportKind
from tests.storage.statistics.test_figures import DAY, Told, settle, tell

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
STANCES = ((90, 0, 0, 10), (75, 25, 0, 0), (0, 0, 90, 10))


def look(session: Session, kind: DigestKind, now: datetime) -> Figures:
    """What is handed out to whoever asks now: a new digest, or the last one again."""
    counted, period = digests.count(session, kind, now, ZONE)
    if kind is DigestKind.INTERIM and (again := digests.same_again(session, counted, now, ZONE)) is not None:
        found = session.get(Digest, again)
        assert found is not None
        return Figures.from_json(found.figures)
    digests.make(session, kind, period, counted, "{}", None, now)
    return counted


def numbers(shown: Figures) -> dict[tuple[str, str], int]:
    cells: list[tuple[str, Any]] = [("topic", topic) for topic in shown.topics]
    cells += [("strata", one) for one in shown.strata]
    cells += [("forecast", forecast) for forecast in shown.forecasts]
    cells += [("cause", cause) for cause in shown.causes]
    cells += [("place", place) for place in shown.places]
    found = {(table, cell.name): cell.reports for table, cell in cells if cell.reports is not None}
    for topic in shown.topics:
        found |= {
            (f"{topic.name}:", share.stance): share.percent for share in topic.streams if share.percent is not None
        }
    return found


def test_a_fifth_person_between_two_looks_is_not_told(database: Database, now: datetime) -> None:
    def work(session: Session) -> list[Figures]:
        settle(session, now)
        tell(session, [Told(i, shares=STANCES[0]) for i in range(1, 5)], now)
        first = look(session, DigestKind.INTERIM, now + timedelta(minutes=1))
        tell(session, [Told(5, shares=STANCES[2])], now + timedelta(minutes=2))
        second = look(session, DigestKind.INTERIM, now + timedelta(minutes=3))
        last = look(session, DigestKind.DAILY, now + timedelta(minutes=4))
        return [first, second, last]

    first, second, last = database.run_now(work)
    assert second == first, "one person has come: the same is handed out again"
    assert last.topics[0].reports == first.topics[0].reports == 4
    assert last.topics[0].streams == first.topics[0].streams
    assert last.in_steps


def test_urgent_matter_is_told_at_once_and_no_number_moves_with_it(database: Database, now: datetime) -> None:
    def work(session: Session) -> list[Figures]:
        settle(session, now)
        tell(session, [Told(i, shares=STANCES[0]) for i in range(1, 5)], now)
        looks = [look(session, DigestKind.INTERIM, now + timedelta(minutes=1))]
        urgent = [Told(5, "crowd", kind=ReportKind.URGENT, urgent=True), Told(6)]
        for minute, told in zip((2, 4), urgent, strict=True):
            tell(session, [told], now + timedelta(minutes=minute))
            looks.append(look(session, DigestKind.INTERIM, now + timedelta(minutes=minute + 1)))
        tell(session, [Told(7), Told(8)], now + timedelta(minutes=6))
        return [*looks, look(session, DigestKind.INTERIM, now + timedelta(minutes=7))]

    first, second, third, last = database.run_now(work)
    assert [len(shown.urgent) for shown in (first, second, third, last)] == [0, 1, 1, 1]
    assert numbers(second) == numbers(first)
    assert (second.reports, second.until, second.reports_until) == (4, now + timedelta(minutes=3), first.until)
    assert third == second, "who came since is no urgent matter: the same is handed out again"
    assert (last.reports, last.reports_until) == (8, None), (
        "four have come since the numbers were told, not since the look"
    )


def test_no_two_looks_of_forty_days_differ_by_fewer_than_three_people(database: Database, now: datetime) -> None:
    dice = random.Random(11)

    def work(session: Session) -> int:
        settle(session, now)
        return sum(_day(session, dice, now, day) for day in range(40))

    assert database.run_now(work) > 200


def _day(session: Session, dice: random.Random, now: datetime, number: int) -> int:
    """Several looks at one day, each number taken from the next; gives how many differences there were to take."""
    morning, day = now + timedelta(days=number), DAY + timedelta(days=number)
    told: list[tuple[datetime, Told]] = []
    looks: list[Figures] = []
    minds = random.Random(number)
    for hour in range(4):
        for _ in range(dice.choice((0, 1, 2, 4, 9))):
            more = {"forecast": [dice.choice(("calm", "same"))], "strata": [dice.choice(("women", "youth"))]}
            more["cause"] = sorted({minds.choice(("policy", "living")), minds.choice(("conduct", "living"))})
            one = Told(
                dice.randint(1, 30), dice.choice(("land", "health")), 2, day, shares=dice.choice(STANCES), more=more
            )
            (number_of_it,) = tell(session, [one], now + timedelta(hours=hour, minutes=len(told)))
            one.more["id"] = [number_of_it]  # type: ignore[list-item]
            told.append((morning + timedelta(hours=hour, minutes=len(told), seconds=number_of_it), one))
        if told and dice.random() < 0.5:  # its author has one deleted: what went is told no more than what came
            withdrawals.withdraw(session, dice.choice(told)[1].more["id"][0], morning)  # type: ignore[arg-type]
        until = morning + timedelta(hours=hour, minutes=59)
        kind = DigestKind.DAILY if hour == 3 else DigestKind.INTERIM
        looks.append(look(session, kind, until))
    taken = 0
    moved: dict[tuple[str, str], tuple[int, datetime]] = {}  # the number of a cell, and until when it counts
    for shown in looks:
        for cell, number_now in numbers(shown).items():
            before, since = moved.get(cell, (number_now, shown.until))
            taken += cell in moved
            if number_now != before:
                came = {one.member for at, one in told if since <= at < shown.until and _is_in(one, cell)}
                assert len(came) >= K, (cell, before, number_now)
            if number_now != before or cell not in moved:
                moved[cell] = number_now, shown.until
    return taken


def _is_in(one: Told, cell: tuple[str, str]) -> bool:
    table, name = cell
    if table.endswith(":"):  # a stream moves with its matter
        table, name = "topic", table[:-1]
    return f"xã {one.place}" == name if table == "place" else name in one.answers().get(table, [])
