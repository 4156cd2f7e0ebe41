"""The cells that board digests showed, for the next look at reports that they counted."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import Session

from storage.statistics import board_records
from storage.statistics.figures import revisions, shown_in
from storage.statistics.second_look import Shown
from storage.statistics.shown_figures import Figures

_LONGEST = timedelta(days=400)


def since(session: Session, begins: datetime, last_day: date, unit_id: int) -> list[Shown]:
    """Those that counted reports themselves and until later than an instant, the oldest first."""
    found = []
    for board in board_records.counted_anew(session, last_day - _LONGEST, last_day):
        if board.until > begins:
            used = revisions(session, board.first_day, board.last_day, board.until, unit_id, since=board.since)
            found.append(shown_in(Figures.from_json(board.figures), used))
    return found
