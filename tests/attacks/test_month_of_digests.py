"""A leader keeps all digests of a month and sets them against each other: no hidden number is narrowed to one (privacy 4)."""

from __future__ import annotations

import contextlib
import random
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from services import digests
from services.actor import Actor
from services.board import board_approval, board_drafts, period_figures
from services.board.board_approval import Approved, Registry
from services.board.board_drafts import Wish
from services.board.period_figures import BadPeriod
from storage.engine.database import Database
from storage.statistics.figures import figures
from storage.statistics.shown_figures import Figures, Matter, Share
from storage.statistics.suppression import K
from storage.tables import BoardDigestKind, DigestKind, Member, Role, Secrecy
from tests.attacks.linear import Equation, Sums
from tests.storage.statistics.test_figures import DAY, PROVINCE, Told, settle, tell

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MEMBERS = 214
TOPICS = ("land", "health", "education", "culture", "party", "economy", "security", "farming")
WEIGHTS = (20, 9, 7, 4, 3, 2, 1, 1)
SHARES = ((100, 0, 0, 0), (0, 100, 0, 0), (0, 0, 100, 0), (50, 50, 0, 0), (0, 25, 75, 0), (25, 25, 25, 25))
STANCES = ("agree", "concerned", "disagree", "unclear")
ROUNDED = 5
"""Per cent by which a stream may be off at most, in fives that make a hundred."""
FIRST = DAY.replace(day=1)
OFFICER = Actor(500, frozenset({Role.STAFF}))
Table = Mapping[str, int | None]
SPREADS = ("few", "commune", "communes")
TABLES = {"topic": TOPICS, "forecast": ("calm", "same", "spread"), "spread": SPREADS}


def test_the_attacker_finds_what_two_hidden_in_every_line_give_away() -> None:
    """The 4 x 4 table in which every line hides two cells or three, and one of them is 47 all the same."""
    rows = {"w": (30, 47, 64, 89), "x": (90, 124, 5, 31), "y": (92, 100, 59, 85), "z": (800, 991, 651, 685)}
    hidden = {"w": "abc", "x": "ac", "y": "bd", "z": "bd"}
    value = {f"{row}{column}": n for row, numbers in rows.items() for column, n in zip("abcd", numbers, strict=True)}
    lines = [[f"{row}{column}" for column in columns] for row, columns in hidden.items()]
    lines += [[f"{row}{column}" for row, columns in hidden.items() if column in columns] for column in "abcd"]
    known = Sums([(dict.fromkeys(line, 1), sum(value[cell] for cell in line)) for line in lines])
    assert known.bounds("wb") == (47, 47)
    assert known.bounds("wa")[0] < 30 < known.bounds("wa")[1]


def kept(session: Session, kind: DigestKind, now: datetime) -> Figures:
    if kind is DigestKind.MONTHLY:
        counted, period = period_figures.month(session, now, ZONE, "", "")
    else:
        counted, period = digests.count(session, kind, now, ZONE)
    digests.make(session, kind, period, counted, "{}", None, now)
    return counted


def month(
    session: Session,
    now: datetime,
    seed: int,
    quiet: int,
    later: Callable[[int, datetime], None] = lambda day, at: None,
) -> tuple[list[Figures], Figures, list[list[Told]]]:
    """Thirty days of reports, a digest every evening, and that of the month; so many per cent of the days are quiet.

    later: what is done after the digest of each day (1 to 30).
    """
    dice, minds = random.Random(seed), random.Random(seed + 1000)
    settle(session, now, members=MEMBERS)
    session.add(Member(id=OFFICER.member_id, code="CB", name="Cán bộ", unit_id=PROVINCE))
    session.flush()
    evening = datetime(2026, 11, 1, 20, tzinfo=ZONE)
    days, told = [], []
    for number in range(30):
        day = FIRST + timedelta(days=number)
        came = [
            Told(
                dice.randint(1, MEMBERS), dice.choices(TOPICS, WEIGHTS)[0], dice.randint(2, 7), day,
                shares=minds.choice(SHARES), more={"forecast": [dice.choice(("calm", "same", "spread"))]} | more(minds),
            )
            for _ in range(0 if dice.random() * 100 < quiet else dice.choice((2, 4, 7, 11, 16)))
        ]  # fmt: skip
        if came:
            tell(session, came, now)
        days.append(kept(session, DigestKind.DAILY, evening + timedelta(days=number)))
        told.append(came)
        later(number + 1, evening + timedelta(days=number, hours=1))
    whole = kept(session, DigestKind.MONTHLY, evening + timedelta(days=30))
    return days, whole, told


def more(minds: random.Random) -> dict[str, list[str]]:
    return {"spread": minds.choices(SPREADS, (6, 3, 1))}


