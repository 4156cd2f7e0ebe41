"""One month lived through on every network: each digest, prompt and reminder beside the tally (`make year`: fourteen)."""

from __future__ import annotations

from datetime import UTC, datetime

from storage.engine.database import Database
from storage.keyring import KeyRing
from tests.year.life import live


async def test_a_month_and_its_first_day_after_equal_the_tally(database_url: str, secret_key: str) -> None:
    database = Database(database_url, KeyRing.parse([secret_key]))
    database.found(datetime(2026, 10, 31, tzinfo=UTC))
    database.open()
    try:
        lived = await live(database, 1)
    finally:
        database.close()
    assert lived.wrong == []
    assert (lived.daily, lived.prompts, lived.reminders) == (29, 3, 6), "none on the 24th, a day off"
    assert lived.reports > 100
