"""A few respondents of both networks by one link: what is counted is what was pressed (`python -m tests.respondents`: 2,000)."""

from __future__ import annotations

from datetime import UTC, datetime

from storage.engine.database import Database
from storage.keyring import KeyRing
from tests.respondents.sample import sampled


async def test_what_respondents_press_on_two_networks_is_what_is_counted(database_url: str, secret_key: str) -> None:
    database = Database(database_url, KeyRing.parse([secret_key]))
    database.found(datetime(2026, 10, 31, tzinfo=UTC))
    database.open()
    try:
        seen = await sampled(database, 12, seed=3)
    finally:
        database.close()
    assert sum(seen.tally["q1"].values()) == 12
    assert seen.counted == seen.tally
