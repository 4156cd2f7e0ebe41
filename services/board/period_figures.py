"""The figures of a board digest: of which days they are, and that beside all that leaders were shown they tell of nobody.

Two ways (decision 0017). Where only daily digests told of these days, the reports that those counted are counted together,
as those of a month are. Where another digest of other days told of some of them too, the figures are added up from what
was shown, and nothing is counted anew: the difference of two periods would be a number of its own (privacy 4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from sqlmodel import Session

from services import digests as daily
from services import earlier_periods
from services.board import targets
from services.board.board_secrecy import may_leave
from storage.members import units
from storage.statistics import board_records, digests, issue_shares, shown_boards
from storage.statistics.added_figures import add_up
from storage.statistics.figures import figures
from storage.statistics.shown_figures import Figures
from storage.tables import BoardDigestKind, DigestKind

LONGEST = 400
"""Days."""


class BadPeriod(ValueError):
    """Days of which no digest can be made. `code`: "order", "future", "long", or "crossed" by another digest's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures of a period. `since`, `until`: the instants between which what is in them came; `added_up`: see above."""

    figures: Figures
    since: datetime | None
    until: datetime
    added_up: bool


def days_before(kind: BoardDigestKind, today: date) -> tuple[date, date]:
    """The newest whole week (Monday to Sunday), month, quarter or year before a day."""
    match kind:
        case BoardDigestKind.WEEKLY:
            last = today - timedelta(days=today.weekday() + 1)
            return last - timedelta(days=6), last
        case BoardDigestKind.QUARTERLY:
            last = date(today.year, today.month - (today.month - 1) % 3, 1) - timedelta(days=1)
            return date(last.year, last.month - 2, 1), last
        case BoardDigestKind.YEARLY:
            return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
        case _:
            last = today.replace(day=1) - timedelta(days=1)
            return last.replace(day=1), last


def check(first: date, last: date, today: date) -> None:
    """Raises BadPeriod: the days are in the wrong order, begin after today, or are too many."""
    if last < first:
        raise BadPeriod("order")
    if last > today:
        raise BadPeriod("future")
    if (last - first).days >= LONGEST:
        raise BadPeriod("long")


def count(
    session: Session, first: date, last: date, now: datetime, zone: tzinfo, board: str = "", place: str = ""
) -> Counted:
    """The figures of whole days.

    Raises:
        BadPeriod: the days are wrong, or so many other digests told of parts of them that nothing follows from these.
    """
    check(first, last, now.astimezone(zone).date())
    counted = _counted(session, first, last, now, zone, board, place)
    compared = daily.compared(counted.figures, earlier_periods.told_of(session, *_before(first, last)))
    aimed = replace(compared, targets=targets.of_days(session, first, last))
    return replace(counted, figures=earlier_periods.beside(session, aimed))


def _counted(session: Session, first: date, last: date, now: datetime, zone: tzinfo, board: str, place: str) -> Counted:
    same = digests.monthly_of(session, first, last)
    if same is not None:
        return Counted(Figures.from_json(same.figures), None, same.until, added_up=True)
    if digests.monthly_between(session, first, last) or _others(session, first, last):
        return _added(session, first, last)
    return _anew(session, first, last, now, zone, board, place)


def _before(first: date, last: date) -> tuple[date, date]:
    """The days before, as many; before a whole month the month before it."""
    end = first - timedelta(days=1)
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and (last - first).days < 31:
        return end.replace(day=1), end
    return first - (last - first) - timedelta(days=1), end


def _others(session: Session, first: date, last: date) -> bool:
    found = board_records.counted_anew(session, first, last)
    return any((board.first_day, board.last_day) != (first, last) for board in found)


def _anew(session: Session, first: date, last: date, now: datetime, zone: tzinfo, board: str, place: str) -> Counted:
    """The reports that the daily digests of these days counted, together; without one, all that came."""
    ends = datetime.combine(last + timedelta(days=1), time(), zone)
    parts = digests.daily_within(session, first, last)
    before = digests.before(session, parts[0][0].until if parts else min(now, ends))
    since = before.until if before is not None and before.last_day >= first - timedelta(days=1) else None
    until = parts[-1][0].until if parts else min(now, ends)
    missed = set(_days(parts[-1][0].last_day + timedelta(days=1), last)) if parts else set()
    if (
        before is not None and since is not None
    ):  # it told of days before too, so it is no part, and counted all of its own
        missed |= set(_days(first, min(before.last_day, last)))
    root = units.root(session)
    begins = since or datetime.combine(first, time(), zone)
    counted = figures(
        session,
        first,
        last,
        until,
        root.id,
        since=since,
        begins=begins,
        root_name=place if board and root.name == board else None,
        earlier=daily.shown(parts) or shown_boards.since(session, begins, last, root.id),
        parts=bool(parts),
        ends=until,
    )
    counted = replace(counted, begins=None, uncovered=tuple(sorted(missed)))
    counted = replace(counted, issues=issue_shares.shown(session, begins, until))
    return Counted(replace(counted, labels=daily.own_labels(session, counted)), since, until, added_up=False)


def _added(session: Session, first: date, last: date) -> Counted:
    """The numbers that the digests inside the period showed, the longest first, each day once."""
    found: list[tuple[date, date, datetime, Figures]] = []
    inside = [
        *(digest for digest in digests.monthly_between(session, first, last) if digest.first_day >= first),
        *(digest for digest, _ in digests.daily_within(session, first, last)),
    ]
    candidates = [(max(first, digest.first_day), digest.last_day, digest.until, digest.figures) for digest in inside]
    candidates += [
        (board.first_day, board.last_day, board.until, board.figures)
        for board in board_records.counted_anew(session, first, last)
        if board.approved_at is not None and may_leave(board)  # a sum would carry a secret's numbers out
    ]
    whole = [period for period in candidates if first <= period[0] <= period[1] <= last]
    for begin, end, until, stored in sorted(whole, key=lambda period: (period[0] - period[1], period[2])):
        if all(_apart((begin, end, until), period) for period in found):
            found.append((begin, end, until, Figures.from_json(stored)))
    if not found:
        raise BadPeriod("crossed")
    found.sort(key=lambda period: period[2])
    told = {day for begin, end, _, _ in found for day in _days(begin, end)}
    told -= {day for period in found for day in period[3].uncovered}
    missed = tuple(day for day in _days(first, last) if day not in told)
    added = replace(add_up([period[3] for period in found], first, last), uncovered=missed)
    return Counted(added, None, found[-1][2], added_up=True)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _apart(period: tuple[date, date, datetime], other: tuple[date, date, datetime, Figures]) -> bool:
    """Two daily digests of one day follow each other; anything else has days of its own."""
    if period[0] == period[1] == other[0] == other[1]:
        return True
    return period[1] < other[0] or other[1] < period[0]


def month(session: Session, now: datetime, zone: tzinfo, board: str, place: str) -> tuple[Figures, daily.Period]:
    """The figures of the automatic monthly digest: added up where the board told of parts of the month before."""
    period = daily.Period.month_before(now.astimezone(zone).date())
    if board_records.counted_anew(session, period.first, period.last):
        try:
            return _aimed(session, _added(session, period.first, period.last).figures, period), period
        except BadPeriod:
            pass
    found, period = daily.count(session, DigestKind.MONTHLY, now, zone, board, place)
    return _aimed(session, found, period), period


def _aimed(session: Session, found: Figures, period: daily.Period) -> Figures:
    return replace(found, targets=targets.of_days(session, period.first, period.last))