def table(shown: Figures, field: str) -> Table:
    cells = {"topic": shown.topics, "spread": shown.spreads}.get(field, shown.forecasts)
    return {cell.name: cell.reports for cell in cells}


def sums(days: list[Figures], whole: Figures | None, field: str, names: tuple[str, ...]) -> list[Equation]:
    """All that follows from the tables: what a day says of its cells and its total, and the month of all days."""
    found: list[Equation] = []
    for number, shown in enumerate(days):
        cells = table(shown, field)
        for name in names:
            if cells and (name not in cells or cells[name] is not None):
                found.append(({f"{number} {name}": 1}, cells.get(name) or 0))
        if shown.reports is not None:
            found.append(({f"{number} {name}": 1 for name in names}, shown.reports))
    if whole is None:
        return found
    for name, reports in table(whole, field).items():
        of_days = sum(table(shown, field).get(name) or 0 for shown in days)
        if reports is not None and reports != of_days:  # else it may stand as the days have shown it
            found.append(({f"{number} {name}": 1 for number in range(len(days))}, reports))
    if whole.reports is not None and whole.reports != sum(shown.reports or 0 for shown in days):
        found.append(({f"{number} {name}": 1 for number in range(len(days)) for name in names}, whole.reports))
    return found


def narrowed(days: list[Figures], whole: Figures, told: list[list[Told]]) -> list[str]:
    """The hidden numbers of fewer than three people that have one value only, given all that was shown."""
    found = []
    for field, names in TABLES.items():
        known = Sums(sums(days, whole, field, names))
        for number, came in enumerate(told):
            people: dict[str, set[int]] = defaultdict(set)
            for one in came:
                people[one.answers()[field][0]].add(one.member)
            for name, members in people.items():
                if len(members) < K and table(days[number], field).get(name) is None:
                    least, greatest = known.bounds(f"{number} {name}")
                    found += [f"{field} {number} {name}"] if least == greatest else []
    return found


def of_streams(days: list[Figures], whole: Figures, topic: str) -> list[Equation]:
    """All that follows from the streams of a matter: hundredths of reports by day and stance, shown ones within the rounding."""
    found: list[Equation] = []

    def within(parts: Mapping[str, int], percent: int, reports: int) -> None:
        slack = f"slack {len(found)}"
        found.append(({**parts, f"{slack} over": 1}, (percent + ROUNDED) * reports))
        if percent > ROUNDED:
            found.append(({**parts, f"{slack} under": -1}, (percent - ROUNDED) * reports))

    spoken = [number for number, shown in enumerate(days) if not shown.topics or topic in table(shown, "topic")]
    for number in spoken:
        reports = table(days[number], "topic").get(topic)
        found.append(({f"{number} {stance}": 1 for stance in STANCES} | {f"{number}": -100}, 0))
        if reports is not None:
            found.append(({f"{number}": 1}, reports))
        for stream in (share for cell in days[number].topics if cell.name == topic for share in cell.streams):
            if stream.percent is not None and reports is not None:
                within({f"{number} {stream.stance}": 1}, stream.percent, reports)
    of_days = sum(table(days[number], "topic").get(topic) or 0 for number in spoken)
    for cell in whole.topics:
        if cell.name == topic and cell.reports is not None and cell.reports != of_days:
            found.append(({f"{number}": 1 for number in spoken}, cell.reports))
            for share in cell.streams:
                if share.percent is not None:
                    within({f"{number} {share.stance}": 1 for number in spoken}, share.percent, cell.reports)
    return found


def stances_told(days: list[Figures], whole: Figures, told: list[list[Told]]) -> list[str]:
    """The hidden cells of fewer than three people of which the streams say that somebody held some opinion."""
    given_away = []
    for topic in TOPICS:
        known = None
        for number, came in enumerate(told):
            people = {one.member for one in came if one.topic == topic}
            if 0 < len(people) < K and table(days[number], "topic").get(topic) is None:
                known = known or Sums(of_streams(days, whole, topic))
                bounds = [known.bounds(f"{number} {stance}") for stance in STANCES]
                given_away += [f"{number} {topic}"] if any(least > 0 for least, _ in bounds) else []
    return given_away


