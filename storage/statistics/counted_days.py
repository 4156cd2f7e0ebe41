"""Days of reports as figures count them: packed ones where they are there, the others from their reports.

A packed day is right as long as it is there: whatever changes a report calls `forget` with its day, in the same transaction.
Who writes one on PostgreSQL waits first for all who are changing one, and they wait for it. A new report of today need not
forget a day that is not packed, since only one that has been over for a while is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import islice

from sqlalchemy import bindparam, delete, func, insert, orm, select, text
from sqlmodel import Session, col

from storage.engine.prepared import Prepared
from storage.members.units import below as units_below
from storage.schema.digests import CountedDay
from storage.schema.reports import Report
from storage.statistics.counted_reports import FIELDS, CountedReport, Window, all_reporters, links, load_days
from storage.statistics.packed_days import PLACE, OtherLayout, PackedDay, pack, unpack
from storage.statistics.report_sets import Reports, Universe, union

_TABLE = CountedDay.__table__
_OVER_FOR = timedelta(hours=1)
"""Longer than any turn that began when it was still that day."""
_FORGET = Prepared(delete(CountedDay).where(_TABLE.c.id == bindparam("of")))


def gather(
    session: Session,
    window: Window,
    unit_id: int,
    fields: Collection[str] = FIELDS,
    others: Iterable[CountedReport] = (),
) -> Reports:
    """The reports of a window about a unit and all below it, with their answers to `fields` at least.

    others: reports of other days that are counted beside them (`Reports.universe.others_having`).
    """
    days = list(window.days)
    found = _packed(session, days)
    missing = [day for day in days if day not in found]
    parts = [found[day] for day in days if day in found]
    parts.append(unpack(pack(load_days(session, _told_on(session, missing), fields))))
    beside = {report.report_id: report for report in others}
    universe = Universe(
        parts,
        lambda ids: links(session, ids),
        lambda: all_reporters(session),
        unpack(pack(beside.values())) if beside else None,
    )
    heard = universe.joined([part.between(window.since, window.until) for part in parts])
    places, below = universe.cells(PLACE), set(map(str, units_below(session, unit_id)))
    if places.keys() <= below:
        return heard
    return heard & union([inside for place, inside in places.items() if place in below], heard.none())


def _told_on(session: Session, days: Sequence[date]) -> Sequence[date]:
    """Those of the days on which there are reports: of many days most have none, which a range of an index tells at once."""
    if not days:
        return ()
    there = set(session.scalars(select(col(Report.day)).where(col(Report.day).between(days[0], days[-1])).distinct()))
    return [day for day in days if day in there]


def _packed(session: Session, days: Sequence[date]) -> dict[date, PackedDay]:
    if not days:
        return {}
    wanted = col(CountedDay.id).between(days[0].toordinal(), days[-1].toordinal())
    found = {}
    for row in session.execute(select(col(CountedDay.id), col(CountedDay.packed)).where(wanted)):
        try:
            found[date.fromordinal(row.id)] = unpack(row.packed)
        except OtherLayout:
            continue
    return found


def forget(session: orm.Session, day: date) -> None:
    """A report of this day is changed: the day is counted from its reports until it is packed again."""
    _FORGET.do(session, {"of": day.toordinal()})


def forget_all(session: Session) -> None:
    """Delete every packed day."""
    session.execute(delete(CountedDay))


def over(local: datetime) -> date:
    """The day before which all may be packed; `local`: now, in the board's own zone."""
    return (local - _OVER_FOR).date()


def unpacked(session: Session, before: date, most: int | None = None) -> list[date]:
    """The days from the first report on and before a day that are not packed, the newest first; `most` of them."""
    first = session.scalar(select(func.min(col(Report.day))))
    if first is None:
        return []
    numbers = range(before.toordinal() - 1, first.toordinal() - 1, -1)
    there = set(
        session.scalars(
            select(col(CountedDay.id)).where(col(CountedDay.id).between(first.toordinal(), before.toordinal()))
        )
    )
    return [date.fromordinal(number) for number in islice((day for day in numbers if day not in there), most)]


def keep(session: Session, day: date) -> None:
    """Pack a day. It has to be a transaction of its own: on PostgreSQL reports of any day are changed before or after it."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE counted_day IN SHARE ROW EXCLUSIVE MODE"))
    forget(session, day)
    packed = pack(load_days(session, [day], None))
    session.execute(insert(CountedDay), [{"id": day.toordinal(), "packed": packed}])
