"""Rows whose time is over (privacy 11), a piece at a time: links to reporters, raw media, what is left over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import LargeBinary, delete, func, select, type_coerce, update
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from storage.forms import drafts
from storage.tables import (
    Address,
    Alert,
    AlertStatus,
    Delivery,
    DeliveryStatus,
    DraftRow,
    Event,
    EventStatus,
    Issue,
    IssueEvent,
    IssueReport,
    IssueStatus,
    PendingDecision,
    Prompt,
    Report,
    Reporter,
    ReportQuestion,
    ReportRevision,
    StoredFile,
    Task,
    TaskStatus,
)

_EMPTY = 33
"""Bytes of nothing at all, encrypted: version, key, nonce and tag."""
PIECE = 200
"""Rows in one transaction, so that no turn waits long."""


def cut_reporters(session: Session, before: datetime) -> int:
    """Cut the link from reports to whoever sent them: sent before, no matter of theirs alive since, no alert open."""
    alive = (
        select(col(IssueReport.report_id))
        .join(Issue, col(Issue.id) == IssueReport.issue_id)
        .outerjoin(IssueEvent, (col(IssueEvent.issue_id) == Issue.id) & (col(IssueEvent.at) >= before))
        .where((col(Issue.status) != IssueStatus.CLOSED) | col(IssueEvent.id).is_not(None))
    )
    alert = select(col(Alert.report_id)).where(col(Alert.report_id).is_not(None), col(Alert.status) == AlertStatus.OPEN)
    over = (
        select(col(Reporter.report_id))
        .join(Report, col(Report.id) == Reporter.report_id)
        .where(col(Report.submitted_at) < before, col(Report.id).not_in(alive), col(Report.id).not_in(alert))
    )
    ids = session.scalars(over.limit(PIECE)).all()
    session.execute(delete(Reporter).where(col(Reporter.report_id).in_(ids)))
    return len(ids)


def forget_media(session: Session, before: datetime) -> int:
    """Delete files that came in with reports."""
    ids = (
        select(col(StoredFile.id))
        .where(col(StoredFile.purpose) == "report", col(StoredFile.created_at) < before)
        .limit(PIECE)
    )
    return _delete(session, StoredFile, session.scalars(ids).all())


def forget_parked(session: Session, before: datetime) -> int:
    """Delete events that were put aside and nobody tried again."""
    ids = (
        select(col(Event.id))
        .where(col(Event.status) == EventStatus.PARKED, col(Event.received_at) < before)
        .limit(PIECE)
    )
    return _delete(session, Event, session.scalars(ids).all())


def forget_decisions(session: Session, before: datetime) -> int:
    """Delete quick questions put so long ago, answered or not; what is typed next belongs to none of them any more."""
    ids = session.scalars(select(col(PendingDecision.id)).where(col(PendingDecision.created_at) < before).limit(PIECE))
    over = ids.all()
    session.execute(update(Address).where(col(Address.focus_choice_id).in_(over)).values(focus_choice_id=None))
    return _delete(session, PendingDecision, over)


def forget_deliveries(session: Session, before: datetime) -> int:
    """Delete what was sent, or was not to be sent any more."""
    over = (DeliveryStatus.SENT, DeliveryStatus.FAILED, DeliveryStatus.EXPIRED)
    ids = select(col(Delivery.id)).where(col(Delivery.status).in_(over), col(Delivery.created_at) < before).limit(PIECE)
    return _delete(session, Delivery, session.scalars(ids).all())


def forget_tasks(session: Session, before: datetime) -> int:
    """Delete tasks that have ended."""
    over = (TaskStatus.DONE, TaskStatus.FAILED)
    ids = select(col(Task.id)).where(col(Task.status).in_(over), col(Task.created_at) < before).limit(PIECE)
    return _delete(session, Task, session.scalars(ids).all())


def forget_drafts(session: Session, before: datetime) -> int:
    """Delete drafts of prompts whose time for answers was over before."""
    query = (
        select(col(DraftRow.id))
        .join(Prompt, col(Prompt.id) == DraftRow.prompt_id)
        .where(col(Prompt.due_at) < before, col(DraftRow.updated_at) < before)
    )
    ids = session.scalars(query.limit(PIECE)).all()
    for draft_id in ids:
        drafts.remove(session, draft_id)
    return len(ids)


def empty_texts(session: Session, before: datetime) -> int:
    """Empty what reports said in words, and what was asked and answered about them; coded answers stay."""
    table = ReportRevision.__table__
    said = func.length(type_coerce(table.c.document, LargeBinary)) > _EMPTY
    found = session.execute(
        select(table.c.report_id, table.c.revision).where(table.c.created_at < before, said).limit(PIECE)
    ).all()
    for report_id, revision in found:
        one = (table.c.report_id == report_id, table.c.revision == revision)
        session.execute(update(table).where(*one).values(document="", personal=None))
    if len(found) == PIECE:
        return PIECE
    ids = select(col(ReportQuestion.id)).where(col(ReportQuestion.asked_at) < before).limit(PIECE - len(found))
    return len(found) + _delete(session, ReportQuestion, session.scalars(ids).all())


def _delete(session: Session, table: type[SQLModel], ids: Sequence[int | None]) -> int:
    session.execute(delete(table).where(table.__table__.c.id.in_(ids)))  # type: ignore[attr-defined]
    return len(ids)
