"""Evaluation played: a member reads their own figures with the rule, objects, and an officer answers; staff take the sheet."""

from __future__ import annotations

import pytest

from sandbox.world import World
from tests.handlers.playing import local, only, prompt_there
from tests.handlers.zalo.joining import joined
from tests.handlers.zalo.test_office_networks import DOORS
from tests.stage import Person, Stage, new_world


@pytest.fixture(params=["telegram", *DOORS])
def door(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(door: str) -> World:
    return new_world(zalo=door != "telegram", oa=door == "zalo_oa")


async def test_own_figures_are_read_and_objected_to(stage: Stage, door: str, binh: Person) -> None:
    only(stage)
    dung = await joined(stage.person("dung") if door == "telegram" else DOORS[door](stage, "dung"))
    prompt_there(stage, title="Tháng 11", due=local(5, 17))
    await dung.says("không có ý kiến")
    await stage.at(local(6, 9))
    await dung.says("/danhgia")
    dung.sees("Quý 4/2026: được hỏi 1 lần, trả lời 1, trong đó đúng hạn 1.")
    dung.sees("không xếp hạng")
    await dung.presses("Có ý kiến về quý 4/2026")
    await dung.says("Tôi còn trả lời một lần ở xã.")
    dung.sees("✓ Ý kiến về quý 4/2026 được ghi lại cho cán bộ xem.")
    binh.sees("Ý kiến về đánh giá quý 4/2026: Tôi còn trả lời một lần ở xã.")
    await binh.presses("Trả lời")
    await binh.says("Ban xem lại rồi, lần ấy tính vào quý 3.")
    dung.sees("lần ấy tính vào quý 3")
    await binh.says("/danhgiaquy")
    await binh.presses("Quý 4/2026")
    binh.has_seen("Bảng đánh giá quý 4/2026: đầy đủ và đúng hạn")
