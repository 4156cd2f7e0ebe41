"""Training beside a tally by hand: what is sent in it is in no figure, and its days in no progress, grid or evaluation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import select

from services import completeness, evaluation, progress, training
from services.actor import Actor
from services.mutes import MuteFault, MuteRefused
from services.progress import Part
from storage.engine.database import Database
from storage.members import membership
from storage.prompts import prompts
from storage.reports import export, reports
from storage.statistics.figures import figures
from storage.tables import AssignmentStatus, AuditEntry, Member, Role
from tests.services.test_progress import EARLY, ZONE, more, staff, told
from tests.storage.scene import TODAY, Scene, ask, make, submission

QUARTER = date(2026, 10, 1)


@pytest.fixture
def scene(database: Database) -> Scene:
    return make(database, EARLY)


def begin(database: Database, scene: Scene, name: str, last: date) -> training.Trained:
    return database.run_now(lambda s: training.begin(s, staff(scene), name, last, EARLY.date(), EARLY))


def test_what_is_sent_in_training_is_in_no_figure(database: Database, scene: Scene) -> None:
    people = more(database, scene, *(f"m{n}" for n in range(5)))

    def send(session: object) -> None:
        for at, member in enumerate(people):
            sent = replace(submission(scene, member), training=at == 0)
            reports.add(session, sent, TODAY, EARLY)  # type: ignore[arg-type]

    database.run_now(send)
    later = EARLY + timedelta(hours=1)
    counted = database.read_now(lambda s: figures(s, TODAY, TODAY, later, scene.province))
    assert counted.reports == 4
    written = database.read_now(lambda s: [line.number for line in export.lines(s)])
    assert len(written) == 4


def test_days_of_training_are_in_no_progress_grid_or_evaluation(database: Database, scene: Scene) -> None:
    learner, other, gone = more(database, scene, "learner", "other", "gone")
    prompt = ask(database, scene, EARLY, timedelta(days=5), learner, other, gone, scene.an)
    for member in (learner, other):
        database.run_now(lambda s, m=member: prompts.set_status(s, prompt, m, AssignmentStatus.SUBMITTED, EARLY))  # type: ignore[misc]
    begin(database, scene, "learner", EARLY.date() + timedelta(days=60))

    def leaves(session: object) -> None:
        member = session.get_one(Member, gone)  # type: ignore[attr-defined]
        membership.leave(session, member, EARLY, EARLY)  # type: ignore[arg-type]

    database.run_now(leaves)
    seen = database.read_now(lambda s: progress.see(s, staff(scene), prompt, EARLY, ZONE))
    assert seen is not None
    counts = {part: count for part, count in seen.counts.items() if count}
    assert counts == {Part.SUBMITTED: 1, Part.UNREACHED: 1, Part.EXCUSED: 1, Part.TRAINING: 1}
    assert (seen.asked, seen.answered) == (3, 1), "who has left is silent no more, and who learns is in no number"
    behind = database.read_now(lambda s: progress.behind(s, staff(scene), prompt, EARLY, ZONE, part=Part.TRAINING))
    assert [one.name for one in behind] == ["learner"]
    end = EARLY + timedelta(days=40)
    told(database, scene, prompt, scene.an)
    grid = database.read_now(lambda s: completeness.grid(s, staff(scene), end, ZONE))
    assert [(row.unit, row.cells[-2]) for row in grid.rows] == [("AP", (1, 1)), ("BH", (1, 0))]
    actor = Actor(learner, frozenset({Role.COLLABORATOR}))
    assert database.read_now(lambda s: evaluation.own(s, actor, QUARTER, end, ZONE)).asked == 0


def test_training_of_a_unit_ends_by_date_or_by_staff_and_the_log_names_nobody(database: Database, scene: Scene) -> None:
    made = begin(database, scene, "AP", EARLY.date() + timedelta(days=10))
    listed = database.read_now(lambda s: training.listed(s, staff(scene), EARLY.date()))
    assert [(one.name, one.member_id) for one in listed] == [("AP", None)]
    ended = database.run_now(lambda s: training.end(s, staff(scene), made.id, EARLY.date(), EARLY))
    assert ended is not None
    assert database.run_now(lambda s: training.end(s, staff(scene), made.id, EARLY.date(), EARLY)) is None
    abouts = database.read_now(
        lambda s: [e.about for e in s.scalars(select(AuditEntry)) if e.action.startswith("training.")]
    )
    assert abouts == [f"training:{made.id}"] * 2
    with pytest.raises(MuteRefused) as refused:
        begin(database, scene, "AP", EARLY.date() - timedelta(days=1))
    assert refused.value.fault is MuteFault.PAST
