"""The reach of staff, for services: see `storage.members.reach`, which says whom and what an officer sees."""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import Session

from services.actor import Actor, NotPermitted, require
from storage.members import reach
from storage.tables import Role, Unit


def unit_of(session: Session, actor: Actor) -> Unit:
    """The unit that an actor acts for: their own; the whole province for the program and at the terminal."""
    return reach.unit_of(session, actor.member_id)


def units_seen(session: Session, actor: Actor) -> Collection[int] | None:
    """The units whose members an actor of the staff sees and prompts. None: all of them."""
    return reach.of_member(session, actor.member_id)


def covers(session: Session, actor: Actor, unit_id: int) -> bool:
    """Tell whether a unit is one that an actor of the staff sees and prompts."""
    seen = units_seen(session, actor)
    return seen is None or unit_id in seen


def sees_all(session: Session, actor: Actor) -> bool:
    """Tell whether an actor sees the whole province."""
    return unit_of(session, actor).parent_id is None


def require_all(session: Session, actor: Actor, *others: Role) -> None:
    """Ask for staff who see the whole province, or for one of the other roles.

    What concerns everybody (rules, forms, the rota, digests, exports) is theirs; a person below sees none of it.

    Raises:
        NotPermitted: the actor is neither.
    """
    if actor.roles.isdisjoint(others):
        require(actor, Role.STAFF)
        if not sees_all(session, actor):
            raise NotPermitted
