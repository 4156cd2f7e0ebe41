"""One month lived through: every digest, prompt and reminder beside the tally (`make year`: fourteen months of it)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from storage.engine.database import Database
from storage.keyring import KeyRing
from tests.year.life import live


async def test_a_month_and_its_first_day_after_equal_the_tally(
    tmp_path: Path, sqlite_template: bytes, secret_key: str
) -> None:
    path = tmp_path / "langnghe.db"  # `make year` has the other database too
    path.write_bytes(sqlite_template)
    database = Database(f"sqlite:///{path}", KeyRing.parse([secret_key]))
    database.found(datetime(2026, 10, 31, tzinfo=UTC))
    database.open()
    try:
        lived = await live(database, 1)
    finally:
        database.close()
    assert lived.wrong == []
    assert (lived.daily, lived.prompts, lived.reminders) == (30, 2, 3)
    assert lived.reports > 100
