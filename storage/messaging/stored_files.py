"""Queries about stored files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.tables import StoredFile


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
