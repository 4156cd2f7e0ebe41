"""The plans of all that the program says to its database: which statements read a table from one end to the other."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import event

from storage.engine import prepared
from storage.engine.database import Database
from storage.tables import metadata

_ASKED = re.compile(r"\s*(SELECT|UPDATE|DELETE|WITH)\b")
_UNBOUND = re.compile(r"%\((\w+)\)s|%s")
_SCAN = re.compile(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?")
_PARTIAL = {
    index.name
    for table in metadata.tables.values()
    for index in table.indexes
    if index.dialect_options["sqlite"].get("where") is not None
}
"""Indexes that hold few rows of their table: to read one whole is to read little."""


@contextlib.contextmanager
def recorded(database: Database) -> Iterator[dict[str, Any]]:
    """Every statement that is said to a database, each once, with parameters that it was said with."""
    said: dict[str, Any] = {}

    def note(_c: object, _cursor: object, statement: str, parameters: Any, *_more: object) -> None:
        if _ASKED.match(statement):
            said[statement] = parameters

    asked = prepared._Plan.parameters

    def prepare(plan: prepared._Plan, values: prepared.Values) -> Any:
        given = asked(plan, values)
        note(None, None, plan.sql, tuple(given))
        return given

    engines = {database.engine, database.reader}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    setattr(prepared._Plan, "parameters", prepare)  # noqa: B010 - what is said to the driver itself passes no event
    try:
        yield said
    finally:
        setattr(prepared._Plan, "parameters", asked)  # noqa: B010
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


def scans(database: Database, statement: str, parameters: Any) -> set[str]:
    """The tables that a statement reads from one end to the other, however few of its rows it wants.

    A page of a list, read in the order of an index up to its limit, is none.
    """
    found = _of_sqlite if database.backend == "sqlite" else _of_postgres
    return found(database, statement, parameters)


def _of_sqlite(database: Database, statement: str, parameters: Any) -> set[str]:
    with database.reader.connect() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    plan = [row[3] for row in rows]
    is_page = "LIMIT" in statement and "ORDER BY" in statement and not any("TEMP B-TREE" in step for step in plan)
    whole = (found for step in plan if (found := _SCAN.match(step)) and found[2] not in _PARTIAL)
    tables = [found[1] for found in whole if found[1] in metadata.tables]
    return set(tables[1:] if is_page and plan[0].startswith("SCAN") else tables)


def _of_postgres(database: Database, statement: str, _parameters: Any) -> set[str]:
    """By the plan that a statement said often gets, for whatever parameters; an empty table is else always read whole."""
    names: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        return f"${names.setdefault(found[1] or str(found.start()), len(names) + 1)}"

    with database.reader.connect() as connection:
        cursor = connection.connection.cursor()
        cursor.execute("SET LOCAL enable_seqscan = off")
        asked = _UNBOUND.sub(number, statement).replace("%%", "%")
        cursor.execute(f"EXPLAIN (GENERIC_PLAN, FORMAT JSON) {asked}")
        (plan,) = cursor.fetchone() or ([],)
        steps = json.loads(plan) if isinstance(plan, str) else plan
        return set(_whole(steps[0]["Plan"], paged=False))


def _whole(step: Mapping[str, Any], *, paged: bool) -> Iterator[str]:
    kind = step["Node Type"]
    by_index = kind.startswith(("Index", "Bitmap Index"))
    if kind == "Seq Scan" or (
        by_index and "Index Cond" not in step and step.get("Index Name") not in _PARTIAL and not paged
    ):
        yield step.get("Relation Name", step.get("Index Name", ""))
    for below in step.get("Plans", ()):
        yield from _whole(below, paged=kind == "Limit" or (paged and kind in ("LockRows", "Nested Loop")))
