"""Somebody who can write the file, and has no key, moves what is encrypted to where they can read it, or where it misleads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.engine.database import Database
from storage.forms import drafts
from storage.keyring import KeyTrouble
from storage.maintenance.raw_tables import places, raw
from storage.tables import DraftRow, Member, ReportRevision, metadata
from tests.attacks.test_file_thief import sent
from tests.storage.scene import Scene

Where = tuple[str, str, dict[str, int]]


def moved(session: Session, source: Where, target: Where) -> None:
    """Copy the stored bytes of one cell over another's."""
    cells = [(raw(table), column, row) for table, column, row in (source, target)]
    (here, name, row), (there, other, its_row) = cells
    value = session.scalar(select(here.c[name]).where(*(here.c[key] == value for key, value in row.items())))
    assert value
    changed = update(there).where(*(there.c[key] == value for key, value in its_row.items())).values({other: value})
    assert session.connection().execute(changed).rowcount == 1


def test_what_is_moved_to_another_row_column_or_table_is_not_read(
    database: Database, scene: Scene, now: datetime
) -> None:
    def made(session: Session) -> tuple[int, int]:
        report_id = min(sent(session, scene, now))
        draft = drafts.add(session, scene.binh, scene.form, None, "<y/>", now)
        session.get_one(Member, scene.an).phone = "0912345678"
        return report_id, draft.id

    report_id, draft_id = database.run_now(made)
    revision = {"report_id": report_id, "revision": 1}
    moves: list[tuple[Where, Where, Callable[[Session], Any]]] = [
        (
            ("member", "name", {"id": scene.dung}),
            ("member", "name", {"id": scene.an}),
            lambda session: session.scalars(select(Member)).all(),
        ),
        (
            ("member", "name", {"id": scene.an}),
            ("member", "phone", {"id": scene.an}),
            lambda session: session.execute(select(Member.phone)).all(),
        ),
        (
            ("report_revision", "document", revision),
            ("draft", "document", {"id": draft_id}),
            lambda session: drafts.get(session, draft_id, scene.binh),
        ),
        (
            ("draft", "document", {"id": draft_id}),
            ("report_revision", "document", revision),
            lambda session: session.get(ReportRevision, (report_id, 1)),
        ),
        (
            ("draft", "document", {"id": draft_id}),
            ("draft", "state", {"id": draft_id}),
            lambda session: session.get(DraftRow, draft_id),
        ),
    ]
    for source, target, look in moves:
        assert database.read_now(look) is not None

        def attempt(session: Session, source: Where = source, target: Where = target, look: Any = look) -> None:
            moved(session, source, target)
            session.expunge_all()
            look(session)

        with pytest.raises(KeyTrouble):
            database.run_now(attempt)


def test_every_encrypted_column_is_bound_to_a_name_of_its_own() -> None:
    named = [place for table in metadata.sorted_tables for place in places(table).values()]
    columns = [f"{table.name}.{column}" for table in metadata.sorted_tables for column in places(table)]
    assert named == columns, (
        "a column that is renamed goes on carrying the name that its values are bound to: say so here"
    )
    assert len(set(named)) == len(named) > 40
