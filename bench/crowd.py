"""Everybody writes at the same moment: how soon their network has its answer. Zalo's Official Accounts want it in two seconds."""

from __future__ import annotations

import asyncio
import statistics
import time
from dataclasses import dataclass

import aiohttp
import orjson

from bench.far_end import BOT_ID, FIRST_CHAT
from bench.run import Running
from bench.zalo import ZaloFarEnd


@dataclass(frozen=True, slots=True)
class Crowd:
    """So many webhook calls at once; seconds until each had its answer. refused: answers that were not 200."""

    people: int
    p50: float
    longest: float
    refused: int


async def crowd(bot: Running, people: int) -> Crowd:
    """`bot` serves them on Zalo; each opens the menu."""
    assert isinstance(bot.far, ZaloFarEnd)
    host, port = await bot.far.webhook
    url = f"http://{host}:{port}/webhooks/zalo_bot/{BOT_ID}"
    headers = {bot.far.secret_header: "bench-secret"}
    bodies = [orjson.dumps(bot.far.said(FIRST_CHAT + number, "/menu")) for number in range(people)]
    refused = 0

    async def post(session: aiohttp.ClientSession, body: bytes) -> float:
        nonlocal refused
        began = time.perf_counter()
        async with session.post(url, data=body, headers=headers) as response:
            await response.read()
            refused += response.status != 200
        return time.perf_counter() - began

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        took = await asyncio.gather(*(post(session, body) for body in bodies))
    return Crowd(people, statistics.median(took), max(took), refused)
