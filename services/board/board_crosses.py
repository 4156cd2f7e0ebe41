"""Cross tables in drafts of board digests: two choice questions that an officer sets beside each other.

A question stands in one table of a period alone: of two tables that share one, more follows than of each (privacy 4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from digests import cross_text, wording
from digests.outline import Outline
from services import digests as daily
from services.actor import Actor
from services.board import board_drafts
from services.board.board_drafts import Lost
from services.own_choices import own_questions
from storage.members import units
from storage.statistics import board_records, counted_days, digests, shown_boards
from storage.statistics.counted_reports import Window
from storage.statistics.report_crosses import FEW, NONE, ReportCross, cross
from storage.statistics.shown_figures import Cell, Figures, Matter
from storage.tables import BoardDigest

OURS = ("topic", "strata", "main", "spread", "source", "cause", "forecast", "urgency")
_NEVER = frozenset({*OURS, "item", "place", "share", "rest", "what"})
_MOST = 24


@dataclass(frozen=True, slots=True)
class Question:
    """A choice question of reports, and what it is called."""

    name: str
    label: str


class NoCross(Exception):
    """There is no such table. `code`: "gone", "added" (nothing is counted anew), "used" (a question stands in one), "few"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def questions(session: Session, language: str) -> list[Question]:
    """The questions that can be set beside each other: ours, then those of the board's own forms."""
    ours = [Question(name, cross_text.question(name, "", language)) for name in OURS]
    own = own_questions(session)
    return [*ours, *(Question(name, own[name]) for name in own if name not in _NEVER)][:_MOST]


def count(session: Session, board_id: int, rows: str, columns: str) -> ReportCross:
    """The table of two questions for a draft.

    Raises:
        NoCross: there can be none.
    """
    board = board_records.get(session, board_id)
    if board is None:
        raise NoCross("gone")
    if board.added_up:
        raise NoCross("added")
    if rows == columns or {rows, columns} & set(_used(session, board)):
        raise NoCross("used")
    root = units.root(session).id
    window = Window(board.first_day, board.last_day, board.until, board.since)
    heard = counted_days.gather(session, window, root, (rows, columns))
    others = daily.shown(digests.daily_of(session, board.first_day, board.last_day))
    begins = board.since or datetime.combine(board.first_day, datetime.min.time(), board.until.tzinfo)
    others += shown_boards.since(session, begins, board.last_day, root)
    earlier = [heard & heard.universe.having(shown.reports) for shown in others]
    figures = Figures.from_json(board.figures)
    made = cross(
        heard,
        rows,
        columns,
        told=_told(figures),
        earlier=[reports for reports in earlier if reports and reports != heard],
    )
    if made is None:
        raise NoCross("few")
    return replace(made, labels=_labels(session, made))


def add(session: Session, actor: Actor, board_id: int, version: int, made: ReportCross, now: datetime) -> Lost | None:
    """Put a table into a draft as it was seen, at its end.

    Raises:
        NoCross: one of its questions stands in another by now.
    """
    board = board_drafts.see(session, actor, board_id)
    if board is not None and {made.rows_field, made.columns_field} & set(_used(session, board)):
        raise NoCross("used")
    return board_drafts.add_cross(session, actor, board_id, version, made.to_json(), now)


def _used(session: Session, board: BoardDigest) -> Iterator[str]:
    """The questions that stand, or stood, in a table of this digest, or of another of some of its days."""
    others = board_records.counted_anew(session, board.first_day, board.last_day)
    for digest in (board, *(other for other in others if other.id != board.id)):
        yield from Outline.from_json(digest.outline).crossed


def _told(figures: Figures) -> dict[str, dict[str, int]]:
    tables: Mapping[str, Sequence[Cell | Matter]] = {
        "topic": figures.topics,
        "strata": figures.strata,
        "cause": figures.causes,
        "spread": figures.spreads,
        "forecast": figures.forecasts,
    }  # sources and urgencies are told without urgent reports: of other reports than the table
    return {
        name: {cell.name: cell.reports for cell in cells if cell.reports is not None} for name, cells in tables.items()
    }


def _labels(session: Session, made: ReportCross) -> dict[str, str]:
    """Labels of the board's own questions and choices."""
    rows = {(made.rows_field, row.name) for row in made.rows}
    wanted = rows | {(made.columns_field, column) for column in made.columns}
    wanted = {choice for choice in wanted if choice[1] not in (FEW, NONE) and not wording.is_known(*choice)}
    found = daily.labels_of(session, wanted)
    own = own_questions(session)
    return found | {name: own[name] for name in (made.rows_field, made.columns_field) if name in own}
