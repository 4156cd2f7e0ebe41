"""Rules know their month: what is prepared ahead leaves in its own month, and a digest shows its month's prompts."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from services.schedules import next_fire
from storage.tables import Prompt
from tests.handlers.playing import line, local, only, write_prompt
from tests.stage import Person, Stage

BOARD = ZoneInfo("Asia/Ho_Chi_Minh")


async def test_two_prepared_ahead_leave_in_their_own_months(
    stage: Stage, an: Person, binh: Person, chi: Person
) -> None:
    only(stage, "monthly_prompt", "monthly_digest")
    later = {"due": "20/1/2027", "when": "Theo lịch hằng tháng", "month": "tháng 1/2027"}
    await write_prompt(binh, title="Nội dung tháng Giêng", **later)
    binh.has_seen("Gửi theo lịch hằng tháng, 09:00 ngày 04/01.")  # the 1st is a holiday, and then comes a weekend
    await binh.presses("✓ Gửi đi")
    await write_prompt(binh, title="Nội dung tháng Chạp", due="20/12", when="Theo lịch hằng tháng")
    binh.has_seen("Gửi theo lịch hằng tháng, 09:00 ngày 01/12.")
    await binh.presses("✓ Gửi đi")
    mark = an.last.id
    await stage.at(local(1, 9, month=12))
    assert [text.splitlines()[0] for text in an.answers(mark)] == ["Nội dung tháng Chạp"]
    mark = an.last.id
    await stage.at(datetime(2027, 1, 1, 9, tzinfo=BOARD))
    assert an.answers(mark) == []
    await stage.at(datetime(2027, 1, 4, 9, tzinfo=BOARD))
    assert [text.splitlines()[0] for text in an.answers(mark)] == ["Nội dung tháng Giêng"]
    binh.has_not_seen("chưa có yêu cầu soạn sẵn")
    await stage.at(datetime(2027, 1, 4, 10, tzinfo=BOARD))
    await chi.presses("Tiến độ báo cáo")
    chi.sees("Nội dung tháng Chạp")
    assert "tháng Giêng" not in chi.last.text, "it was sent an hour before the digest, in another month"
    mark = binh.last.id
    await stage.at(datetime(2027, 2, 1, 9, tzinfo=BOARD))
    assert any("yêu cầu tháng 2 mà chưa có yêu cầu soạn sẵn" in text for text in binh.answers(mark))


async def test_a_change_keeps_its_month(stage: Stage, binh: Person) -> None:
    only(stage, "monthly_prompt")
    await write_prompt(binh, title="Giêng", due="20/1/2027", when="Theo lịch hằng tháng", month="tháng 1/2027")
    await binh.presses("✓ Gửi đi")
    await binh.presses("✎ Sửa")
    await binh.presses(f"✎ {line(binh, 'Tên yêu cầu?')}")
    await binh.says("Tháng Giêng")
    await binh.presses("✓ Xem trước")
    binh.has_seen("09:00 ngày 04/01.")
    await binh.presses("✓ Gửi đi")
    prompt = stage.look(lambda s: s.scalars(select(Prompt)).one())
    assert (prompt.title, f"{prompt.month:%Y-%m}") == ("Tháng Giêng", "2027-01")


@pytest.mark.parametrize(
    ("day", "after", "fires"),
    [
        (31, "2027-01-31 09:00", "2027-02-28"),
        (31, "2027-02-28 09:00", "2027-03-31"),
        (30, "2027-01-30 10:00", "2027-02-28"),
        (29, "2028-01-29 10:00", "2028-02-29"),
        (28, "2027-01-28 10:00", "2027-02-28"),
    ],
)
def test_rule_of_a_day_that_a_month_lacks_comes_on_its_last(day: int, after: str, fires: str) -> None:
    found = next_fire(f"0 9 {day} * *", "Asia/Ho_Chi_Minh", datetime.fromisoformat(after).replace(tzinfo=BOARD))
    assert f"{found:%Y-%m-%d}" == fires
