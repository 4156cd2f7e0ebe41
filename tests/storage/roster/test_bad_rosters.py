"""Rosters that nobody can take over are sentences, in a time and a memory that are bounded."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
import xlsxwriter
from sqlmodel import Session

from jobs.roster_sheet import rows_of
from storage.engine.database import Database
from storage.members import units
from storage.roster import importer
from storage.roster.rows import Rows
from storage.roster.sheet import SIZE_LIMIT, Mistake, RosterTrouble, read
from storage.tables import Unit
from tests.storage.roster.test_roster import MEMBERS, STRATA, UNITS, ZONE, book

NOW = datetime(2026, 11, 3, 2, tzinfo=UTC)


def large(count: int) -> bytes:
    """A roster of so many members, as a workbook of a few megabytes."""
    memory = io.BytesIO()
    made = xlsxwriter.Workbook(memory, {"in_memory": True})
    first, second = made.add_worksheet("Đơn vị"), made.add_worksheet("Thành viên")
    for at, line in enumerate(UNITS):
        first.write_row(at, 0, [str(cell) if cell else "" for cell in line])
    second.write_row(0, 0, MEMBERS[0])
    for at in range(1, count + 1):
        second.write_string(at, 0, f"C{at}")
    made.close()
    return memory.getvalue()


def test_fifty_thousand_rows_are_a_sentence() -> None:
    content = large(50_000)
    assert len(content) < SIZE_LIMIT, "the rows themselves are refused, and not their bytes"
    found = rows_of(content)
    assert isinstance(found, list)
    assert [(one.sheet, one.code) for one in found] == [("members", "too_many_rows")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"X02": ("Xã Hai", "Tỉnh", "")}, "two_roots"),
        ({"X01": ("Xã An Phú", "Xã", "P01"), "P01": ("Phường Bình Minh", "phường", "X01")}, "circle"),
    ],
)
def test_tree_that_cannot_be_is_a_sentence(
    database: Database, changes: dict[str, tuple[str, str, str]], code: str
) -> None:
    rows = [line[:4] for line in UNITS if line[0] not in changes]
    rows += [[unit, *values] for unit, values in changes.items()]
    assert code in mistakes(database, book(rows))


def test_member_in_a_unit_that_was_merged_is_told_into_which(database: Database) -> None:
    def merged(session: Session) -> None:
        importer.take(session, read_rows(book()), NOW, ZONE)
        ended, into = (units.by_code(session, code) for code in ("P01", "X01"))
        assert ended is not None and into is not None
        session.get_one(Unit, ended.id).merged_into = into.id

    database.run_now(merged)
    found = [one for one in trouble(database, book([UNITS[0], UNITS[1]])) if one.code == "merged_unit"]
    assert [dict(one.args) for one in found] == [{"value": "P01", "other": "X01"}]


def read_rows(content: bytes) -> Rows:
    return Rows(read(content), STRATA)


def mistakes(database: Database, content: bytes) -> set[str]:
    return {one.code for one in trouble(database, content)}


def trouble(database: Database, content: bytes) -> list[Mistake]:
    with pytest.raises(RosterTrouble) as refused:
        database.read_now(lambda s: importer.differences(s, read_rows(content), NOW, ZONE))
    return refused.value.mistakes
