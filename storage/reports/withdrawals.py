"""Queries about reports that their authors took back or had deleted: the number stays, what they said goes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, exists, update
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.members import part_states
from storage.statistics import counted_days
from storage.tables import (
    Alert,
    AlertNote,
    AlertStatus,
    Answer,
    AssignmentStatus,
    DigestReport,
    IssueProposal,
    IssueReport,
    MergedReport,
    PictureTick,
    Report,
    Reporter,
    ReportFlag,
    ReportQuestion,
    ReportRevision,
    StoredFile,
)

_ALERT, _REPORT = Alert.__table__, Report.__table__
_OF_REPORTS = "report"


def withdraw(session: Session, report_id: int, now: datetime) -> bool:
    """Empty a report of all that it says, in every revision. False: that was done already."""
    session.flush()
    gone = session.connection().execute(
        update(_REPORT)
        .where(_REPORT.c.id == report_id, _REPORT.c.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
        .returning(_REPORT.c.day)
    )
    day = gone.scalar_one_or_none()
    if day is None:
        return False
    counted_days.forget(session, day)
    for table in (Answer, IssueReport, MergedReport, IssueProposal, ReportFlag, ReportQuestion):
        session.execute(delete(table).where(col(table.report_id) == report_id))
    session.execute(update(_ALERT).where(_ALERT.c.report_id == report_id).values(named_words=None))
    in_hand = (
        _ALERT.c.status == AlertStatus.ACKNOWLEDGED
    )  # its officer goes on with the matter, and with their own notes
    of_it = select(_ALERT.c.id).where(_ALERT.c.report_id == report_id, ~in_hand)
    session.execute(delete(AlertNote).where(col(AlertNote.alert_id).in_(of_it)))
    for revision in session.scalars(select(ReportRevision).where(ReportRevision.report_id == report_id)):
        revision.document, revision.personal = "", None
    session.flush()
    session.expire_all()
    return True


def digested(session: Session, report_id: int, revision: int | None = None) -> bool:
    """True if a digest was made with it, or with one revision of it."""
    used = exists().where(col(DigestReport.report_id) == report_id)
    if revision is not None:
        used = used.where(col(DigestReport.revision) == revision)
    return bool(session.scalar(select(used)))


def own_alert(session: Session, report_id: int) -> Alert | None:
    """The alert that the author of a report raised and that is not done with; what rules raise is none of theirs."""
    alive = col(Alert.status).in_((AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED))
    return session.scalar(select(Alert).where(Alert.report_id == report_id, col(Alert.rule_id).is_(None), alive))


def rule_alert(session: Session, report_id: int) -> Alert | None:
    """The alert that a rule raised of a report and that no officer has taken."""
    asked = (Alert.report_id == report_id, Alert.status == AlertStatus.OPEN)
    return session.scalar(select(Alert).where(*asked, col(Alert.rule_id).is_not(None)))


def documents(session: Session, report_id: int) -> Sequence[str]:
    """The documents of all revisions of a report."""
    query = select(ReportRevision).where(ReportRevision.report_id == report_id)
    return [revision.document for revision in session.scalars(query) if revision.document]


def stands_on(session: Session, prompt_id: int, member_id: int) -> bool:
    """True if a report of this member on the prompt stands."""
    query = select(col(Report.id)).join(Reporter, col(Reporter.report_id) == col(Report.id))
    query = query.where(Reporter.member_id == member_id, Report.prompt_id == prompt_id)
    return session.scalar(query.where(col(Report.withdrawn_at).is_(None)).limit(1)) is not None


def reopen_part(session: Session, prompt_id: int, member_id: int) -> None:
    """A member's part in a prompt is begun, and not finished any more."""
    state = part_states.locked(session, prompt_id, member_id)
    if state is not None and state.status is AssignmentStatus.SUBMITTED:
        begun = replace(state, status=AssignmentStatus.STARTED, finished_at=None)
        part_states.put(session, [(prompt_id, member_id, begun)])


def remove_files(session: Session, file_ids: Collection[int]) -> None:
    """Take away files that came with a report."""
    session.execute(delete(PictureTick).where(col(PictureTick.file_id).in_(list(file_ids))))
    of_report = col(StoredFile.purpose) == _OF_REPORTS
    session.execute(delete(StoredFile).where(col(StoredFile.id).in_(list(file_ids)), of_report))
