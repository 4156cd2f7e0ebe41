"""The roster: who is on it, how it grows by one, and how a whole spreadsheet of it is checked and taken over.

A sheet is taken whole or not at all; rows are known by their codes, so that taking it again changes what has changed. Nobody
is ever deleted by being left out: a member goes by a mark in the sheet.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage import units
from storage.tables import Member, MemberRole, Role, Unit, UnitKind
from texts.fold import clean, sort_key

_PREFIXES = {Role.ADMIN: "QT", Role.STAFF: "CB", Role.LEADER: "LD", Role.CONTACT: "DM", Role.COLLABORATOR: "CTV"}


def root_unit(session: Session) -> Unit | None:
    """The unit that all others stand under; None before there is one."""
    return session.scalar(select(Unit).where(col(Unit.parent_id).is_(None)).order_by(col(Unit.id)))


def add_root(session: Session, code: str, name: str) -> Unit:
    unit = Unit(code=code, name=name, sort_key=sort_key(name), kind=UnitKind.PROVINCE)
    session.add(unit)
    units.rebuild_paths(session)
    return unit


def by_code(session: Session, code: str) -> Member | None:
    return session.scalar(select(Member).where(Member.code == code))


def find_named(session: Session, name: str, role: Role) -> Member | None:
    """The member on the roster with this name (case aside) and this role."""
    query = select(Member).join(MemberRole).where(MemberRole.role == role, col(Member.left_at).is_(None))
    return next((member for member in session.scalars(query) if member.name.lower() == clean(name).lower()), None)


def add_member(session: Session, name: str, roles: Collection[Role], unit: Unit) -> Member:
    """Puts a person on the roster, with the next free code of the weightiest role."""
    prefix = next(prefix for role, prefix in _PREFIXES.items() if role in roles)
    taken = set(session.scalars(select(Member.code)))
    code = next(code for number in range(1, len(taken) + 2) if (code := f"{prefix}{number:02}") not in taken)
    assert unit.id is not None
    member = Member(code=code, name=clean(name), unit_id=unit.id)
    session.add(member)
    session.flush()
    assert member.id is not None
    session.add_all(MemberRole(member_id=member.id, role=role) for role in roles)
    session.flush()
    return member
