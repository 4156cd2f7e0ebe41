"""Queries about those whom a prompt may ask: collaborators with what an audience is chosen by."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import Member, MemberRole, Role, Unit, UnitKind

_MEMBER, _ROLE, _UNIT = Member.__table__, MemberRole.__table__, Unit.__table__


@dataclass(frozen=True, slots=True)
class Collaborator:
    """A collaborator on the roster, the unit they stand in, and the groups of people whom they cover."""

    id: int
    unit_id: int
    kind: UnitKind
    strata: tuple[str, ...]


def collaborators(session: Session, unit_ids: Collection[int] | None) -> list[Collaborator]:
    """Those of some units, or of all (None), in the order of their coming."""
    query = (
        select(_MEMBER.c.id, _MEMBER.c.unit_id, _UNIT.c.kind, _MEMBER.c.strata)
        .join(_ROLE, _ROLE.c.member_id == _MEMBER.c.id)
        .join(_UNIT, _UNIT.c.id == _MEMBER.c.unit_id)
        .where(_ROLE.c.role == Role.COLLABORATOR, _MEMBER.c.left_at.is_(None))
        .order_by(_MEMBER.c.id)
    )
    rows = session.execute(query).all()
    found = [Collaborator(row.id, row.unit_id, row.kind, tuple(row.strata)) for row in rows]
    return found if unit_ids is None else [collaborator for collaborator in found if collaborator.unit_id in unit_ids]
