"""Queries about issues: reports that speak of one matter, their timeline, and who hears its outcome."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, insert, or_, update
from sqlalchemy import select as columns
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.engine.prepared import Prepared
from storage.issues import issue_visibility, told_outcomes
from storage.members.members import singles
from storage.reports.flagging import MATTER_FIELDS
from storage.reports.visibility import seen_by
from storage.tables import (
    Answer,
    Issue,
    IssueEvent,
    IssueEventKind,
    IssueProposal,
    IssueReport,
    IssueStatus,
    MergedReport,
    Report,
    Reporter,
    ReportRevision,
    Unit,
)

_ISSUE, _LINK, _MERGED = Issue.__table__, IssueReport.__table__, MergedReport.__table__
_OPEN = (IssueStatus.OPEN, IssueStatus.VERIFYING, IssueStatus.ESCALATED)
# Asked every second, and mostly in vain: the whole rows are read by SQLAlchemy where there are any.
_DUE = Prepared(columns(_ISSUE.c.id).where(_ISSUE.c.ask_at <= bindparam("now")))
_OPEN_THERE = Prepared(
    columns(_ISSUE.c.id)
    .where(_ISSUE.c.unit_id == bindparam("there"), _ISSUE.c.topic == bindparam("about"))
    .where(
        or_(*(_ISSUE.c.status == bindparam(status.value) for status in _OPEN)), _ISSUE.c.heard_at >= bindparam("since")
    )
)


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who reported on an issue, with the report under which they hear of it.

    Stays within services.
    """

    member_id: int
    report_id: int
    number: str
    day: date


def add(session: Session, issue: Issue) -> Issue:
    """Store a new issue."""
    session.add(issue)
    session.flush()
    return issue


def get(session: Session, issue_id: int) -> Issue | None:
    """An issue by its number."""
    return session.get(Issue, issue_id)


def change(session: Session, issue_id: int, before: Collection[IssueStatus], **values: object) -> bool:
    """Change an issue that is in one of these states. False: it is in none of them, somebody was first."""
    done = session.connection().execute(
        update(_ISSUE).where(_ISSUE.c.id == issue_id, _ISSUE.c.status.in_(list(before))).values(**values)
    )
    session.expire_all()
    return done.rowcount == 1


def hold(session: Session, issue_id: int, statuses: Collection[IssueStatus]) -> bool:
    """Hold an issue as it is until the end of the transaction: what is put to it must not come after its end.

    False: it is in none of these states, or was merged into another.
    """
    here = (_ISSUE.c.id == issue_id, _ISSUE.c.status.in_(list(statuses)), _ISSUE.c.merged_into.is_(None))
    held = session.connection().execute(update(_ISSUE).where(*here).values(status=_ISSUE.c.status))
    session.expire_all()
    return held.rowcount == 1


def hold_report(session: Session, report_id: int) -> bool:
    """Hold a report until the end of the transaction, so that two who put it to issues come one after the other.

    False: there is no such report.
    """
    return session.scalar(select(col(Report.id)).where(col(Report.id) == report_id).with_for_update()) is not None


def note(
    session: Session,
    issue_id: int,
    kind: IssueEventKind,
    at: datetime,
    member_id: int | None = None,
    words: str | None = None,
) -> None:
    """Add a line to an issue's timeline."""
    session.add(IssueEvent(issue_id=issue_id, at=at, kind=kind, member_id=member_id, words=words))
    session.flush()


def timeline(session: Session, issue_id: int, most: int) -> Sequence[IssueEvent]:
    """The newest lines of an issue's timeline, the oldest of them first."""
    query = select(IssueEvent).where(IssueEvent.issue_id == issue_id).order_by(col(IssueEvent.id).desc()).limit(most)
    return list(reversed(session.scalars(query).all()))


def listed(
    session: Session,
    statuses: Collection[IssueStatus],
    most: int,
    before: int | None = None,
    *,
    officer_id: int | None,
) -> list[Issue]:
    """Issues in these states that an officer may see, the newest first."""
    query = select(Issue).where(col(Issue.status).in_(list(statuses)), col(Issue.merged_into).is_(None))
    query = query.where(issue_visibility.seen_by(session, officer_id))
    if before is not None:
        query = query.where(col(Issue.id) < before)
    return list(session.scalars(query.order_by(col(Issue.id).desc()).limit(most)))


