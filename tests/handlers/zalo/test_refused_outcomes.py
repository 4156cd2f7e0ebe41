"""An outcome that the network refuses is told to nobody: staff see so, and it comes when the person is there again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from sandbox.world import World
from storage.tables import Issue, Notice
from tests.handlers.playing import only, prompt_there
from tests.handlers.zalo.joining import joined
from tests.handlers.zalo.test_two_networks import NETWORKS, fill
from tests.stage import Person, Stage, new_world

OUTCOME = "Đã niêm yết giá."


@pytest.fixture(params=NETWORKS)
def network(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(network: str) -> World:
    return new_world(zalo=True, oa=network == "zalo_oa")


async def test_refused_outcome_is_told_when_the_person_writes_again(
    stage: Stage, network: str, binh: Person, chi: Person
) -> None:
    only(stage)
    dung = await joined(NETWORKS[network](stage, "dung"))
    prompt_there(stage)
    await dung.says("viết báo cáo")
    await fill(dung, "Bình thường")
    await dung.presses("Gửi")
    await binh.says("BC-1126-001")
    await binh.presses("Gộp vào vấn đề")
    await binh.says("Giá vật tư")
    await binh.presses("Xem vấn đề")
    dung.chat.blocked = True  # nobody tells us: the network refuses what is sent
    mark = dung.last.id
    await binh.presses("Báo kết quả")
    await binh.says(OUTCOME)
    await stage.tick()
    await stage.settle()
    await binh.presses("Xem vấn đề")
    binh.sees("Chưa báo được cho 1 người")
    assert "Báo lại" not in binh.last.text
    assert stage.look(lambda s: s.scalars(select(Issue)).one()).told_at is None
    dung.chat.blocked = False
    stage.world.clock.set(stage.world.clock.now() + timedelta(minutes=5))
    await dung.says("/menu")
    assert sum(OUTCOME in line for line in dung.answers(mark)) == 1
    await stage.tick()
    await stage.settle()
    assert stage.look(lambda s: s.scalars(select(Notice)).all()) == []
    assert stage.look(lambda s: s.scalars(select(Issue)).one()).told_at is not None
    await binh.says("/vande")
    await binh.presses("Đã xong")
    await binh.presses("Giá vật tư")
    assert "Chưa báo được" not in binh.last.text
    assert "Báo lại" in binh.last.text
