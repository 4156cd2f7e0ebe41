"""Planned prompts where nothing can be pressed: each word that staff are told to send does what it says."""

from __future__ import annotations

import pytest
from sqlmodel import select

from storage.tables import Prompt, PromptStatus, Role
from tests.handlers.playing import TITLE, joins, line, local, only, write_prompt
from tests.handlers.staff.test_planned import write_for_later
from tests.handlers.zalo.joining import joined
from tests.stage import Person, Stage, ZaloPerson


@pytest.fixture
async def giang(stage: Stage) -> Person:
    await joins(stage, "giang", "Vũ Giang", Role.STAFF, agrees=False)
    return await joined(ZaloPerson(stage, "giang"))


def statuses(stage: Stage) -> list[PromptStatus]:
    return [prompt.status for prompt in stage.look(lambda s: s.scalars(select(Prompt).order_by(Prompt.id)).all())]  # type: ignore[arg-type]


async def test_what_was_being_changed_left_meanwhile(stage: Stage, giang: Person) -> None:
    only(stage)
    await write_for_later(giang)
    giang.sees("Gửi đi")
    await giang.presses("Gửi đi")
    await giang.presses("Sửa")
    giang.has_seen("Bản đang hẹn vẫn giữ cho đến khi chọn Gửi đi.")
    await giang.says(line(giang, "Tên yêu cầu?"))
    await giang.says("Giá phân bón")
    await stage.at(local(10, 9))
    await giang.says(line(giang, "Gửi lúc nào?"))
    await giang.presses("Gửi ngay")
    await giang.presses("Xem trước")
    giang.has_seen("Nhắn gửi đi là gửi ngay.")
    await giang.presses("Gửi đi")
    giang.sees("Nếu vẫn muốn gửi như một yêu cầu mới, nhắn lại gửi đi.")
    assert statuses(stage) == [PromptStatus.SENT]
    await giang.says("gui di")
    assert statuses(stage) == [PromptStatus.SENT, PromptStatus.SENT]


async def test_one_that_came_too_late_is_written_again(stage: Stage, giang: Person) -> None:
    await write_prompt(giang, due="20/12", when="Theo lịch hằng tháng")
    await giang.presses("Gửi đi")
    only(stage)
    await stage.at(local(20, 17, month=12))
    giang.sees(f"Yêu cầu {TITLE} chưa gửi mà đã tới hạn trả lời")
    giang.sees("Nếu vẫn cần, nhắn soạn lại.")
    await giang.says("soạn lại")
    giang.has_seen(f"Soạn lại {TITLE}.")
    giang.sees("Hạn trả lời?")


async def test_a_month_without_a_prompt(stage: Stage, giang: Person) -> None:
    only(stage, "monthly_prompt")
    await stage.at(local(1, 9, month=12))
    giang.sees("Nhắn soạn yêu cầu để viết.")
    await giang.says("soan noi dung")
    giang.sees("Gửi loại yêu cầu nào?")


async def test_the_preview_s_refusal_is_ended_by_what_may_be_typed(stage: Stage, giang: Person) -> None:
    only(stage, "monthly_prompt")
    await write_prompt(giang, due="25/11", when="Theo lịch hằng tháng")
    giang.has_seen("Hạn trả lời phải sau lúc gửi (09:00 ngày 01/12).")
    await giang.presses("08/12/2026")
    await giang.presses("Xem trước")
    giang.has_seen("Hạn gửi: 17:00 ngày 08/12/2026")
    await giang.presses("Bỏ, không gửi")
    await giang.presses("Bỏ hẳn")
    await write_prompt(giang, due="25/11", when="Theo lịch hằng tháng")
    await giang.presses("Đổi lúc gửi")
    await giang.presses("Gửi ngay")
    await giang.presses("Xem trước")
    giang.has_seen("Nhắn gửi đi là gửi ngay.")