def issue_of(session: Session, report_id: int) -> Issue | None:
    """The issue that a report speaks of."""
    link = session.get(IssueReport, report_id)
    return session.get(Issue, link.issue_id) if link is not None else None


def link(session: Session, issue_id: int, report_id: int, now: datetime) -> bool:
    """Let a report speak of an issue. False: it speaks of one already."""
    if session.get(IssueReport, report_id) is not None:
        return False
    session.add(IssueReport(issue_id=issue_id, report_id=report_id, added_at=now))
    session.flush()
    return True


def unlink(session: Session, issue_id: int, report_id: int) -> bool:
    """A report speaks of this issue no more. False: it did not."""
    found = session.get(IssueReport, report_id)
    if found is None or found.issue_id != issue_id:
        return False
    session.delete(found)
    session.flush()
    return True


def move_all(session: Session, issue_id: int, into_id: int, now: datetime) -> int:
    """The reports of one issue speak of another from now on; none has heard an outcome of that one. Returns how many.

    What was told of the first stays with them (see `told_outcomes.outcome_parts`).
    """
    session.flush()
    before = columns(_LINK.c.report_id, _LINK.c.issue_id, _LINK.c.added_at).where(_LINK.c.issue_id == issue_id)
    session.connection().execute(insert(_MERGED).from_select(["report_id", "issue_id", "added_at"], before))
    moved = session.connection().execute(
        update(_LINK)
        .where(_LINK.c.issue_id == issue_id)
        .values(issue_id=into_id, added_at=now, told_round=0, told_at=None, asked_round=0, whys=0)
    )
    session.expire_all()
    return moved.rowcount


def report_ids(session: Session, issue_id: int) -> list[int]:
    """All reports that speak of an issue, whoever may see them: for services alone."""
    return list(session.scalars(select(IssueReport.report_id).where(IssueReport.issue_id == issue_id)))


def reports_seen_by(session: Session, issue_id: int, officer_id: int | None) -> Sequence[Report]:
    """The reports of an issue that an officer may see, in order.

    Those of single reporters only if they are theirs.
    """
    query = (
        select(Report)
        .join(IssueReport, col(IssueReport.report_id) == col(Report.id))
        .where(IssueReport.issue_id == issue_id, seen_by(session, officer_id))
    )
    return session.scalars(query.order_by(col(Report.id))).all()


def topic(session: Session, report_id: int) -> str:
    """Say what a report is about, as coded; "" where it does not say."""
    query = select(Answer.field, Answer.choice).where(
        Answer.report_id == report_id, col(Answer.field).in_(MATTER_FIELDS)
    )
    found = {row.field: row.choice for row in session.execute(query)}
    return next((found[field] for field in MATTER_FIELDS if field in found), "")


def near(session: Session, issue: Issue, officer_id: int | None, days: timedelta, most: int) -> Sequence[Report]:
    """Reports on the same topic and place as an issue, within some days of it, that speak of none yet."""
    heard_at = issue.heard_at
    place = func.coalesce(col(Report.place_id), col(Report.unit_id))
    query = (
        select(Report)
        .join(Answer, and_(col(Answer.report_id) == col(Report.id), col(Answer.field).in_(MATTER_FIELDS)))
        .outerjoin(IssueReport, col(IssueReport.report_id) == col(Report.id))
        .where(Answer.choice == issue.topic, place == issue.unit_id, col(IssueReport.report_id).is_(None))
        .where(col(Report.submitted_at).between(heard_at - days, heard_at + days), seen_by(session, officer_id))
    )
    return session.scalars(query.order_by(col(Report.id)).limit(most)).all()


def contents(session: Session, report_ids: Collection[int]) -> dict[int, str]:
    """The newest content of each of these reports."""
    query = (
        columns(col(ReportRevision.report_id), col(ReportRevision.document))
        .join(
            Report,
            and_(col(Report.id) == col(ReportRevision.report_id), col(Report.revision) == col(ReportRevision.revision)),
        )
        .where(col(ReportRevision.report_id).in_(list(report_ids)))
    )
    return {row.report_id: row.document for row in session.execute(query)}


def propose(session: Session, issue_id: int, percents: Mapping[int, int], now: datetime) -> None:
    """Keep which reports are like those of an issue, in the place of what was kept before."""
    session.execute(delete(IssueProposal).where(col(IssueProposal.issue_id) == issue_id))
    for report_id, percent in percents.items():
        session.add(IssueProposal(issue_id=issue_id, report_id=report_id, percent=percent, found_at=now))
    session.flush()


