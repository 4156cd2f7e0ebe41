"""Invitations: a one-time code by which a member of the roster, and nobody else, gets in.

A code is 100 random bits in Crockford's base32 (no I, L, O, U), in groups of four, and fits a deep link. Only its keyed
hash is kept. Unknown, used, replaced and expired codes get one and the same answer.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, true, update
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.engine.database import ring
from storage.tables import Invitation, Member, MemberRole, Role, Unit, UnitPath
from texts.fold import place_key

_OFFICE = (Role.STAFF, Role.LEADER, Role.ADMIN)
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LETTERS = 20  # of 5 bits
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", "_": "", " ": "", "\u2013": "", "\u2014": ""})
_LONGEST = 64  # characters, the limit of a deep link


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody on the roster, as far as an invitation has to know."""

    member_id: int
    unit_id: int
    unit: str
    unit_name: str
    member_code: str
    name: str
    single: bool
    joined: bool
    left: bool
    """They are off the roster, for good or, `suspended`, for a while."""
    suspended: bool
    officer_id: int | None
    office: bool
    """They have a role of the office: staff, leader or administrator."""


def create(session: Session, member_id: int, now: datetime, lasts: timedelta = timedelta(days=14)) -> str:
    """A new code for a member, good for a while; the member's earlier ones end here."""
    void(session, member_id, now)
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_LETTERS))
    session.add(Invitation(member_id=member_id, code_hash=_hash(session, code), created_at=now, expires_at=now + lasts))
    session.flush()
    return "-".join(code[at : at + 4] for at in range(0, _LETTERS, 4))


def void(session: Session, member_id: int, now: datetime) -> int:
    """Ends the member's invitations that nobody has used; how many there were."""
    return _void(session, col(Invitation.member_id) == member_id, now)


def of_unit(session: Session, unit_id: int) -> list[Invitee]:
    """Everybody of a unit and below, by unit and name."""
    return _invitees(
        session, col(Member.unit_id).in_(select(UnitPath.descendant_id).where(UnitPath.ancestor_id == unit_id))
    )


def of_member(session: Session, member_id: int) -> Invitee:
    """One member as an invitation knows them."""
    return _invitees(session, col(Member.id) == member_id)[0]


def everybody(session: Session) -> list[Invitee]:
    """Everybody there is or was, by unit and name."""
    return _invitees(session, true())


def of_codes(session: Session, codes: Collection[str]) -> list[Invitee]:
    """Those who have one of these codes, in upper or lower case, by unit and name."""
    wanted = {code.upper() for code in codes}
    return [invitee for invitee in everybody(session) if invitee.member_code.upper() in wanted]


def void_of(session: Session, member_ids: Collection[int], now: datetime) -> int:
    """Ends the invitations of these members that nobody has used; how many there were."""
    return _void(session, col(Invitation.member_id).in_(member_ids), now)


def open_of(session: Session, member_ids: Collection[int], now: datetime) -> int:
    """Count the invitations of these members that nobody has used."""
    query = select(func.count()).select_from(Invitation)
    return session.scalar(query.where(*_open(col(Invitation.member_id).in_(member_ids), now))) or 0


def _open(whose: ColumnElement[bool], now: datetime) -> tuple[ColumnElement[bool], ...]:
    return whose, col(Invitation.used_at).is_(None), col(Invitation.expires_at) > now


def _void(session: Session, whose: ColumnElement[bool], now: datetime) -> int:
    ended = session.execute(
        update(Invitation).where(*_open(whose, now)).values(expires_at=now).returning(col(Invitation.id))
    )
    return len(ended.all())


def _invitees(session: Session, where: ColumnElement[bool]) -> list[Invitee]:
    query = select(Member, Unit).join(Unit, col(Member.unit_id) == col(Unit.id)).where(where)
    office = set(session.scalars(select(MemberRole.member_id).where(col(MemberRole.role).in_(_OFFICE))))
    found = [
        Invitee(
            member.id,
            unit.id,
            unit.code,
            unit.name,
            member.code,
            member.name,
            member.single,
            member.joined_at is not None,
            member.left_at is not None,
            member.suspended,
            member.officer_id,
            member.id in office,
        )
        for member, unit in session.execute(query.order_by(col(Unit.sort_key), col(Unit.id), col(Member.id))).all()
    ]
    return sorted(found, key=lambda invitee: (place_key(invitee.unit_name), invitee.unit, place_key(invitee.name)))


def redeem(session: Session, code: str, now: datetime) -> Member | None:
    """The member whom a typed or linked code lets in, once; None for every code that does not, whatever the reason.

    Joining itself (`joined_at`, the address) is the caller's, in the same transaction.
    """
    if len(code) > _LONGEST:
        return None
    used = session.scalar(
        update(Invitation)
        .where(
            col(Invitation.code_hash) == _hash(session, code.upper().translate(_READ_AS)),
            col(Invitation.used_at).is_(None),
            col(Invitation.expires_at) > now,
            col(Invitation.member_id).in_(select(Member.id).where(col(Member.left_at).is_(None))),
        )
        .values(used_at=now)
        .returning(col(Invitation.member_id))
    )
    return None if used is None else session.get(Member, used)


def _hash(session: Session, code: str) -> bytes:
    return ring(session).lookup("invitation", code)
