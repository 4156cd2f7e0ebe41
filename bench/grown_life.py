"""A database that has grown, lived with by whichever build is on the path: `python -P bench/grown_life.py ROWS DAYS`.

It is run from a file, beside an older build too, so it asks for modules by the names that either has, and prints JSON.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import sqlite3
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

_FIRST = datetime(2026, 11, 3, 1, 30, tzinfo=UTC)
_TICKS = 60
_HOURS = 12
_FULL = 20
"""Messages of each hour that tidying has to empty."""


def main() -> None:
    rows, days = int(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="grown-") as folder:
        print(json.dumps(asyncio.run(_lived(Path(folder) / "grown.db", rows, days))))


def _module(*names: str) -> Any:
    """The first of these modules that this build has, older names first: an installed newer one is found as well."""
    for name in names:
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError as missing:
            if missing.name is None or not name.startswith(missing.name):
                raise
    raise SystemExit(f"this build has none of {', '.join(names)}")


async def _lived(path: Path, rows: int, days: int) -> dict[str, float]:
    stages, playing = _module("tests.stage"), _module("tests.handlers.playing")
    stages.Stage.settle = _patient(stages.Stage.settle)
    doors, keys = _module("storage.database", "storage.engine.database"), _module("storage.keys", "storage.keyring")
    database = doors.Database(f"sqlite:///{path}", keys.KeyRing.parse([keys.new_key()]))
    _module("storage.upgrade", "storage.maintenance.migrate").upgrade(database)
    database.found(_FIRST)
    database.open()
    world = stages.new_world(_FIRST)
    codes = database.run_now(lambda session: stages.furnish(session, _FIRST))
    async with stages.staged(database, world) as stage:
        stage.codes = codes
        for key in ("an", "binh", "chi"):
            person = stage.person(key)
            await person.starts(codes[key])
            await person.presses("Đồng ý tham gia")
        role = _module("storage.tables").Role
        people = ["an"]
        for number in range(4):
            people.append(f"m{number}")
            await playing.joins(stage, people[-1], f"Người {number}", role.COLLABORATOR, unit="X01", agrees=False)
        program = getattr(stage.app, "ticker", stage.app)
        size = await _month(stage, playing, program, people, days, path)
        _grow(path, rows, world.clock.now())
        return {"megabytes": size} | await _times(stage, program)


def _patient(settle: Any) -> Any:
    """The same, on a machine that has much else to do."""

    async def settled(stage: Any) -> None:
        for left in reversed(range(10)):
            try:
                await settle(stage)
                break
            except TimeoutError:
                if not left:
                    raise

    return settled


async def _month(stage: Any, playing: Any, program: Any, people: list[str], days: int, path: Path) -> float:
    """Megabytes by which the database grows in so many days of reports and digests, what is empty in it left out."""
    before = 0
    for day in range(days + 1):
        await stage.at(_FIRST.replace(hour=1) + timedelta(days=day))
        if day % 7 == 0:
            playing.prompt_there(stage)
        await stage.person("binh").says("/menu")
        for code in people[: day % 6]:
            playing.report_there(stage, code)
        await stage.at(_FIRST.replace(hour=10, minute=0) + timedelta(days=day))
        await program.tidy()
        if day == 0:
            before = _used(path)
    return (_used(path) - before) / 1e6


def _used(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        count, free, size = (
            int(connection.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_count", "freelist_count", "page_size")
        )
    return (count - free) * size


def _grow(path: Path, rows: int, now: datetime) -> None:
    """So many messages of the year before, as copies of one that was sent; those of each hour to come still have content."""
    with sqlite3.connect(path, timeout=60) as connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(delivery)")]
        first = connection.execute("SELECT min(id), min(id) FROM delivery WHERE status = 'sent'").fetchone()[0]
        act = connection.execute("SELECT act FROM delivery WHERE act IS NOT NULL LIMIT 1").fetchone()
        step = timedelta(days=330) / rows
        given = {"id", "created_at", "sent_at", "act"}
        chosen = ", ".join(f":{name}" if name in given else name for name in names)
        begin = now - timedelta(days=331)
        made = (
            {"id": int(at.timestamp() * 1_000_000), "created_at": written, "sent_at": written, "act": None}
            for at in (begin + step * number for number in range(rows))
            for written in (at.strftime("%Y-%m-%d %H:%M:%S.%f"),)
        )
        full = (
            {"id": int(at.timestamp() * 1_000_000), "created_at": written, "sent_at": written, "act": act[0]}
            for hour in range(_HOURS)
            for one in range(_FULL)
            for at in (now - timedelta(days=1) + timedelta(hours=hour, minutes=1 + one, microseconds=7),)
            for written in (at.strftime("%Y-%m-%d %H:%M:%S.%f"),)
        )
        say = f"INSERT INTO delivery ({', '.join(names)}) SELECT {chosen} FROM delivery WHERE id = {first}"
        connection.executemany(say, made)
        connection.executemany(say, full)


async def _times(stage: Any, program: Any) -> dict[str, float]:
    """Milliseconds of CPU of an idle tick and of an hour's tidying, medians; the first of the day is another thing."""
    ticks, hours = [], []
    await program.tidy()
    for _ in range(_TICKS):
        await _still(stage, 1)
        begun = time.process_time()
        await program.tick()
        ticks.append(time.process_time() - begun)
    for _ in range(_HOURS):
        await _still(stage, 3600)
        await program.tick()
        await _still(stage, 0)
        begun = time.process_time()
        await program.tidy()
        hours.append(time.process_time() - begun)
    return {"tick": 1000 * median(ticks[10:]), "tidy": 1000 * median(hours[:6])}


async def _still(stage: Any, seconds: float) -> None:
    """Time passes, and the look-alike networks, which live in this process too, have come to rest."""
    stage.world.clock.advance(seconds)
    await stage.settle()
    await asyncio.sleep(0.05)


if __name__ == "__main__":
    main()
