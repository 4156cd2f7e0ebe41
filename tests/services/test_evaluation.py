"""Evaluation as a table: answered and in time, of what was asked on duty; more and corrections do not make it late."""

from __future__ import annotations

import ast
import io
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from digests import evaluation_sheet
from services import evaluation, mutes
from services.actor import Actor, NotPermitted
from services.evaluation import Evaluation, EvaluationRow
from storage.engine.database import Database
from storage.prompts import assigned_parts, prompts
from storage.tables import AssignmentStatus, NothingReason, Role
from tests.services.test_progress import EARLY, ZONE, more, staff, told
from tests.storage.scene import Scene, ask, make

QUARTER = date(2026, 10, 1)
END = datetime(2026, 12, 31, 12, tzinfo=ZONE)


@pytest.fixture
def scene(database: Database) -> Scene:
    return make(database, EARLY)


def finish(database: Database, prompt: int, member: int, status: AssignmentStatus, when: datetime) -> None:
    reason = NothingReason.NOT_HEARD if status is AssignmentStatus.NOTHING else None
    database.run_now(lambda s: prompts.set_status(s, prompt, member, status, when, reason))


def test_figures_beside_a_tally_by_hand(database: Database, scene: Scene) -> None:
    punctual, late, silent, resting, unmet = more(database, scene, "punctual", "late", "silent", "resting", "unmet")
    everybody = (punctual, late, silent, resting, unmet, scene.dung)
    due = [EARLY + timedelta(days=days) for days in (5, 20)]
    first, second = (ask(database, scene, EARLY, one - EARLY, *everybody) for one in due)
    ask(database, scene, EARLY, timedelta(days=90), *everybody)  # of the next quarter
    finish(database, first, punctual, AssignmentStatus.SUBMITTED, due[0])
    finish(database, first, punctual, AssignmentStatus.SUBMITTED, due[0] + timedelta(days=3))  # one more report, later
    finish(database, second, punctual, AssignmentStatus.NOTHING, EARLY)
    finish(database, first, late, AssignmentStatus.SUBMITTED, due[0] + timedelta(minutes=1))
    finish(database, second, resting, AssignmentStatus.SUBMITTED, EARLY)
    database.run_now(
        lambda s: mutes.mute(s, staff(scene), "resting", date(2026, 11, 30), "nghỉ ốm", EARLY.date(), EARLY)
    )
    told(database, scene, first, silent, resting)  # and nothing is known any more of how the second went out
    figures = {punctual: (2, 2, 2), late: (2, 1, 0), silent: (2, 0, 0), resting: (1, 1, 1), unmet: (1, 0, 0)}
    for member, expected in figures.items():
        actor = Actor(member, frozenset({Role.COLLABORATOR}))
        found = database.run_now(lambda s, a=actor: evaluation.own(s, a, QUARTER, END, ZONE))
        assert found == Evaluation(QUARTER, *expected)
    assert database.run_now(
        lambda s: evaluation.own(s, Actor(late, frozenset({Role.COLLABORATOR})), QUARTER, due[0] - timedelta(1), ZONE)
    ) == Evaluation(QUARTER), "nothing is due yet"
    lan = Actor(scene.lan, frozenset({Role.STAFF}))
    rows = database.run_now(lambda s: evaluation.sheet(s, lan, QUARTER, END, ZONE))
    assert rows == [
        EvaluationRow("AP", "ba", "ba", 0, 0, 0),
        EvaluationRow("AP", "late", "late", *figures[late]),
        EvaluationRow("AP", "punctual", "punctual", *figures[punctual]),
        EvaluationRow("AP", "resting", "resting", *figures[resting]),
        EvaluationRow("AP", "silent", "silent", *figures[silent]),
        EvaluationRow("AP", "unmet", "unmet", *figures[unmet]),
        EvaluationRow("BH", "an", "an", 0, 0, 0),
    ], "by unit and code, and Dung, who reports singly to Bình, in no sheet of Lan's"
    codes = [row.code for row in database.run_now(lambda s: evaluation.sheet(s, staff(scene), QUARTER, END, ZONE))]
    assert "dung" in codes
    with pytest.raises(NotPermitted):
        database.run_now(lambda s: evaluation.sheet(s, Actor(late), QUARTER, END, ZONE))


def test_evaluation_reads_nothing_of_what_was_reported_or_became_of_it() -> None:
    """Privacy 8: a report that was refuted, rejected or confirmed is one that came; no module that knows which is asked."""
    read = set()
    for module in (evaluation, assigned_parts):
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                read |= {f"{node.module}.{one.name}" for one in node.names}
    assert "storage.prompts.assigned_parts" in read
    assert not [one for one in read if re.search(r"report|issue|review|verif|answer|verdict|flag", one, re.IGNORECASE)]


def test_sheet_read_back_shows_its_rule_and_no_order_of_merit() -> None:
    lines = [("xã An Phú", "CTV01", "=An", 4, 3, 2), ("xã An Phú", "CTV02", "Bình", 0, 0, 0)]
    sheet = openpyxl.load_workbook(io.BytesIO(evaluation_sheet.workbook("4/2026", lines, "vi"))).active
    assert sheet is not None
    assert str(sheet["A2"].value).startswith("Cách tính:")
    found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert found == [
        ["xã An Phú", "CTV01", "=An", 4, 3, 2, 0.75, 0.5],
        ["xã An Phú", "CTV02", "Bình", 0, 0, 0, None, None],
    ]
    assert sheet["C5"].data_type == "s"
