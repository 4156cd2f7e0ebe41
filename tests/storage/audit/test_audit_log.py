"""The audit log: hashed as RFC 6962, and nobody changes an entry, takes one out or writes it anew without being seen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from services import audit
from services.actor import PROGRAM
from storage.audit import entries, merkle
from storage.engine.database import Database
from storage.tables import AuditEntry, AuditHead

LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = ["e3b0c442", "6e340b9c", "fac54203", "aeb6bcfe", "d37ee418", "4e3bbb1f", "76e67dad", "ddb89be4", "5dc9da79"]
ENDS = ["b855", "a01d", "c125", "6e77", "14b7", "64d4", "87ef", "4c8c", "4328"]
NOW = datetime(2026, 11, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize("size", range(9))
def test_roots_of_the_eight_standard_leaves_are_those_of_rfc_6962(size: int) -> None:
    edge: list[bytes] = []
    for before, leaf in enumerate(LEAVES[:size]):
        edge = merkle.grown(edge, before, merkle.leaf_hash(bytes.fromhex(leaf)))
    root = merkle.root(edge).hex()
    assert (root[:8], root[-4:]) == (ROOTS[size], ENDS[size])


@pytest.fixture
def noted(database: Database) -> Database:
    for number in range(5):
        database.run_now(lambda s, n=number: audit.note(s, PROGRAM, NOW, "issue.open", f"issue:{n}"))  # type: ignore[misc]
    return database


def test_log_that_nobody_touched_is_whole_and_begins_as_an_earlier_head_says(noted: Database) -> None:
    early = noted.read_now(lambda s: entries.check(s, 3))
    head = noted.read_now(entries.head)
    noted.run_now(lambda s: audit.note(s, PROGRAM, NOW, "issue.close", "issue:1"))
    assert noted.read_now(entries.check).whole
    assert noted.read_now(lambda s: entries.check(s, 3)).head == early.head
    assert noted.read_now(lambda s: entries.check(s, 5)).head == head


def test_entry_that_was_changed_is_named(noted: Database) -> None:
    def change(session: Session) -> None:
        session.get_one(AuditEntry, 2).about = "issue:9"

    noted.run_now(change)
    found = noted.read_now(entries.check)
    assert (found.whole, found.wrong) == (False, 2)


def test_entry_that_was_taken_out_is_missed_at_its_place_and_at_the_end(noted: Database) -> None:
    noted.run_now(lambda s: s.delete(s.get_one(AuditEntry, 1)))
    assert noted.read_now(entries.check).wrong == 1
    noted.run_now(lambda s: [s.delete(s.get_one(AuditEntry, n)) for n in (2, 3, 4)])
    found = noted.read_now(entries.check)
    assert (found.wrong, found.matches) == (None, False)


def test_log_written_anew_is_seen_by_a_head_that_was_kept_elsewhere(noted: Database) -> None:
    kept = noted.read_now(entries.head)

    def write_anew(session: Session) -> None:
        for number in range(5):
            session.delete(session.get_one(AuditEntry, number))
        session.delete(session.get_one(AuditHead, 1))
        session.flush()
        for number in range(5):
            audit.note(session, PROGRAM, NOW, "issue.open", f"issue:{number + 1}")

    noted.run_now(write_anew)
    assert noted.read_now(entries.check).whole, "by itself it looks whole"
    assert noted.read_now(lambda s: entries.check(s, kept.size)).head != kept
