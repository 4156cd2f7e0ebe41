"""Queries about reports. Who reported is read here and nowhere else, and every look by another is logged."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, bindparam, delete, func, insert, literal_column, true, tuple_
from sqlalchemy import select as columns
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.engine.counters import next_number
from storage.engine.prepared import Prepared, PreparedForMany
from storage.members import part_states, units
from storage.members.units import Known
from storage.schema.digests import CountedDay
from storage.statistics import counted_days
from storage.tables import (
    Alert,
    Answer,
    FlagRule,
    FlagRuleStatus,
    Group,
    GroupPurpose,
    IdentityLook,
    PartState,
    Prompt,
    Report,
    Reporter,
    ReportKind,
    ReportRevision,
    Training,
    Unit,
)

_CORRECTS = Prepared(select(Reporter.report_id).where(col(Reporter.draft_id) == bindparam("of")))
_PART = part_states.ONE_LOCKED.cte("part")
_ONE_ROW = columns(literal_column("1").label("one")).subquery("one_row")


def _standing(named: ColumnElement[bool]) -> Select[Any]:
    """All that is asked before a draft is sent, in one row at least; one for each unit that its answers name."""
    return columns(
        columns(col(Reporter.report_id))
        .where(col(Reporter.draft_id) == bindparam("of"))
        .scalar_subquery()
        .label("corrects"),
        columns(col(Alert.id)).where(col(Alert.draft_id) == bindparam("raised_by")).scalar_subquery().label("alert"),
        columns(col(Prompt.due_at)).where(col(Prompt.id) == bindparam("prompt")).scalar_subquery().label("due_at"),
        columns(col(Training.id))
        .where(col(Training.first) <= bindparam("day"), col(Training.last) >= bindparam("day"))
        .exists()
        .label("somebody_learns"),
        columns(col(FlagRule.id))
        .where(col(FlagRule.status) == bindparam("active"), col(FlagRule.removes).is_(False))
        .exists()
        .label("rules_stand"),
        columns(col(Group.id))
        .where(col(Group.purpose) == bindparam("purpose"), col(Group.unreachable).is_(None))
        .exists()
        .label("groups_count"),
        columns(col(CountedDay.id)).where(col(CountedDay.id) == bindparam("packed")).exists().label("day_is_packed"),
        *(_PART.c.prompt_id, _PART.c.member_id, _PART.c.state),
        *(col(Unit.id).label("unit_id"), col(Unit.code), col(Unit.name)),
    ).select_from(_ONE_ROW.outerjoin(_PART, true()).outerjoin(Unit.__table__, named))


_STANDING = PreparedForMany(_standing, col(Unit.code))
_OWN = Prepared(
    Report.__table__.select()
    .join(Reporter, col(Reporter.report_id) == Report.__table__.c.id)
    .where(col(Reporter.member_id) == bindparam("whose"), Report.__table__.c.id < bindparam("before"))
    .order_by(Report.__table__.c.id.desc())
    .limit(bindparam("most", type_=Integer))
    .offset(literal_column("0"))
)
_NEW = tuple(column.name for column in Report.__table__.columns if column.name != "id")
_ADD = Prepared(insert(Report.__table__).returning(Report.__table__.c.id), _NEW)
_ADD_REPORTER = Prepared(insert(Reporter), ("report_id", "member_id"))
_ADD_REVISION = Prepared(insert(ReportRevision), ("report_id", "revision", "document", "personal", "created_at"))
_ADD_ANSWER = Prepared(insert(Answer), ("report_id", "field", "choice", "revision", "day", "unit_id"))


_NONE_LATER = 2**31 - 1  # no database has a larger id


@dataclass(frozen=True, slots=True)
class Submission:
    """A finished draft on its way to become a report (or a new revision of one)."""

    kind: ReportKind
    form_id: int
    prompt_id: int | None
    member_id: int
    unit_id: int
    place_id: int | None
    document: str
    coded: Mapping[str, Sequence[str]]
    urgent: bool
    personal: str | None = None
    late: bool = False
    training: bool = False
    places: frozenset[str] | None = None
    """The choices that name a unit, where that was looked up."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Relations of a draft that is about to be sent: the report that it `corrects`, the `alert` that it has raised, its
    prompt's hour, how far its author's `part` in the prompt is, and the units that its coded answers name, by their codes.

    `somebody_learns`: members or units are in training on the day. `rules_stand`: there are rules that flag reports.
    `groups_count`: there are closed groups that hear how many have answered. `day_is_packed`: for figures.
    """

    corrects: int | None
    alert: int | None
    due_at: datetime | None
    part: PartState | None
    named: Mapping[str, Known]
    somebody_learns: bool
    rules_stand: bool
    groups_count: bool
    day_is_packed: bool


def standing(
    session: Session,
    draft_id: int,
    member_id: int,
    prompt_id: int | None,
    day: date,
    coded: Mapping[str, Sequence[str]],
) -> Standing:
    """All that is to be known of a draft before it is sent; nobody else changes its author's part from here on."""
    session.flush()
    rows = _STANDING.rows(
        session,
        _choices(coded) or [""],
        of=draft_id,
        raised_by=draft_id,
        prompt=prompt_id,
        member=member_id,
        day=day,
        packed=day.toordinal(),
        active=FlagRuleStatus.ACTIVE,
        purpose=GroupPurpose.COLLABORATORS,
    )
    named_row = rows[0]
    return Standing(
        *(named_row.corrects, named_row.alert, named_row.due_at),
        part=named_row.state if named_row.state is not None and named_row.state.is_part else None,
        named={row.code: Known(row.unit_id, row.code, row.name) for row in rows if row.unit_id is not None},
        somebody_learns=bool(named_row.somebody_learns),
        rules_stand=bool(named_row.rules_stand),
        groups_count=bool(named_row.groups_count),
        day_is_packed=bool(named_row.day_is_packed),
    )


