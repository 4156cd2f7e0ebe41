"""Notices between processes, and the locks of what each of them owns (on PostgreSQL; on SQLite there is one process)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event

from storage.engine.database import Database
from storage.engine.ownership_locks import HOURS, Leases, LeasesLost
from storage.keyring import KeyRing, new_key
from storage.messaging import process_notices
from storage.messaging.deliveries import Outgoing
from storage.tables import Lane


@pytest.fixture
def shared(postgres: str) -> Iterator[Database]:
    """A database on a server, without tables: locks and notices need none."""
    database = Database(postgres, KeyRing.parse([new_key()]))
    yield database
    database.close()


async def test_each_thing_has_one_owner(shared: Database) -> None:
    async with Leases(shared) as first, Leases(shared) as second:
        assert await first.take(7)
        assert not await second.take(7)
        assert await second.take(8) and await second.take(HOURS)
        assert not await first.take(HOURS)
    async with Leases(shared) as third:
        assert await third.take(7) and await third.take(8) and await third.take(HOURS)


async def test_a_connection_that_the_server_ended_is_lost(shared: Database) -> None:
    async with Leases(shared) as first:
        assert await first.take(7)
        with pytest.raises(LeasesLost):  # noqa: PT012
            async with Leases(shared) as second:
                end = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = 9"
                assert await second.take(9)
                with shared.engine.connect() as admin:
                    admin.exec_driver_sql(end)
                await second.heard(1)
        async with Leases(shared) as third:
            assert await third.take(9)


async def test_a_notice_leaves_with_its_commit(shared: Database, now: datetime) -> None:
    row = Outgoing(5, 7, "chat 99", Lane.REPLY, b'{"a":1}', now, expires_at=now + timedelta(seconds=20))
    async with Leases(shared) as other:
        shared.run_now(lambda s: process_notices.post(s, 7))
        (text,) = await other.heard(5)
        assert process_notices.read(text, shared.keys) == process_notices.Notice(7)

        with pytest.raises(ZeroDivisionError):
            shared.run_now(lambda s: (process_notices.post(s, 8), 1 / 0))
        shared.run_now(lambda s: process_notices.post(s, 7, row))
        (text,) = await other.heard(5)
        assert process_notices.read(text, shared.keys) == process_notices.Notice(7, row)
        assert "99" not in text.partition(" ")[2], "what is in it is encrypted"
        assert await other.heard(0.01) == []


@pytest.mark.parametrize("text", ["", "x", "7 %%%", "7 AAAA", "7 ÿ"])
def test_what_is_no_notice(shared: Database, text: str) -> None:
    with pytest.raises(ValueError):
        process_notices.read(text, shared.keys)


def test_only_postgresql_tells_others(database: Database) -> None:
    """SQLite has no such function: to ask it would fail the turn."""
    asked: list[str] = []

    def heard(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", heard)
    database.run_now(lambda s: process_notices.post(s, 7))
    event.remove(database.engine, "before_cursor_execute", heard)
    assert any("pg_notify" in one for one in asked) == (database.backend == "postgresql")
