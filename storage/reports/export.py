"""Reports as rows for a spreadsheet or another program: coded answers alone, and places no finer than hides who reported.

There is no free text in an export, since typed text is not masked yet. Who reported goes to a file of its own that says how
many reports a member sent and none of their numbers, so that nothing joins the two files. Who reports singly is in neither:
their rows could be told by elimination, being those whose number opens nothing (privacy 3, 4 and 12).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import LargeBinary, func, type_coerce
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.members.members import singles
from storage.reports.visibility import seen_by
from storage.statistics.suppression import K
from storage.tables import Answer, Member, MemberRole, Report, Reporter, Role, Unit

COLUMNS = ("number", "revision", "kind", "urgent", "day", "unit", "unit_name", "place", "place_name")
REPORTER_COLUMNS = ("member", "name", "reports")

_BATCH = 500  # reports
_PLACES = ("place",)  # answers that name a unit: they are in `place`, as coarse as it is


@dataclass(frozen=True, slots=True)
class Look:
    """The person who wants to know who reported, the second who confirms it, and why. Members' ids."""

    member_id: int
    confirmed_by: int
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """One report at its newest revision. `answers`: the coded choices by field, separated by spaces."""

    number: str
    revision: int
    kind: str
    urgent: bool
    day: date
    unit: str
    unit_name: str
    place: str
    place_name: str
    answers: Mapping[str, str]


def fields(session: Session) -> list[str]:
    """The fields that any report has an answer to, in alphabetical order."""
    found = session.scalars(select(Answer.field).distinct().order_by(Answer.field))
    return [field for field in found if field not in _PLACES]


def lines(session: Session) -> Iterator[Line]:
    """All reports but single reporters', the oldest first.

    Coded answers where K reporters or more stand behind a place, and behind a choice.
    """
    units = {unit.id: unit for unit in session.scalars(select(Unit))}
    shown = _shown(session, {unit_id: unit.parent_id for unit_id, unit in units.items() if unit_id is not None})
    may_show = {report_id for report_id, seen in shown.items() if seen.answers}
    rare = _rare(session)
    after = 0
    while True:
        query = select(Report).where(col(Report.id) > after, col(Report.withdrawn_at).is_(None))
        query = query.where(col(Report.training).is_(False), seen_by(session, None))
        query = query.order_by(col(Report.id)).limit(_BATCH)
        reports = session.scalars(query).all()
        if not reports:
            return
        answers = _answers(session, [report.id for report in reports], may_show, rare)
        for report in reports:
            seen = shown[report.id]
            unit = units.get(seen.unit) if seen.unit is not None else None
            place = units.get(seen.place) if seen.place is not None else None
            yield Line(
                report.number,
                report.revision,
                report.kind.value,
                report.urgent,
                report.day,
                unit.code if unit else "",
                unit.name if unit else "",
                place.code if place else "",
                place.name if place else "",
                {field: " ".join(sorted(choices)) for field, choices in answers[report.id].items()},
            )
        after = reports[-1].id
        session.expunge_all()


def reporters(session: Session) -> list[tuple[str, str, int]]:
    """(member code, name, reports) of all who do not report singly; for a service, which logs the look.

    Nobody is in it where fewer than K are.
    """
    learnt = select(Report.id).where(col(Report.training).is_(True))
    sent = Counter(session.scalars(select(Reporter.member_id).where(col(Reporter.report_id).not_in(learnt))))
    rows = session.execute(
        select(Member.id, Member.code, Member.name)
        .where(col(Member.id).in_(sent.keys() - set(singles(session))))
        .order_by(col(Member.code))
    ).all()
    return [(code, name, sent[member_id]) for member_id, code, name in rows] if len(rows) >= K else []


