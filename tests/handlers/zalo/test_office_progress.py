"""Progress played: who has answered and who has not, everybody reminded with one tap, late answers, mutes, the closing sum."""

from __future__ import annotations

import pytest

from sandbox.world import World
from tests.handlers.playing import TITLE, WHOLE, local, only, play, send_prompt
from tests.handlers.zalo.test_office_networks import DOORS, moved
from tests.stage import Person, Stage, new_world


@pytest.fixture(params=["telegram", *DOORS])
def door(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(door: str) -> World:
    return new_world(zalo=door != "telegram", oa=door == "zalo_oa")


async def test_progress_is_read_and_who_has_not_answered_is_reminded(
    stage: Stage, door: str, an: Person, binh: Person
) -> None:
    only(stage)
    officer = binh if door == "telegram" else await moved(stage, "binh", door)
    await send_prompt(officer)
    await officer.says("/tiendo")
    officer.sees("Chưa gửi: 1/2")
    officer.sees("Chưa nhận được yêu cầu: 1/2")
    await officer.presses("Ai chưa gửi")
    officer.sees("xã An Phú: Hoàng An")
    await officer.presses("Ai đã báo cáo")
    await officer.presses("Theo đơn vị")
    await officer.presses("xã An Phú: 0/1")
    officer.sees("Hoàng An: chưa gửi")
    await officer.says("tiến độ")
    mark = an.last.id
    await officer.presses("Nhắc người chưa gửi")
    officer.sees("Chưa đến hạn (17:00 25/11), và lịch không còn lần nhắc nào trước hạn.")
    assert an.answers(mark) == []
    await stage.at(local(24, 12))
    await officer.says("/menu")  # an Official Account may write to whoever wrote within a week
    await stage.at(local(25, 17))
    officer.sees(f"⏱ Đã hết hạn {TITLE}")
    officer.sees("Chưa gửi: 1/2")
    for _ in range(3):
        await stage.tick()
    assert sum("⏱" in one.text for one in officer.phone) == 1
    await officer.presses("Nhắc người chưa gửi")
    officer.sees(f"✓ Đang nhắc 1 người về {TITLE}.")
    officer.sees("Không liên lạc được: 1 người.")
    an.sees(f"⏰ {TITLE} hết hạn lúc 17:00 ngày 25/11 mà chưa thấy báo cáo gửi về.")
    await officer.says("/tiendo")
    await officer.presses("Nhắc người chưa gửi")
    officer.sees("Hôm nay không còn ai để nhắc")
    officer.sees("Lần nhắc gần nhất: Trần Bình, lúc 17:00.")
    await an.presses("Viết báo cáo")
    await play(an, WHOLE)
    await an.presses("✓ Gửi")
    an.has_seen("muộn")
    await officer.says("/tiendo")
    officer.sees("Đã gửi báo cáo: 1/2")
    await officer.says("bảng tiến độ")
    officer.has_seen("Số người đã trả lời trên số người được hỏi")
    officer.has_seen("Cùng bảng ấy trong Excel")
    mark, before = binh.last.id, len(officer.phone)
    for asked, file in (("bảng tiến độ", "Cùng bảng ấy trong Excel"), ("/danhgiaquy", "Bảng đánh giá quý 4/2026")):
        await binh.says(asked)
        if "danhgia" in asked:
            await binh.presses("Quý 4/2026")
        assert any(file in one for one in binh.answers(mark)), "where it was asked, whatever network they prefer"
    if officer is not binh:
        assert len(officer.phone) == before


async def test_a_unit_is_left_in_peace_until_a_day(stage: Stage, door: str, an: Person, binh: Person) -> None:
    only(stage, "reminders")
    officer = binh if door == "telegram" else await moved(stage, "binh", door)
    await send_prompt(officer)
    await officer.says("/tamngung")
    officer.sees("Hiện không tạm ngừng nhắc ai.")
    await officer.presses("Thêm người tạm ngừng nhắc")
    for wrong, said in (
        ("xã An Phú", "Chưa rõ ai, đến ngày nào hoặc vì sao."),
        ("xã An Phú đến 31/11: bão", "ngày ấy không có trong lịch"),
        ("xã An Khê đến 30/11: bão", "Không có đơn vị hay người nào tên hoặc mã như vậy"),
        ("xã An Phú đến 1/11: bão", "Ngày ấy qua rồi."),
    ):
        await officer.says(wrong)
        officer.sees(said)
    await officer.says("Xã An Phú đến hết 30/11: đang chống bão")
    officer.sees("✓ xã An Phú: không nhắc đến hết 30/11/2026 (đang chống bão).")
    await officer.says("/tiendo")
    officer.sees("Tạm ngừng nhắc: 1/2")
    mark = an.last.id
    await stage.at(local(22, 8))
    await officer.says("/menu")
    assert an.answers(mark) == []
    await officer.says("tạm ngừng nhắc")
    officer.sees("xã An Phú: đến hết 30/11/2026 (đang chống bão; người ghi: Trần Bình)")
    await officer.presses("Nhắc lại: xã An Phú")
    officer.sees("từ hôm nay nhắc như mọi người")
    await stage.at(local(23, 8))
    assert [one.startswith("⏰ Còn 2 ngày") for one in an.answers(mark)] == [True]
