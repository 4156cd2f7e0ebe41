"""Rows whose time is over (privacy 11), a piece at a time: links to reporters, raw media, what is left over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, delete, exists, func, or_, select, text, update
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from storage.forms import drafts
from storage.prompts import prompt_files
from storage.tables import (
    Address,
    Alert,
    AlertNote,
    AlertStatus,
    BoardDigest,
    BoardDigestStatus,
    Broadcast,
    Delivery,
    DeliveryStatus,
    Digest,
    DigestKind,
    DigestReport,
    DraftRow,
    Event,
    EventStatus,
    Issue,
    IssueEvent,
    IssueReport,
    IssueStatus,
    Mute,
    PendingDecision,
    PictureTick,
    Prompt,
    PromptCard,
    Report,
    Reporter,
    ReportQuestion,
    ReportRevision,
    StoredFile,
    Survey,
    SurveyDone,
    SurveyStatus,
    Task,
    TaskStatus,
)

_FULL = text("length(report_revision.document) > 33")
"""Said as the partial index says it: no database sees that a parameter means the same."""
_MADE = ("digest", "evaluation", "grid", "review", "board_copy", "form_archive")
"""Files that were made for whoever asked, by their purpose."""
_OF_ROSTER = ("roster_copy", "roster_file", "roster_taking", "roster_begun", "invitations")
"""Files of names that were made for whoever asked, or that somebody sent, in the hours until they are used."""
PIECE = 200
"""Rows in one transaction, so that no turn waits long."""


def cut_reporters(session: Session, before: datetime) -> int:
    """Cut the link from reports to whoever sent them: sent before, no matter of theirs alive since, no alert open."""
    report_id = col(Reporter.report_id)
    sent_at = select(col(Report.submitted_at)).where(col(Report.id) == report_id).scalar_subquery()
    issues = (
        select(col(IssueReport.report_id))
        .join(Issue, col(Issue.id) == IssueReport.issue_id)
        .where(col(IssueReport.report_id) == report_id)
    )
    alive = issues.where(col(Issue.status) != IssueStatus.CLOSED)
    lately = issues.join(IssueEvent, col(IssueEvent.issue_id) == Issue.id).where(col(IssueEvent.at) >= before)
    alert = select(col(Alert.id)).where(col(Alert.report_id) == report_id, col(Alert.status) == AlertStatus.OPEN)
    # The links are few, being cut: from them each report is looked up, and never the other way round.
    over = select(report_id).where(sent_at < before, ~alive.exists(), ~lately.exists(), ~alert.exists())
    ids = session.scalars(over.limit(PIECE)).all()
    session.execute(delete(Reporter).where(col(Reporter.report_id).in_(ids)))
    return len(ids)


def forget_media(session: Session, before: datetime) -> int:
    """Delete files that came in with reports, and those of prompts that were over then."""
    forgotten = prompt_files.forget(session, before, PIECE)
    ids = (
        select(col(StoredFile.id))
        .where(col(StoredFile.purpose) == "report", col(StoredFile.created_at) < before)
        .limit(PIECE)
    )
    over = session.scalars(ids).all()
    session.execute(delete(PictureTick).where(col(PictureTick.file_id).in_(over)))
    return forgotten + _delete(session, StoredFile, over)


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
    """Delete what was sent, or was not to be sent any more. Ids are microseconds since 1970: the oldest come first."""
    over = (DeliveryStatus.SENT, DeliveryStatus.FAILED, DeliveryStatus.EXPIRED)
    older = and_(col(Delivery.id) < int(before.timestamp() * 1_000_000), col(Delivery.created_at) < before)
    ids = select(col(Delivery.id)).where(older, col(Delivery.status).in_(over)).order_by(col(Delivery.id)).limit(PIECE)
    return _delete(session, Delivery, session.scalars(ids).all())


def forget_broadcasts(session: Session, before: datetime) -> int:
    """Delete rounds that ended, once none of their messages is known any more, and staff's cards of prompts long over."""
    ended = select(col(Broadcast.id)).where(col(Broadcast.ended_at) < before).order_by(col(Broadcast.ended_at))
    ids = session.scalars(ended.limit(PIECE)).all()
    known = set(
        session.scalars(select(col(Delivery.broadcast_id)).where(col(Delivery.broadcast_id).in_(ids)).distinct())
    )
    count = _delete(session, Broadcast, [prompt_id for prompt_id in ids if prompt_id not in known])
    of_prompts = session.scalars(
        select(col(PromptCard.prompt_id))
        .join(Prompt, col(Prompt.id) == PromptCard.prompt_id)
        .where(col(Prompt.due_at) < before)
        .distinct()
        .limit(PIECE - count)
    ).all()
    session.execute(delete(PromptCard).where(col(PromptCard.prompt_id).in_(of_prompts)))
    return count + len(of_prompts)


def forget_alerts(session: Session, before: datetime) -> int:
    """Delete alerts that were closed or withdrawn, with their notes, once nobody can correct their reports."""
    over = col(Alert.status).in_((AlertStatus.CLOSED, AlertStatus.WITHDRAWN))
    linked = exists().where(col(Reporter.report_id) == Alert.report_id)
    ended = func.coalesce(col(Alert.closed_at), col(Alert.raised_at)) < before
    ids = session.scalars(select(col(Alert.id)).where(over, ended, ~linked).limit(PIECE)).all()
    session.execute(delete(AlertNote).where(col(AlertNote.alert_id).in_(ids)))
    return _delete(session, Alert, ids)


