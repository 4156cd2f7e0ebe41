"""The reach of staff: those of the province's own unit see all of it, those of another unit see what stands under theirs.

A body, as the province's own board is one, acts for the unit that it belongs to.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import Session

from services.actor import Actor
from storage.members import units
from storage.tables import Member, Unit, UnitKind


def unit_of(session: Session, actor: Actor) -> Unit:
    """The unit that an actor acts for: their own; the whole province for the program and at the terminal."""
    member = session.get(Member, actor.member_id) if actor.member_id is not None else None
    own = units.get(session, member.unit_id) if member is not None else units.root(session)
    while own.kind is UnitKind.BODY and own.parent_id is not None:
        own = units.get(session, own.parent_id)
    return own


def units_seen(session: Session, actor: Actor) -> Collection[int] | None:
    """The units whose members an actor of the staff sees and prompts. None: all of them."""
    own = unit_of(session, actor)
    return None if own.parent_id is None else frozenset(units.below(session, own.id))


def covers(session: Session, actor: Actor, unit_id: int) -> bool:
    """Tell whether a unit is one that an actor of the staff sees and prompts."""
    seen = units_seen(session, actor)
    return seen is None or unit_id in seen
