"""Numbers that only rise, with no gap a crash could make: the row is locked until the turn commits."""

from __future__ import annotations

from sqlalchemy import Integer, bindparam, literal_column, select, update
from sqlalchemy.orm import Session

from storage.engine.database import backend
from storage.engine.dialects import insert_once
from storage.engine.prepared import Prepared
from storage.tables import Counter

_TABLE = Counter.__table__
_FIRST = {name: Prepared(insert_once(_TABLE, name).inline(), ("name", "value")) for name in ("sqlite", "postgresql")}
_RAISE = Prepared(
    update(_TABLE)
    .where(_TABLE.c.name == bindparam("of"))
    .values(value=_TABLE.c.value + literal_column("1"))
    .returning(_TABLE.c.value)
)


_ADD = Prepared(
    update(_TABLE)
    .where(_TABLE.c.name == bindparam("of"))
    .values(value=_TABLE.c.value + bindparam("more", type_=Integer))
)


def add(session: Session, name: str, count: int) -> None:
    """Counts on by so many."""
    values = {"of": name, "more": count}
    if not _ADD.change(session, values):
        _FIRST[backend(session)].change(session, {"name": name, "value": 0})
        _ADD.change(session, values)


def value(session: Session, name: str) -> int:
    """How far it has counted; 0 where it never has."""
    return session.scalar(select(_TABLE.c.value).where(_TABLE.c.name == name)) or 0


def next_number(session: Session, name: str) -> int:
    """Counts one up and returns the new value; the first is 1."""
    raised = _RAISE.rows(session, {"of": name})
    if not raised:
        _FIRST[backend(session)].change(session, {"name": name, "value": 0})
        raised = _RAISE.rows(session, {"of": name})
    return int(raised[0].value)
