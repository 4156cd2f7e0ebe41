"""Queries about what officers judged of an issue: its risk, and until when it is watched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlalchemy import select as columns
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.engine.prepared import Prepared
from storage.tables import IssueAssessment

_TABLE = IssueAssessment.__table__
# Asked every second, and mostly in vain: the whole rows are read by SQLAlchemy where there are any.
_DUE = Prepared(columns(_TABLE.c.id).where(_TABLE.c.next_at <= bindparam("now")))


def add(session: Session, made: IssueAssessment) -> None:
    """Store a judgement; one that says until when an issue is watched takes the place of the one before."""
    if made.watch_until is not None:
        end_watch(session, made.issue_id)
    session.add(made)
    session.flush()


def end_watch(session: Session, issue_id: int) -> None:
    """Nobody is told any more that the watching of an issue ends."""
    session.connection().execute(update(_TABLE).where(_TABLE.c.issue_id == issue_id).values(next_at=None))
    session.expire_all()


def look_again(session: Session, issue_id: int, next_at: datetime) -> None:
    """Somebody is told at this instant that the watching of an issue has ended: nobody could be yet."""
    newest = watch(session, issue_id)
    if newest is not None:
        newest.next_at = next_at
        session.flush()


def move_all(session: Session, issue_id: int, into_id: int) -> None:
    """Give what was judged of a merged issue to the one that goes on: a risk where that has none, and the sooner watch."""
    here, there = watch(session, issue_id), watch(session, into_id)
    ends = [one for one in (here, there) if one is not None and one.next_at is not None]
    if here is not None and here.next_at is not None:
        sooner = min(ends, key=lambda one: (one.watch_until, one.id))
        until, at, by, why = sooner.watch_until, sooner.next_at, sooner.member_id, sooner.why
        made = IssueAssessment(issue_id=into_id, at=sooner.at, member_id=by, watch_until=until, next_at=at, why=why)
        end_watch(session, issue_id)
        add(session, made)
    judged = risk(session, issue_id)
    if judged is not None and risk(session, into_id) is None:
        judged.issue_id = into_id
        session.flush()


def risk(session: Session, issue_id: int) -> IssueAssessment | None:
    """The newest judgement of an issue's risk."""
    query = select(IssueAssessment).where(
        IssueAssessment.issue_id == issue_id, col(IssueAssessment.likelihood).is_not(None)
    )
    return session.scalar(query.order_by(col(IssueAssessment.id).desc()).limit(1))


def watch(session: Session, issue_id: int) -> IssueAssessment | None:
    """The newest row that says until when an issue is watched, told of or not."""
    query = select(IssueAssessment).where(
        IssueAssessment.issue_id == issue_id, col(IssueAssessment.watch_until).is_not(None)
    )
    return session.scalar(query.order_by(col(IssueAssessment.id).desc()).limit(1))


def due(session: Session, now: datetime) -> Sequence[IssueAssessment]:
    """The issues whose watching has come to its end."""
    if not _DUE.rows(session, {"now": now}):
        return ()
    query = select(IssueAssessment).where(col(IssueAssessment.next_at) <= now)
    return session.scalars(query.order_by(col(IssueAssessment.next_at), col(IssueAssessment.id))).all()
