"""How many have answered, as groups read it: counted once for all of them, and no step passed by two answers at one instant."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import event
from sqlmodel import Session

from services import group_counts
from storage.engine.database import Database
from storage.members import groups
from storage.prompts import prompts
from storage.tables import AssignmentStatus, DeliveryStatus, Group, GroupPurpose, Lane, Role
from tests.storage.scene import Scene, ask, enrol, make, outgoing, queue

DUE = timedelta(days=7)


@pytest.fixture
def scene(database: Database, now: datetime) -> Scene:
    return make(database, now)


def bound(database: Database, scene: Scene, *units: int) -> list[Group]:
    """A group of collaborators for each of these units."""

    def work(session: Session) -> list[Group]:
        return [
            groups.bind(
                session,
                Group(
                    account_id=scene.account, chat=f"-{unit}", chat_hash=b"", title="ctv",
                    bound_by=scene.binh, unit_id=unit, purpose=GroupPurpose.COLLABORATORS,
                ),
            )
            for unit in units
        ]  # fmt: skip

    return database.run_now(work)


def answer(session: Session, prompt: int, member: int, now: datetime) -> int:
    prompts.set_status(session, prompt, member, AssignmentStatus.SUBMITTED, now)
    return member


def test_all_groups_are_counted_from_one_reading_of_the_parts(database: Database, scene: Scene, now: datetime) -> None:
    people = database.run_now(
        lambda s: [enrol(s, f"c{n}", scene.an_phu, Role.COLLABORATOR, joined=now) for n in range(5)]
    )
    prompt = ask(database, scene, now, DUE, *people, scene.an, scene.dung)
    database.run_now(lambda s: [answer(s, prompt, member, now) for member in (*people, scene.dung)])
    there = bound(database, scene, scene.province, scene.an_phu, scene.binh_hoa)
    read: list[str] = []

    def heard(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        read.append(statement)

    event.listen(database.reader, "before_cursor_execute", heard)
    counts = database.read_now(lambda s: group_counts.at_least(s, prompt, there))
    event.remove(database.reader, "before_cursor_execute", heard)
    assert [counts[group.id] for group in there] == [5, 5, 0], "Dung reports singly"
    assert sum("assignment.state" in one for one in read) == 1


def test_of_two_answers_at_one_instant_one_brings_the_step(database: Database, scene: Scene, now: datetime) -> None:
    people = database.run_now(
        lambda s: [enrol(s, f"c{n}", scene.an_phu, Role.COLLABORATOR, joined=now) for n in range(5)]
    )
    prompt = ask(database, scene, now, DUE, *people)
    database.run_now(lambda s: [answer(s, prompt, member, now) for member in people[:3]])
    (group,) = bound(database, scene, scene.province)
    row = outgoing(scene, 1, now, lane=Lane.BROADCAST, address_id=None, group_id=group.id, prompt_id=prompt)
    queue(database, row, status=DeliveryStatus.SENT)
    ready = Barrier(2)

    def answers(member: int) -> list[int]:
        def work(session: Session) -> list[int]:
            answer(session, prompt, member, now)
            if database.backend == "postgresql":  # on SQLite nobody else writes meanwhile
                ready.wait(10)
            return [post.count for post in group_counts.to_change(session, prompt, member)]

        return database.run_now(work)

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(answers, people[3:])) == [[], [5]]