def proposed(session: Session, issue_id: int, officer_id: int, most: int) -> list[tuple[Report, int]]:
    """The reports proposed for an issue that speak of none yet and that an officer may see, the likest first."""
    query = (
        columns(Report, col(IssueProposal.percent))
        .join(IssueProposal, col(IssueProposal.report_id) == col(Report.id))
        .outerjoin(IssueReport, col(IssueReport.report_id) == col(Report.id))
        .where(
            col(IssueProposal.issue_id) == issue_id, col(IssueReport.report_id).is_(None), seen_by(session, officer_id)
        )
    )
    ordered = query.order_by(col(IssueProposal.percent).desc(), col(Report.id)).limit(most)
    return [(row[0], row[1]) for row in session.execute(ordered)]


def open_in(session: Session, topic_: str, unit_id: int, since: datetime) -> Sequence[Issue]:
    """The open issues on a topic and place that somebody may be told of who reports there.

    None of those that only single reporters spoke of: that there is one would tell of them (privacy 3).
    """
    looked_for = {"about": topic_, "there": unit_id, "since": since, **{status.value: status for status in _OPEN}}
    if not _OPEN_THERE.rows(
        session, looked_for
    ):  # as at nearly every report: one look at an index, and no member is read
        return ()
    found = candidates(session, topic_, unit_id, since, 9)
    alone = set(singles(session))
    return [issue for issue in found if reporters(session, issue.id) - alone]


def candidates(
    session: Session, topic_: str, unit_id: int, since: datetime, most: int, *which: ColumnElement[bool]
) -> Sequence[Issue]:
    """The open issues on a topic and place that were heard of since an instant, the newest first."""
    query = (
        select(Issue)
        .where(Issue.topic == topic_, Issue.unit_id == unit_id, col(Issue.status).in_(_OPEN))
        .where(col(Issue.heard_at) >= since, col(Issue.merged_into).is_(None), *which)
    )
    return session.scalars(query.order_by(col(Issue.id).desc()).limit(most)).all()


def reporters(session: Session, issue_id: int) -> set[int]:
    """The members who reported on an issue: for services alone, which tell nobody."""
    query = select(Reporter.member_id).join(IssueReport, col(IssueReport.report_id) == col(Reporter.report_id))
    return set(session.scalars(query.where(IssueReport.issue_id == issue_id)))


def untold(session: Session, issue: Issue, member_id: int | None = None) -> list[Told]:
    """Those who have not heard the newest outcome, each once, under their newest report on the issue."""
    return _waiting(session, issue, _LINK.c.told_round < issue.told_round, member_id)


def unasked(session: Session, issue: Issue, member_id: int | None = None) -> list[Told]:
    """Those who heard the newest outcome and were not asked whether it is done."""
    heard = and_(_LINK.c.told_round == issue.told_round, _LINK.c.asked_round < issue.told_round)
    return _waiting(session, issue, heard, member_id)


def asked(session: Session, issue: Issue) -> list[Told]:
    """Those who heard the newest outcome and were asked whether it is done."""
    return _waiting(session, issue, _LINK.c.asked_round == issue.told_round, None)


def _waiting(session: Session, issue: Issue, which: ColumnElement[bool], member_id: int | None) -> list[Told]:
    query = (
        columns(col(Reporter.member_id), col(Report.id), col(Report.number), col(Report.day))
        .join(_LINK, _LINK.c.report_id == col(Reporter.report_id))
        .join(Report, col(Report.id) == col(Reporter.report_id))
        .where(_LINK.c.issue_id == issue.id, which)
        .order_by(col(Report.id).desc())
    )
    if member_id is not None:
        query = query.where(col(Reporter.member_id) == member_id)
    found: dict[int, Told] = {}
    for row in session.execute(query):
        found.setdefault(row.member_id, Told(row.member_id, row.id, row.number, row.day))
    return list(found.values())


