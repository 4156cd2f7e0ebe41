"""Requests about a whole world: its clock, its people's language, its first morning, and that it can begin once more."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import datetime

import orjson
from aiohttp import web

from sandbox.clock import ClockError
from sandbox.page_answers import answer, sentence
from sandbox.state import Happening
from sandbox.world import World

LANGUAGES = frozenset({"vi", "en"})
WAIT = 25.0  # seconds that a long poll takes at most


class WorldApi:
    """Answers /world/clock, language, ready and again."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def clock(self, request: web.Request) -> web.Response:
        clock = self.world.clock
        if "since" in request.query and not self.world.closing:
            await clock.wait_other_than(int(request.query["since"]), WAIT)
        return self._clock()

    async def set_clock(self, request: web.Request) -> web.Response:
        body = orjson.loads(await request.read())
        clock = self.world.clock
        try:
            if "to" in body:
                instant = datetime.fromisoformat(body["to"])
                if instant.tzinfo is None:
                    instant = instant.replace(tzinfo=clock.now().tzinfo)
                clock.set(instant, force=body.get("force") is True)
            else:
                clock.advance(float(body["advance"]))
        except ClockError:
            return sentence("clock_backwards")
        return self._clock()

    def _clock(self) -> web.Response:
        clock = self.world.clock
        return answer({"now": clock.now().isoformat(), "version": clock.version, "running": clock.running})

    async def language(self, request: web.Request) -> web.Response:
        """The language of the people's phones; with `not`, once it is another one, or after 25 s."""
        world = self.world
        if request.query.get("not") == world.language and not world.closing:
            await world.spoken.wait(WAIT)
        return answer({"language": world.language})

    async def set_language(self, request: web.Request) -> web.Response:
        language = orjson.loads(await request.read())["language"]
        if language not in LANGUAGES:
            return sentence("bad_request")
        self.world.speak(language)
        return answer({"language": language})

    async def ready(self, _request: web.Request) -> web.Response:
        """Answers once people may look, or after 25 s."""
        world = self.world
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(WAIT):
                while not (world.ready or world.closing):
                    await world.changed()
        return answer({"ready": world.ready})

    async def set_ready(self, request: web.Request) -> web.Response:
        self.world.ready = True
        self.world.happened(Happening("state"))
        return await self.ready(request)

    async def begin_again(self, _request: web.Request) -> web.Response:
        """Lets the world begin once more, where whoever runs it can do that."""
        if self.world.again is None:
            return sentence("unknown_act")
        self.world.happened(Happening("again"))
        self.world.again()
        return answer({"ok": True})
