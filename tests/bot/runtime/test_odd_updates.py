"""Updates that are old, repeated, garbage or none: each counts once or not at all, and holds up nobody."""

from __future__ import annotations

import asyncio
import io
from datetime import timedelta

from sqlalchemy.exc import OperationalError

from bot.runtime.polling import Polling
from channels.telegram.adapter import TelegramChannel
from tests.bot.faults import door  # noqa: F401
from tests.bot.runtime.test_web import Door, said
from tests.handlers.conftest import an, binh, chi, dung, stage, world  # noqa: F401
from tests.stage import BOT, Person, Stage

# ruff: noqa: F811


async def test_a_webhook_replayed_a_week_later(stage: Stage, an: Person, door: Door) -> None:
    assert await door.post(said(stage, "an", "/menu", 70)) == 200
    await stage.settle()
    for _ in range(7):
        stage.world.clock.advance(86_400)
        await stage.app.ticker.tidy()
    mark = an.last.id
    assert await door.post(said(stage, "an", "/menu", 70)) == 200
    await stage.settle()
    assert an.answers(mark) == []


async def test_a_webhook_of_more_than_a_month_ago(stage: Stage, an: Person, door: Door) -> None:
    """Received, or it would come again and again; and that is all."""
    update = said(stage, "an", "/menu", 71)
    update["message"]["date"] = int((stage.world.clock.now() - timedelta(days=33)).timestamp())  # type: ignore[index]
    mark = an.last.id
    assert await door.post(update) == 200
    await stage.settle()
    assert an.answers(mark) == []


async def test_a_network_that_answers_updates_with_garbage(stage: Stage, an: Person, logs: io.StringIO) -> None:
    mark = an.last.id
    stage.world.faults.add("garbage", method="getUpdates", times=3)
    stage.world.say("an", BOT, "/menu")
    for count in range(1, 4):
        await stage.until(lambda count=count: logs.getvalue().count("poll refused") >= count)  # type: ignore[misc]
        stage.world.clock.advance(30)
    await stage.settle()
    assert len(an.answers(mark)) == 1


class Odd(TelegramChannel):
    """A network whose answers are JSON and make no sense."""

    def __init__(self, answers: list[object]) -> None:
        self._answers = answers
        self.offsets: list[int] = []

    async def delete_webhook(self) -> None:
        pass

    async def poll(self, offset: int, timeout: int) -> list[dict[str, object]]:  # noqa: ASYNC109
        self.offsets.append(offset)
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[return-value]


async def test_updates_that_are_none_hold_up_nobody(stage: Stage) -> None:
    taken: list[object] = []
    good = {"update_id": 9}
    channel = Odd([[{"x": 1}], ["text", None], [{"update_id": "9"}], [{"x": 1}, good], []])
    polling = Polling(channel, None, stage.app.clock)  # type: ignore[arg-type]

    async def receive(update: object) -> None:
        taken.append(update)
        if update == good:
            polling.end()

    polling._receive = receive
    running = asyncio.ensure_future(polling.run())
    while not running.done():
        stage.world.clock.advance(30)
        await asyncio.sleep(0)
    assert good in taken
    assert channel.offsets == [0, 0, 0, 0]


async def test_the_offset_stays_where_the_database_does_not_take_a_batch(stage: Stage) -> None:
    batch = [{"update_id": 4}, {"update_id": 5}]
    channel = Odd([batch, batch, []])
    tries: list[object] = []
    polling = Polling(channel, None, stage.app.clock)  # type: ignore[arg-type]

    async def receive(update: dict[str, int]) -> None:
        tries.append(update["update_id"])
        if update["update_id"] == 5 and tries.count(5) == 1:
            raise OperationalError("INSERT", None, OSError("away"))
        if tries.count(5) == 2:
            polling.end()

    polling._receive = receive
    running = asyncio.ensure_future(polling.run())
    while not running.done():
        stage.world.clock.advance(30)
        await asyncio.sleep(0)
    assert (channel.offsets[:2], tries) == ([0, 0], [4, 5, 4, 5])
    assert polling._offset == 6
