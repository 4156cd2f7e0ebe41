"""Queries about board digests: drafts that change by compare and set, and the archive of those that were approved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select, true, update
from sqlmodel import Session, col

from storage.schema.board_digests import BoardDigest, BoardDigestStatus, Secrecy

_TABLE = BoardDigest.__table__
_LIVE = (BoardDigestStatus.DRAFT, BoardDigestStatus.APPROVED)


def add(session: Session, made: BoardDigest) -> BoardDigest:
    """Store a draft."""
    session.add(made)
    session.flush()
    return made


def get(session: Session, board_id: int) -> BoardDigest | None:
    """A board digest by its id."""
    return session.get(BoardDigest, board_id)


def asked_for(session: Session, asked: int) -> BoardDigest | None:
    """The draft that an order made, where its work is done a second time."""
    return session.scalars(select(BoardDigest).where(col(BoardDigest.asked) == asked)).first()


def drafts(session: Session, most: int, offset: int = 0) -> Sequence[BoardDigest]:
    """A page of the drafts, the newest first."""
    query = select(BoardDigest).where(col(BoardDigest.status) == BoardDigestStatus.DRAFT)
    return session.scalars(query.order_by(col(BoardDigest.id).desc()).offset(offset).limit(most)).all()


def draft_of(session: Session, first_day: date, last_day: date) -> BoardDigest | None:
    """The newest draft of exactly these days that is about no prompt and corrects nothing."""
    query = select(BoardDigest).where(
        col(BoardDigest.status) == BoardDigestStatus.DRAFT,
        col(BoardDigest.corrects_id).is_(None),
        col(BoardDigest.prompt_id).is_(None),
        col(BoardDigest.first_day) == first_day,
        col(BoardDigest.last_day) == last_day,
    )
    return session.scalars(query.order_by(col(BoardDigest.id).desc()).limit(1)).first()


def approved(session: Session, most: int, offset: int = 0) -> Sequence[BoardDigest]:
    """A page of the archive, what was approved last first."""
    query = select(BoardDigest).where(col(BoardDigest.status) == BoardDigestStatus.APPROVED)
    order = (col(BoardDigest.approved_at).desc(), col(BoardDigest.id).desc())
    return session.scalars(query.order_by(*order).offset(offset).limit(most)).all()


def approved_of(session: Session, first_day: date, last_day: date) -> BoardDigest | None:
    """The newest approved one of exactly these days whose content may leave, of a prompt or not: they count alike."""
    return _approved_of(session, first_day, last_day, true())


def approved_alike(session: Session, first_day: date, last_day: date, prompt_id: int | None) -> BoardDigest | None:
    """The same of one prompt, which quotes its answers alone; None: of no prompt."""
    return _approved_of(session, first_day, last_day, col(BoardDigest.prompt_id) == prompt_id)


def approved_beside(session: Session, first_day: date, last_day: date, prompt_id: int | None) -> Sequence[BoardDigest]:
    """All approved ones of exactly these days whose content may leave, but those of the same prompt, or of none."""
    query = select(BoardDigest).where(
        col(BoardDigest.status) == BoardDigestStatus.APPROVED,
        col(BoardDigest.secrecy) == Secrecy.NO,
        col(BoardDigest.first_day) == first_day,
        col(BoardDigest.last_day) == last_day,
        func.coalesce(col(BoardDigest.prompt_id), 0) != (0 if prompt_id is None else prompt_id),
    )
    return session.scalars(query.order_by(col(BoardDigest.id))).all()


def _approved_of(session: Session, first_day: date, last_day: date, also: ColumnElement[bool]) -> BoardDigest | None:
    query = select(BoardDigest).where(
        also,
        col(BoardDigest.status) == BoardDigestStatus.APPROVED,
        col(BoardDigest.secrecy) == Secrecy.NO,
        col(BoardDigest.first_day) == first_day,
        col(BoardDigest.last_day) == last_day,
    )
    return session.scalars(query.order_by(col(BoardDigest.id).desc()).limit(1)).first()


def numbered(session: Session, document_type: str, term: str, number: int) -> BoardDigest | None:
    """An approved one by its number within a term."""
    query = select(BoardDigest).where(
        col(BoardDigest.document_type) == document_type,
        col(BoardDigest.term) == term,
        col(BoardDigest.number) == number,
    )
    return session.scalars(query).first()


def correction_of(session: Session, board_id: int) -> BoardDigest | None:
    """The newest one that corrects another, a draft or approved."""
    query = select(BoardDigest).where(
        col(BoardDigest.corrects_id) == board_id, col(BoardDigest.status) != BoardDigestStatus.DROPPED
    )
    return session.scalars(query.order_by(col(BoardDigest.id).desc()).limit(1)).first()


def counted_anew(session: Session, first_day: date, last_day: date) -> Sequence[BoardDigest]:
    """Those that counted reports of some of these days themselves and may be read: drafts too, since they may yet be approved."""
    query = select(BoardDigest).where(
        col(BoardDigest.status).in_(_LIVE),
        col(BoardDigest.added_up).is_(False),
        col(BoardDigest.last_day) >= first_day,
        col(BoardDigest.first_day) <= last_day,
    )
    return session.scalars(query.order_by(col(BoardDigest.id))).all()


def change(
    session: Session, board_id: int, version: int, member_id: int, now: datetime, values: Mapping[str, object]
) -> bool:
    """Change a draft as it was shown. False: it was changed, approved or dropped meanwhile."""
    shown = (_TABLE.c.id == board_id, _TABLE.c.status == BoardDigestStatus.DRAFT, _TABLE.c.version == version)
    done = session.connection().execute(
        update(_TABLE).where(*shown).values(**values, version=version + 1, changed_by=member_id, changed_at=now)
    )
    session.expire_all()
    return done.rowcount == 1


def keep_document(session: Session, board_id: int, version: int, file_id: int) -> bool:
    """The document of an approved one, made of this version. False: it has one, which stays, or is another by now."""
    approved_then = (_TABLE.c.status == BoardDigestStatus.APPROVED, _TABLE.c.version == version)
    none = (_TABLE.c.id == board_id, *approved_then, _TABLE.c.document_id.is_(None))
    done = session.connection().execute(update(_TABLE).where(*none).values(document_id=file_id))
    session.expire_all()
    return done.rowcount == 1


def next_number(session: Session, document_type: str, term: str) -> int:
    """The number after the last one of a document type in a term."""
    of_term = (col(BoardDigest.document_type) == document_type, col(BoardDigest.term) == term)
    return (session.scalar(select(func.max(col(BoardDigest.number))).where(*of_term)) or 0) + 1
