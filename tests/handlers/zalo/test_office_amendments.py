"""A prompt that was sent, played: corrected on every phone that has it, withdrawn, and two officers in one instant."""

from __future__ import annotations

import pytest

from sandbox.world import World
from storage.tables import Role
from tests.handlers.playing import TITLE, joins, local, only, send_prompt
from tests.handlers.staff.test_groups_back import binds, posted
from tests.handlers.zalo.joining import joined
from tests.handlers.zalo.test_office_networks import DOORS, moved
from tests.stage import Person, Stage, new_world


@pytest.fixture(params=["telegram", *DOORS])
def door(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(door: str) -> World:
    return new_world(zalo=door != "telegram", oa=door == "zalo_oa")


async def test_what_was_sent_is_corrected_and_taken_back_once(
    stage: Stage, door: str, an: Person, binh: Person
) -> None:
    only(stage)
    dung = await joined(stage.person("dung") if door == "telegram" else DOORS[door](stage, "dung"))
    officer = binh if door == "telegram" else await moved(stage, "binh", door)
    hoa = await joins(stage, "hoa", "Ngô Hoa", Role.STAFF)
    await send_prompt(officer)
    await stage.tick()
    card = next(one for one in an.phone if TITLE in one.text)
    for one in (officer, hoa):
        await one.says("/tiendo")
        await one.presses("Đính chính, thu hồi")
        await one.presses("Mục 1:")
    officer.sees("Mục 1 hiện là: Giá vật tư nông nghiệp tăng")
    marks = an.last.id, dung.last.id
    await officer.says("Giá phân bón tăng")
    officer.sees(f"✓ Đang đính chính {TITLE} với")
    await hoa.says("Giá lúa giảm")
    hoa.sees(f"Trần Bình vừa đính chính {TITLE}")
    assert "Giá phân bón tăng" in next(one for one in an.phone if one.id == card.id).text
    assert [f"Ban có đính chính trong {TITLE}" in one for one in an.answers(marks[0])] == [True]
    if door != "telegram":
        assert [("Đính chính." in one, "Giá phân bón tăng" in one) for one in dung.answers(marks[1])] == [(True, True)]
    await an.presses("Viết báo cáo")
    assert any("Giá phân bón tăng" in button for button in an.buttons) or "Giá phân bón tăng" in an.last.text
    for one in (officer, hoa):
        await one.says("/tiendo")
        await one.presses("Đính chính, thu hồi")
        await one.presses("Thu hồi yêu cầu này")
        one.sees(f"Thu hồi {TITLE}?")
    marks = an.last.id, dung.last.id
    await hoa.presses("Thu hồi")
    hoa.sees(f"✓ Đang thu hồi {TITLE}")
    await officer.presses("Thu hồi")
    officer.sees(f"Ngô Hoa thu hồi {TITLE} trước rồi")
    assert [one for one in an.answers(marks[0]) if "không cần trả lời nữa" in one] == [
        f"Ban thu hồi {TITLE}: không cần trả lời nữa. Cảm ơn anh/chị."
    ]
    if door != "telegram":
        assert sum("không cần trả lời nữa" in one for one in dung.answers(marks[1])) == 1
    await officer.says("/tiendo")
    officer.sees("Chưa gửi yêu cầu nào.")


async def test_correction_after_the_due_time_comes_and_the_group_hears_of_it(
    stage: Stage, an: Person, binh: Person
) -> None:
    only(stage)
    await binds(binh)
    await send_prompt(binh)
    await stage.tick()
    await stage.at(local(26, 9))
    await binh.says("/tiendo")
    await binh.presses("Đính chính, thu hồi")
    await binh.presses("Mục 1:")
    mark = an.last.id
    await binh.says("Giá phân bón tăng")
    line = f"Ban có đính chính trong {TITLE}"
    assert [line in one for one in an.answers(mark)] == [True], "it was due yesterday, and late answers are taken"
    assert posted(stage, line) == 1