def own_report(session: Session, issue: Issue, member_id: int) -> Told | None:
    """The newest report of a member on an issue, or on the one that it was merged into."""
    here = _LINK.c.issue_id.in_([issue.id, *([issue.merged_into] if issue.merged_into is not None else [])])
    query = (
        columns(col(Reporter.member_id), col(Report.id), col(Report.number), col(Report.day))
        .join(_LINK, _LINK.c.report_id == col(Reporter.report_id))
        .join(Report, col(Report.id) == col(Reporter.report_id))
        .where(here, col(Reporter.member_id) == member_id)
        .order_by(col(Report.id).desc())
    )
    row = session.execute(query.limit(1)).first()
    return Told(row.member_id, row.id, row.number, row.day) if row is not None else None


def untold_issues(session: Session, member_id: int) -> Sequence[Issue]:
    """The issues with an outcome that this member has not heard: nothing could be sent to them then."""
    query = (
        select(Issue)
        .join(_LINK, _LINK.c.issue_id == col(Issue.id))
        .join(Reporter, col(Reporter.report_id) == _LINK.c.report_id)
        .where(Reporter.member_id == member_id, _LINK.c.told_round < col(Issue.told_round))
        .where(col(Issue.status).in_((IssueStatus.RESOLVED, IssueStatus.CLOSED)), told_outcomes.told_since())
    )
    return session.scalars(query.distinct()).all()


def unasked_issues(session: Session, member_id: int) -> Sequence[Issue]:
    """The issues of which others were asked whether they are done, while nothing could be sent to this member."""
    query = (
        select(Issue)
        .join(_LINK, _LINK.c.issue_id == col(Issue.id))
        .join(Reporter, col(Reporter.report_id) == _LINK.c.report_id)
        .where(Reporter.member_id == member_id, _LINK.c.told_round == col(Issue.told_round))
        .where(_LINK.c.asked_round < _LINK.c.told_round, Issue.status == IssueStatus.RESOLVED)
        .where(col(Issue.ask_at).is_(None))
    )
    return session.scalars(query.distinct()).all()


def mark_told(session: Session, issue: Issue, member_id: int, at: datetime) -> None:
    """A network took the newest outcome of an issue for a member, at this instant; the first of all is the issue's own."""
    for link in _links(session, issue, member_id):
        link.told_round, link.told_at, link.whys = issue.told_round, at, 0
    session.flush()
    first = update(_ISSUE).where(_ISSUE.c.id == issue.id, _ISSUE.c.told_at.is_(None)).values(told_at=at)
    session.connection().execute(first)
    session.expire_all()


def begin_acting(session: Session, issue_id: int, at: datetime) -> None:
    """Somebody was told to act on an issue at this instant; the first time counts."""
    first = update(_ISSUE).where(_ISSUE.c.id == issue_id, _ISSUE.c.acted_at.is_(None)).values(acted_at=at)
    session.connection().execute(first)
    session.expire_all()


def mark_asked(session: Session, issue: Issue, member_id: int) -> None:
    """A network took the question whether the issue is done for a member."""
    for link in _links(session, issue, member_id):
        link.asked_round = issue.told_round
    session.flush()


def _links(session: Session, issue: Issue, member_id: int) -> Sequence[IssueReport]:
    """The reports of a member on an issue."""
    own = select(Reporter.report_id).where(Reporter.member_id == member_id)
    return session.scalars(
        select(IssueReport).where(IssueReport.issue_id == issue.id, col(IssueReport.report_id).in_(own))
    ).all()


def due(session: Session, now: datetime) -> Sequence[Issue]:
    """The issues whose reporters are to be asked whether it is done."""
    if not _DUE.rows(session, {"now": now}):
        return ()
    is_due = (Issue.status == IssueStatus.RESOLVED, col(Issue.ask_at) <= now)
    return session.scalars(select(Issue).where(*is_due).order_by(col(Issue.id))).all()


def unit_names(session: Session, unit_ids: Collection[int]) -> dict[int, str]:
    """Say what units are called."""
    rows = session.execute(select(Unit.id, Unit.name).where(col(Unit.id).in_(list(unit_ids))))
    return {row.id: row.name for row in rows}


def without_outcome(session: Session, most: int, officer_id: int) -> Sequence[Issue]:
    """The issues that an officer may see and whose outcome nobody has told, the oldest first."""
    waits = or_(
        *(col(Issue.status) == status for status in (IssueStatus.OPEN, IssueStatus.VERIFYING, IssueStatus.ESCALATED))
    )
    query = select(Issue).where(waits, col(Issue.merged_into).is_(None), issue_visibility.seen_by(session, officer_id))
    return session.scalars(query.order_by(col(Issue.heard_at)).limit(most)).all()