def add(session: Session, submission: Submission, day: date, now: datetime, *, packed: bool = True) -> Report:
    """Stores a report under the next number of its month, its content, its coded answers, and who sent it.

    packed: its day may be packed for figures.
    """
    month = f"{day:%m%y}"
    report = Report(
        number=f"BC-{month}-{next_number(session, f'report:{month}'):03d}",
        kind=submission.kind,
        form_id=submission.form_id,
        prompt_id=submission.prompt_id,
        unit_id=submission.unit_id,
        place_id=submission.place_id,
        urgent=submission.urgent,
        late=submission.late,
        training=submission.training,
        day=day,
        submitted_at=now,
    )
    report.id = int(_ADD.rows(session, {name: getattr(report, name) for name in _NEW})[0].id)
    if packed:
        counted_days.forget(session, day)
    _ADD_REPORTER.do(session, {"report_id": report.id, "member_id": submission.member_id})
    _store(session, report, submission, now)
    return report


def revise(session: Session, report: Report, submission: Submission, now: datetime) -> None:
    """Stores a new revision; the coded answers of the one before give way to the new."""
    counted_days.forget(session, report.day)
    report.revision += 1
    report.place_id, report.urgent = submission.place_id, submission.urgent
    session.execute(delete(Answer).where(col(Answer.report_id) == report.id))
    _store(session, report, submission, now)


def send_again(session: Session, report: Report, day: date, now: datetime) -> None:
    """A report that was taken back is sent again: it stands from now on, under its number."""
    counted_days.forget(session, report.day)
    counted_days.forget(session, day)
    report.withdrawn_at, report.day, report.submitted_at = None, day, now
    session.flush()


def rewrite(session: Session, report: Report, document: str, now: datetime) -> None:
    """Stores a new revision of the words alone: its coded answers are those of before."""
    counted_days.forget(session, report.day)
    personal = newest(session, report).personal
    report.revision += 1
    for answer in session.scalars(select(Answer).where(Answer.report_id == report.id)):
        answer.revision = report.revision
    session.flush()
    revision = {"report_id": report.id, "revision": report.revision, "document": document, "personal": personal}
    _ADD_REVISION.do(session, {**revision, "created_at": now})


