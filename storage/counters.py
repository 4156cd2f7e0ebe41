"""Numbers that only rise, with no gap a crash could make: the row is locked until the turn commits."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from storage.database import backend
from storage.dialects import insert_once
from storage.tables import Counter


def next_number(session: Session, name: str) -> int:
    """Counts one up and returns the new value; the first is 1."""
    table = Counter.__table__
    session.execute(insert_once(table, backend(session)).values(name=name, value=0))
    raised = update(table).where(table.c.name == name).values(value=table.c.value + 1).returning(table.c.value)
    return int(session.execute(raised).scalar_one())
