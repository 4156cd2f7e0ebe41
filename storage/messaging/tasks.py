"""Queries about tasks: work ordered by a turn and done outside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.tables import Task, TaskStatus

TRIES = 3


def add(session: Session, kind: str, payload: bytes, now: datetime) -> Task:
    task = Task(kind=kind, payload=payload, status=TaskStatus.QUEUED, created_at=now, next_at=now)
    session.add(task)
    session.flush()
    return task


def due(session: Session, now: datetime) -> Sequence[Task]:
    # One that is due later than any wait lasts was set by a clock that was put back since.
    is_due = or_(col(Task.next_at) <= now, col(Task.next_at) > now + timedelta(seconds=5 * 4**TRIES))
    query = select(Task).where(Task.status == TaskStatus.QUEUED, is_due).order_by(col(Task.id))
    return session.scalars(query.limit(20)).all()


def waiting(session: Session, kind: str) -> Sequence[Task]:
    """The tasks of a kind that are not carried out yet."""
    return session.scalars(select(Task).where(Task.status == TaskStatus.QUEUED, Task.kind == kind)).all()


def done(session: Session, task_id: int) -> None:
    session.execute(delete(Task).where(col(Task.id) == task_id))


def failed(session: Session, task_id: int, now: datetime, trouble: str) -> bool:
    """Notes a failed try; True where it was the last one."""
    task = session.get(Task, task_id)
    if task is None:
        return False
    task.tries += 1
    task.trouble = trouble
    task.next_at = now + timedelta(seconds=5 * 4**task.tries)
    task.status = TaskStatus.FAILED if task.tries >= TRIES else TaskStatus.QUEUED
    session.flush()
    return task.status is TaskStatus.FAILED
