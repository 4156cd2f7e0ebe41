"""Prompts for some, played: put together from marks, chosen by name, refused where it is nobody, and a tag made for it."""

from __future__ import annotations

import pytest

from sandbox.world import World
from storage.tables import Role
from tests.handlers.playing import MATTERS, joins, only
from tests.handlers.zalo.test_office_networks import DOORS, moved
from tests.stage import Person, Stage, new_world


@pytest.fixture(params=["telegram", *DOORS])
def door(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(door: str) -> World:
    return new_world(zalo=door != "telegram", oa=door == "zalo_oa")


async def up_to_audience(officer: Person, title: str) -> None:
    await officer.says("/soan")
    await officer.presses("Yêu cầu nắm bắt đột xuất")
    await officer.says(title)
    await officer.says(MATTERS[0][0])
    await officer.says(MATTERS[0][1])
    await officer.presses("Bỏ qua")


async def test_prompt_goes_to_those_who_were_chosen(stage: Stage, door: str, an: Person, binh: Person) -> None:
    only(stage)
    em = await joins(stage, "em", "Đỗ Em", Role.COLLABORATOR, unit="X01")
    officer = binh if door == "telegram" else await moved(stage, "binh", door)
    await officer.says("/nhan")
    await officer.presses("Gắn nhãn")
    await officer.says("Nòng cốt: an, Lê Lạ")
    officer.sees("Chưa tìm thấy trong danh sách cộng tác viên: Lê Lạ.")
    await officer.says("Nòng cốt: Hoàng An")
    officer.sees("✓ Nòng cốt: thêm 1 người.")
    await up_to_audience(officer, "Mưa lũ")
    await officer.presses("Chọn theo nhiều tiêu chí")
    await officer.chooses(*(("☐ 3", "☐ 1") if door == "telegram" else ("Nhãn: Nòng cốt", "Cấp tỉnh")))
    await officer.says("5/11")
    await officer.presses("Gửi ngay")
    await officer.presses("✓ Xem trước")
    officer.sees("Chọn như vậy thì không có cộng tác viên nào.")
    await officer.presses("Chọn từng người")
    await officer.says("em, Trần Lạ")
    await officer.presses("✓ Xem trước")
    officer.sees("Chưa tìm thấy trong danh sách cộng tác viên: Trần Lạ.")
    await officer.says("em")
    await officer.presses("✓ Xem trước")
    officer.has_seen("Gửi tới: những người được chọn, 1 cộng tác viên")
    marks = an.last.id, em.last.id
    await officer.presses("✓ Gửi đi")
    assert ["Mưa lũ" in one for one in em.answers(marks[1])] == [True]
    assert an.answers(marks[0]) == []
    await up_to_audience(officer, "Giá lúa")
    await officer.presses("Chọn theo nhiều tiêu chí")
    await officer.chooses("☐ 3" if door == "telegram" else "Nhãn: Nòng cốt")
    await officer.says("5/11")
    await officer.presses("Gửi ngay")
    await officer.presses("✓ Xem trước")
    officer.has_seen("Gửi tới: Nhãn: Nòng cốt, 1 cộng tác viên")
    await officer.presses("✓ Gửi đi")
    assert ["Giá lúa" in one for one in an.answers(marks[0])] == [True]
    assert len(em.answers(marks[1])) == 1
