"""The reach of staff: those of the province's own unit see all of it, those of another unit see what stands under theirs.

A body, as the province's own board is one, acts for the unit that it belongs to. The one place that says so: what is read
for an officer (`storage.reports.visibility`), what an officer may do (`services.staff_scope`), and who is told.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.members import units
from storage.tables import Member, MemberRole, Role, Unit, UnitKind, UnitPath

_MEMBER, _ROLE, _PATH = Member.__table__, MemberRole.__table__, UnitPath.__table__


def unit_of(session: Session, member_id: int | None) -> Unit:
    """The unit that a member acts for: their own; the whole province for the program and at the terminal (None)."""
    member = session.get(Member, member_id) if member_id is not None else None
    return _acting(session, units.get(session, member.unit_id)) if member is not None else units.root(session)


def of_member(session: Session, member_id: int | None) -> frozenset[int] | None:
    """The units that a member of the staff sees. None: all of them."""
    own = unit_of(session, member_id)
    return None if own.parent_id is None else frozenset(units.below(session, own.id))


def officers(session: Session, *unit_ids: int) -> list[int]:
    """The staff who see all of these units, in the order in which they are alerted; no unit: who see the whole province."""
    query = (
        select(_MEMBER.c.id, _MEMBER.c.unit_id)
        .join(_ROLE, _ROLE.c.member_id == _MEMBER.c.id)
        .where(_ROLE.c.role == Role.STAFF, _MEMBER.c.left_at.is_(None))
        .order_by(_MEMBER.c.duty.is_(None), _MEMBER.c.duty, _MEMBER.c.id)
    )
    rows = session.execute(query).all()
    acting = {unit: _acting(session, units.get(session, unit)).id for unit in {row.unit_id for row in rows}}
    above = select(_PATH.c.ancestor_id)
    over = [set(session.scalars(above.where(_PATH.c.descendant_id == unit))) for unit in unit_ids]
    over = over or [{units.root(session).id}]
    return [row.id for row in rows if all(acting[row.unit_id] in members for members in over)]


def _acting(session: Session, unit: Unit) -> Unit:
    while unit.kind is UnitKind.BODY and unit.parent_id is not None:
        unit = units.get(session, unit.parent_id)
    return unit
