"""Hints for whoever reviews a report: fast, a copy, a twin; kept nowhere, and nothing of a single reporter to others."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from services import review_hints
from services.actor import Actor, NotPermitted
from services.review_hints import Hint
from storage.engine.database import Database
from storage.prompts import prompts
from storage.reports import reports
from storage.tables import AssignmentStatus, Role
from tests.storage.scene import DAY, TODAY, Scene, ask, make, submission

WORDS = "Giá phân bón tăng cao, bà con lo lắng"


@pytest.fixture
def scene(database: Database, now: datetime) -> Scene:
    return make(database, now)


def sent(database: Database, scene: Scene, member: int, at: datetime, words: str, prompt: int | None = None) -> int:
    def work(session: Session) -> int:
        made = submission(scene, member, document=f"<data><gist>{words}</gist></data>", prompt_id=prompt)
        return reports.add(session, made, TODAY, at).id

    return database.run_now(work)


def hints(database: Database, officer: int, report: int) -> list[Hint]:
    actor = Actor(officer, frozenset({Role.STAFF}))
    return database.read_now(lambda s: review_hints.of_report(s, actor, report))


def test_copy_of_last_month_and_twin_are_told_and_other_words_are_not(
    database: Database, scene: Scene, now: datetime
) -> None:
    first = sent(database, scene, scene.an, now - 30 * DAY, WORDS)
    assert hints(database, scene.lan, first) == []
    again = sent(database, scene, scene.an, now, "gia phan bon tang cao ba con lo lang!")
    assert hints(database, scene.lan, again) == [Hint.COPY]
    other = sent(database, scene, scene.ba, now, WORDS)
    assert hints(database, scene.lan, other) == [Hint.TWIN]
    assert hints(database, scene.lan, again) == [Hint.COPY, Hint.TWIN]
    assert hints(database, scene.lan, sent(database, scene, scene.an, now, "Không có gì")) == [], (
        "too short to say anything"
    )


def test_single_reporters_words_are_no_twin_for_another_officer(
    database: Database, scene: Scene, now: datetime
) -> None:
    """Privacy 3: Dung reports singly to Binh."""
    single = sent(database, scene, scene.dung, now, WORDS)
    report = sent(database, scene, scene.an, now, WORDS)
    assert hints(database, scene.lan, report) == []
    assert hints(database, scene.lan, single) == []
    assert hints(database, scene.binh, report) == [Hint.TWIN]


def test_report_filled_in_within_forty_seconds(database: Database, scene: Scene, now: datetime) -> None:
    prompt = ask(database, scene, now, 10 * DAY, scene.an)
    started = AssignmentStatus.STARTED
    database.run_now(lambda s: prompts.set_status(s, prompt, scene.an, started, now))
    quick = sent(database, scene, scene.an, now + timedelta(seconds=39), WORDS, prompt)
    slow = sent(database, scene, scene.an, now + timedelta(seconds=40), "Việc khác hẳn ở xã bên cạnh", prompt)
    assert hints(database, scene.lan, quick) == [Hint.FAST]
    assert hints(database, scene.lan, slow) == []
    with pytest.raises(NotPermitted):
        database.read_now(lambda s: review_hints.of_report(s, Actor(scene.an, frozenset({Role.COLLABORATOR})), quick))