def _store(session: Session, report: Report, submission: Submission, now: datetime) -> None:
    session.flush()
    revision = {
        "report_id": report.id,
        "revision": report.revision,
        "document": submission.document,
        "personal": submission.personal,
        "created_at": now,
    }
    _ADD_REVISION.later(session, revision)
    places = _places(session, submission)
    rows = [
        {
            "report_id": report.id,
            "field": field,
            "choice": choice,
            "revision": report.revision,
            "day": report.day,
            "unit_id": report.place_id or report.unit_id,
        }
        for field, choices in submission.coded.items()
        for choice in dict.fromkeys(choices)
        if choice not in places
    ]
    if rows:
        _ADD_ANSWER.later(session, *rows)


def _places(session: Session, submission: Submission) -> Collection[str]:
    """The choices that name a unit: a report says where by pseudonyms alone, and figures count no answer by place."""
    return named_units(session, submission.coded) if submission.places is None else submission.places


def named_units(session: Session, coded: Mapping[str, Sequence[str]]) -> Mapping[str, Known]:
    """The units that coded answers name, by their codes."""
    return units.by_codes(session, _choices(coded))


def _choices(coded: Mapping[str, Sequence[str]]) -> list[str]:
    return sorted({choice for chosen in coded.values() for choice in chosen})


def own(session: Session, member_id: int, limit: int, before: int | None = None) -> Sequence[Report]:
    """A member's own reports as they stand, to be read, the newest first."""
    session.flush()
    older = _NONE_LATER if before is None else before
    rows = _OWN.rows(session, {"whose": member_id, "before": older, "most": limit})
    return [Report(**row._asdict()) for row in rows]


def coded(session: Session, report_ids: Sequence[int], field: str) -> dict[int, str]:
    """The choice of each of these reports at one question, by id; none of those that chose nothing there."""
    if not report_ids:
        return {}
    query = select(Answer.report_id, Answer.choice).where(col(Answer.report_id).in_(report_ids), Answer.field == field)
    return {row.report_id: row.choice for row in session.execute(query)}


def count_own(session: Session, member_id: int) -> int:
    """How many reports are linked to a member."""
    query = select(func.count()).select_from(Reporter).where(Reporter.member_id == member_id)
    return session.scalar(query) or 0


def own_report(session: Session, report_id: int, member_id: int) -> Report | None:
    """A member's own report: somebody else's is not found."""
    reporter = session.get(Reporter, report_id)
    if reporter is None or reporter.member_id != member_id:
        return None
    return session.get(Report, report_id)


def newest(session: Session, report: Report) -> ReportRevision:
    revision = session.get(ReportRevision, (report.id, report.revision))
    assert revision is not None, "a report is stored with its content"
    return revision


def revision(session: Session, report: Report, number: int) -> ReportRevision | None:
    """One revision of a report; None: there is none of that number."""
    return session.get(ReportRevision, (report.id, number))


def newest_of(session: Session, reports: Sequence[Report]) -> dict[int, ReportRevision]:
    """The newest revisions of several reports by their ids, in one query."""
    keys = tuple_(col(ReportRevision.report_id), col(ReportRevision.revision))
    query = select(ReportRevision).where(keys.in_([(report.id, report.revision) for report in reports]))
    return {revision.report_id: revision for revision in session.scalars(query)}


def get(session: Session, report_id: int) -> Report | None:
    return session.get(Report, report_id)


def correcting(session: Session, draft_id: int) -> Report | None:
    """The report that a draft corrects; None: the draft is a new one."""
    found = _CORRECTS.rows(session, {"of": draft_id})
    return session.get(Report, found[0].report_id) if found else None


def begin_correction(session: Session, report_id: int, draft_id: int) -> None:
    reporter = session.get(Reporter, report_id)
    assert reporter is not None
    reporter.draft_id = draft_id
    session.flush()


def correction(session: Session, report_id: int) -> int | None:
    """The draft in which a report is being corrected."""
    reporter = session.get(Reporter, report_id)
    return reporter.draft_id if reporter else None


def log_look(
    session: Session,
    now: datetime,
    member_id: int | None,
    report_id: int | None,
    reason: str,
    confirmed_by: int | None = None,
) -> None:
    """Notes that somebody looked at who reported (privacy 3)."""
    session.add(
        IdentityLook(at=now, member_id=member_id, confirmed_by=confirmed_by, report_id=report_id, reason=reason)
    )
    session.flush()
