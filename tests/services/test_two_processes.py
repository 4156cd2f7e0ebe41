"""Two officers in two processes on one PostgreSQL: each item has one of them, and is in the log once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from services import review
from services.actor import Actor
from storage.engine.database import Database
from storage.keyring import KeyRing
from storage.tables import AuditEntry, ReportReview, Role
from tests.services.test_two_at_once import Room


def taken(database: Database, officer: int, reports: Sequence[int], now: datetime) -> list[bool]:
    """Take one report after the other, as quickly as it goes; tells which this officer got.

    What lost a race runs anew, whole, as a turn does (`bot/runtime/inbox.py`).
    """
    actor, got = Actor(officer, frozenset({Role.STAFF})), []
    for report in reports:
        act = partial(review.take, actor=actor, report_id=report, now=now)
        try:
            got.append(bool(database.run_now(act)))
        except IntegrityError:
            got.append(bool(database.run_now(act)))
    return got


def other_process(line: Connection, url: str, key: str, officer: int, reports: Sequence[int], now: datetime) -> None:
    """The other officer, in a process of their own, once the line says so."""
    database = Database(url, KeyRing.parse([key]))
    database.open()
    line.send("ready")
    line.recv()
    line.send(taken(database, officer, reports, now))
    database.close()


@pytest.mark.subprocess
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_of_two_processes_one_has_each_report(
    database: Database, database_url: str, secret_key: str, now: datetime
) -> None:
    room = Room(database, now)
    reports = [room.report() for _ in range(10)]
    ours, theirs = get_context("spawn").Pipe()
    given = (theirs, database_url, secret_key, room.scene.lan, reports, now)
    process = get_context("spawn").Process(target=other_process, args=given)
    process.start()
    try:
        assert ours.poll(60)
        assert ours.recv() == "ready"
        ours.send("go")
        mine = taken(database, room.scene.binh, reports, now)
        assert ours.poll(60)
        other = ours.recv()
    finally:
        process.join(60)
    assert [one + two for one, two in zip(mine, other, strict=True)] == [1] * len(reports)
    holders = database.read_now(lambda s: [s.get_one(ReportReview, one).taken_by for one in reports])
    assert holders == [room.scene.binh if one else room.scene.lan for one in mine]
    log = database.read_now(
        lambda s: s.scalars(select(AuditEntry.about).where(AuditEntry.action == "review.take")).all()
    )
    assert sorted(log) == sorted(f"report:{one}" for one in reports)
