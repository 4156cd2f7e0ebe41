"""An officer counts a digest's number against the reports that open behind it: whether one reporting singly is in it (privacy 3).

The same twelve reports are played twice, once with one of them by a member who reports singly to another officer; each list
that the officer can turn through is as long in both.
"""

from __future__ import annotations

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
from storage.reports import reports, withdrawals
from storage.statistics import board_records
from storage.tables import BoardDigest, BoardDigestKind, Member, Role
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


@pytest.mark.parametrize(("table", "name"), [("topic", "land"), ("strata", "farmer")])
@pytest.mark.parametrize(("count", "singly"), [(12, 1), (12, 3), (4, 1), (9, 2)])
def test_no_list_is_shorter_for_a_report_of_who_reports_singly(
    database: Database, now: datetime, table: str, name: str, count: int, singly: int
) -> None:
    scene = make(database, now)
    figure = Figure(table, name, count, "")
    board = province(database, scene, now, count, singly)
    lan = listed(database, scene.lan, board, figure, now + 2 * HOUR)
    assert len(lan) == count - 3, "as long as if none of them reported singly"
    binh = listed(database, scene.binh, board, figure, now + 2 * HOUR)
    assert len(binh) == count and set(lan) < set(binh), "their own officer sees all"


def test_where_nobody_reports_singly_the_list_is_whole(database: Database, now: datetime) -> None:
    scene = make(database, now)
    board = province(database, scene, now, 12, 0)

    def nobody(session: Session) -> None:
        dung = session.get_one(Member, scene.dung)
        dung.single, dung.officer_id = False, None

    database.run_now(nobody)
    assert len(listed(database, scene.lan, board, Figure("topic", "land", 12, ""), now + 2 * HOUR)) == 12


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