def forget_digested(session: Session, before: datetime) -> int:
    """Forget which revisions a digest used, once no figures reach back to its days any more."""
    ids = session.scalars(
        select(col(Digest.id))
        .where(col(Digest.kind).in_(DigestKind), col(Digest.until) < before)
        .where(exists().where(col(DigestReport.digest_id) == Digest.id))
        .limit(PIECE)
    ).all()
    session.execute(delete(DigestReport).where(col(DigestReport.digest_id).in_(ids)))
    return len(ids)


def forget_charts(session: Session, before: datetime) -> int:
    """Delete charts, documents and workbooks: all of them are made again when somebody asks."""
    files = select(col(StoredFile.id)).where(col(StoredFile.purpose).in_(_MADE), col(StoredFile.created_at) < before)
    ids = session.scalars(files.limit(PIECE)).all()
    for column in (col(Digest.chart_id), col(Digest.document_id)):
        session.execute(update(Digest).where(column.in_(ids)).values({column: None}))
    return _delete(session, StoredFile, ids)


def forget_rosters(session: Session, before: datetime) -> int:
    """Delete rosters and sheets of invitations that were written out or sent: whoever asked has them."""
    files = select(col(StoredFile.id)).where(
        col(StoredFile.purpose).in_(_OF_ROSTER), col(StoredFile.created_at) < before
    )
    return _delete(session, StoredFile, session.scalars(files.limit(PIECE)).all())


def put_away_board_drafts(session: Session, before: datetime) -> int:
    """Drop drafts of board digests with which nobody went on: while one is there, others of its days are added up."""
    last = func.coalesce(col(BoardDigest.changed_at), col(BoardDigest.created_at))
    left = select(col(BoardDigest.id)).where(col(BoardDigest.status) == BoardDigestStatus.DRAFT, last < before)
    ids = session.scalars(left.limit(PIECE)).all()
    dropped = {"status": BoardDigestStatus.DROPPED, "put_away": True, "version": BoardDigest.version + 1}
    session.execute(update(BoardDigest).where(col(BoardDigest.id).in_(ids)).values(dropped))
    return len(ids)


def forget_respondents(session: Session, before: datetime) -> int:
    """Forget who has answered surveys that ended before; counted in surveys."""
    over = col(Survey.status).in_((SurveyStatus.CLOSED, SurveyStatus.CANCELLED)), col(Survey.closed_at) < before
    known = exists().where(col(SurveyDone.survey_id) == Survey.id)
    ids = session.scalars(select(col(Survey.id)).where(*over, known).limit(PIECE)).all()
    session.execute(delete(SurveyDone).where(col(SurveyDone.survey_id).in_(ids)))
    return len(ids)


def forget_mutes(session: Session, before: datetime) -> int:
    """Delete days off and reminders put by, with their reasons, that ended before."""
    ids = select(col(Mute.id)).where(col(Mute.last) < before.date()).limit(PIECE)
    return _delete(session, Mute, session.scalars(ids).all())


def forget_tasks(session: Session, before: datetime) -> int:
    """Delete tasks that have ended."""
    over = (TaskStatus.DONE, TaskStatus.FAILED)
    ids = select(col(Task.id)).where(col(Task.status).in_(over), col(Task.created_at) < before).limit(PIECE)
    return _delete(session, Task, session.scalars(ids).all())


def forget_drafts(session: Session, before: datetime) -> int:
    """Delete drafts that were left: of prompts whose time for answers was over before, or of no prompt at all.

    One that raised an alert stays until that is closed.
    """
    live = (AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED)
    # An alert names its draft by a pseudonym, which no statement joins (privacy 3).
    alerted = session.scalars(select(col(Alert.draft_id)).where(col(Alert.status).in_(live))).all()
    query = (
        select(col(DraftRow.id))
        .outerjoin(Prompt, col(Prompt.id) == DraftRow.prompt_id)
        .where(or_(col(Prompt.due_at) < before, col(DraftRow.prompt_id).is_(None)))
        .where(col(DraftRow.updated_at) < before, col(DraftRow.id).not_in(filter(None, alerted)))
    )
    ids = session.scalars(query.limit(PIECE)).all()
    for draft_id in ids:
        drafts.remove(session, draft_id)
    return len(ids)


def empty_texts(session: Session, before: datetime) -> int:
    """Empty what reports said in words, and what was asked and answered about them; coded answers stay."""
    table = ReportRevision.__table__
    found = session.execute(
        select(table.c.report_id, table.c.revision).where(table.c.created_at < before, _FULL).limit(PIECE)
    ).all()
    for report_id, revision in found:
        revision_row = (table.c.report_id == report_id, table.c.revision == revision)
        session.execute(update(table).where(*revision_row).values(document="", personal=None))
    if len(found) == PIECE:
        return PIECE
    ids = select(col(ReportQuestion.id)).where(col(ReportQuestion.asked_at) < before).limit(PIECE - len(found))
    return len(found) + _delete(session, ReportQuestion, session.scalars(ids).all())


def _delete(session: Session, table: type[SQLModel], ids: Sequence[int | None]) -> int:
    session.execute(delete(table).where(table.__table__.c.id.in_(ids)))  # type: ignore[attr-defined]
    return len(ids)
