"""What officers and leaders write in words of their own, while no form asks for any."""

from __future__ import annotations

import pytest

from tests.stage import Person, Stage


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("ai chưa báo cáo?", "Chưa gửi yêu cầu nào."),
        ("danh sách cộng tác viên", "Thành viên"),
        ("có việc khẩn nào chưa ai nhận", "việc khẩn"),
        ("tối nay ai trực em", "trực"),
        ("đổi giờ nhắc", "Nhắc"),
        ("cho xem tổng hợp", "tổng hợp"),
        ("em muốn thôi không tham gia nữa", "Ngừng tham gia Lắng Nghe?"),
    ],
)
async def test_an_officer_gets_what_they_ask_for(stage: Stage, binh: Person, said: str, seen: str) -> None:
    await binh.says(said)
    assert seen.casefold() in binh.last.text.casefold(), binh.last.text


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("cho tôi xem bản hôm qua", "Chưa có bản tổng hợp"),
        ("có việc gì khẩn không?", "Không có việc khẩn nào chưa khép lại."),
        ("ai chưa báo cáo?", "Chưa có bản tổng hợp"),
    ],
)
async def test_a_leader_gets_the_digest(stage: Stage, chi: Person, said: str, seen: str) -> None:
    await chi.says(said)
    chi.sees(seen)


async def test_small_talk_opens_nothing(stage: Stage, binh: Person) -> None:
    await binh.says("trưa nay nóng quá em nhỉ")
    binh.sees("Chưa hiểu tin này. Xin chọn một việc:")
