"""Rules that count: which report of a row of reports on one matter of one unit trips one. The same for today and for a trial."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo

from services.flags import rises
from services.flags.specs import Method, Rise, Several
from storage.reports.flagging import CountableReport

DAYS = rises.USUAL_DAYS + rises.SUMMED_DAYS
"""How far back a rule that counts looks."""


def tripped(spec: Several | Rise, row: Sequence[CountableReport]) -> list[int]:
    """The reports of a row, in order of time, that trip a rule; one that has tripped rests for its hours or its day."""
    return _several(spec, row) if isinstance(spec, Several) else _rise(spec, row)


def since(spec: Several | Rise, now: datetime, today: date) -> date:
    """The first day that a rule looks at."""
    if isinstance(spec, Several):
        return (now - timedelta(hours=spec.hours)).date() - timedelta(days=1)
    return today - timedelta(days=DAYS)


def rests(spec: Several | Rise, flagged_at: datetime | None, now: datetime, zone: tzinfo) -> bool:
    """Tell whether a rule has flagged this matter of this unit so lately that it says nothing new."""
    if flagged_at is None:
        return False
    if isinstance(spec, Several):
        return now - flagged_at < timedelta(hours=spec.hours)
    return flagged_at.astimezone(zone).date() == now.astimezone(zone).date()


def _several(spec: Several, row: Sequence[CountableReport]) -> list[int]:
    window, found = timedelta(hours=spec.hours), []
    last: datetime | None = None
    for at, report in enumerate(row):
        if last is not None and report.at - last < window:
            continue
        near = {other.member_id for other in row[: at + 1] if report.at - other.at <= window}
        if len(near) >= spec.reports:
            found.append(report.report_id)
            last = report.at
    return found


def _rise(spec: Rise, row: Sequence[CountableReport]) -> list[int]:
    """Count a day up to each report: what came later that day was not known then."""
    counts: Counter[date] = Counter()
    people: dict[date, set[int]] = {}
    found: list[int] = []
    rested: date | None = None
    rule = rises.c1_rises if spec.method is Method.C1 else rises.cusum_rises
    for report in row:
        counts[report.day] += 1
        people.setdefault(report.day, set()).add(report.member_id)
        if rested == report.day or len(people[report.day]) < rises.LEAST_REPORTERS:
            continue
        days = [float(counts[report.day - timedelta(days=back)]) for back in range(DAYS, -1, -1)]
        if rule(days):
            found.append(report.report_id)
            rested = report.day
    return found