def officer(session: Session, code: str) -> int | None:
    """The id of somebody on the roster who may stand behind an export: staff or an administrator. None: there is none."""
    query = (
        select(Member.id)
        .join(MemberRole, col(MemberRole.member_id) == col(Member.id))
        .where(Member.code == code, col(MemberRole.role).in_((Role.STAFF, Role.ADMIN)), col(Member.left_at).is_(None))
    )
    return session.scalars(query).first()


def _answers(
    session: Session, report_ids: list[int], may_show: set[int], rare: set[tuple[str, str]]
) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    wanted = [report_id for report_id in report_ids if report_id in may_show]
    query = select(Answer.report_id, Answer.field, Answer.choice).where(col(Answer.report_id).in_(wanted))
    for report_id, field, choice in session.execute(query):
        if field not in _PLACES and (field, choice) not in rare:
            found[report_id][field].append(choice)
    return found


def _rare(session: Session) -> set[tuple[str, str]]:
    """The choices that fewer than K reporters made."""
    who = func.count(col(Reporter.member_id).distinct())
    query = (
        select(Answer.field, Answer.choice)
        .join(Reporter, col(Reporter.report_id) == col(Answer.report_id))
        .where(col(Reporter.member_id).not_in(singles(session)))
        .group_by(col(Answer.field), col(Answer.choice))
        .having(who >= K)
    )
    common = {(field, choice) for field, choice in session.execute(query)}
    every = {(field, choice) for field, choice in session.execute(select(Answer.field, Answer.choice).distinct())}
    return every - common


@dataclass(frozen=True, slots=True)
class _Shown:
    """A report's unit and place as coarse as they are shown, and whether K reporters stand behind that place."""

    unit: int | None
    place: int | None
    answers: bool


def _shown(session: Session, parents: Mapping[int, int | None]) -> dict[int, _Shown]:
    """How each report is shown; the unit is left out where the two together would tell."""
    reporter = type_coerce(col(Reporter.member_id), LargeBinary)
    query = select(Report.id, Report.unit_id, Report.place_id, reporter)
    query = query.where(col(Report.training).is_(False), seen_by(session, None))
    rows = session.execute(query.join(Reporter, col(Reporter.report_id) == col(Report.id), isouter=True)).all()
    units = _coarse([(unit, member) for _, unit, _, member in rows], parents)
    places = _coarse([(place or unit, member) for _, unit, place, member in rows], parents)
    pairs = list(zip(units, places, strict=True))
    together: dict[Any, set[bytes | None]] = defaultdict(set)
    behind: dict[int | None, set[bytes | None]] = defaultdict(set)
    for pair, row in zip(pairs, rows, strict=True):
        together[pair].add(row[3])
        behind[pair[1]].add(row[3])
    return {
        row[0]: _Shown(pair[0] if len(together[pair]) >= K else None, pair[1], len(behind[pair[1]]) >= K)
        for pair, row in zip(pairs, rows, strict=True)
    }


def _coarse(reports: list[tuple[int, bytes | None]], parents: Mapping[int, int | None]) -> list[int | None]:
    """For each (unit, reporter): the unit itself or the nearest above it under whose name reports of K reporters stand.

    From the bottom up: what a unit may not show joins its parent's own, so that what is shown under a name is always of K
    reporters, whatever is subtracted from it.
    """
    at: list[int | None] = [unit for unit, _ in reports]
    for level in _levels(parents):
        pools: dict[int, list[int]] = defaultdict(list)
        for index, unit in enumerate(at):
            if unit in level:
                pools[unit].append(index)
        for unit, indexes in pools.items():
            if len({reports[index][1] for index in indexes}) < K:
                for index in indexes:
                    at[index] = parents[unit]
    return at


def _levels(parents: Mapping[int, int | None]) -> list[set[int]]:
    """The units by depth, the deepest first."""
    levels: dict[int, set[int]] = defaultdict(set)
    for unit in parents:
        depth, above = 0, parents[unit]
        while above is not None:
            depth, above = depth + 1, parents[above]
        levels[depth].add(unit)
    return [levels[depth] for depth in sorted(levels, reverse=True)]
