"""Queries about rules that flag reports: their versions, what they flagged, and the reports that they are tried on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, func, update
from sqlalchemy import select as columns
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.engine.prepared import NamedRow, Prepared
from storage.members.members import singles
from storage.reports.visibility import seen_by
from storage.tables import Answer, FlagRule, FlagRuleStatus, Report, Reporter, ReportFlag, ReportRevision, UnitPath

MATTER_FIELDS = ("topic", "what")
"""Coded answers that say what a report is about; an urgent one has only the second."""
_TABLE = FlagRule.__table__
_ACTIVE = Prepared(
    columns(_TABLE.c.id, _TABLE.c.number, _TABLE.c.kind, _TABLE.c.unit_id, _TABLE.c.spec)
    .where(_TABLE.c.status == bindparam("standing"), _TABLE.c.removes.is_(False))
    .order_by(_TABLE.c.number)
)
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class CountableReport:
    """A report as rules count it."""

    report_id: int
    member_id: int
    day: date
    at: datetime
    matter: str
    unit_id: int


def active(session: Session) -> Sequence[NamedRow]:
    """The rules that flag now: id, number, kind, unit_id, spec."""
    return _ACTIVE.rows(session, {"standing": FlagRuleStatus.ACTIVE})


def get(session: Session, rule_id: int) -> FlagRule | None:
    """One version of a rule."""
    return session.get(FlagRule, rule_id)


def add(session: Session, rule: FlagRule) -> FlagRule:
    """Store a new version."""
    session.add(rule)
    session.flush()
    return rule


def listed(session: Session, statuses: Collection[FlagRuleStatus]) -> Sequence[FlagRule]:
    """The versions in these states, by number."""
    query = select(FlagRule).where(col(FlagRule.status).in_(list(statuses)))
    return session.scalars(query.order_by(col(FlagRule.number), col(FlagRule.version))).all()


def newest_version(session: Session, number: int) -> int:
    """The highest version that a rule has had; 0: there is no such rule."""
    return session.scalar(select(func.max(FlagRule.version)).where(FlagRule.number == number)) or 0


def standing(session: Session, number: int) -> FlagRule | None:
    """The version of a rule that flags now."""
    return session.scalar(
        select(FlagRule).where(FlagRule.number == number, FlagRule.status == FlagRuleStatus.ACTIVE).limit(1)
    )


def waiting(session: Session, number: int) -> FlagRule | None:
    """The version of a rule that waits for a second officer."""
    return session.scalar(
        select(FlagRule).where(FlagRule.number == number, FlagRule.status == FlagRuleStatus.PROPOSED).limit(1)
    )


def change(
    session: Session,
    rule_id: int,
    before: FlagRuleStatus,
    values: Mapping[str, object],
    *,
    by: int | None = None,
    not_by: int | None = None,
) -> bool:
    """Change a version that is in this state. False: it is not, somebody was first.

    by, not_by: only if this officer wrote it, or somebody else did.
    """
    which = [_TABLE.c.id == rule_id, _TABLE.c.status == before]
    if by is not None:
        which.append(_TABLE.c.proposed_by == by)
    if not_by is not None:
        which.append(_TABLE.c.proposed_by != not_by)
    done = session.connection().execute(update(_TABLE).where(*which).values(**values))
    session.expire_all()
    return done.rowcount == 1


def retire(session: Session, number: int, but: int) -> None:
    """The other versions of a rule flag no more."""
    older = (_TABLE.c.number == number, _TABLE.c.id != but, _TABLE.c.status == FlagRuleStatus.ACTIVE)
    session.connection().execute(update(_TABLE).where(*older).values(status=FlagRuleStatus.RETIRED))
    session.expire_all()


def above(session: Session, unit_id: int) -> set[int]:
    """A unit and all those that it stands under."""
    return set(session.scalars(select(UnitPath.ancestor_id).where(UnitPath.descendant_id == unit_id)))


def below(session: Session, unit_id: int) -> set[int]:
    """A unit and all those that stand under it."""
    return set(session.scalars(select(UnitPath.descendant_id).where(UnitPath.ancestor_id == unit_id)))


def flag(session: Session, report_id: int, rule_id: int, matter: str, unit_id: int, now: datetime) -> bool:
    """A rule flags a report. False: it has done so already."""
    known = select(ReportFlag.id).where(ReportFlag.report_id == report_id, ReportFlag.rule_id == rule_id)
    if session.scalar(known) is not None:
        return False
    session.add(ReportFlag(report_id=report_id, rule_id=rule_id, matter=matter, unit_id=unit_id, at=now))
    session.flush()
    return True


def flagged_at(session: Session, number: int, matter: str, unit_id: int) -> datetime | None:
    """When any version of a rule last flagged this matter of this unit."""
    query = (
        select(ReportFlag.at)
        .join(FlagRule, col(FlagRule.id) == col(ReportFlag.rule_id))
        .where(FlagRule.number == number, ReportFlag.matter == matter, ReportFlag.unit_id == unit_id)
    )
    return session.scalar(query.order_by(col(ReportFlag.at).desc()).limit(1))


def of_report(session: Session, report_id: int) -> Sequence[FlagRule]:
    """The rules that flagged a report."""
    query = select(FlagRule).join(ReportFlag, col(ReportFlag.rule_id) == col(FlagRule.id))
    return session.scalars(query.where(ReportFlag.report_id == report_id).order_by(col(FlagRule.number))).all()


def matter_of(coded: Mapping[str, Sequence[str]]) -> str:
    """Say what a report is about, as coded; "" where it does not say."""
    return next((coded[name][0] for name in MATTER_FIELDS if coded.get(name)), "")


def countable(
    session: Session, since: date, matter: str | None = None, unit_id: int | None = None
) -> list[CountableReport]:
    """The reports from a day on as rules count them, in order: of one matter and unit, or of all.

    Without single reporters', which stand in no list but the assigned officer's (privacy 3).
    """
    query = (
        columns(
            col(Report.id), col(Reporter.member_id), col(Report.day), col(Report.submitted_at),
            col(Answer.field), col(Answer.choice), col(Answer.unit_id),
        )
        .join(Answer, col(Answer.report_id) == col(Report.id))
        .join(Reporter, col(Reporter.report_id) == col(Report.id))
        .where(col(Answer.field).in_(MATTER_FIELDS), col(Answer.day) >= since)
        .where(col(Reporter.member_id).not_in(singles(session)), col(Report.training).is_(False))
    )  # fmt: skip
    if matter is not None:
        query = query.where(col(Answer.choice) == matter, col(Answer.unit_id) == unit_id)
    found: dict[int, CountableReport] = {}
    for row in session.execute(query.order_by(col(Report.submitted_at), col(Report.id))):
        if row.id not in found or row.field == MATTER_FIELDS[0]:
            found[row.id] = CountableReport(row.id, row.member_id, row.day, row.submitted_at, row.choice, row.unit_id)
    return list(found.values())


def month(session: Session, officer_id: int | None, since: date, most: int) -> Sequence[Report]:
    """The newest reports from a day on that an officer may see."""
    query = select(Report).where(col(Report.day) >= since, seen_by(session, officer_id))
    return session.scalars(query.order_by(col(Report.id).desc()).limit(most)).all()


def documents(session: Session, reports: Sequence[Report]) -> dict[int, str]:
    """The newest content of each of these reports."""
    found: dict[int, str] = {}
    for at in range(0, len(reports), _CHUNK):
        some = {report.id: report.revision for report in reports[at : at + _CHUNK]}
        query = columns(col(ReportRevision.report_id), col(ReportRevision.revision), col(ReportRevision.document))
        for row in session.execute(query.where(col(ReportRevision.report_id).in_(list(some)))):
            if some[row.report_id] == row.revision:
                found[row.report_id] = row.document
    return found


def answered(session: Session, field: str, choices: Collection[str], since: date) -> set[int]:
    """The reports from a day on in which a question is answered so."""
    query = select(Answer.report_id).where(Answer.field == field, col(Answer.choice).in_(list(choices)))
    return set(session.scalars(query.where(col(Answer.day) >= since)))
