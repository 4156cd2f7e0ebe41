"""The reports behind a figure of a board digest, for officers who may see them: never for leaders (privacy 3, 12).

A number that is kept back opens nothing here, and no count stands above a list: what an officer may not see is in none.
Where members report singly to other officers the oldest few are in no list, so that its length beside the digest's number does
not tell of one of theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from digests import wording
from digests.outline import Outline
from services import audit, staff_scope
from services.actor import Actor
from storage.members import members, units
from storage.reports import search
from storage.schema.members import Unit
from storage.statistics import board_records, counted_days, suppression
from storage.statistics.counted_reports import Window
from storage.statistics.figure_units import Units
from storage.statistics.figures import counted_in
from storage.statistics.report_sets import Reports
from storage.statistics.shown_figures import Cell, Figures, Matter
from storage.tables import BoardDigest, BoardDigestStatus, Report

VOICES = "voices"
TABLES = ("topic", "strata", "place", "forecast", "source", "urgency", "cause", "spread", VOICES)
"""New ones stand last: buttons hold the place of one."""
LISTED = 8


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a digest shows: its table, its name, and what it is called. Of a quotation the name is its report's id."""

    table: str
    name: str
    reports: int
    label: str


@dataclass(frozen=True, slots=True)
class Behind:
    """A page of the reports behind a figure that an officer may see, the newest first."""

    reports: Sequence[Report]
    more: bool
    is_short: bool
    """The oldest of all that there are stand on no page."""


def figures_of(board: BoardDigest, table: str, language: str) -> list[Figure]:
    """The numbers of one table that a digest shows, or its quotations."""
    if table == VOICES:
        quoted = Outline.from_json(board.outline).quotes()
        return [Figure(table, str(quote.report), quote.people, f"“{quote.words}”") for quote in quoted]
    found = Figures.from_json(board.figures)
    if table == "place":
        return [
            Figure(table, place.unit, place.reports, wording.place(place, language))
            for place in found.places
            if place.reports is not None
        ]
    cells: Mapping[str, Sequence[Cell | Matter]] = {
        "topic": found.topics,
        "strata": found.strata,
        "cause": found.causes,
        "spread": found.spreads,
        "forecast": found.forecasts,
        "source": found.sources,
        "urgency": found.urgencies,
    }
    return [
        Figure(table, cell.name, cell.reports, wording.label(table, cell.name, language, found.labels))
        for cell in cells[table]
        if cell.reports is not None
    ]


def readable(session: Session, actor: Actor, board_id: int) -> BoardDigest | None:
    """A digest whose figures an officer may open."""
    staff_scope.require_all(session, actor)
    board = board_records.get(session, board_id)
    return board if board is not None and board.status is not BoardDigestStatus.DROPPED else None


def behind(session: Session, actor: Actor, board: BoardDigest, figure: Figure, page: int, now: datetime) -> Behind:
    """A page of the reports behind a figure, as they are now; the look is logged.

    Behind a quotation stands the report whose words it is, and none of those who wrote nearly the same.
    """
    staff_scope.require_all(session, actor)
    if figure.table == VOICES:
        audit.note(session, actor, now, "board.behind", f"board_digest:{board.id}", figure.table)
        return Behind(search.some(session, actor.acting_id, [int(figure.name)]), more=False, is_short=False)
    root = units.root(session)
    window = Window(board.first_day, board.last_day, board.until, board.since)
    heard = counted_days.gather(session, window, root.id, (figure.table,))
    ids = _of(session, root, heard, figure).ids()
    apart = any(officer != actor.member_id for officer in members.singles(session).values())
    before, most = max(0, page) * LISTED, figure.reports - suppression.K if apart else len(ids)
    seen = search.some(session, actor.acting_id, ids, max(0, min(LISTED + 1, most - before)), before)
    audit.note(session, actor, now, "board.behind", f"board_digest:{board.id}", figure.table)
    return Behind(seen[:LISTED], len(seen) > LISTED, is_short=apart)


def _of(session: Session, root: Unit, heard: Reports, figure: Figure) -> Reports:
    if figure.table == "place":
        return Units(session, root).named(heard).get(int(figure.name), heard.none())
    return counted_in(figure.table, heard).cells(figure.table).get(figure.name, heard.none())
