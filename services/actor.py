"""The actor, and what they may do: every service asks, so that no door can forget it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from storage.tables import Role


class NotPermitted(Exception):
    """Whoever acts has none of the roles that an act asks for; a door answers as if what was asked for were not there."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts through a door, or the program itself."""

    member_id: int | None
    """None: the program itself, or an administrator at the terminal."""
    roles: Set[Role] = frozenset()

    @property
    def acting_id(self) -> int:
        """The member who acts. Raises NotPermitted: nobody does."""
        if self.member_id is None:
            raise NotPermitted
        return self.member_id


PROGRAM = Actor(None)
"""The clock and finished jobs act as the program; what only people may do is closed to it."""


def require(actor: Actor, *roles: Role) -> None:
    """Raises NotPermitted: the actor has none of these roles."""
    if actor.roles.isdisjoint(roles):
        raise NotPermitted
