"""The office on Zalo: who writes prompts and who reads digests move to either of its doors, and the same work goes on there."""

from __future__ import annotations

import re

import pytest

from bot.runtime.open_data_server import OpenDataServer
from sandbox.world import World
from services import bulk_exports
from storage.tables import Role
from tests.handlers.playing import GIST, TITLE, joins, local, only, report_there, send_prompt
from tests.stage import OaPerson, Person, Stage, ZaloPerson, new_world

DOORS = {"zalo_bot": ZaloPerson, "zalo_oa": OaPerson}


@pytest.fixture(params=DOORS)
def door(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(door: str) -> World:
    return new_world(zalo=True, oa=door == "zalo_oa")


async def moved(stage: Stage, key: str, door: str) -> Person:
    """They take a code for the second network, come in there, and want to be written to there."""
    before, there = stage.person(key), DOORS[door](stage, key)
    await before.says("/lienket")
    code = re.search(r"\S{20,}", before.last.text)
    assert code is not None
    await there.starts(code[0])
    await there.presses("Đồng ý tham gia")
    await there.presses("Zalo")
    return there


async def test_a_prompt_is_written_and_an_alert_is_taken(stage: Stage, door: str, an: Person, binh: Person) -> None:
    there = await moved(stage, "binh", door)
    await send_prompt(there)
    an.sees(TITLE)
    mark = binh.last.id
    await an.says("/khan")
    await an.presses("Tập trung đông người")
    await an.presses("xã An Phú")
    await an.says("Khoảng 40 người tập trung trước trụ sở")
    await an.presses("Tận mắt thấy")
    await an.presses("Gửi ngay")
    assert not binh.answers(mark), "once, where Bình wants it"
    there.sees("❗ Việc khẩn cần nhận")
    await there.presses("Xem")
    there.sees("Khoảng 40 người tập trung")
    await there.presses("Nhận việc")
    there.sees("đã nhận")
    await there.says("/tinhhinh")
    there.sees("Đã gửi báo cáo: 0/2")


async def test_the_leader_gets_the_digest(stage: Stage, door: str, chi: Person) -> None:
    only(stage, "daily_digest")
    for number in range(4):
        await joins(stage, f"m{number}", f"Người Thứ {number}", Role.COLLABORATOR, unit="X01", agrees=False)
        report_there(stage, f"m{number}")
    there = await moved(stage, "chi", door)
    await stage.at(local(3, 17))
    await stage.tick()
    there.has_seen("4 báo cáo từ 1/3 xã")
    assert not any(GIST in message.text for message in there.phone)
    await there.presses("DOCX")
    await stage.tick()
    if door == "zalo_oa":
        assert any(message.photo for message in there.phone), "the chart"
        assert [m.document.name for m in there.phone if m.document] == ["ban-tong-hop-2026-11-03.docx"]
    else:
        there.sees("không gửi được qua Zalo")


async def test_a_second_officer_is_told_that_an_export_waits_and_agrees(stage: Stage, door: str) -> None:
    await joins(stage, "em", "Đỗ Em", Role.STAFF)
    there, now = await moved(stage, "binh", door), stage.world.clock.now()
    number = stage.database.run_now(lambda s: bulk_exports.ask(s, "em", "Báo cáo năm", False, now))
    await stage.tick()
    there.sees(f"số {number} đang chờ một cán bộ thứ hai")
    await there.presses("Xem yêu cầu")
    there.sees("Báo cáo năm")
    await there.presses("Đồng ý cho xuất")
    assert stage.database.run_now(lambda s: bulk_exports.use(s, int(str(number)), now)) is not None


async def test_a_second_officer_agrees_to_open_data_and_stops_it_by_words(stage: Stage, door: str) -> None:
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF)
    stage.open_data = OpenDataServer("https://odk.tinh.vn/v1/projects/7")
    await stage.restart()
    there = await moved(stage, "binh", door)
    await em.says("dữ liệu mở")
    await em.presses("Đề nghị gửi")
    there.sees("đang chờ một cán bộ thứ hai")
    await there.presses("Xem dữ liệu mở")
    there.sees("Đỗ Em")
    await there.presses("Đồng ý gửi")
    there.sees("Đã ghi nhận: đồng ý")
    await there.says("dữ liệu mở")
    await there.presses("Dừng gửi")
    there.sees("Đã dừng")
