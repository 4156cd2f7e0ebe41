"""Two drafts on an Official Account, whose buttons stay on the phone: a press concerns the draft of its own card."""

from __future__ import annotations

import pytest
from sqlmodel import select

from sandbox.world import World
from storage.tables import DraftRow
from tests.handlers.playing import GIST, begin_report, kept, prompt_there
from tests.handlers.zalo.joining import joined
from tests.stage import OaPerson, Person, Stage, new_world

SLIDE = "Sạt lở chắn đường vào thôn Đông, có mười hộ bị kẹt."


@pytest.fixture
def world() -> World:
    return new_world(oa=True)


@pytest.fixture
async def dung(stage: Stage) -> Person:
    return await joined(OaPerson(stage, "dung"))


async def test_later_and_discard_on_an_old_card(stage: Stage, dung: Person) -> None:
    prompt_there(stage)
    await begin_report(dung)
    await dung.presses("Giá vật tư")
    await dung.says(GIST)
    await dung.says("/dung")
    discard = dung.button("Bỏ phiếu này")
    await dung.says("/khan")
    await dung.presses_on(*discard)
    dung.sees("Bỏ phiếu Nội dung nắm bắt tháng 11?")
    sure = dung.button("Bỏ hẳn")
    await dung.says(SLIDE)
    assert kept(stage, "dung", "gist").count(SLIDE) == 1, "the question about another draft takes no words"
    await dung.presses_on(*sure)
    dung.has_seen("Đã bỏ phiếu")
    dung.sees("Phiếu: Báo việc khẩn")
    assert len(stage.look(lambda s: s.scalars(select(DraftRow)).all())) == 1
    await dung.says("6")
    dung.has_seen("✓ Đã lưu")
