"""A year of reports in a database of its own, and what a day's, a month's and a year's figures of it cost.

`python -P bench/year_of_reports.py URL KEY_FILE [--reports N] [--periods day,month,year]`: it is run from a file, with
an older build too (PYTHONPATH says which), fills a database that is empty, and prints medians of CPU time.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlmodel import Session, func, select

from storage.engine.database import Database
from storage.keyring import KeyRing, new_key
from storage.maintenance.migrate import upgrade
from storage.schema.members import Member, Unit, UnitKind, UnitPath
from storage.schema.reports import PLACE, Answer, Report, Reporter
from storage.statistics.figures import figures
from storage.tables import FormVersion

_FIRST = date(2026, 1, 1)
_UNTIL = datetime(2027, 1, 1, tzinfo=UTC)
_PROVINCE, _COMMUNES, _MEMBERS = 1, range(2, 98), range(1, 801)
_PIECE = 20_000
_PERIODS = {
    "day": (date(2026, 7, 20), date(2026, 7, 20), 5),
    "month": (date(2026, 7, 1), date(2026, 7, 31), 3),
    "year": (_FIRST, date(2026, 12, 31), 2),
}
_TOPICS, _STRATA, _SOURCES = ([f"{one}{n}" for n in range(most)] for one, most in (("t", 14), ("s", 12), ("q", 7)))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("key", type=Path)
    parser.add_argument("--reports", type=int, default=1_000_000)
    parser.add_argument("--periods", default="day,month,year")
    given = parser.parse_args()
    if not given.key.exists():
        given.key.write_text(new_key())
    database = Database(given.url, KeyRing.parse([given.key.read_text()]))
    if not database.is_founded():
        begun = time.perf_counter()
        upgrade(database)
        database.found(datetime(2026, 1, 1, tzinfo=UTC))
        database.open()
        _fill(database, given.reports)
        print(f"filled in {time.perf_counter() - begun:.0f} s", flush=True)
    else:
        database.open()
    for name in given.periods.split(","):
        first, last, times = _PERIODS[name]
        print(_measured(database, name, first, last, times), flush=True)
    database.close()


def _measured(database: Database, name: str, first: date, last: date, times: int) -> str:
    cpu, wall = [], []
    found: Any = None
    for _ in range(times):
        begun, started = time.process_time(), time.perf_counter()
        found = database.read_now(lambda session: figures(session, first, last, _UNTIL, _PROVINCE))
        cpu.append(time.process_time() - begun)
        wall.append(time.perf_counter() - started)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print_of = hashlib.sha256(found.to_json().encode()).hexdigest()[:12]
    return (
        f"{name}: {found.reports} reports, {1000 * median(cpu):.0f} ms CPU ({1000 * min(cpu):.0f} at best), "
        f"{1000 * median(wall):.0f} ms, peak {peak} MB, result {print_of}"
    )


def _fill(database: Database, reports: int) -> None:
    database.run_now(_settle)
    place = [database.keys.pseudonym(PLACE, unit) for unit in range(_COMMUNES.stop)]
    member = [database.keys.pseudonym("reporter.member_id", number) for number in range(_MEMBERS.stop)]
    for rows in _pieces(reports, place, member):
        _store(database, rows)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("ANALYZE")
        connection.exec_driver_sql("BEGIN")


def _settle(session: Session) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    if session.scalar(select(func.count()).select_from(Unit)):
        raise SystemExit("this database has units of its own")
    session.add(Unit(id=_PROVINCE, code="T", name="tỉnh", sort_key="t", kind=UnitKind.PROVINCE))
    session.flush()
    session.add(UnitPath(ancestor_id=_PROVINCE, descendant_id=_PROVINCE, depth=0))
    for at in _COMMUNES:
        session.add(
            Unit(id=at, code=f"X{at}", name=f"xã {at}", sort_key=f"x{at}", kind=UnitKind.COMMUNE, parent_id=_PROVINCE)
        )
        session.flush()
        session.add(UnitPath(ancestor_id=at, descendant_id=at, depth=0))
        session.add(UnitPath(ancestor_id=_PROVINCE, descendant_id=at, depth=1))
    session.add(FormVersion(id=1, name="periodic", version=1, title="f", xml="<x/>", published_at=now))
    for at in _MEMBERS:
        session.add(Member(id=at, code=f"C{at}", name=f"Người {at}", unit_id=_COMMUNES[at % len(_COMMUNES)]))


def _pieces(reports: int, place: list[bytes], member: list[bytes]) -> Iterator[tuple[list[Any], list[Any], list[Any]]]:
    chance = random.Random(1)
    for begin in range(1, reports + 1, _PIECE):
        made: tuple[list[Any], list[Any], list[Any]] = ([], [], [])
        for number in range(begin, min(begin + _PIECE, reports + 1)):
            day = _FIRST + timedelta(days=number * 365 // (reports + 1))
            at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC) + timedelta(seconds=chance.randrange(30000))
            who = chance.choice(_MEMBERS)
            unit = _COMMUNES[who % len(_COMMUNES)]
            about = unit if chance.random() < 0.8 else chance.choice(_COMMUNES)
            made[0].append((number, f"BC-{number}", "periodic", 1, place[unit], place[about], 1, False, day, at))
            made[1].append((number, member[who]))
            made[2].extend((number, field, choice, 1, day, place[about]) for field, choice in _coded(chance))
        yield made


def _coded(chance: random.Random) -> list[tuple[str, str]]:
    return [
        ("topic", chance.choice(_TOPICS)),
        ("main", chance.choice(("agree", "concerned", "disagree"))),
        ("forecast", f"f{chance.randrange(5)}"),
        ("urgency", "normal"),
        ("spread", f"p{chance.randrange(4)}"),
        ("share_agree", str(chance.choice((25, 50)))),
        ("share_concerned", "25"),
        ("share_disagree", "25"),
        *(("strata", one) for one in chance.sample(_STRATA, 2)),
        *(("source", one) for one in chance.sample(_SOURCES, 2)),
    ]


def _store(database: Database, rows: tuple[list[Any], list[Any], list[Any]]) -> None:
    """Writes by the driver itself, past all that a turn does: twelve million rows take minutes as it is."""
    names = (
        ["id", "number", "kind", "form_id", "unit_id", "place_id", "revision", "urgent", "day", "submitted_at"],
        ["report_id", "member_id"],
        ["report_id", "field", "choice", "revision", "day", "unit_id"],
    )
    tables = (Report, Reporter, Answer)
    raw: Any = database.engine.raw_connection()
    try:
        cursor = raw.cursor()
        if database.backend == "sqlite":
            cursor.execute("BEGIN")
        for table, columns, found in zip(tables, names, rows, strict=True):
            said = f"{table.__table__.name} ({', '.join(columns)})"  # type: ignore[attr-defined]
            if database.backend == "sqlite":
                marks = ", ".join("?" * len(columns))
                cursor.executemany(f"INSERT INTO {said} VALUES ({marks})", [_as_text(row) for row in found])
            else:
                with cursor.copy(f"COPY {said} FROM STDIN") as copy:
                    for row in found:
                        copy.write_row(row)
        raw.commit()
    finally:
        raw.close()


def _as_text(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Days and instants as our columns write them on SQLite."""
    return tuple(
        one.replace(tzinfo=None).isoformat(" ", "microseconds")
        if isinstance(one, datetime)
        else one.isoformat()
        if isinstance(one, date)
        else one
        for one in row
    )


if __name__ == "__main__":
    main()
