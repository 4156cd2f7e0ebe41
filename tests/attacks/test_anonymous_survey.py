"""Privacy 9: somebody joins who has answered a survey with what was answered: by ids, order, time, backup, log."""

from __future__ import annotations

import io
import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import select

from services.surveys import surveys
from storage.engine.database import Database
from storage.surveys import survey_answers as stored
from storage.surveys import surveys as rows
from storage.tables import AuditEntry, Delivery, SurveyAnswer
from tests.attacks.test_file_thief import an, binh, dung, moment, stage, stolen_backup, stolen_file, world
from tests.handlers.playing import member_id, only
from tests.handlers.surveys.test_surveys import TITLE, answer, write_survey
from tests.services.surveys.poll import Poll, member_answers, open_survey
from tests.stage import Person, Stage
from tests.storage.scene import TODAY, Scene

__all__ = ["an", "binh", "dung", "stage", "world"]

CHOICES = ("a1", "a2", "a3")


def answered(database: Database, scene: Scene, now: datetime, people: int) -> tuple[Poll, list[str]]:
    """So many answer one after the other, each a minute later; what each chose, in their order."""
    poll = open_survey(database, scene, now, people)
    said = []
    for at, member in enumerate(poll.people):
        then, choice = now + timedelta(minutes=at), f"{CHOICES[at % 3]}"
        database.run_now(lambda s, m=member, c=choice, t=then: member_answers(s, scene, poll, m, {"q1": c}, t))  # type: ignore[misc]
        said.append(choice)
        for survey_id, _version in database.read_now(lambda s, t=then: rows.due(s, t, stored.BATCH)):  # type: ignore[misc]
            database.run_now(lambda s, n=survey_id, t=then: surveys.tick(s, n, t, TODAY))  # type: ignore[misc]
    return poll, said


@pytest.mark.parametrize("stolen", ["file", "backup"])
def test_nothing_that_stands_beside_an_answer_stands_beside_a_person(
    database: Database, scene: Scene, now: datetime, stolen: str
) -> None:
    poll, _said = answered(database, scene, now, 10)
    there = stolen_file(database) if stolen == "file" else stolen_backup(database, now)
    assert len(there["survey_answer"]) == len(there["survey_done"]) == 10
    answers, others = there.pop("survey_answer"), there
    for row in answers:
        assert set(row) == {"id", "survey_id", "choices", "day", "link_id", "unit_id", "hasty"}
        assert row["unit_id"] is None and row["link_id"] is None
        assert moment(row["day"]) is None, "a day, never an instant"
    told: set[Any] = {row["id"] for row in answers}
    for found in others.values():
        for row in found:
            assert not told & {value for value in row.values() if isinstance(value, int)}
    assert not others["survey_sitting"] and not others["survey_waiting"]
    for row in others["survey_done"]:
        assert set(row) == {"survey_id", "whose"}
    plain = {str(member).encode() for member in poll.people} | set(poll.people)
    assert not plain & {row["whose"] for row in others["survey_done"]}


def test_the_order_of_answers_is_not_that_in_which_they_came(database: Database, scene: Scene, now: datetime) -> None:
    """Ten of ten in their places would give everybody away; by chance it is one of ten, or fewer."""
    poll = open_survey(database, scene, now, 40)
    for at, member in enumerate(poll.people):
        mark = f"a{at % 3 + 1}"
        database.run_now(lambda s, m=member, c=mark: member_answers(s, scene, poll, m, {"q1": c}, now))  # type: ignore[misc]
    database.run_now(lambda s: surveys.close(s, poll.staff, poll.survey, now, TODAY))
    came = [f"a{at % 3 + 1}" for at in range(40)]
    orders = [["ctid", "rowid"][database.backend == "sqlite"], "id"]
    for order in orders:
        with database.engine.connect() as connection:
            found = connection.execute(text(f"SELECT choices FROM survey_answer ORDER BY {order}")).scalars().all()
        kept = [json.loads(one)["q1"][0] for one in found]
        assert sorted(kept) == sorted(came)
        same = sum(one == other for one, other in zip(kept, came, strict=True))
        assert same < 30, "a third is chance; forty would be the order itself"
    with database.engine.connect() as connection:
        key = "whose" if database.backend == "sqlite" else "ctid"  # that table has no row numbers on SQLite
        assert len(connection.execute(text(f"SELECT whose FROM survey_done ORDER BY {key}")).all()) == 40


