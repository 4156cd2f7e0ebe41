"""An officer counts a number of a digest against the reports that a search, or the digest, lets them turn through (privacy 3).

Whoever reports singly to another officer is in no such number, so that nothing is left when one is taken from the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest
from sqlmodel import Session

from digests.outline import Outline
from digests.quotes import Part, Quote
from digests.template_samples import FULL
from services.actor import Actor
from services.board import behind_figures, board_drafts
from services.board.behind_figures import Figure
from services.board.board_drafts import Drafted, Wish
from services.board.period_figures import Counted
from storage.engine.database import Database
from storage.reports import export, reports, search, withdrawals
from storage.reports.search import Wanted
from storage.statistics import board_records, counted_days
from storage.statistics.figures import figures, revisions
from storage.tables import BoardDigest, BoardDigestKind, Report, Role
from tests.storage.scene import HOUR, TODAY, Scene, enrol, make, submission


def province(database: Database, scene: Scene, now: datetime, count: int, singly: int) -> int:
    """So many reports of one day, the newest few of them by who reports singly; the number of the digest of that day."""

    def work(session: Session) -> int:
        others = [enrol(session, f"m{n}", scene.binh_hoa, Role.COLLABORATOR, joined=now) for n in range(4)]
        for number in range(count):
            member = scene.dung if number >= count - singly else others[number % 4]
            reports.add(session, submission(scene, member), TODAY, now)
        made = board_drafts.make(
            session,
            Actor(scene.lan, frozenset({Role.STAFF})),
            Wish(BoardDigestKind.MONTHLY, TODAY, TODAY, 1),
            Counted(FULL, None, now + HOUR, False),
            None,
            now + HOUR,
        )
        assert isinstance(made, Drafted)
        return made.board_id

    return database.run_now(work)


def listed(database: Database, officer: int, board_id: int, figure: Figure, now: datetime) -> list[int]:
    """The numbers of all reports on the pages of a figure, as an officer turns them."""

    def work(session: Session) -> list[int]:
        board, actor = board_records.get(session, board_id), Actor(officer, frozenset({Role.STAFF}))
        assert board is not None
        found: list[int] = []
        for page in range(20):
            there = behind_figures.behind(session, actor, board, figure, page, now)
            found += [report.id for report in there.reports]
            if not there.more:
                return found
        raise AssertionError("no end of pages")

    return database.run_now(work)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(("count", "singly"), [(12, 1), (12, 3), (4, 1), (9, 6), (3, 0)])
def test_nobody_counts_out_a_report_of_who_reports_singly(
    database: Database, now: datetime, count: int, singly: int, packed: bool
) -> None:
    scene = make(database, now)
    board = province(database, scene, now, count, singly)
    if packed:
        database.run_now(lambda session: counted_days.keep(session, TODAY))

    def told(session: Session) -> tuple[int | None, int | None, list[str], Sequence[int]]:
        found = figures(session, TODAY, TODAY, now + HOUR, scene.province)
        land = next((cell.reports for cell in found.topics if cell.name == "land"), 0)
        counted = [report for report, _ in revisions(session, TODAY, TODAY, now + HOUR, scene.province)]
        return found.reports, land, [line.number for line in export.lines(session)], counted

    def searched(session: Session) -> Sequence[Report]:
        return search.page(session, scene.lan, Wanted(topic="land", first=TODAY, last=TODAY), 50)

    total, land, exported, counted = database.run_now(told)
    seen = database.run_now(lambda session: {report.id: report.number for report in searched(session)})
    assert len(seen) == count - singly, "an officer turns through every report but those"
    enough = len(seen) if len(seen) >= 3 else None
    assert total == enough and land == (enough or 0), "and the numbers of the digest are of as many"
    assert set(exported) == set(seen.values()) and sorted(counted) == sorted(seen)
    for table, name in (("topic", "land"), ("strata", "farmer")):
        behind = listed(database, scene.lan, board, Figure(table, name, count, ""), now + 2 * HOUR)
        assert sorted(behind) == sorted(seen)


def test_quotation_opens_the_report_whose_words_it_is_until_that_is_withdrawn(
    database: Database, now: datetime
) -> None:
    scene = make(database, now)
    board_id = province(database, scene, now, 6, 0)
    opened = Figure(behind_figures.VOICES, "3", 3, "“Dân lo giá lúa giảm.”")

    def quote(session: Session) -> list[Figure]:
        board = session.get_one(BoardDigest, board_id)
        board.outline = Outline.of(FULL, (Quote(Part.SAID, "land", "Dân lo giá lúa giảm.", 3, 3, 1),)).to_json()
        return behind_figures.figures_of(board, behind_figures.VOICES, "vi")

    assert database.run_now(quote) == [opened]
    assert listed(database, scene.lan, board_id, opened, now + 2 * HOUR) == [3], "none of who wrote nearly the same"
    database.run_now(lambda session: withdrawals.withdraw(session, 3, now + HOUR))
    assert listed(database, scene.lan, board_id, opened, now + 2 * HOUR) == []
