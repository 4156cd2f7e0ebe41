"""The completeness of months and units: cells beside a tally by hand, without those who are on no duty; both files read back."""

from __future__ import annotations

import io
from datetime import date, timedelta

import openpyxl
import pytest
from PIL import Image
from sqlmodel import Session

from digests import completeness_grid
from services import completeness, mutes
from services.actor import Actor, NotPermitted
from storage.engine.database import Database
from storage.members import membership
from storage.tables import AssignmentStatus, Member
from tests.services.test_progress import EARLY, ZONE, more, set_to, staff, told
from tests.storage.scene import Scene, ask, make


@pytest.fixture
def scene(database: Database) -> Scene:
    return make(database, EARLY)


def test_cells_hold_those_asked_and_on_duty(database: Database, scene: Scene) -> None:
    sent, calm, silent, resting, gone, unmet = more(
        database, scene, "sent", "calm", "silent", "resting", "gone", "unmet"
    )
    everybody = (scene.an, scene.dung, sent, calm, silent, resting, gone, unmet)
    november = ask(database, scene, EARLY, timedelta(days=7), *everybody)
    told(database, scene, november, silent)
    december = ask(database, scene, EARLY, timedelta(days=34), scene.an, silent, resting)
    ask(database, scene, EARLY, timedelta(days=60), scene.an)  # not due yet
    for member, status in (
        (sent, AssignmentStatus.SUBMITTED),
        (calm, AssignmentStatus.NOTHING),
        (scene.dung, AssignmentStatus.SUBMITTED),
        (scene.an, AssignmentStatus.EXCUSED),
    ):
        set_to(database, november, member, status)
    set_to(database, december, scene.an, AssignmentStatus.SUBMITTED)
    set_to(database, december, resting, AssignmentStatus.NOTHING)
    database.run_now(
        lambda s: mutes.mute(s, staff(scene), "resting", date(2026, 12, 31), "nghỉ ốm", EARLY.date(), EARLY)
    )

    def leaves(session: Session) -> None:
        member = session.get(Member, gone)
        assert member is not None
        membership.leave(session, member, EARLY, EARLY)

    database.run_now(leaves)
    now = EARLY + timedelta(days=40)
    found = database.run_now(lambda s: completeness.grid(s, staff(scene), now, ZONE, 3))
    assert [one.month for one in found.months] == [10, 11, 12]
    assert {row.unit: list(row.cells) for row in found.rows} == {
        "AP": [None, (3, 2), (2, 1)],  # December: who answered counts although muted
        "BH": [None, None, (1, 1)],
    }
    assert list(found.total.cells) == [None, (3, 2), (3, 2)]
    with pytest.raises(NotPermitted):
        database.run_now(lambda s: completeness.grid(s, Actor(scene.an), now, ZONE))


ROWS: list[tuple[str, list[completeness_grid.Cell]]] = [
    ("xã An Phú", [(4, 4), (4, 3), None]),
    ("=1+1", [(3, 0), None, (2, 1)]),
]


def test_workbook_read_back_holds_numbers_and_no_formula() -> None:
    made = completeness_grid.workbook(["10/2026", "11/2026", "12/2026"], ROWS, [(7, 4), (4, 3), (2, 1)], "vi")
    sheet = openpyxl.load_workbook(io.BytesIO(made)).active
    assert sheet is not None
    lines = [list(row) for row in sheet.iter_rows(min_row=5, values_only=True)]
    assert lines == [
        ["xã An Phú", 4, 4, 1, 4, 3, 0.75, None, None, None],
        ["=1+1", 3, 0, 0, None, None, None, 2, 1, 0.5],
        ["Toàn bộ", 7, 4, 4 / 7, 4, 3, 0.75, 2, 1, 0.5],
    ]
    assert sheet["A6"].data_type == "s"


def test_picture_of_many_units_stays_small_and_says_how_many_are_left() -> None:
    rows: list[tuple[str, list[completeness_grid.Cell]]] = [
        (f"xã số {n} & <bạn>", [(4, n % 5)] * 12) for n in range(130)
    ]
    months = [f"{n:02}/2026" for n in range(1, 13)]
    said = completeness_grid.drawing(months, rows, [(520, 260)] * 12, "vi")
    assert "Còn 70 đơn vị trong tệp Excel." in said
    made = completeness_grid.picture(months, rows, [(520, 260)] * 12, "vi")
    with Image.open(io.BytesIO(made)) as drawn:
        assert drawn.width + drawn.height < 10_000  # Telegram takes no larger photo
    assert len(made) < 1_000_000  # an Official Account takes no larger picture