def test_answers_come_into_every_backup_and_transaction_five_at_a_time(
    database: Database, scene: Scene, now: datetime
) -> None:
    poll = open_survey(database, scene, now, 12)
    counts, done = [], []
    for at, member in enumerate(poll.people):
        then = now + timedelta(minutes=at)
        database.run_now(lambda s, m=member, t=then: member_answers(s, scene, poll, m, {"q1": "a2"}, t))  # type: ignore[misc]
        for survey_id, _version in database.read_now(lambda s, t=then: rows.due(s, t, stored.BATCH)):  # type: ignore[misc]
            database.run_now(lambda s, n=survey_id, t=then: surveys.tick(s, n, t, TODAY))  # type: ignore[misc]
        there = stolen_backup(database, then)
        counts.append(len(there["survey_answer"]))
        done.append(len(there["survey_done"]))
        sealed = [row["answer"] for row in there["survey_waiting"]]
        assert not any('"a2"' in str(one) for one in sealed), "what waits is read by nobody without the key"
    assert done == list(range(1, 13))
    assert counts == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10, 10]
    if database.backend == "postgresql":
        with database.engine.connect() as connection:
            of_answers = connection.execute(text("SELECT xmin::text, count(*) FROM survey_answer GROUP BY 1")).all()
            of_people = set(connection.execute(text("SELECT xmin::text FROM survey_done")).scalars())
        assert sorted(count for _xid, count in of_answers) == [5, 5]
        assert not {xid for xid, _count in of_answers} & of_people


def test_no_log_of_ours_grows_when_somebody_answers(database: Database, scene: Scene, now: datetime) -> None:
    def entries() -> int:
        return database.read_now(lambda s: len(s.scalars(select(AuditEntry)).all()))

    poll = open_survey(database, scene, now, 6)
    before = entries()
    for member in poll.people:
        database.run_now(lambda s, m=member: member_answers(s, scene, poll, m, {"q1": "a1"}, now))  # type: ignore[misc]
    assert entries() == before


async def test_nothing_that_was_sent_says_what_somebody_chose_once_they_have_answered(
    stage: Stage, an: Person, binh: Person, logs: io.StringIO
) -> None:
    """With the key: every message that is kept, every event, every draft."""
    only(stage)
    await write_survey(binh)
    await binh.presses("Gửi khảo sát")
    await answer(an, first="Rất không đồng ý")
    acts = stage.look(lambda s: [one.act for one in s.scalars(select(Delivery)) if one.act])
    shown = [act.decode() for act in acts if b"survey.choose" in act or b"survey.done" in act]
    assert not any(mark in act for act in shown for mark in ("☑", "✓ Rất"))
    assert stage.look(lambda s: s.scalars(select(SurveyAnswer)).all()) == []
    assert "Rất không đồng ý" not in logs.getvalue() and "agree_4" not in logs.getvalue()


async def test_no_address_in_the_file_says_who_had_not_answered(
    stage: Stage, an: Person, binh: Person, dung: Person
) -> None:
    await write_survey(binh)
    await binh.presses("Gửi khảo sát")
    await answer(an)
    before = {row["id"] for row in stolen_file(stage.database)["delivery"]}
    an_saw = an.last.id
    await binh.says("/khaosat")
    await binh.presses(TITLE)
    await binh.presses("Nhắc người chưa trả lời")
    assert an.answers(an_saw) == []
    dung.sees("Nếu vừa trả lời rồi")
    rows = stolen_file(stage.database)
    asked = {row["id"] for row in rows["address"]} - {
        row["id"] for row in rows["address"] if row["member_id"] == member_id(stage, "binh")
    }
    since = [row for row in rows["delivery"] if row["id"] not in before]
    assert since and not {row["address_id"] for row in since} & asked
