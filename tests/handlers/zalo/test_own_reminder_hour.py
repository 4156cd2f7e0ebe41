"""An hour of one's own for reminders, chosen on each network and kept to."""

from __future__ import annotations

import pytest

from sandbox.world import World
from tests.handlers.playing import local, only, prompt_there
from tests.handlers.zalo.joining import joined
from tests.handlers.zalo.test_office_networks import DOORS
from tests.stage import Stage, new_world


@pytest.fixture(params=["telegram", *DOORS])
def door(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(door: str) -> World:
    return new_world(zalo=door != "telegram", oa=door == "zalo_oa")


async def test_reminded_at_the_hour_that_was_chosen(stage: Stage, door: str) -> None:
    only(stage, "reminders")
    dung = await joined(stage.person("dung") if door == "telegram" else DOORS[door](stage, "dung"))
    prompt_there(stage, title="Tháng 11", due=local(6, 17))
    await dung.says("/gionhac")
    dung.sees("Hiện anh/chị được nhắc theo giờ chung.")
    await dung.says("tối")
    dung.sees("Chưa rõ mấy giờ.")
    await dung.says("22h")
    dung.sees("Từ 20:00 đến 07:00 không nhắc ai.")
    dung.has_not_seen("chưa ghi được")
    await dung.says("chắc tầm tối tối")
    dung.sees("Mấy tin vừa rồi chưa ghi được, chưa có gì thay đổi.")
    await dung.says("Thôi, không ghi")
    dung.sees("Đã bỏ qua, chưa ghi gì.")
    await dung.says("/gionhac")
    await dung.says("18h30")
    dung.sees("✓ Từ nay nhắc anh/chị lúc 18:30")
    mark = dung.last.id
    for hour, minute in ((8, 0), (18, 29)):
        await stage.at(local(5, hour, minute))
    assert dung.answers(mark) == []
    for minute in (30, 31):
        await stage.at(local(5, 18, minute))
    assert [one.startswith("⏰ Còn 1 ngày") for one in dung.answers(mark)] == [True]
    await dung.says("giờ nhắc")
    dung.sees("Hiện anh/chị được nhắc lúc 18:30.")
    await dung.says("như mọi người")
    dung.sees("theo giờ chung")
    mark = dung.last.id
    await stage.at(local(6, 8))
    assert [one.startswith("⏰ Hôm nay") for one in dung.answers(mark)] == [True]


async def test_hour_that_fell_into_an_outage_comes_when_it_is_over_and_once(stage: Stage, door: str) -> None:
    only(stage, "reminders")
    dung = await joined(stage.person("dung") if door == "telegram" else DOORS[door](stage, "dung"))
    prompt_there(stage, title="Tháng 11", due=local(6, 17))
    await dung.says("/gionhac")
    await dung.says("8h30")
    await stage.at(local(6, 7, 50))
    mark = dung.last.id
    await stage.app.stop()
    stage.world.clock.set(local(6, 11))
    await stage.starts_again()
    for minute in (0, 1, 30):
        await stage.at(local(6, 11, minute))
    assert sum(one.startswith("⏰ Hôm nay") for one in dung.answers(mark)) == 1