@pytest.mark.parametrize("seed", [1, 3, 10])
def test_no_streams_of_a_month_and_its_days_tell_a_hidden_opinion(database: Database, now: datetime, seed: int) -> None:
    days, whole, told = database.run_now(lambda session: month(session, now, seed, 85))
    assert any(share.percent is not None for cell in whole.topics for share in cell.streams), "the month tells streams"
    assert stances_told(days, whole, told) == []
    if seed == 1:  # three agree on one day, a fourth disagrees on the next: a month of both tells who
        agreed = Matter("land", 3, (Share("agree", 100), Share("disagree", None)))
        both = Matter("land", 4, (Share("agree", 75), Share("disagree", 25)))
        two = [replace(days[0], topics=(agreed,)), replace(days[1], topics=(Matter("land", None),))]
        said = [[Told(one) for one in (1, 2, 3)], [Told(4, shares=(0, 0, 100, 0))]]
        assert stances_told(two, replace(whole, topics=(both,)), said) == ["1 land"]


def as_if_alone(session: Session, whole: Figures) -> Figures:
    """The month counted by itself, whatever its days have shown."""
    return figures(session, whole.first_day, whole.last_day, whole.until, 1)


@pytest.mark.parametrize(("seed", "quiet"), [(1, 85), (3, 85), (10, 85), (9, 0)])
def test_no_month_less_its_days_gives_a_hidden_number(database: Database, now: datetime, seed: int, quiet: int) -> None:
    days, whole, told = database.run_now(lambda session: month(session, now, seed, quiet))
    shown = [cell for cell in (*whole.topics, *whole.forecasts) if cell.reports is not None]
    assert len(shown) >= 4, "the month still says something"
    assert narrowed(days, whole, told) == []
    if (seed, quiet) == (1, 85):
        alone = database.read_now(lambda session: as_if_alone(session, whole))
        assert narrowed(days, alone, told), "counted by itself it gives people away"


def approved(session: Session, first: int, last: int, now: datetime, asked: int) -> tuple[Figures, int, int, bool]:
    """A board digest of these days of November, read by leaders from then on; its figures as they were shown."""
    days = FIRST + timedelta(days=first - 1), FIRST + timedelta(days=last - 1)
    counted = period_figures.count(session, *days, now, ZONE)
    wish = Wish(BoardDigestKind.PERIOD, *days, asked)
    made = board_drafts.make(session, OFFICER, wish, counted, None, now)
    done = board_approval.approve(session, OFFICER, made.board_id, 1, Secrecy.NO, Registry("2025-2030", "B"), now, ZONE)
    assert isinstance(done, Approved)
    return counted.figures, first, last, counted.added_up


@pytest.mark.parametrize(
    ("seed", "quiet", "periods"),
    [
        (1, 85, ((1, 7), (8, 14), (1, 14), (5, 11))),
        (3, 85, ((1, 10), (1, 11), (11, 20), (3, 25))),
        (10, 85, ((8, 14), (10, 20), (15, 21), (1, 30))),
        (9, 0, ((1, 7), (2, 8), (1, 30))),
    ],
)
def test_no_overlapping_board_digests_beside_their_days_give_a_hidden_number(
    database: Database, now: datetime, seed: int, quiet: int, periods: tuple[tuple[int, int], ...]
) -> None:
    """The leader sets a week, a fortnight and ten days across against each other and against every day of the month."""

    boards: list[tuple[Figures, int, int, bool]] = []

    def played(session: Session) -> tuple[list[Figures], Figures, list[list[Told]]]:
        def officers(day: int, at: datetime) -> None:
            for number, (first, last) in enumerate(periods):
                if last == day:
                    with contextlib.suppress(BadPeriod):  # it is refused where it crosses another one
                        boards.append(approved(session, first, last, at + timedelta(minutes=number), number))

        return month(session, now, seed, quiet, officers)

    days, whole, told = database.run_now(played)
    assert any(not added_up for *_, added_up in boards), "one is counted anew"
    assert len(boards) >= 2, "officers still have their digests"
    for field, names in TABLES.items():
        equations = sums(days, None if whole.units is None else whole, field, names)
        for shown, first, last, added_up in boards:
            if added_up:  # a sum of what was shown, which the attacker has
                continue
            inside = range(first - 1, last)
            for name, reports in table(shown, field).items():
                of_days = sum(table(days[number], field).get(name) or 0 for number in inside)
                if reports is not None and reports != of_days:  # else it may stand as the days have shown it
                    equations.append(({f"{number} {name}": 1 for number in inside}, reports))
            if shown.reports is not None and shown.reports != sum(days[number].reports or 0 for number in inside):
                equations.append(({f"{number} {name}": 1 for number in inside for name in names}, shown.reports))
        known = Sums(equations)
        given_away = []
        for number, came in enumerate(told):
            people: dict[str, set[int]] = defaultdict(set)
            for one in came:
                people[one.answers()[field][0]].add(one.member)
            for name, members in people.items():
                if len(members) < K and table(days[number], field).get(name) is None:
                    least, greatest = known.bounds(f"{number} {name}")
                    given_away += [f"{field} {number} {name}"] if least == greatest else []
        assert given_away == []
