"""Targets: how many reports a month are wanted of each group of people, and what a month's digest says of them."""

from __future__ import annotations

import io
from datetime import date
from zoneinfo import ZoneInfo

from openpyxl import load_workbook

from digests import text as digest_text
from digests import wording
from digests.workbook import digest_xlsx
from services.board import period_figures, targets
from storage.statistics.shown_figures import Figures
from storage.tables import Role
from tests.handlers.leader.test_digests import several_report
from tests.handlers.playing import joins, local, only
from tests.stage import BOARD, Person, Stage

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


async def test_targets_are_set_in_the_chat_and_a_month_says_how_far_it_came(stage: Stage, binh: Person) -> None:
    only(stage)
    await binh.says("/chitieu")
    binh.sees("Chưa đặt chỉ tiêu nào.")
    await binh.presses("Đặt chỉ tiêu")
    await binh.says("Nông dân: 20\nNgười ngoài hành tinh: 3")
    binh.sees("Không có nhóm nào tên là: Người ngoài hành tinh. Chưa đặt gì")
    await binh.says("nhiều vào")
    binh.sees("Chưa đọc được.")
    await binh.says("nong dan: 20; Phụ nữ: 5; Công nhân: 7")
    await binh.presses("Chỉ tiêu theo nhóm")
    binh.sees("• Nông dân: 20")
    await binh.presses("Đặt chỉ tiêu")
    await binh.says("Công nhân: 0")
    await binh.presses("Chỉ tiêu theo nhóm")
    assert "Công nhân" not in binh.last.text
    await several_report(stage)

    def counted(first: date, last: date) -> Figures:
        return stage.database.read_now(
            lambda s: period_figures.count(s, first, last, local(30, 23), ZONE, BOARD, "Tỉnh Mẫu").figures
        )

    month = counted(date(2026, 11, 1), date(2026, 11, 30))
    said = {name: (came, wanted) for name, came, wanted in wording.targets(month, "vi")}
    assert said["Phụ nữ"] == (0, 5), "nobody reported on them"
    assert said["Nông dân"][1] == 20 and (said["Nông dân"][0] or 0) > 0
    lines = [line.text for line in digest_text.target_lines(month, "vi")]
    assert lines[0].startswith("Đạt so với chỉ tiêu: ") and "Phụ nữ 0/5" in lines[0]
    book = load_workbook(io.BytesIO(digest_xlsx(month.to_json(), "Tháng 11", "vi", ZONE)))
    assert ("Phụ nữ", 0, 5) in list(book["Chỉ tiêu"].iter_rows(values_only=True))
    assert counted(date(2026, 11, 2), date(2026, 11, 8)).targets == {}, "of whole months alone"


async def test_nobody_but_the_whole_province_s_officers_sets_targets(stage: Stage, binh: Person) -> None:
    only(stage)
    giang = await joins(stage, "giang", "Vũ Giang", Role.STAFF, unit="X01")
    await giang.says("/chitieu")
    giang.sees("Chỉ tiêu do cán bộ phụ trách cả tỉnh đặt.")


def test_of_too_few_people_no_group_has_a_number() -> None:
    few = Figures.from_json(
        '{"first_day":"2026-11-01","last_day":"2026-11-30","until":"2026-12-01T00:00:00Z","unit":"T","reports":null,'
        '"previous_reports":null,"units":null,"all_units":3,"kinds":[],"topics":[],"strata":[],"places":[],"sources":[],'
        '"forecasts":[],"urgencies":[],"urgent":[],"progress":[],"targets":{"farmers":20}}'
    )
    assert [came for _name, came, _wanted in wording.targets(few, "vi")] == [None]
    assert [line.text for line in digest_text.target_lines(few, "vi")][1] == "Dấu “–”: chưa đủ nguồn để nêu số."
    assert targets.MOST == 10_000
