"""The tree of units changed: some merged into another, or one parted off, with days of validity and without losing history.

Whoever is in a unit that ends follows, with its groups and what is below it; an open prompt goes on, and its progress counts
under the new unit, where the members stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlmodel import Session

from services import audit, roster_changes, staff_scope
from services.actor import Actor
from storage.engine import program_lock
from storage.members import addresses, members, unit_merges, units
from storage.members.addresses import Recipient
from storage.members.unit_merges import Follows
from storage.tables import Role, Unit
from texts.fold import clean, fold


class UnitFault(StrEnum):
    """Why the tree is not changed; each is a sentence."""

    UNKNOWN = "unknown"  # no unit of today of this name or code
    ROOT = "root"  # the root is merged into nothing
    ITSELF = "itself"  # a unit into itself
    CIRCLE = "circle"  # into one that stands below it
    LATER = "later"  # on a day to come
    BEFORE = "before"  # before a unit began
    CODE = "code"  # a unit has this code
    MEMBER = "member"  # a member who is not in that unit


class UnitRefused(Exception):
    """A change of the tree that is not made. `named`: what is meant."""

    def __init__(self, fault: UnitFault, named: str = "") -> None:
        super().__init__(fault)
        self.fault, self.named = fault, named


@dataclass(frozen=True, slots=True)
class MergePlan:
    """A merger as it is shown before it is made: the units that end, the one that goes on, from which day."""

    from_ids: Sequence[int]
    from_names: Sequence[str]
    into_id: int
    into_name: str
    first: date
    follows: Follows
    told: Sequence[Recipient] = ()
    """Members who stand in another unit now, where they are told of it."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A unit that was parted off: its name, the other's, how many members stand in it, and where they are told of it."""

    name: str
    other: str
    members: int
    told: Sequence[Recipient]


def plan(
    session: Session, actor: Actor, ending: Sequence[str], into: str, first: date, today: date, now: datetime
) -> MergePlan:
    """Look at a merger by names or codes; nothing is changed.

    Raises:
        UnitRefused: it cannot be.
        NotPermitted: the actor is no administrator and not of the province's staff.
    """
    staff_scope.require_all(session, actor, Role.ADMIN)
    found = [_unit(session, code) for code in ending]
    ending_units = list({unit.id: unit for unit in found}.values())
    return _plan(session, actor, ending_units, _unit(session, into), first, today, now)


def merge(
    session: Session, actor: Actor, from_ids: Sequence[int], into_id: int, first: date, today: date, now: datetime
) -> MergePlan:
    """Merge units into another from a day on. Raises as `plan` does, for a plan that holds no more as well."""
    staff_scope.require_all(session, actor, Role.ADMIN)
    program_lock.take_turns(session)
    ending, into = [units.get(session, unit_id) for unit_id in from_ids], units.get(session, into_id)
    for unit in (*ending, into):
        if unit.valid_to is not None:
            raise UnitRefused(UnitFault.UNKNOWN, unit.name)
    made = _plan(session, actor, ending, into, first, today, now)
    moved = unit_merges.merge(session, made.from_ids, into.id, first, first - timedelta(days=1), now, actor.member_id)
    for ended in made.from_ids:
        audit.note(session, actor, now, "unit.merge", f"unit:{ended}", f"unit:{into.id}")
    return replace(made, told=addresses.reached(session, moved, now))


def part_off(
    session: Session, actor: Actor, code: str, name: str, of: str, people: Sequence[str], today: date, now: datetime
) -> Parted:
    """Part a new unit off another from today on, with some of its members.

    Raises:
        UnitRefused: there is no such unit, the code is another's, or somebody is not in that unit or may not be changed.
        NotPermitted: the actor is no administrator and not of the province's staff.
    """
    staff_scope.require_all(session, actor, Role.ADMIN)
    program_lock.take_turns(session)
    unit = _unit(session, of)
    if unit.parent_id is None:
        raise UnitRefused(UnitFault.ROOT, unit.name)
    if any(known.code.upper() == code.upper() for known in units.all_known(session)):
        raise UnitRefused(UnitFault.CODE, code)
    ids: dict[int, str] = {}
    for person in people:
        found = roster_changes.find(session, actor, person)
        if len(found) != 1 or not roster_changes.stands_in(session, found[0], unit.id):
            raise UnitRefused(UnitFault.MEMBER, person)
        ids[found[0]] = person
    refused = [named for member_id, named in ids.items() if not roster_changes.may_change(session, actor, member_id)]
    if refused:
        raise UnitRefused(UnitFault.MEMBER, refused[0])
    made = unit_merges.part_off(session, unit, code, " ".join(clean(name).split()), today)
    audit.note(session, actor, now, "unit.part", f"unit:{made.id}", f"unit:{unit.id}")
    told = [
        recipient
        for member_id in ids
        for recipient in roster_changes.move(session, actor, member_id, made.code, now).told
    ]
    return Parted(made.name, unit.name, len(ids), told)


def _plan(
    session: Session, actor: Actor, ending: Sequence[Unit], into: Unit, first: date, today: date, now: datetime
) -> MergePlan:
    if first > today:
        raise UnitRefused(UnitFault.LATER)
    for unit in ending:
        if unit.id == into.id:
            raise UnitRefused(UnitFault.ITSELF, unit.name)
        if unit.parent_id is None:
            raise UnitRefused(UnitFault.ROOT, unit.name)
        if units.covers(session, unit.id, into.id):
            raise UnitRefused(UnitFault.CIRCLE, unit.name)
        if unit.valid_from >= first:
            raise UnitRefused(UnitFault.BEFORE, unit.name)
    ids = [unit.id for unit in ending]
    apart = [member for member, officer in members.singles(session).items() if officer != actor.member_id]
    counted = unit_merges.follows(session, ids, apart, now)
    return MergePlan(ids, [unit.name for unit in ending], into.id, into.name, first, counted)


def is_known(session: Session, words: str) -> bool:
    """Tell whether a code or a name means a unit of today."""
    try:
        _unit(session, words)
    except UnitRefused:
        return False
    return True


def _unit(session: Session, words: str) -> Unit:
    """The unit of today that a code or a name means."""
    code = words.strip()
    known = units.by_code(session, code) or units.by_code(session, code.upper())
    known = known or units.named(session, fold(words).strip())
    unit = units.get(session, known.id) if known is not None else None
    if unit is None or unit.valid_to is not None:
        raise UnitRefused(UnitFault.UNKNOWN, code)
    return unit
