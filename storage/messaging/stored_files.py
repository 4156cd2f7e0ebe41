"""Queries about stored files."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.engine.counters import next_number, value
from storage.tables import Counter, StoredFile

_USES = "file_use:"
_NUMBER = re.compile(r"-(\d+)\.\w+$")


def answer_of(stem: str, number: int, extension: str) -> str:
    """The answer that a stored file is in a report, a name with its number: "photo-17.jpg"."""
    return f"{stem}-{number}.{extension}"


def number_in(answer: str) -> int | None:
    """The number of the stored file that an answer names; None: it names none."""
    found = _NUMBER.search(answer)
    return int(found[1]) if found is not None else None


def store(session: Session, purpose: str, name: str, mime: str, content: bytes, now: datetime) -> int:
    file = StoredFile(purpose=purpose, name=name, mime=mime, size=len(content), content=content, created_at=now)
    session.add(file)
    session.flush()
    return file.id


def file(session: Session, file_id: int) -> StoredFile | None:
    return session.get(StoredFile, file_id)


def newest(session: Session, purpose: str) -> StoredFile | None:
    """The newest file of a purpose."""
    query = select(StoredFile).where(col(StoredFile.purpose) == purpose)
    return session.scalars(
        query.order_by(col(StoredFile.created_at).desc(), col(StoredFile.id).desc()).limit(1)
    ).first()


def kept(session: Session, file_ids: Collection[int]) -> set[int]:
    """Those of these files that are still stored; none of them is read."""
    return set(session.scalars(select(col(StoredFile.id)).where(col(StoredFile.id).in_(list(file_ids)))))


def use(session: Session, file_id: int, until: int, mark: bytes) -> tuple[StoredFile | None, int]:
    """The file behind an address that is good until a time (seconds since 1970), and how often it was used, now included."""
    return file(session, file_id), next_number(session, _uses(until, mark))


def look(session: Session, file_id: int, until: int, mark: bytes) -> tuple[StoredFile | None, int]:
    """The same without using it: how often it was used until now, and one."""
    return file(session, file_id), value(session, _uses(until, mark)) + 1


def _uses(until: int, mark: bytes) -> str:
    return f"{_USES}{until:012d}:{mark[:12].hex()}"


def forget_uses(session: Session, now: datetime) -> None:
    """Takes away the counts of addresses whose time is over."""
    name = col(Counter.name)
    over = name < f"{_USES}{int(now.timestamp()):012d}"
    session.execute(delete(Counter).where(name.startswith(_USES), over))


def turn_into(session: Session, file_id: int, purpose: str) -> None:
    """Keep a file for another purpose from now on."""
    session.execute(update(StoredFile).where(col(StoredFile.id) == file_id).values(purpose=purpose))


def remove_file(session: Session, file_id: int) -> None:
    session.execute(delete(StoredFile).where(col(StoredFile.id) == file_id))


def forget_files(session: Session, purpose: str, before: datetime) -> None:
    """Takes away the files of a purpose that nothing refers to for long."""
    session.execute(delete(StoredFile).where(col(StoredFile.purpose) == purpose, col(StoredFile.created_at) < before))
