"""Two officers of one name are two wherever somebody is chosen or named: in the rota, in handing over, in lists."""

from __future__ import annotations

from tests.handlers.playing import joins, only, play
from tests.handlers.staff.test_alerts import URGENT
from tests.stage import Person, Role, Stage


async def test_two_officers_of_one_name_are_told_apart_by_their_codes(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    first, second = [await joins(stage, key, "Nguyễn Thị Lan", Role.STAFF, duty=3) for key in ("cb07", "cb08")]
    await binh.says("/thanhvien lan")
    assert binh.last.text.count("Nguyễn Thị Lan (cb0") == 2
    await binh.says("/lichtruc")
    await binh.presses("Viết lại lịch trực")
    await binh.says("T2-T6 7:00-17:00: Nguyễn Thị Lan")
    binh.sees("Nguyễn Thị Lan")
    await binh.says("T2-T6 7:00-17:00: Nguyễn Thị Lan (cb08), Trần Bình\nT7, CN cả ngày: cb07")
    await binh.says("/lichtruc")
    written = [line for line in binh.last.text.splitlines() if "Lan" in line and line.startswith("T")]
    assert written == ["T2-T6 7:00-17:00: Nguyễn Thị Lan (cb08), Trần Bình", "T7-CN 0:00-24:00: Nguyễn Thị Lan (cb07)"]

    await play(an, URGENT)
    second.sees("❗ Việc khẩn")
    await second.presses("Xem")
    await second.presses("Nhận việc")
    second.sees("Nguyễn Thị Lan (cb08) đã nhận")
    await second.presses("Chuyển người khác")
    assert "Nguyễn Thị Lan (cb07)" in second.buttons
    await second.presses("Nguyễn Thị Lan (cb07)")
    first.sees("❗ Nguyễn Thị Lan (cb08) chuyển cho đồng chí việc khẩn")
