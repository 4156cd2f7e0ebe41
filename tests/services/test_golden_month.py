"""Golden digests of one fixed month: figures beside a tally that knows nothing of ours, and the words as they are kept.

Eight hundred fictional reports of November 2026, in which one commune goes up in another on the 16th. The tally reads the
reports as they were told and counts with `collections`; the words stand in `golden_month.vi.txt`, which a person has read.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from digests.board_text import Head, board_page
from digests.outline import Outline
from digests.text import full_text, section_text, sections
from services.board import period_figures
from storage.engine.database import Database
from storage.schema.reports import ReportKind
from storage.statistics.shown_figures import Cell, Figures, Matter, Place
from storage.statistics.suppression import K
from storage.tables import Unit, UnitKind, UnitPath
from tests.storage.statistics.test_figures import PROVINCE, Told, settle, tell

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
OLD, NEW = 7, 8
"""A commune, and the one in which it goes up on the 16th."""
TOPICS = ("land", "health", "education", "culture", "party", "economy", "farming")
SHARES = ((100, 0, 0, 0), (75, 25, 0, 0), (0, 50, 50, 0), (10, 25, 60, 5), (0, 0, 90, 10))
GOLDEN = Path(__file__).with_name("golden_month.vi.txt")


def fictional() -> list[Told]:
    """The month as it was told, always the same."""
    dice = random.Random(2026)
    made = []
    for number in range(800):
        day = FIRST + timedelta(days=number * 30 // 800)
        place = dice.choice((2, 2, 2, 3, 3, 4, 5, NEW if day >= date(2026, 11, 16) else OLD))
        more = {
            "strata": dice.sample(("farmers", "women", "youth", "workers"), dice.choice((1, 1, 2))),
            "source": dice.sample(("direct", "meeting", "press"), dice.choice((1, 2))),
            "cause": dice.sample(("execution", "policy", "information", "rumour"), dice.choice((0, 1, 2))),
            "spread": dice.choices(("few", "commune", "communes"), (6, 3, 1)),
            "forecast": dice.choices(("calm", "same", "spread"), (2, 5, 2)),
            "urgency": dice.choices(("normal", "soon"), (5, 1)),
        }
        topic, member, shares = (
            dice.choices(TOPICS, (30, 12, 8, 5, 3, 2, 1))[0],
            dice.randint(1, 29),
            dice.choice(SHARES),
        )
        made.append(Told(member, topic, place, day, shares=shares, more=more))
    rare = [Told(3, "ethnic", 2, FIRST), Told(4, "ethnic", 3, FIRST), Told(5, "land", 6, FIRST)]
    urgent = [Told(who, "crowd", 2, date(2026, 11, 20), ReportKind.URGENT, urgent=True) for who in (6, 7)]
    return [*made, *rare, *urgent]


@pytest.fixture(scope="module")
def told() -> list[Told]:
    return fictional()


@pytest.fixture
def month(database: Database, now: datetime, told: list[Told]) -> Figures:
    def work(session: Session) -> Figures:
        settle(session, now)
        session.get_one(Unit, OLD).valid_to = date(2026, 11, 15)
        session.add(
            Unit(
                id=NEW, code="X8", name="xã 8", sort_key="x8", kind=UnitKind.COMMUNE, parent_id=PROVINCE,
                valid_from=date(2026, 11, 16),
            )
        )  # fmt: skip
        session.flush()
        session.add_all(UnitPath(ancestor_id=one, descendant_id=NEW, depth=one == PROVINCE) for one in (PROVINCE, NEW))
        session.flush()
        tell(session, told, now)
        return period_figures.count(session, FIRST, LAST, datetime(2026, 12, 1, 8, tzinfo=ZONE), ZONE).figures

    return database.run_now(work)


def tally(told: Iterable[Told], names: Callable[[Told], Iterable[str]]) -> tuple[Counter[str], dict[str, set[int]]]:
    """How many reports named each choice, and from whom."""
    counts: Counter[str] = Counter()
    people: dict[str, set[int]] = defaultdict(set)
    for one in told:
        for name in names(one):
            counts[name] += 1
            people[name].add(one.member)
    return counts, people


def agrees(cells: Iterable[Cell | Matter | Place], counts: Counter[str], people: dict[str, set[int]], key: str) -> int:
    """Each number that is shown is the tally's, of k people; none is hidden but with one that has to be. Gives their sum."""
    shown = {getattr(one, key): one.reports for one in cells if one.reports is not None}
    assert shown == {name: counts[name] for name in shown}
    assert all(len(people[name]) >= K for name in shown)
    hidden = counts.keys() - shown.keys()
    assert not hidden or any(len(people[name]) < K for name in hidden), "nothing is hidden without need"
    return sum(shown.values())


def test_every_number_of_the_month_is_that_of_a_tally_of_its_own(month: Figures, told: list[Told]) -> None:
    longer = [one for one in told if one.kind is not ReportKind.URGENT]
    calm = [one for one in told if not one.urgent]
    tables = {
        "topic": (month.topics, told), "strata": (month.strata, told), "cause": (month.causes, told),
        "spread": (month.spreads, told), "forecast": (month.forecasts, told), "source": (month.sources, longer),
        "urgency": (month.urgencies, calm),
    }  # fmt: skip
    sums = {
        name: agrees(cells, *tally(reports, lambda one, name=name: one.answers().get(name, ())), "name")  # type: ignore[misc]
        for name, (cells, reports) in tables.items()
    }
    assert month.reports == len(told)
    assert {cell.name: cell.reports for cell in month.kinds} == {"periodic": len(longer)}
    assert sums["forecast"] == sums["spread"] == sums["urgency"] == 800, "totals by any breakdown agree"
    assert {cell.name for cell in month.topics if cell.reports is None} >= {"ethnic"}
    places, people = tally(told, lambda one: (str(one.place),))
    places[str(PROVINCE)], people[str(PROVINCE)] = (
        places.pop("6"),
        people.pop("6"),
    )  # one alone stands with the next unit up
    agrees(month.places, places, people, "unit")
    assert {str(OLD), str(NEW)} <= {place.unit for place in month.places}, (
        "before the merger the one, after it the other"
    )
    assert month.all_units == 6 and month.units is not None and month.units <= 6


def test_streams_are_the_mean_of_all_estimates_to_the_nearest_five(month: Figures, told: list[Told]) -> None:
    stances = ("agree", "concerned", "disagree", "unclear")
    looked = 0
    for matter in month.topics:
        if matter.reports is None or any(share.percent is None for share in matter.streams):
            continue
        heard = [one for one in told if one.topic == matter.name and one.kind is not ReportKind.URGENT]
        assert sum(share.percent or 0 for share in matter.streams) == 100
        for share in matter.streams:
            exact = Fraction(sum(one.shares[stances.index(share.stance)] for one in heard), len(heard))
            assert abs((share.percent or 0) - exact) < 5 and (share.percent or 0) % 5 == 0
            looked += 1
    assert looked >= 12


def test_words_of_the_month_are_those_that_a_person_has_read(month: Figures) -> None:
    pages = [full_text(month, "vi", ZONE), *(section_text(month, one, "vi", ZONE) for one in sections(month))]
    pages.append(board_page(Head("monthly"), month, Outline.of(month), "", "", "vi", ZONE))
    said = "\n\n----\n\n".join(page.text for page in pages) + "\n"
    assert len(pages[0]) <= 1500
    assert said == GOLDEN.read_text(encoding="utf-8"), "look at both before the file is changed"
