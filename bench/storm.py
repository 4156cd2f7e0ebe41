"""A network that delivers everything once more, all at once: what it costs, and that nobody hears of it."""

from __future__ import annotations

import time
from dataclasses import dataclass

from bench.machine import cpu_seconds
from bench.run import Running

_PEOPLE = 50
_SECONDS = 4.0
"""How long people play before."""


@dataclass(frozen=True, slots=True)
class Storm:
    """So many updates a second time: how many were acknowledged, seconds until the last was, CPU of a thousand, and how many
    messages people saw of them (none should)."""

    database: str
    copies: int
    acknowledged: int
    seconds: float
    cpu_per_1000: float
    told: int


async def storm(bot: Running, database: str) -> Storm:
    """People play for a while and rest; then all that they did comes again."""
    await bot.far.play(_PEOPLE, _SECONDS)
    await bot.far.rest()
    await bot.far.quiet()
    copies, told = len(bot.far.posted), bot.far.told
    cpu, began = sum(map(cpu_seconds, bot.pids)), time.perf_counter()
    acknowledged = await bot.far.again()
    seconds, cpu = time.perf_counter() - began, sum(map(cpu_seconds, bot.pids)) - cpu
    await bot.far.quiet()
    return Storm(database, copies, acknowledged, seconds, 1000 * cpu / copies, bot.far.told - told)
