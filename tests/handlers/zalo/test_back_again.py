"""Whoever blocks and comes back gets what is open meanwhile, each thing once: prompt, survey, question, outcome."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sandbox.world import World
from tests.handlers.playing import TITLE, only, prompt_there, send_prompt
from tests.handlers.surveys.test_surveys import TITLE as SURVEY
from tests.handlers.surveys.test_surveys import write_survey
from tests.handlers.zalo.joining import joined
from tests.handlers.zalo.test_two_networks import NETWORKS, fill
from tests.stage import Stage, new_world

BEFORE = "Nội dung trước đó"
QUESTION = "Giá tăng từ hôm nào?"
OUTCOME = "Đã niêm yết giá."


@pytest.fixture(params=NETWORKS)
def network(request: pytest.FixtureRequest) -> str:
    return str(request.param)


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
