"""Queries about the networks at which members are: which, which of them comes first, and whether they can be reached there.

Nothing here says when somebody was there last.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from storage.members import addresses
from storage.members.members import WINDOW, told_apart
from storage.tables import Account, Address, Member, Unit, UnitPath

_ACCOUNT, _ADDRESS = Account.__table__, Address.__table__
_MEMBER, _UNIT, _PATH = Member.__table__, Unit.__table__, UnitPath.__table__


@dataclass(frozen=True, slots=True)
class Place:
    """One address of a member. `first`: what we send of our own accord goes there; `shut`: why nothing does, "" if it can."""

    address_id: int
    account_id: int
    network: str
    first: bool
    shut: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A member as staff see them in the list of networks; `places` is empty where they have not joined."""

    member_id: int
    code: str
    name: str
    unit: str
    single: bool
    officer_id: int | None
    places: list[Place] = field(default_factory=list)


def of_member(session: Session, member_id: int, now: datetime) -> list[Place]:
    """Places of a member, in the order in which they came there."""
    return of_members(session, [member_id], now).get(member_id, [])


def of_members(session: Session, member_ids: Collection[int], now: datetime) -> dict[int, list[Place]]:
    """Places of each of these members."""
    query = (
        select(
            *(_ADDRESS.c.member_id, _ADDRESS.c.id, _ADDRESS.c.account_id, _ADDRESS.c.preferred),
            *(_ACCOUNT.c.network, _ADDRESS.c.unreachable, _ADDRESS.c.reachable_until),
        )
        .join(_ACCOUNT, _ACCOUNT.c.id == _ADDRESS.c.account_id)
        .where(_ADDRESS.c.member_id.in_(member_ids))
        .order_by(_ADDRESS.c.id)
    )
    rows = session.execute(query).all()
    first: dict[int, int] = {}
    for row in sorted(rows, key=lambda row: not row.preferred):
        first.setdefault(row.member_id, row.id)
    found: dict[int, list[Place]] = {}
    for row in rows:
        is_open = addresses.is_open(row.unreachable, row.reachable_until, now)
        shut = "" if is_open else row.unreachable or WINDOW
        place = Place(row.id, row.account_id, row.network, first[row.member_id] == row.id, shut)
        found.setdefault(row.member_id, []).append(place)
    return found


def account_names(session: Session) -> dict[int, str]:
    """The name of each of our accounts on its network."""
    return {row.id: row.name for row in session.execute(select(_ACCOUNT.c.id, _ACCOUNT.c.name))}


def at_accounts(session: Session, network: str) -> dict[int, int]:
    """How many people each of our accounts on a network serves."""
    query = (
        select(_ACCOUNT.c.id, func.count(_ADDRESS.c.id))
        .outerjoin(_ADDRESS, _ADDRESS.c.account_id == _ACCOUNT.c.id)
        .where(_ACCOUNT.c.network == network)
        .group_by(_ACCOUNT.c.id)
        .order_by(_ACCOUNT.c.id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def prefer(session: Session, member_id: int, address_id: int) -> None:
    """From now on what we send of our own accord goes to this address of the member."""
    mine = update(_ADDRESS).where(_ADDRESS.c.member_id == member_id)
    session.execute(mine.values(preferred=_ADDRESS.c.id == address_id))


def roster(
    session: Session, now: datetime, unit_id: int | None = None, inside: Collection[int] | None = None
) -> list[Listed]:
    """Everybody on the roster (in a unit and below it, where one is given), by unit; `inside`: of these units alone."""
    query = (
        select(
            *(
                _MEMBER.c.id,
                _MEMBER.c.code,
                _MEMBER.c.name,
                _MEMBER.c.single,
                _MEMBER.c.officer_id,
                _MEMBER.c.joined_at,
            ),
            _UNIT.c.name.label("unit"),
        )
        .join(_UNIT, _UNIT.c.id == _MEMBER.c.unit_id)
        .where(_MEMBER.c.left_at.is_(None))
        .order_by(_UNIT.c.sort_key, _UNIT.c.id, _MEMBER.c.id)
    )
    if unit_id is not None:
        query = query.join(_PATH, _PATH.c.descendant_id == _UNIT.c.id).where(_PATH.c.ancestor_id == unit_id)
    if inside is not None:
        query = query.where(_UNIT.c.id.in_(inside))
    rows = session.execute(query).all()
    places = of_members(session, [row.id for row in rows if row.joined_at is not None], now)
    return [Listed(r.id, r.code, r.name, r.unit, r.single, r.officer_id, places.get(r.id, [])) for r in rows]


def apart(seen: Sequence[Listed]) -> list[Listed]:
    """The members that somebody may see, with the code behind the names that several of a unit have."""
    found: list[Listed] = []
    for _unit, of_unit in groupby(seen, lambda listed: listed.unit):
        people = list(of_unit)
        names = told_apart([(listed.member_id, listed.code, listed.name) for listed in people])
        found += [replace(listed, name=names[listed.member_id]) for listed in people]
    return found
