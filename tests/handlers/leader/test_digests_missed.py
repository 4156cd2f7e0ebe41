"""A leader who could not be reached when a digest left, and is back."""

from __future__ import annotations

from sandbox.faults import FaultKind
from tests.handlers.playing import local, only
from tests.stage import Person, Stage


async def test_leader_who_is_back_gets_the_digest_that_did_not_come_and_once(stage: Stage, chi: Person) -> None:
    only(stage, "daily_digest")
    stage.world.faults.add(FaultKind.BLOCKED, chat=stage.world.people["chi"].id, times=5)
    mark = chi.last.id
    await stage.at(local(3, 17))
    assert chi.answers(mark) == []
    stage.world.faults.clear()
    stage.world.clock.set(local(3, 18))
    await chi.does("send_sticker", "😀")
    assert sum("03/11" in text for text in chi.answers(mark)) == 1
    mark = chi.last.id
    await chi.does("send_sticker", "😀")
    assert not any("03/11" in text for text in chi.answers(mark))
