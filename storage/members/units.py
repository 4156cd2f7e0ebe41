"""Queries about the tree of units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, insert, literal_column
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.engine.prepared import Prepared, PreparedForMany
from storage.tables import Unit, UnitKind, UnitPath
from texts.fold import fold

TERRITORIAL = (UnitKind.COMMUNE, UnitKind.WARD, UnitKind.ZONE)
_TABLE = Unit.__table__
_KNOWN = select(_TABLE.c.id, _TABLE.c.code, _TABLE.c.name)
_BY_CODE = Prepared(_KNOWN.where(_TABLE.c.code == bindparam("named")))
_BY_CODES = PreparedForMany(_KNOWN, _TABLE.c.code)
_OWN_PLACE = Prepared(
    _KNOWN.join(UnitPath, col(UnitPath.ancestor_id) == _TABLE.c.id)
    .where(
        col(UnitPath.descendant_id) == bindparam("of"),
        _TABLE.c.kind.in_([literal_column(f"'{kind}'") for kind in TERRITORIAL]),
    )
    .order_by(col(UnitPath.depth))
)


@dataclass(frozen=True, slots=True)
class Known:
    """A unit as a turn looks it up."""

    id: int
    code: str
    name: str


def get(session: Session, unit_id: int) -> Unit:
    unit = session.get(Unit, unit_id)
    assert unit is not None, "a foreign key holds this"
    return unit


def root(session: Session) -> Unit:
    """The unit that all others stand under."""
    unit = session.scalar(select(Unit).where(col(Unit.parent_id).is_(None)).order_by(col(Unit.id)))
    assert unit is not None, "set-up makes it"
    return unit


def by_code(session: Session, code: str) -> Known | None:
    return next((Known(**row._asdict()) for row in _BY_CODE.rows(session, {"named": code})), None)


def of_today(session: Session, code: str) -> Known | None:
    """The unit of a code, or the one into which it was merged since."""
    unit = session.scalar(select(Unit).where(Unit.code == code))
    while unit is not None and unit.merged_into is not None:
        unit = session.get(Unit, unit.merged_into)
    return None if unit is None else Known(unit.id, unit.code, unit.name)


def by_codes(session: Session, codes: Sequence[str]) -> dict[str, Known]:
    """The units of these codes; what is none of a unit is not among them."""
    found = _BY_CODES.rows(session, codes) if codes else ()
    return {row.code: Known(**row._asdict()) for row in found}


def named(session: Session, folded: str) -> Known | None:
    """The unit of this name, written without diacritics and in small letters."""
    return next((Known(**row._asdict()) for row in session.execute(_KNOWN) if fold(row.name) == folded), None)


def all_known(session: Session) -> list[Known]:
    """Every unit there is or was, by its name."""
    return [Known(**row._asdict()) for row in session.execute(_KNOWN)]


def places(session: Session) -> Sequence[Unit]:
    """The communes, wards and special zones of today, in Vietnamese order."""
    query = (
        select(Unit).where(col(Unit.kind).in_(TERRITORIAL), col(Unit.valid_to).is_(None)).order_by(col(Unit.sort_key))
    )
    return session.scalars(query).all()


def children(session: Session, unit_id: int) -> Sequence[Unit]:
    query = select(Unit).where(Unit.parent_id == unit_id, col(Unit.valid_to).is_(None)).order_by(col(Unit.sort_key))
    return session.scalars(query).all()


def own_place(session: Session, unit_id: int) -> Known | None:
    """The commune, ward or zone that a member of this unit belongs to.

    The unit itself or the nearest above it.
    """
    return next((Known(**row._asdict()) for row in _OWN_PLACE.rows(session, {"of": unit_id})), None)


def covers(session: Session, ancestor_id: int, unit_id: int) -> bool:
    """Tell whether a unit stands under another (or is it)."""
    return session.get(UnitPath, (ancestor_id, unit_id)) is not None


def below(session: Session, unit_id: int) -> list[int]:
    """A unit and all that stand under it; what was reported names units by pseudonyms, which no SQL joins."""
    return list(session.scalars(select(UnitPath.descendant_id).where(UnitPath.ancestor_id == unit_id)))


def rebuild_paths(session: Session) -> None:
    """Brings the closure to what the parents say, which must hold no cycle; rows that are right stay untouched."""
    session.flush()
    known = session.execute(select(Unit.id, Unit.parent_id))
    parents: dict[int, int | None] = {row.id: row.parent_id for row in known}
    wanted = set()
    for unit_id in parents:
        ancestor: int | None = unit_id
        depth = 0
        while ancestor is not None:
            wanted.add((ancestor, unit_id, depth))
            ancestor, depth = parents[ancestor], depth + 1
    table = UnitPath.__table__
    there = {tuple(row) for row in session.execute(select(table.c.ancestor_id, table.c.descendant_id, table.c.depth))}
    wrong = {descendant for _, descendant, _ in there - wanted}
    if wrong:
        session.execute(delete(table).where(table.c.descendant_id.in_(wrong)))
    new = [path for path in wanted if path[1] in wrong or path not in there]
    if new:
        session.execute(insert(table), [{"ancestor_id": a, "descendant_id": d, "depth": n} for a, d, n in sorted(new)])


def with_those_above(session: Session, unit_id: int) -> Sequence[Unit]:
    """A unit and those that it stands under, the nearest first."""
    query = select(Unit).join(UnitPath, col(UnitPath.ancestor_id) == col(Unit.id))
    return session.scalars(query.where(UnitPath.descendant_id == unit_id).order_by(col(UnitPath.depth))).all()
