"""The lock: one program at a time, and it shows which keys it has."""

from __future__ import annotations

import pytest

from storage.engine.database import Database, DatabaseTrouble
from storage.engine.program_lock import hold, holder_keys
from storage.keyring import KeyRing, new_key


def test_a_second_program_is_refused(database: Database, database_url: str) -> None:
    other = Database(database_url, KeyRing.parse([new_key()]))
    with hold(database), pytest.raises(DatabaseTrouble, match="running"), hold(other):
        pass
    with hold(other):
        pass
    other.close()


def test_the_holder_shows_its_keys(database: Database) -> None:
    assert holder_keys(database) == []
    with hold(database):
        assert holder_keys(database) == [database.keys.fingerprints]
    assert holder_keys(database) == []


def test_the_lock_goes_when_its_holder_fails(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), hold(database):
        _ = 1 / 0
    with hold(database):
        assert len(holder_keys(database)) == 1
