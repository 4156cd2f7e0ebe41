"""Changes of one member's place on the roster: added, moved, suspended, retired, each with its history and its audit row.

Staff change those whom they may invite (`services.invitations.may_let_in`); whoever has a role of the office is changed by an
administrator alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session

from services import audit, members, mutes, staff_scope
from services.actor import Actor, NotPermitted, require
from services.invitations import may_let_in
from services.members import StillNeeded
from storage.engine import program_lock
from storage.members import addresses, invitations, member_changes, membership, trainees, units
from storage.members.addresses import Recipient
from storage.members.member_changes import Change
from storage.tables import Member, MemberChangeKind, Role
from texts.fold import fold, spaced

_HISTORY = 6


class ChangeFault(StrEnum):
    """Why a change is not made; each is a sentence."""

    NOBODY = "nobody"  # no member whom the actor may change
    GONE = "gone"  # has left for good
    NO_UNIT = "no_unit"  # no unit of this name or code today, or not one of the actor's
    SAME = "same"  # it is so already
    NEEDED = "needed"  # an officer without whom somebody would reach nobody
    NAME = "name"  # somebody has this name
    SHAPE = "shape"  # it does not say who, or where


class ChangeRefused(Exception):
    """A change that is not made. `codes`: of those who have the name already."""

    def __init__(self, fault: ChangeFault, codes: Sequence[str] = ()) -> None:
        super().__init__(fault)
        self.fault, self.codes = fault, codes


@dataclass(frozen=True, slots=True)
class MemberCard:
    """One member as an officer sees them. `may_change`: the officer changes their place."""

    member_id: int
    code: str
    name: str
    unit: str
    roles: frozenset[Role]
    joined: bool
    suspended: bool
    in_training: bool
    history: Sequence[Change]
    may_change: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """A member whose place was changed. `told`: where they are told, each with the address that may be gone by now."""

    member_id: int
    code: str
    name: str
    unit: str
    told: Sequence[Recipient] = ()


def find(session: Session, actor: Actor, words: str) -> list[int]:
    """The members whom a code, or else a full name, means, of those whom the actor may know of.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    people = [member for member in membership.present(session) if mutes.sees_member(session, actor, member.id)]
    key = words.strip().upper()
    exact = [member.id for member in people if member.code.upper() == key]
    return exact or [member.id for member in people if spaced(fold(member.name)) == spaced(fold(words))]


def suspended(session: Session, actor: Actor, names: Sequence[str]) -> list[str]:
    """Those of some codes or names that mean somebody who is off the roster for a while, of whom the actor may know.

    Raises:
        NotPermitted: the actor is not staff.
    """
    found = ((name, find(session, actor, name)) for name in names)
    return [name for name, ids in found if any(session.get_one(Member, member_id).suspended for member_id in ids)]


