"""Queries about verifications: whom one may be put to, who was asked, and what they said."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlalchemy import select as columns
from sqlalchemy.orm import Session
from sqlmodel import col, func, select

from storage.engine.prepared import Prepared
from storage.members.members import told_apart
from storage.tables import (
    Member,
    MemberRole,
    Role,
    Unit,
    UnitPath,
    Verdict,
    Verification,
    VerificationStatus,
)

_TABLE = Verification.__table__
# Asked every second, and mostly in vain: the whole rows are read by SQLAlchemy where there are any.
_DUE = Prepared(columns(_TABLE.c.id).where(_TABLE.c.next_at <= bindparam("now")))


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who may be asked, and the unit that they answer for.

    `depth`: units up from the issue's own.
    """

    member_id: int
    name: str
    unit: str
    depth: int


def contacts(session: Session, unit_id: int, but: Collection[int]) -> list[Contact]:
    """The contacts of a unit and of those above it, the nearest first, but those who may not be asked."""
    member, unit, path = Member.__table__.c, Unit.__table__.c, UnitPath.__table__.c
    query = (
        columns(member.id, member.code, member.name, unit.name.label("unit"), path.depth)
        .join(MemberRole, col(MemberRole.member_id) == col(Member.id))
        .join(UnitPath, col(UnitPath.ancestor_id) == col(Member.unit_id))
        .join(Unit, col(Unit.id) == col(Member.unit_id))
        .where(
            col(MemberRole.role) == Role.CONTACT, col(UnitPath.descendant_id) == unit_id, col(Member.left_at).is_(None)
        )
        .order_by(col(UnitPath.depth), col(Member.id))
    )
    rows = [row for row in session.execute(query) if row.id not in but]
    names = told_apart([(row.id, row.code, row.name) for row in rows])
    return [Contact(row.id, names[row.id], row.unit, row.depth) for row in rows]


def depth(session: Session, unit_id: int, member_id: int) -> int | None:
    """How many units above one a member sits; None: neither in it nor above it, or not on the roster."""
    query = (
        columns(UnitPath.__table__.c.depth)
        .join(Member, col(Member.unit_id) == col(UnitPath.ancestor_id))
        .where(col(UnitPath.descendant_id) == unit_id, col(Member.id) == member_id, col(Member.left_at).is_(None))
    )
    return session.scalar(query)


def is_contact(session: Session, member_id: int) -> bool:
    """Tell whether a member may be asked still: on the roster, as a contact."""
    query = select(MemberRole.member_id).join(Member, col(Member.id) == col(MemberRole.member_id))
    theirs = (MemberRole.member_id == member_id, MemberRole.role == Role.CONTACT, col(Member.left_at).is_(None))
    return session.scalars(query.where(*theirs)).first() is not None


def asked_contacts(session: Session, issue_id: int) -> set[int]:
    """The members to whom something about an issue was put."""
    return set(session.scalars(select(Verification.contact_id).where(Verification.issue_id == issue_id)))


def mark_told(session: Session, verification: Verification, at: datetime) -> None:
    """A network took the question for the contact, at this instant; the first time counts."""
    verification.told_at = verification.told_at or at
    session.flush()


def could_have_reported(session: Session, unit_id: int) -> int:
    """How many collaborators there are in a unit and below it."""
    query = (
        select(func.count())
        .select_from(MemberRole)
        .join(Member, col(Member.id) == col(MemberRole.member_id))
        .join(UnitPath, col(UnitPath.descendant_id) == col(Member.unit_id))
        .where(MemberRole.role == Role.COLLABORATOR, UnitPath.ancestor_id == unit_id, col(Member.left_at).is_(None))
    )
    return int(session.scalar(query) or 0)


def add(session: Session, verification: Verification) -> Verification:
    """Store a question that is put to a contact."""
    session.add(verification)
    session.flush()
    return verification


def get(session: Session, verification_id: int) -> Verification | None:
    """A verification by its number."""
    return session.get(Verification, verification_id)


def answer(session: Session, verification_id: int, verdict: Verdict, now: datetime) -> bool:
    """The contact's verdict. False: there is one already, or nobody asks any more."""
    values = {"status": VerificationStatus.ANSWERED, "verdict": verdict, "answered_at": now, "next_at": None}
    return _change(session, verification_id, values)


def cancel(session: Session, issue_id: int) -> int:
    """Nobody asks any more about an issue; returns how many questions had no answer."""
    asked = (_TABLE.c.issue_id == issue_id, _TABLE.c.status == VerificationStatus.ASKED)
    values = {"status": VerificationStatus.CANCELLED, "next_at": None}
    done = session.connection().execute(update(_TABLE).where(*asked).values(**values))
    session.expire_all()
    return done.rowcount


def move_all(session: Session, issue_id: int, into_id: int) -> None:
    """The questions about one issue are about another, with the verdicts that come."""
    session.connection().execute(update(_TABLE).where(_TABLE.c.issue_id == issue_id).values(issue_id=into_id))
    session.expire_all()


def _change(session: Session, verification_id: int, values: dict[str, object]) -> bool:
    asked = (_TABLE.c.id == verification_id, _TABLE.c.status == VerificationStatus.ASKED)
    done = session.connection().execute(update(_TABLE).where(*asked).values(**values))
    session.expire_all()
    return done.rowcount == 1


def add_note(session: Session, verification_id: int, note: str) -> None:
    """The contact's words to the verdict; the first ones stay."""
    verification = session.get(Verification, verification_id)
    assert verification is not None
    verification.note = note
    session.flush()


def put_off(session: Session, verification: Verification, next_at: datetime | None) -> None:
    """The contact was reminded, or a higher one asked; `next_at`: when it is looked at again."""
    verification.reminded += 1
    verification.next_at = next_at
    session.flush()


def remind_no_more(session: Session, verification: Verification) -> None:
    """At its hour it goes to a higher contact at once."""
    verification.reminded = max(1, verification.reminded)
    session.flush()


def waiting(session: Session, contact_id: int) -> Sequence[Verification]:
    """The questions that a contact has not answered, the one due first before the others."""
    asked = (Verification.contact_id == contact_id, Verification.status == VerificationStatus.ASKED)
    query = select(Verification).where(*asked).order_by(col(Verification.due_at), col(Verification.id))
    return session.scalars(query).all()


def answered_last(session: Session, contact_id: int, since: datetime) -> Verification | None:
    """The question that a contact answered last; None: none since then."""
    theirs = (Verification.contact_id == contact_id, Verification.status == VerificationStatus.ANSWERED)
    query = (
        select(Verification)
        .where(*theirs, col(Verification.answered_at) >= since)
        .order_by(col(Verification.answered_at).desc())
        .limit(1)
    )
    return session.scalars(query).first()


def due(session: Session, now: datetime) -> Sequence[Verification]:
    """The questions whose contact has not answered in time."""
    if not _DUE.rows(session, {"now": now}):
        return ()
    waits = (Verification.status == VerificationStatus.ASKED, col(Verification.next_at) <= now)
    return session.scalars(
        select(Verification).where(*waits).order_by(col(Verification.next_at), col(Verification.id))
    ).all()
