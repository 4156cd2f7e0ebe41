"""Queries about pending decisions: a question outside a form, put to one member."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session
from sqlmodel import col, func, select

from storage.tables import Address, PendingDecision


def ask(session: Session, choice: PendingDecision) -> PendingDecision:
    """Puts a choice to a member."""
    session.add(choice)
    session.flush()
    return choice


def choice(session: Session, choice_id: int, member_id: int) -> PendingDecision | None:
    """A choice that was put to this member: somebody else's is not found."""
    found = session.get(PendingDecision, choice_id)
    return found if found is not None and found.member_id == member_id else None


def open_choices(session: Session, member_id: int, kind: str) -> Sequence[PendingDecision]:
    """Say what was put to a member by one conversation and not answered yet, the newest first."""
    query = select(PendingDecision).where(
        PendingDecision.member_id == member_id, PendingDecision.kind == kind, col(PendingDecision.answered_at).is_(None)
    )
    return session.scalars(query.order_by(col(PendingDecision.id).desc())).all()


def count_open(session: Session, member_id: int) -> int:
    """Count what was put to a member and is not answered yet."""
    query = select(func.count()).select_from(PendingDecision)
    mine = (PendingDecision.member_id == member_id, col(PendingDecision.answered_at).is_(None))
    return session.scalar(query.where(*mine)) or 0


def open_of_kind(session: Session, kind: str) -> Sequence[PendingDecision]:
    """Say what one conversation has put to anybody and is not answered yet, the oldest first."""
    query = select(PendingDecision).where(PendingDecision.kind == kind, col(PendingDecision.answered_at).is_(None))
    return session.scalars(query.order_by(col(PendingDecision.id))).all()


def of_kind(session: Session, choice_id: int, kind: str) -> PendingDecision | None:
    """A choice that was put to anybody by one conversation."""
    found = session.get(PendingDecision, choice_id)
    return found if found is not None and found.kind == kind else None


def rewrite(session: Session, choice: PendingDecision, payload: str) -> None:
    """Keep something else with a decision that is still open."""
    choice.payload = payload
    session.flush()


def close(session: Session, choice: PendingDecision, payload: str, now: datetime) -> None:
    """The decision was made; `payload` says how."""
    choice.payload, choice.answered_at = payload, now
    session.flush()


def forget(session: Session, member_id: int) -> None:
    """Take away all that was put to a member; no address points at it any more."""
    mine = session.scalars(select(PendingDecision.id).where(PendingDecision.member_id == member_id)).all()
    focused = update(Address).where(col(Address.focus_choice_id).in_(mine))
    session.execute(focused.values(focus_choice_id=None))
    session.execute(delete(PendingDecision).where(col(PendingDecision.member_id) == member_id))


def answered(session: Session, choice_id: int, now: datetime) -> bool:
    """Nothing more is expected to a choice. False: it was answered before."""
    table = PendingDecision.__table__
    open_ = (table.c.id == choice_id, table.c.answered_at.is_(None))
    done = session.connection().execute(update(table).where(*open_).values(answered_at=now))
    session.expire_all()
    return done.rowcount == 1