def card(session: Session, actor: Actor, member_id: int, today: date) -> MemberCard | None:
    """One member. None: the actor may not know of them, or they have left.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    member = session.get(Member, member_id)
    if member is None or not _is_there(member) or not mutes.sees_member(session, actor, member_id):
        return None
    return MemberCard(
        member.id,
        member.code,
        member.name,
        units.get(session, member.unit_id).name,
        frozenset(membership.roles(session, member.id)),
        member.joined_at is not None,
        member.suspended,
        member.id in trainees.on(session, today),
        member_changes.of_member(session, member.id, _HISTORY),
        _may(session, actor, member),
    )


def add(
    session: Session, actor: Actor, name: str, unit: str, role: Role, now: datetime, *, somebody_else: bool = False
) -> Changed:
    """Put a collaborator or a contact on the roster. `somebody_else`: they are not the one who has this name already.

    Raises:
        ChangeRefused: there is no such unit, or somebody has this name.
        NotPermitted: the actor is not staff, or the role is one of the office.
    """
    require(actor, Role.STAFF)
    if role not in (Role.COLLABORATOR, Role.CONTACT):
        raise NotPermitted
    program_lock.take_turns(session)
    home = _unit(session, actor, unit)
    namesakes = [found.code for found in membership.named(session, name) if mutes.sees_member(session, actor, found.id)]
    if namesakes and not somebody_else:
        raise ChangeRefused(ChangeFault.NAME, namesakes)
    member = membership.add_member(session, name, {role}, units.get(session, home))
    _note(session, actor, member, MemberChangeKind.ADDED, "add", now)
    return _changed(session, member)


def move(session: Session, actor: Actor, member_id: int, unit: str, now: datetime) -> Changed:
    """Let a member stand in another unit from now on; what they reported stays where it was.

    Raises:
        ChangeRefused: they may not be changed, or there is no such unit, or they stand there.
        NotPermitted: the actor is not staff.
    """
    program_lock.take_turns(session)  # the unit does not end meanwhile
    member, home = _mine(session, actor, member_id), _unit(session, actor, unit)
    if member.unit_id == home:
        raise ChangeRefused(ChangeFault.SAME)
    before, member.unit_id = member.unit_id, home
    _note(session, actor, member, MemberChangeKind.MOVED, "move", now, before)
    return _changed(session, member, addresses.reached(session, [member.id], now))


def suspend(session: Session, actor: Actor, member_id: int, now: datetime) -> Changed:
    """Take a member off the roster for a while: nothing goes to them, and nobody waits for them.

    Raises:
        ChangeRefused: they may not be changed, are off it already, or are still needed.
        NotPermitted: the actor is not staff.
    """
    member = _mine(session, actor, member_id)
    if member.suspended:
        raise ChangeRefused(ChangeFault.SAME)
    _can_go(session, member)
    told = addresses.everywhere(session, [member.id], now)
    membership.suspend(session, member, now)
    _note(session, actor, member, MemberChangeKind.SUSPENDED, "suspend", now)
    return _changed(session, member, told)


def resume(session: Session, actor: Actor, member_id: int, now: datetime) -> Changed:
    """Let a member who was off the roster for a while be on it as before.

    Raises:
        ChangeRefused: they may not be changed, or are on it.
        NotPermitted: the actor is not staff.
    """
    member = _mine(session, actor, member_id)
    if not member.suspended:
        raise ChangeRefused(ChangeFault.SAME)
    membership.come_back(member)
    _note(session, actor, member, MemberChangeKind.RESUMED, "resume", now)
    return _changed(session, member, addresses.reached(session, [member.id], now))


def retire(session: Session, actor: Actor, member_id: int, now: datetime) -> Changed:
    """Take a member off the roster for good: their chat ids, drafts and open questions go.

    Raises:
        ChangeRefused: they may not be changed, have left, or are still needed.
        NotPermitted: the actor is not staff.
    """
    member = _mine(session, actor, member_id)
    _can_go(session, member)
    told = [] if member.suspended else addresses.everywhere(session, [member.id], now)
    members.end_part(session, member, now)
    _note(session, actor, member, MemberChangeKind.RETIRED, "retire", now)
    return _changed(session, member, told)


def stands_in(session: Session, member_id: int, unit_id: int) -> bool:
    """Tell whether a member stands in a unit itself."""
    member = session.get(Member, member_id)
    return member is not None and member.unit_id == unit_id


def may_change(session: Session, actor: Actor, member_id: int) -> bool:
    """Tell whether an actor may change a member's place."""
    member = session.get(Member, member_id)
    return member is not None and _is_there(member) and _may(session, actor, member)


def has_left(session: Session, actor: Actor, member_id: int) -> bool:
    """Tell whether a member whom the actor could change has left for good."""
    member = session.get(Member, member_id)
    return member is not None and not _is_there(member) and _may(session, actor, member)


def _mine(session: Session, actor: Actor, member_id: int) -> Member:
    """A member whom the actor may change, as they are now; nobody else changes them meanwhile."""
    require(actor, Role.STAFF)
    member = membership.held(session, member_id)
    if member is None or not _may(session, actor, member):
        raise ChangeRefused(ChangeFault.NOBODY)
    if not _is_there(member):
        raise ChangeRefused(ChangeFault.GONE)
    return member


def _may(session: Session, actor: Actor, member: Member) -> bool:
    return member.id != actor.member_id and may_let_in(session, actor, invitations.of_member(session, member.id))


def _is_there(member: Member) -> bool:
    return member.left_at is None or member.suspended


def _can_go(session: Session, member: Member) -> None:
    try:
        members.still_needed(session, member)
    except StillNeeded:
        raise ChangeRefused(ChangeFault.NEEDED) from None


def _unit(session: Session, actor: Actor, words: str) -> int:
    """The unit of today that a code or a name means, of those that the actor sees."""
    known = units.by_code(session, words.strip()) or units.by_code(session, words.strip().upper())
    known = known or units.named(session, fold(words).strip())
    if known is None or units.get(session, known.id).valid_to is not None:
        raise ChangeRefused(ChangeFault.NO_UNIT)
    if Role.ADMIN not in actor.roles and not staff_scope.covers(session, actor, known.id):
        raise ChangeRefused(ChangeFault.NO_UNIT)
    return known.id


def _note(
    session: Session,
    actor: Actor,
    member: Member,
    kind: MemberChangeKind,
    action: str,
    now: datetime,
    before: int | None = None,
) -> None:
    member_changes.note(session, member.id, kind, now, actor.member_id, before)
    audit.note(
        session, actor, now, f"member.{action}", f"member:{member.id}", f"unit:{before}" if before is not None else ""
    )
    session.flush()


def _changed(session: Session, member: Member, told: Sequence[Recipient] = ()) -> Changed:
    return Changed(member.id, member.code, member.name, units.get(session, member.unit_id).name, told)
