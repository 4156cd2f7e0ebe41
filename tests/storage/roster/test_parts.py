"""A roster of thousands taken over in transactions of a few rows, beside members who write meanwhile."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from storage.engine.database import Database
from storage.roster import roster_export
from storage.roster.importer import PART, STEP, ImportResult, differences, take, take_in_parts
from storage.roster.rows import Rows
from storage.roster.sheet import RosterTrouble, read
from storage.tables import UnitPath
from tests.storage.roster.test_roster import MEMBERS, STRATA, UNITS, ZONE, book, counts

_HAMLETS = [[f"T{n:03}", f"Thôn {n}", "Cơ quan", f"X{n % 2 + 1:02}", None, None] for n in range(80)]
_PEOPLE = [
    [
        f"C{n:03}",
        f"Người {n}",
        None,
        f"T{n % 80:03}",
        "collaborator",
        None,
        "x" if n % 7 == 0 else None,
        f"O{n % 3}",
        None,
        None,
    ]
    for n in range(230)
]
_OFFICERS = [[f"O{n}", f"Cán bộ {n}", None, "TINH", "Cán bộ ban", None, None, None, n + 1, None] for n in range(3)]
_UNITS = [*UNITS[:2], *reversed([*UNITS[2:], ["X02", "Xã Hòa", "Xã", "TINH", None, None], *_HAMLETS])]
"""Hamlets come before the communes that they stand in, and members before their officers."""


def _rows(people: list[list[Any]] = _PEOPLE) -> Rows:
    return Rows(read(book(_UNITS, [MEMBERS[0], *people, *_OFFICERS])), STRATA)


def _written(database: Database) -> Any:
    def look(session: Session) -> Any:
        paths = session.execute(select(UnitPath.ancestor_id, UnitPath.descendant_id, UnitPath.depth)).all()
        return roster_export.rows(session, "vi", {}, ZONE), len(paths)

    return database.read_now(look)


def _by(database: Database, now: datetime, rows: Rows, run: Callable[..., ImportResult] | None = None) -> ImportResult:
    """As if it took no time: every part is as large as it may be."""
    return take_in_parts(run or database.run_now, database.read_now, rows, now, ZONE, seconds=lambda: 0.0)


def test_no_transaction_writes_more_than_a_part_and_all_of_them_write_the_roster(
    database: Database, now: datetime
) -> None:
    written: list[int] = []

    def run(work: Callable[[Session], ImportResult]) -> ImportResult:
        count = 0

        def executed(_connection: Any, cursor: Any, statement: str, *_rest: Any) -> None:
            nonlocal count
            count += max(0, cursor.rowcount) if statement.startswith(("INSERT", "UPDATE", "DELETE")) else 0

        event.listen(database.engine, "after_cursor_execute", executed)
        done = database.run_now(work)
        event.remove(database.engine, "after_cursor_execute", executed)
        written.append(count)
        return done

    expected = database.read_now(lambda session: differences(session, _rows(), now, ZONE))
    assert _written(database) == ({"units": [], "members": []}, 0), "a dry run writes nothing"
    outcome = _by(database, now, _rows(), run)
    assert counts(outcome) == counts(expected) == ((84, 0, 0), (233, 0, 0))
    assert outcome.changes == expected.changes
    assert len(written) == -(-84 // PART) + -(-233 // PART)
    assert max(written) <= 8 * PART, "a row, its closure or its roles, and its officer"
    again = database.run_now(lambda session: take(session, _rows(), now, ZONE))
    assert counts(again) == ((0, 0, 84), (0, 0, 233)), "nothing is left for one transaction to do"


def test_a_slow_machine_takes_fewer_rows_at_a_time(database: Database, now: datetime) -> None:
    """A step of ten rows lasts 30 ms here: after two of them the others have their turn."""
    moments = itertools.count(step=0.03)
    taken: list[int] = []

    def run(work: Callable[[Session], ImportResult]) -> ImportResult:
        done = database.run_now(work)
        taken.append(done.taken)
        return done

    outcome = take_in_parts(run, database.read_now, _rows(), now, ZONE, seconds=lambda: next(moments))
    assert counts(outcome) == ((84, 0, 0), (233, 0, 0))
    assert max(taken) == 2 * STEP and sum(taken) == 84 + 233


def test_roster_that_broke_off_is_taken_again(database: Database, now: datetime) -> None:
    parts = 0

    def run(work: Callable[[Session], ImportResult]) -> ImportResult:
        nonlocal parts
        parts += 1
        if parts == 5:
            raise ConnectionError
        return database.run_now(work)

    with pytest.raises(ConnectionError):
        _by(database, now, _rows(), run)
    outcome = _by(database, now, _rows())
    assert outcome.members.created + 2 * PART == 233
    assert counts(_by(database, now, _rows())) == ((0, 0, 84), (0, 0, 233))


def test_one_wrong_row_of_many_keeps_every_part_out(database: Database, now: datetime) -> None:
    people = [*_PEOPLE[:-1], [*_PEOPLE[-1][:3], "KHÔNG", *_PEOPLE[-1][4:]]]
    with pytest.raises(RosterTrouble):
        _by(database, now, _rows(people))
    assert _written(database) == ({"units": [], "members": []}, 0)
