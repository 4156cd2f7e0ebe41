"""The answer back and the leader's word on both of Zalo's doors, by words alone; who was away is asked once they are back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from sandbox.world import World
from services.issues import feedback
from storage.tables import Alert, Issue
from tests.handlers.playing import issue_there, only, play
from tests.handlers.staff.test_alerts import URGENT
from tests.handlers.zalo.test_office_networks import DOORS, moved
from tests.stage import Person, Stage, new_world


@pytest.fixture(params=DOORS)
def door(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(door: str) -> World:
    return new_world(zalo=True, oa=door == "zalo_oa")


async def test_reporter_says_not_done_by_words_and_is_asked_once_though_away_at_the_hour(
    stage: Stage, door: str, an: Person, binh: Person
) -> None:
    await issue_there(stage, binh)
    there = await moved(stage, "an", door)
    await an.does("block")  # they have no other phone
    await binh.presses("Báo kết quả")
    await binh.says("Đã niêm yết giá.")
    await binh.presses("Gửi kết quả")
    there.sees("Đã niêm yết giá.")
    await there.says("chưa xong")
    there.sees("Đã ghi: chưa xong.")
    binh.sees("có người báo cho biết chưa xong")
    await there.says("nói rõ vì sao")
    await there.says("Hai đại lý vẫn chưa niêm yết.")
    there.sees("Đã ghi lời anh/chị để cán bộ phụ trách xem.")
    binh.sees("Hai đại lý vẫn chưa niêm yết.")
    await there.says("của tôi")
    assert any("có kết quả" in one for one in (there.last.text, *there.buttons))
    await there.says("1")
    there.sees("Đã niêm yết giá.")
    there.sees("Việc đang được xử lý tiếp.")
    await binh.presses("Xem vấn đề")
    binh.sees("Hai đại lý vẫn chưa niêm yết.")
    await binh.presses("Báo kết quả")
    await binh.says("Đã kiểm tra các đại lý còn lại.")
    await binh.presses("Gửi kết quả")
    there.sees("Đã kiểm tra các đại lý còn lại.")
    hour = stage.world.clock.now() + feedback.ASKED_AFTER + timedelta(hours=1)
    await stage.at(hour)
    asked = "đã xong chưa?"
    away = door == "zalo_oa"  # the window of an Official Account has shut by then
    assert sum(asked in one.text for one in there.phone) == (0 if away else 1)
    if away:
        stage.world.clock.set(hour + timedelta(days=1))
        await there.says("danh mục")
        await there.says("danh mục")
        (question,) = [one for one in there.phone if asked in one.text]
        done = next(button.data for row in question.keyboard for button in row if button.text.endswith("Đã xong"))
        await there.presses_on(question.id, done)
    else:
        await there.says("đã xong")
    there.sees("Đã ghi: đã xong.")
    assert stage.look(lambda s: s.scalars(select(Issue.status)).one()) == "closed"


async def test_leader_orders_a_check_by_words_and_reads_the_answer(
    stage: Stage, door: str, an: Person, binh: Person, chi: Person
) -> None:
    only(stage)
    there = await moved(stage, "chi", door)
    await play(an, URGENT)
    await binh.presses("Xem")
    await binh.presses("Nhận việc")
    number = stage.look(lambda s: s.scalars(select(Alert.id)).one())
    await there.says("cho ý kiến")
    there.sees(f"Việc khẩn số {number}")
    await there.says(f"việc số {number}")
    await there.says("cho kiểm tra")
    await there.says("Kiểm tra việc này và báo lại trong tuần")
    there.sees("hạn 17:00 ngày 05/11")
    binh.sees("giao kiểm tra việc khẩn số")
    await binh.presses("Trả lời lãnh đạo")
    await binh.says("Đã kiểm tra, tình hình ổn định.")
    there.sees("Đã kiểm tra, tình hình ổn định.")
    await there.says("cho ý kiến")
    await there.says(f"việc số {number}")
    await there.says("đã biết")
    there.sees("Đã ghi: đồng chí đã biết việc này.")
