"""The roster at Zalo's two doors: a bot is brought no tables and says so, an Official Account takes one."""

from __future__ import annotations

import pytest

from sandbox.world import World
from tests.handlers.playing import only
from tests.handlers.staff.test_roster_exchange import fetched, put, sent_back, stored
from tests.handlers.zalo.test_office_networks import DOORS, moved
from tests.stage import Person, Stage, new_world


@pytest.fixture(params=DOORS)
def door(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(door: str) -> World:
    return new_world(zalo=True, oa=door == "zalo_oa")


async def test_roster_is_told_of_or_taken(stage: Stage, door: str, binh: Person) -> None:
    only(stage)
    book = await fetched(binh)
    there = await moved(stage, "binh", door)
    await there.says("danh bạ")
    await there.presses("Lấy tệp danh bạ")
    there.has_seen("Danh bạ: 4 đơn vị, 4 thành viên.")
    await there.says("danh bạ")
    await there.presses("Gửi tệp đã sửa")
    if door == "zalo_bot":
        there.sees("Zalo không chuyển được tệp bảng tính tới bot này.")
        return
    put(book, "dung", "Mã đơn vị", "P01")
    await sent_back(there, book, "danh sach.xlsx")
    there.sees("Xem trước, chưa nhập gì")
    await there.presses("Nhập danh sách")
    there.sees("✓ Đã nhập danh sách.")
    before = stored(stage, "an")().unit_id
    assert stored(stage, "dung")().unit_id != before
