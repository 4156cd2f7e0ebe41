"""A pause that the network asked for (429) outlives a restart, for the chat it was about or for the account."""

from __future__ import annotations

import io

from sqlmodel import select

from sandbox.world import World
from storage.engine.database import Database
from storage.tables import SendHold
from tests.conftest import NOW
from tests.stage import BOT, Stage, furnish, new_world, staged


async def refused(stage: Stage, key: str, logs: io.StringIO) -> None:
    """Somebody writes, and the network puts the answer off."""
    logged = len(logs.getvalue())
    stage.world.say(key, BOT, "/menu")
    await stage.until(lambda: "send refused" in logs.getvalue()[logged:])


async def test_a_restart_does_not_write_into_a_pause(database: Database, logs: io.StringIO) -> None:
    world: World = new_world(NOW)
    codes = database.run_now(lambda session: furnish(session, NOW))
    async with staged(database, world) as stage:
        stage.codes = codes
        for key in ("an", "dung"):
            await stage.person(key).starts(codes[key])
            await stage.person(key).presses("Đồng ý tham gia")
        an, dung = stage.person("an"), stage.person("dung")
        world.faults.add("too_many", method="sendMessage", chat=an.chat.id, retry_after=100)
        before = an.last.id
        await refused(stage, "an", logs)
        await stage.app.stop()
        mark = world.mark()
        world.clock.advance(10)
        stage.app = stage._new_app()
        await stage.app.start(hours=False)
        world.say("an", BOT, "/trogiup")
        world.say("dung", BOT, "/trogiup")
        await stage.until(lambda: "hỏi từng câu một" in dung.last.text)
        assert an.answers(before) == [], "nothing to the chat that is to wait, what was said since included"
        sent = [call for call in world.calls_since(mark) if call.method == "sendmessage" and call.chat == an.chat.id]
        assert sent == []
        world.clock.advance(95)
        await stage.settle()
        assert len(an.answers(before)) == 2
        world.clock.advance(60)
        world.faults.add("too_many", method="sendMessage", chat=dung.chat.id, retry_after=5)
        await refused(stage, "dung", logs)
        world.clock.advance(10)
        await stage.settle()
        holds = stage.look(lambda s: [one.until for one in s.scalars(select(SendHold))])
        assert len(holds) == 1, "a pause that is over is forgotten with the next one"
