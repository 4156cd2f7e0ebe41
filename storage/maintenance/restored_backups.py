"""Queries about restored backups of which an officer has to say whether what was due since still leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.engine.prepared import Prepared
from storage.maintenance.restore_marks import HELD
from storage.messaging import events, pending_notices
from storage.tables import (
    Account,
    Delivery,
    DeliveryStatus,
    Digest,
    DigestKind,
    Issue,
    Notice,
    NoticeKind,
    Prompt,
    PromptStatus,
    Restore,
    Rule,
    Survey,
    SurveyStatus,
    Task,
    TaskStatus,
    Verification,
)

_RESTORE, _DELIVERY, _PROMPT = Restore.__table__, Delivery.__table__, Prompt.__table__
# Asked every second, and mostly in vain: the whole rows are read by SQLAlchemy where there are any.
_UNDECIDED = Prepared(select(_RESTORE.c.id).where(_RESTORE.c.decided_at.is_(None)))
_PIECE = 500
_HELD = _DELIVERY.c.status == DeliveryStatus.FAILED, _DELIVERY.c.reason == HELD


def undecided(session: Session) -> Restore | None:
    """The restore of which nobody has decided yet."""
    if not _UNDECIDED.rows(session, {}):
        return None
    query = select(Restore).where(_RESTORE.c.decided_at.is_(None)).order_by(_RESTORE.c.id.desc())
    return session.scalars(query.limit(1)).first()


def get(session: Session, restore_id: int) -> Restore | None:
    return session.get(Restore, restore_id)


def asked(session: Session, restore: Restore, next_at: datetime) -> None:
    """One more officer was asked, and the next one is at an instant."""
    restore.asked, restore.next_at = restore.asked + 1, next_at
    session.flush()


def decide(session: Session, restore: Restore, member_id: int | None, now: datetime, *, sends: bool) -> bool:
    """Settle a restore, and every older one with it. False: somebody was first."""
    session.flush()
    still = update(Restore).where(_RESTORE.c.id <= restore.id, _RESTORE.c.decided_at.is_(None))
    done = session.connection().execute(still.values(decided_at=now, decided_by=member_id, sends=sends))
    session.refresh(restore)
    return done.rowcount > 0


def rules_due(session: Session, until: datetime) -> list[Rule]:
    """The rules whose hour came before an instant."""
    query = select(Rule).where(col(Rule.enabled).is_(True), col(Rule.next_at) <= until).order_by(col(Rule.id))
    return list(session.scalars(query))


def prompts_due(session: Session, until: datetime) -> list[Prompt]:
    """The prompts that waited for an hour before an instant."""
    query = select(Prompt).where(_PROMPT.c.status == PromptStatus.SCHEDULED, _PROMPT.c.send_at <= until)
    return list(session.scalars(query.order_by(_PROMPT.c.id)))


def surveys_due(session: Session, until: datetime) -> list[Survey]:
    """The surveys that waited to open at an hour before an instant."""
    query = select(Survey).where(col(Survey.status) == SurveyStatus.PLANNED, col(Survey.opens_at) <= until)
    return list(session.scalars(query.order_by(col(Survey.id))))


def questions_due(session: Session, until: datetime) -> int:
    """How many outcomes were to be asked about, contacts to be reminded, and members to be told, before an instant."""
    waits = col(Notice.delivery_id).is_(None), col(Notice.next_at) <= until
    queries = (
        select(func.count()).select_from(Issue).where(col(Issue.ask_at) <= until),
        select(func.count()).select_from(Verification).where(col(Verification.next_at) <= until),
        select(func.count()).select_from(Notice).where(*waits),
    )
    return sum(session.scalar(query) or 0 for query in queries)


def pass_over_questions(session: Session, until: datetime, next_at: datetime) -> None:
    """Take for told what was on its way or to be told at an hour before an instant; a contact has until another instant."""
    hour = col(Notice.kind) == NoticeKind.DONE_QUESTION, col(Notice.tries) == 0, col(Notice.next_at) <= until
    session.execute(delete(Notice).where(*hour))
    for notice in _on_their_way(session):
        session.delete(notice)
    session.execute(update(Issue).where(col(Issue.ask_at) <= until).values(ask_at=None))
    session.execute(update(Verification).where(col(Verification.next_at) <= until).values(next_at=next_at))


def _on_their_way(session: Session, *status: DeliveryStatus) -> Sequence[Notice]:
    """The notices that deliveries brought when the backup was made, which may have left since."""
    wanted = (
        _DELIVERY.c.reason == HELD,
        _DELIVERY.c.status.in_(status or (DeliveryStatus.FAILED, DeliveryStatus.EXPIRED)),
    )
    ids = session.scalars(select(_DELIVERY.c.id).where(*wanted)).all()
    # Which delivery brings one is stored as a pseudonym, which no statement joins.
    pieces = (ids[at : at + _PIECE] for at in range(0, len(ids), _PIECE))
    return [notice for piece in pieces for notice in pending_notices.brought_by(session, piece)]


def held(session: Session) -> int:
    """How many messages waited when the backup was made."""
    return session.scalar(select(func.count()).select_from(Delivery).where(*_HELD, _DELIVERY.c.act.is_not(None))) or 0


def release(session: Session, now: datetime) -> None:
    """Let leave what waited when the backup was made."""
    for notice in _on_their_way(session, DeliveryStatus.EXPIRED):  # an answer is late, what it told is not
        notice.delivery_id, notice.tried, notice.next_at = None, "", now
    waiting = update(Delivery).where(*_HELD, _DELIVERY.c.act.is_not(None))
    session.execute(waiting.values(status=DeliveryStatus.QUEUED, reason="", next_at=None))


def drop(session: Session) -> None:
    """Let nothing leave of what waited when the backup was made."""
    session.execute(update(Delivery).where(*_HELD).values(reply_to=None, act=None, chat=""))


def our_accounts(session: Session) -> list[tuple[str, str]]:
    """The network and the name there of each of our accounts."""
    rows = session.execute(select(col(Account.network), col(Account.name)).order_by(col(Account.id)))
    return [(row[0], row[1]) for row in rows]


def counted(session: Session) -> tuple[int, int, int]:
    """Prompts that were sent, digests, and what failed: tasks that were given up, events that are in trouble."""
    prompts = session.scalar(select(func.count()).where(col(Prompt.status) == PromptStatus.SENT))
    digests = session.scalar(select(func.count()).where(col(Digest.kind) != DigestKind.INTERIM))
    failed = session.scalar(select(func.count()).where(col(Task.status) == TaskStatus.FAILED))
    return prompts or 0, digests or 0, (failed or 0) + len(events.in_trouble(session))
