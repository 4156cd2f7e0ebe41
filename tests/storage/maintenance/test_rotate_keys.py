"""Changing the key: everything stays readable, and afterwards the old key is needed nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlmodel import select

from storage.engine.database import Database
from storage.keyring import KeyRing, KeyTrouble, new_key
from storage.maintenance.raw_tables import encrypted_columns, raw
from storage.maintenance.rotate_keys import rotate
from storage.members import invitations, membership
from storage.tables import Member, PendingDecision, Role, metadata
from tests.storage.maintenance.test_backup import fill

OLD, NEW = new_key(), new_key()


@pytest.fixture
def old(database_url: str, now: datetime) -> Iterator[Database]:
    made = Database(database_url, KeyRing.parse([OLD]), rehearse=True)
    made.found(now)
    made.open()
    made.run_now(lambda session: fill(session, now))
    yield made
    made.close()


@pytest.fixture
def both(old: Database, database_url: str) -> Iterator[Database]:
    made = Database(database_url, KeyRing.parse([NEW, OLD]), rehearse=True)
    made.open()
    yield made
    made.close()


def marks(database: Database) -> set[bytes]:
    """The fingerprints of all keys that are in use in the database."""

    def work(session: Session) -> set[bytes]:
        found = set()
        for table in metadata.sorted_tables:
            for name in encrypted_columns(table):
                found |= {bytes(value)[1:5] for value in session.scalars(select(raw(table.name).c[name])) if value}
        installation = session.execute(raw("installation").select()).one()
        return found | {bytes(installation.key_fingerprint), bytes(installation.seed)[1:5]}

    return database.read_now(work)


def an(session: Session) -> Member:
    return session.scalars(select(Member).where(Member.code == "CTV01")).one()


def names(database: Database) -> set[str]:
    return database.read_now(lambda session: {member.name for member in session.scalars(select(Member))})


def test_afterwards_the_new_key_alone_opens_everything(both: Database, database_url: str, now: datetime) -> None:
    code = both.run_now(lambda session: invitations.create(session, an(session).id or 0, now))
    assert marks(both) == {both.keys.fingerprints[1]}
    assert rotate(both) > 0
    assert marks(both) == {both.keys.current}
    alone = Database(database_url, KeyRing.parse([NEW]))
    alone.open()
    assert names(alone) == {"Hoàng An", "Trần Bình"}
    found = alone.run_now(lambda session: invitations.redeem(session, code, now))
    assert found is not None, "what is looked up by hash is found as before"
    alone.close()
    late = Database(database_url, KeyRing.parse([OLD]))
    with pytest.raises(KeyTrouble):
        late.open()
    late.close()


def test_a_second_time_there_is_nothing_to_do(both: Database) -> None:
    rotate(both)
    assert rotate(both) == 0


def test_many_rows_go_in_batches(both: Database, now: datetime) -> None:
    def many(session: Session) -> None:
        session.add_all(
            PendingDecision(member_id=an(session).id, kind="k", payload=f"{n}", created_at=now) for n in range(350)
        )

    older = Database(both.engine.url.render_as_string(hide_password=False), KeyRing.parse([OLD]))
    older.open()
    older.run_now(many)
    older.close()
    heard: list[tuple[str, int]] = []
    rotate(both, lambda table, rows: heard.append((table, rows)))
    assert [rows for table, rows in heard if table == "choice"][:4] == [100, 200, 300, 350]
    assert both.read_now(
        lambda session: [c.payload for c in session.scalars(select(PendingDecision).order_by(PendingDecision.id))]
    ) == [str(n) for n in range(350)]


def test_a_row_that_changes_meanwhile_is_not_overwritten(both: Database) -> None:
    """The program writes a name between the rotation's look and its write."""
    changed: list[int] = []

    def meddle(table: str, _rows: int) -> None:
        if table == "stored_file" and not changed:
            changed.append(1)
            both.run_now(lambda session: _rename(session))

    original = both.read_now

    def read_then_meddle(work):  # type: ignore[no-untyped-def]
        rows = original(work)
        if rows and hasattr(rows[0], "phone") and not changed:
            meddle("stored_file", 0)
        return rows

    both.read_now = read_then_meddle  # type: ignore[method-assign]
    rotate(both)
    both.read_now = original  # type: ignore[method-assign]
    assert changed
    assert "Đã Đổi Tên" in names(both)
    assert marks(both) == {both.keys.current}


def _rename(session: Session) -> None:
    an(session).name = "Đã Đổi Tên"


def test_a_value_that_no_key_opens_stops_it_and_the_old_key_stays_needed(both: Database) -> None:
    def spoil(session: Session) -> None:
        session.execute(update(raw("member")).values(name=b"\x01\0\0\0\0" + bytes(40)))

    both.run_now(spoil)
    with pytest.raises(KeyTrouble):
        rotate(both)
    assert both.keys.fingerprints[1] in marks(both)


def test_what_is_written_afterwards_has_the_new_key(both: Database) -> None:
    rotate(both)

    def work(session: Session) -> None:
        root = membership.root_unit(session)
        assert root is not None
        membership.add_member(session, "Mới", {Role.LEADER}, root)

    both.run_now(work)
    assert marks(both) == {both.keys.current}
