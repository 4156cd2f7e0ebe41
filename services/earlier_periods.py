"""Figures of earlier periods to set beside new ones: the same days a year before, and the line of twelve months.

Only what leaders were shown of these days is taken: a new count of them would be a look of its own (privacy 4).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlmodel import Session

from storage.statistics import board_records, digests
from storage.statistics.shown_figures import Figures, Matter, Place
from texts.dates import months_before

MONTHS = 12
_YEAR_OF_WEEKS = timedelta(days=364)


def told_of(session: Session, first: date, last: date) -> Figures | None:
    """The figures that leaders were shown of exactly these days."""
    monthly = digests.monthly_of(session, first, last)
    if monthly is not None:
        return Figures.from_json(monthly.figures)
    board = board_records.approved_of(session, first, last)
    return Figures.from_json(board.figures) if board is not None else None


def beside(session: Session, counted: Figures) -> Figures:
    """Figures with those of the same days a year before and of the twelve months up to their end, where these were shown."""
    then = told_of(session, *year_before(counted.first_day, counted.last_day))
    ends = _last_month(counted.last_day)
    told = [_month(session, months_before(ends, n, "month"), counted) for n in range(MONTHS - 1, -1, -1)]
    topics = tuple(
        replace(
            matter,
            last_year=_reports(then, matter.name),
            months=tuple(_reports(figures, matter.name) for figures in told),
        )
        for matter in counted.topics
    )
    places = tuple(replace(place, months=tuple(_there(month, place) for month in told)) for place in counted.places)
    return replace(
        counted,
        topics=topics,
        places=places,
        last_year_reports=then.reports if then is not None else None,
        months=tuple(figures.reports if figures is not None else None for figures in told),
        months_end=ends,
    )


def year_before(first: date, last: date) -> tuple[date, date]:
    """The same days a year before: of whole months the same months, of whole weeks 52 weeks before."""
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return months_before(first, 12, "month"), months_before(last + timedelta(days=1), 12, "month") - timedelta(
            days=1
        )
    if first.weekday() == 0 and (last - first).days % 7 == 6:
        return first - _YEAR_OF_WEEKS, last - _YEAR_OF_WEEKS
    return _year_less(first), _year_less(last)


def _year_less(on: date) -> date:
    return on.replace(year=on.year - 1, day=28 if (on.month, on.day) == (2, 29) else on.day)


def _last_month(last: date) -> date:
    """The first day of the last month that is over on a day."""
    return months_before((last + timedelta(days=1)).replace(day=1), 1, "month")


def _month(session: Session, first: date, counted: Figures) -> Figures | None:
    last = months_before(first, -1, "month") - timedelta(days=1)
    if (counted.first_day, counted.last_day) == (first, last):
        return counted
    return told_of(session, first, last)


def _there(told: Figures | None, place: Place) -> int | None:
    """The reports on a place as they were told; one that was not named may have been counted with the unit above it."""
    found = (
        [earlier for earlier in told.places if (earlier.unit, earlier.rest) == (place.unit, place.rest)]
        if told is not None
        else []
    )
    return found[0].reports if found else None


def _reports(told: Figures | None, topic: str) -> int | None:
    """The reports on a topic; nought only where all that was told of it is told."""
    if told is None:
        return None
    found: list[Matter] = [matter for matter in told.topics if matter.name == topic]
    if found:
        return found[0].reports
    return 0 if told.topics or told.reports == 0 else None
