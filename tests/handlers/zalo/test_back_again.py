"""Whoever blocks and comes back gets what is open meanwhile, each thing once: prompt, survey, question, outcome."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from sandbox.world import World
from storage.tables import Alert, Role
from tests.handlers.playing import TITLE, joins, only, play, prompt_there, send_prompt
from tests.handlers.staff.test_alerts import URGENT
from tests.handlers.surveys.test_surveys import TITLE as SURVEY
from tests.handlers.surveys.test_surveys import write_survey
from tests.handlers.zalo.joining import NETWORKS, joined
from tests.handlers.zalo.test_two_networks import fill
from tests.stage import Stage, new_world

BEFORE = "Nội dung trước đó"
QUESTION = "Giá tăng từ hôm nào?"
OUTCOME = "Đã niêm yết giá."


@pytest.fixture
def world(network: str) -> World:
    return new_world(zalo=True, oa=network == "zalo_oa")


@pytest.mark.parametrize("noticed", [True, False])
async def test_who_blocks_and_comes_back_gets_all_that_is_open_once(stage: Stage, network: str, noticed: bool) -> None:
    only(stage)
    binh, dung = stage.person("binh"), await joined(NETWORKS[network](stage, "dung"))
    prompt_there(stage, title=BEFORE)
    await dung.says("viết báo cáo")
    await fill(dung, "Bình thường")
    await dung.presses("Gửi")
    if noticed:
        await dung.does("block")
    else:
        dung.chat.blocked = True  # nobody tells us: the network refuses what is sent
    mark = dung.last.id
    await send_prompt(binh)
    await write_survey(binh)
    await binh.presses("✓ Gửi khảo sát")
    await binh.says("BC-1126-001")
    await binh.presses("Hỏi người báo")
    await binh.says(QUESTION)
    await binh.says("BC-1126-001")
    await binh.presses("Gộp vào vấn đề")
    await binh.says("Giá vật tư")
    await binh.presses("Xem vấn đề")
    await binh.presses("Báo kết quả")
    await binh.says(OUTCOME)
    await binh.presses("Gửi kết quả")
    await stage.at(stage.world.clock.now() + timedelta(hours=3))
    assert dung.answers(mark) == []
    await dung.does("unblock")
    for message in ("xin chào", "xin chào"):
        await stage.at(stage.world.clock.now() + timedelta(minutes=5))
        await dung.says(message)
    await stage.at(stage.world.clock.now() + timedelta(minutes=5))
    came = dung.answers(mark)
    for words in (TITLE, SURVEY, QUESTION, OUTCOME):
        assert sum(words in one and "Báo cáo: " not in one for one in came) == 1, (words, came)


@pytest.mark.parametrize("noticed", [True, False])
async def test_urgent_report_that_reaches_no_officer_says_so_and_comes_to_the_first_who_is_back(
    stage: Stage, network: str, noticed: bool
) -> None:
    """The case of an alert whose round finds nobody: open until somebody has it, and nobody hears what is not so."""
    binh = stage.person("binh")
    await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2, agrees=False)
    em = await joined(NETWORKS[network](stage, "em"))
    await binh.says("/noinhom", group="canbo")
    await binh.presses("Nhóm cán bộ", group="canbo")
    only(stage)
    for officer in (binh, em):
        if noticed:
            await officer.does("block")
        else:
            officer.chat.blocked = True
    an, mark = stage.person("an"), em.last.id
    await play(an, URGENT)
    await stage.tick()
    await stage.settle()
    group = stage.world.messages("canbo")[-1].text
    assert "Đang báo cán bộ trực" not in group and "cán bộ trực đã" not in group.lower(), group
    await an.says("/cuatoi")
    await an.presses("BC-1126-001")
    an.sees("Việc khẩn này chưa có cán bộ nhận.")
    began = stage.world.clock.now()
    await stage.at(began + timedelta(hours=1))
    assert em.answers(mark) == []
    await em.does("unblock")
    await em.says("xin chào")
    await stage.at(began + timedelta(hours=1, minutes=11))
    assert any("❗ Việc khẩn" in line for line in em.answers(mark)), em.answers(mark)
    alert = stage.look(lambda s: s.scalars(select(Alert)).one())
    assert alert.status == "open" and alert.next_at is not None
    seen = len([line for line in em.answers(mark) if "❗" in line])
    await stage.at(began + timedelta(hours=20))
    assert len([line for line in em.answers(mark) if "❗" in line]) > seen, "again until it is taken"
    await em.presses("Xem")
    await em.presses("Nhận việc")
    assert stage.look(lambda s: s.scalars(select(Alert)).one()).next_at is not None, (
        "and taken it does not rest for ever"
    )
    await an.says("/cuatoi")
    await an.presses("BC-1126-001")
    an.sees("✓ Cán bộ đã nhận việc khẩn này")
