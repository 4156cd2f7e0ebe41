"""The clock is put back an hour: what waits goes on, and nobody waits an hour longer."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from handlers import menu
from tests.bot.faults import failed, make_staff, queue
from tests.handlers.conftest import an, binh, chi, dung, stage, world  # noqa: F401
from tests.handlers.playing import GIST, UP_TO_URGENCY, begin_report, kept, play, prompt_there
from tests.stage import BOT, Person, Stage, StillClock

# ruff: noqa: F811


async def test_a_clock_that_is_put_back_an_hour(
    stage: Stage, an: Person, binh: Person, dung: Person, monkeypatch: pytest.MonkeyPatch, logs: io.StringIO
) -> None:
    """Pacing, backoff, focus and what is due go on; the hours of rules come when the clock says so."""
    prompt_there(stage)
    await begin_report(an)
    await play(an, UP_TO_URGENCY[:1])
    await dung.says("/khan")
    await dung.presses("Khác")  # some topic
    with monkeypatch.context() as trouble:

        def broken(*_: object) -> None:
            raise RuntimeError("a mistake of ours")

        trouble.setattr(menu, "show", broken)
        await binh.says("/menu")
        assert len(failed(stage)) == 1
    stage.world.faults.add("too_many", method="sendMessage", chat=an.chat.id, retry_after=30)
    stage.world.say("an", BOT, GIST)
    await stage.until(lambda: "send refused" in logs.getvalue())
    seen, mark = binh.last.id, an.last.id

    clock = stage.app.clock
    back = timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: StillClock.now(clock) - back)  # type: ignore[arg-type]
    stage.world.clock.advance(30)
    await stage.settle()
    assert len(an.answers(mark)) == 1, "the wait that the network asked for was not an hour longer"
    await stage.tick()
    assert failed(stage) == [], "nor that of an event that failed"
    assert "Chọn việc muốn làm" in binh.answers(seen)[-1]
    await an.presses("Phụ nữ")
    await an.presses("Xong")
    assert kept(stage, "an", "gist") == [GIST]
    await dung.says("Việc xảy ra lúc nãy")
    assert "trục trặc" not in dung.last.text
    await stage.tick()


async def test_an_alert_goes_round_when_the_clock_is_put_back(
    stage: Stage, an: Person, binh: Person, chi: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_staff(stage, "chi")
    prompt_there(stage)
    await begin_report(an)
    await play(an, UP_TO_URGENCY)
    await an.presses("Khẩn")
    binh.sees("❗ Việc khẩn")
    clock = stage.app.clock
    monkeypatch.setattr(clock, "now", lambda: StillClock.now(clock) - timedelta(hours=1))  # type: ignore[arg-type]
    mark = chi.last.id
    await stage.tick()
    assert len(chi.answers(mark)) == 1, "at the latest after the minutes that an officer has"


async def test_the_hours_go_on_when_the_clock_is_put_back(stage: Stage, an: Person) -> None:
    """The loop itself waits by a clock that is never put back."""
    await stage.app.stop()
    stage.app = stage._new_app()
    await stage.app.start()
    clock = stage.app.clock
    with pytest.MonkeyPatch.context() as put_back:
        put_back.setattr(clock, "now", lambda: StillClock.now(clock) - timedelta(hours=1))  # type: ignore[arg-type]
        stage.world.clock.advance(2)
        mark = an.last.id
        queue(stage, an, 1)
        for _ in range(3):
            stage.world.clock.advance(2)
            await stage.world.changed(0.05)
        await stage.until(lambda: an.answers(mark))
        assert an.answers(mark) == ["phần 0"]
