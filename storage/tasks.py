"""Queries about work outside a turn, the files it makes, and the rules of what comes round."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.tables import Rule, StoredFile, Task, TaskStatus

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


def store(session: Session, purpose: str, name: str, mime: str, content: bytes, now: datetime) -> int:
    file = StoredFile(purpose=purpose, name=name, mime=mime, size=len(content), content=content, created_at=now)
    session.add(file)
    session.flush()
    assert file.id is not None
    return file.id


def file(session: Session, file_id: int) -> StoredFile | None:
    return session.get(StoredFile, file_id)


def remove_file(session: Session, file_id: int) -> None:
    session.execute(delete(StoredFile).where(col(StoredFile.id) == file_id))


def forget_files(session: Session, purpose: str, before: datetime) -> None:
    """Takes away the files of a purpose that nothing refers to for long."""
    session.execute(delete(StoredFile).where(col(StoredFile.purpose) == purpose, col(StoredFile.created_at) < before))


def rule(session: Session, name: str) -> Rule | None:
    return session.scalar(select(Rule).where(Rule.name == name))


def rules(session: Session) -> Sequence[Rule]:
    return session.scalars(select(Rule).order_by(col(Rule.id))).all()
