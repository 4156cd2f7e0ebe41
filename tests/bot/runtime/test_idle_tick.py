"""An idle tick reads no table that grows with the years: the plan of every statement is asked for."""

from __future__ import annotations

import json
import re
from typing import Any

from sqlalchemy import event

from sandbox.world import World
from storage.engine.database import Database
from tests.conftest import NOW
from tests.stage import furnish, new_world, staged

GROWING = ("event", "delivery", "task", "report", "report_revision", "answer", "draft", "stored_file", "assignment")


async def test_idle_tick_scans_no_table_that_grows(database: Database) -> None:
    world: World = new_world(NOW)
    database.run_now(lambda session: furnish(session, NOW))
    said: dict[str, Any] = {}

    def note(_c: object, _cursor: object, statement: str, parameters: Any, *_more: object) -> None:
        said[statement] = parameters

    async with staged(database, world) as stage:
        for _ in range(3):
            await stage.tick()
            world.clock.advance(1)
        engines = {database.engine, database.reader}
        for engine in engines:
            event.listen(engine, "before_cursor_execute", note)
        await stage.tick()
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
    reads = [one for one in said if re.match(r"\s*(SELECT|UPDATE|DELETE|WITH)\b", one)]
    assert len(reads) > 5
    assert [scan for one in reads for scan in scans(database, one, said[one])] == []


def scans(database: Database, statement: str, parameters: Any) -> list[str]:
    """The growing tables that a statement reads from one end to the other."""
    with database.reader.connect() as connection:
        if database.backend == "sqlite":
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
            plain = [re.fullmatch(r"SCAN (\w+)", row[3]) for row in rows]
            return [found[1] for found in plain if found and found[1] in GROWING]
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # an empty table is always read so
        plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters).scalar()
        text = plan if isinstance(plan, str) else json.dumps(plan)
        found = re.findall(r'"Node Type": "Seq Scan".{0,200}?"Relation Name": "(\w+)"', text, re.DOTALL)
        return [name for name in found if name in GROWING]
