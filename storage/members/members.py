"""Queries about members: their names, roles and groups of people, apart from where they are written to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import (
    LargeBinary,
    and_,
    bindparam,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.engine.counters import next_number
from storage.engine.prepared import Prepared
from storage.tables import (
    Address,
    Member,
    MemberRole,
    Role,
    UnitPath,
)

LEFT = "left"
"""The reason why nothing more is sent to an address of somebody who is no longer there."""
WINDOW = "window"
"""The reason why nothing is sent to an address whose network lets us write only for so long after the person did."""
_ADDRESS, _MEMBER = Address.__table__, Member.__table__
_ROLE, _PATH = MemberRole.__table__, UnitPath.__table__
_FLAGS = select(_MEMBER.c.id, type_coerce(_MEMBER.c.single, LargeBinary))
_read: dict[bytes, bool] = {}
"""Who reports singly, by the encrypted flag: it is asked for at every list, of the whole roster, and one that is written anew
has other bytes, since each is encrypted with a nonce of its own."""
_STALE = 500
_STRATA = Prepared(select(_MEMBER.c.strata).where(_MEMBER.c.id == bindparam("of")))


def with_role(session: Session, role: Role, unit_id: int | None = None) -> list[int]:
    """The ids of the members on the roster who have a role, in a unit and below it where one is given."""
    query = (
        select(_MEMBER.c.id)
        .join(_ROLE, _ROLE.c.member_id == _MEMBER.c.id)
        .where(_ROLE.c.role == role, _MEMBER.c.left_at.is_(None))
        .order_by(_MEMBER.c.id)
    )
    if unit_id is not None:
        query = query.join(_PATH, _PATH.c.descendant_id == _MEMBER.c.unit_id).where(_PATH.c.ancestor_id == unit_id)
    return list(session.scalars(query))


def officers(session: Session) -> list[int]:
    """The staff in the order in which they are alerted: those on duty first."""
    query = (
        select(_MEMBER.c.id)
        .join(_ROLE, _ROLE.c.member_id == _MEMBER.c.id)
        .where(_ROLE.c.role == Role.STAFF, _MEMBER.c.left_at.is_(None))
        .order_by(_MEMBER.c.duty.is_(None), _MEMBER.c.duty, _MEMBER.c.id)
    )
    return list(session.scalars(query))


def strata(session: Session, member_id: int) -> list[str]:
    """The groups of people that a member covers."""
    return [stratum for row in _STRATA.rows(session, {"of": member_id}) for stratum in row.strata]


def singles(session: Session) -> dict[int, int | None]:
    """The members who report singly, each with the officer who alone knows them."""
    flags = {row[0]: row[1] for row in session.execute(_FLAGS)}
    known: Mapping[bytes, bool] = _read
    if not known.keys() >= set(flags.values()):
        known = _read_flags(session, flags)
    # Of a flag that was changed between the two questions the careful answer is right.
    found = [member_id for member_id, stored in flags.items() if known.get(stored, True)]
    if not found:
        return {}
    officers_ = session.execute(select(_MEMBER.c.id, _MEMBER.c.officer_id).where(_MEMBER.c.id.in_(found)))
    return {row.id: row.officer_id for row in officers_}


def _read_flags(session: Session, flags: Mapping[int, bytes]) -> Mapping[bytes, bool]:
    """Decrypt the flags that were never read; returns them with those that were. Nobody else sees them change meanwhile."""
    global _read
    there = set(flags.values())
    known = {stored: single for stored, single in _read.items() if stored in there}
    new = {member_id: stored for member_id, stored in flags.items() if stored not in known}
    query = select(_MEMBER.c.id, _MEMBER.c.single)
    for row in session.execute(query if len(new) > _STALE else query.where(_MEMBER.c.id.in_(new))):
        if row.id in new:
            known[new[row.id]] = row.single
    _read = known
    return known


def countable(session: Session, member_ids: Sequence[int]) -> list[int]:
    """These members without those who report singly, who are in no number that stands beside a list (privacy 3, 4)."""
    apart = singles(session)
    return [member_id for member_id in member_ids if member_id not in apart]


def join(session: Session, member_id: int, now: datetime) -> None:
    """The member agreed to take part."""
    session.execute(
        update(Member).where(col(Member.id) == member_id, col(Member.joined_at).is_(None)).values(joined_at=now)
    )


def saw_consent(session: Session, member_id: int, version: int) -> None:
    """The member has seen a version of the consent text."""
    session.execute(update(Member).where(col(Member.id) == member_id).values(consent=version))


def reminder_hours(session: Session) -> dict[int, int]:
    """The members on the roster who chose an hour for their reminders, with the minutes since midnight."""
    query = select(_MEMBER.c.id, _MEMBER.c.remind_at).where(
        _MEMBER.c.remind_at.is_not(None), _MEMBER.c.left_at.is_(None)
    )
    return {row.id: row.remind_at for row in session.execute(query)}


def remind_at(session: Session, member_id: int, minutes: int | None) -> None:
    """The member wants to be reminded at this minute of the day; None: when everybody is."""
    session.execute(update(Member).where(col(Member.id) == member_id).values(remind_at=minutes))


def speak(session: Session, language: str) -> None:
    """Everybody reads another language from now on."""
    session.execute(update(Member).values(language=language))


def speak_to(session: Session, member_id: int, language: str) -> None:
    """A member reads another language from now on."""
    session.execute(update(Member).where(col(Member.id) == member_id).values(language=language))


def stop_taking_part(session: Session, member_id: int) -> None:
    """The member stays on the roster as somebody who has not joined."""
    session.execute(update(Member).where(col(Member.id) == member_id).values(joined_at=None))


def names(session: Session, member_ids: Sequence[int]) -> dict[int, str]:
    """Names of members; with the code on the roster where somebody else of the office has the same one."""
    if not member_ids:
        return {}
    office = select(_ROLE.c.member_id).where(_ROLE.c.role.in_((Role.STAFF, Role.LEADER, Role.ADMIN)))
    here = and_(_MEMBER.c.id.in_(office), _MEMBER.c.left_at.is_(None))
    query = select(_MEMBER.c.id, _MEMBER.c.code, _MEMBER.c.name).where(or_(_MEMBER.c.id.in_(member_ids), here))
    apart = told_apart([(row.id, row.code, row.name) for row in session.execute(query)])
    return {number: name for number, name in apart.items() if number in member_ids}


def told_apart(people: Sequence[tuple[int, str, str]]) -> dict[int, str]:
    """Names by id, with the code behind those that several have. `people`: id, code, name."""
    count = Counter(name.casefold() for _number, _code, name in people)
    return {number: f"{name} ({code})" if count[name.casefold()] > 1 else name for number, code, name in people}


def name_of(session: Session, member_id: int | None) -> str:
    """A member's name; "" where nobody is meant."""
    return names(session, [member_id])[member_id] if member_id is not None else ""


def count_stranger(session: Session, day: str) -> None:
    """Nothing is kept of a stranger but that there was one that day."""
    next_number(session, f"strangers:{day}")
