"""Tidying costs what there is to tidy, however many messages were ever sent."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import event

from storage.engine.database import Database
from storage.messaging import deliveries


def test_emptying_reads_only_what_is_full(database: Database, now: datetime) -> None:
    said: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: Any, *_more: object) -> None:
        said.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", note)
    database.run_now(lambda session: deliveries.empty_payloads(session, now))
    event.remove(database.engine, "before_cursor_execute", note)
    statement, parameters = next(one for one in said if one[0].startswith("UPDATE delivery"))
    with database.engine.connect() as connection:
        if database.backend == "sqlite":
            plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all())
        else:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            plan = json.dumps(connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters).scalar())
        connection.rollback()
    assert "ix_delivery_full" in plan, plan
