"""A database that is compacted: smaller on SQLite, and whole on either."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func
from sqlmodel import Session, select

from storage.engine.database import Database
from storage.maintenance.compact import Room, compact, room
from storage.tables import StoredFile


def test_what_was_deleted_is_given_back_and_the_rest_stays(database: Database, now: datetime) -> None:
    def fill(session: Session) -> None:
        for number in range(40):
            name = f"{number}.bin"
            file = StoredFile(purpose="report", name=name, mime="x", size=1, content=b"x" * 100_000, created_at=now)
            session.add(file)

    database.run_now(fill)
    database.run_now(lambda s: s.execute(delete(StoredFile).where(StoredFile.__table__.c.id > 2)))
    before = room(database)
    compact(database)
    after = room(database)
    assert database.read_now(lambda s: s.scalar(select(func.count()).select_from(StoredFile))) == 2
    database.run_now(fill)
    if database.backend == "sqlite":
        assert before.empty > 3_000_000 > after.taken and after.empty == 0


def test_compacting_is_worth_it_where_much_is_empty() -> None:
    assert not Room(10_000_000, 9_000_000).is_wasted
    assert not Room(900_000_000, 60_000_000).is_wasted
    assert Room(200_000_000, 60_000_000).is_wasted
