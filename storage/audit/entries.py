"""Queries about the audit log: one more entry, its head, and whether it is whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.audit import merkle
from storage.tables import AuditEntry, AuditHead

_HASH = 32


@dataclass(frozen=True, slots=True)
class Head:
    """How many entries the log has, and the hash over all of them."""

    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.size}:{self.root.hex()}"


@dataclass(frozen=True, slots=True)
class Checked:
    """`head`.

    What the entries that are there add up to. `wrong`: the first entry that is not as it was written, or is missing;
    None where all are. `matches`: whether that is the head that was kept.
    """

    head: Head
    wrong: int | None
    matches: bool

    @property
    def whole(self) -> bool:
        """Tell whether nothing was changed, taken out or put in."""
        return self.wrong is None and self.matches


def append(session: Session, at: datetime, member_id: int | None, action: str, about: str, detail: str) -> int:
    """Add an entry and return its number; whoever adds another waits until this transaction ends."""
    head = session.scalar(select(AuditHead).where(col(AuditHead.id) == 1).with_for_update())
    if head is None:
        head = AuditHead(id=1)
        session.add(head)
    number = head.size
    entry = AuditEntry(number=number, at=at, member_id=member_id, action=action, about=about, detail=detail, leaf=b"")
    entry.leaf = merkle.leaf_hash(written(entry))
    head.edge = b"".join(merkle.grown(_edge(head), number, entry.leaf))
    head.size = number + 1
    session.add(entry)
    session.flush()
    return number


def written(entry: AuditEntry) -> bytes:
    """The bytes that an entry's hash covers."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    values = [entry.number, at, entry.member_id, entry.action, entry.about, entry.detail]
    return json.dumps(values, ensure_ascii=True, separators=(",", ":")).encode()


def head(session: Session) -> Head:
    """The head of the log as it is kept."""
    found = session.get(AuditHead, 1)
    return Head(found.size, merkle.root(_edge(found))) if found is not None else Head(0, merkle.root(()))


def check(session: Session, before: int | None = None) -> Checked:
    """Add the whole log up anew.

    `before`: only its first entries, to be held against a head that was printed then.
    """
    edge: list[bytes] = []
    wrong: int | None = None
    size = 0
    for entry in _first(session, before):
        leaf = merkle.leaf_hash(written(entry))
        if wrong is None and (entry.number != size or leaf != entry.leaf):
            wrong = size
        edge = merkle.grown(edge, size, leaf)
        size += 1
    found = Head(size, merkle.root(edge))
    return Checked(found, wrong, before == size if before is not None else found == head(session))


def newest(session: Session, most: int, about: str | None = None) -> list[AuditEntry]:
    """The newest entries first, of one thing where it is named."""
    query = select(AuditEntry).order_by(col(AuditEntry.number).desc()).limit(most)
    if about is not None:
        query = query.where(AuditEntry.about == about)
    return list(session.scalars(query))


def _first(session: Session, most: int | None) -> Iterator[AuditEntry]:
    query = select(AuditEntry).order_by(col(AuditEntry.number)).limit(most)
    yield from session.scalars(query.execution_options(yield_per=1000))


def _edge(head: AuditHead) -> list[bytes]:
    return [head.edge[at : at + _HASH] for at in range(0, len(head.edge), _HASH)]
