"""One bot at a time, in a process and on a core of its own, played by people on the other core; what was measured."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import statistics
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bench.far_end import FarEnd
from bench.machine import HOME, cpu_seconds, environment, resident
from bench.zalo import ZaloFarEnd
from storage.keyring import new_key

_START = 60.0  # seconds that a bot may take to come up


@dataclass(frozen=True, slots=True)
class Variant:
    """A bot to measure: the module that runs it, and its database's address; `limits`: those of the network are kept;
    `zalo`: its people are there; `pause`: seconds that they think; `home`: the checkout that the module is of; `form`: the
    file of the form that is filled in, where it is not the module's own; `processes`: so many serve one database."""

    name: str
    module: str
    database: str
    limits: bool = False
    zalo: bool = False
    pause: float = 0.0
    home: Path = HOME
    form: Path | None = None
    processes: int = 1


class Running(NamedTuple):
    """A bot and its far end. `order` says to the bot: send the broadcast that waits. `pids`: all processes of the bot."""

    far: FarEnd
    pid: int
    order: Callable[[], None]
    pids: Sequence[int]


@dataclass(frozen=True, slots=True)
class Figures:
    """What one bot did for so many people. Milliseconds, megabytes; CPU of the bot's processes alone."""

    people: int
    latency: float  # of a call to the network, milliseconds
    steps_per_second: float
    p50: float
    p99: float
    cpu_per_1000: float
    resident: float
    calls_per_step: float
    bot_busy: float  # share of its core
    far_busy: float  # share of the far end's core: near 1, it is the far end that was measured
    unanswered: int


@dataclass(frozen=True, slots=True)
class Memory:
    """The bot's resident memory after so many members have reported, and so many more that there is nothing to report."""

    reports: int
    nothing: int
    resident: float


@contextlib.asynccontextmanager
async def running(variant: Variant, members: int) -> AsyncIterator[Running]:
    """The bot and its far end while the block runs."""
    far = ZaloFarEnd(members) if variant.zalo else FarEnd(members)
    far.pause = variant.pause
    async with far.serving() as api:
        key = ["--key", new_key()] if variant.processes > 1 else []
        first, door = await _started(variant, api, members, key)
        bots = [first]
        try:
            await _came_up(variant, far, first)
            doors = [door]
            for _ in range(1, variant.processes):
                another, door = await _started(variant, api, members, [*key, "--joins"])
                bots.append(another)
                doors.append(door)
                await _listens(variant, door, another)
            if len(doors) > 1:
                far.doors = doors
            await asyncio.sleep(0.3)
            assert first.stdin is not None
            orders = first.stdin
            yield Running(far, first.pid, lambda: orders.write(b"broadcast\n"), [bot.pid for bot in bots])
        finally:
            for bot in reversed(bots):
                assert bot.stdin is not None
                bot.stdin.close()
                try:
                    await asyncio.wait_for(bot.wait(), 15)
                except TimeoutError:
                    bot.kill()
                    await bot.wait()


async def _started(
    variant: Variant, api: str, members: int, more: Sequence[str]
) -> tuple[asyncio.subprocess.Process, int]:
    """A process of a bot, and the port of its webhook."""
    port = _free_port()
    command = [sys.executable, "-m", variant.module, "--api", api, "--port", str(port)]
    command += ["--database", variant.database, "--members", str(members), *more]
    command += ["--limits"] * variant.limits + ["--zalo"] * variant.zalo
    if variant.form is not None:
        command += ["--form", str(variant.form)]
    bot = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.PIPE, cwd=variant.home, env=environment(variant.home)
    )
    return bot, port


async def _listens(variant: Variant, port: int, bot: asyncio.subprocess.Process) -> None:
    """Returns when somebody may knock at a process's webhook."""
    until = time.monotonic() + _START
    while True:
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        if bot.returncode is not None or time.monotonic() > until:
            raise RuntimeError(f"{variant.name} did not come up")
        await asyncio.sleep(0.05)


async def _came_up(variant: Variant, far: FarEnd, bot: asyncio.subprocess.Process) -> None:
    """Returns when the bot has set its webhook."""
    until = time.monotonic() + _START
    while not far.webhook.done():
        if bot.returncode is not None or time.monotonic() > until:
            raise RuntimeError(f"{variant.name} did not come up")
        await asyncio.sleep(0.05)


async def measure(
    far: FarEnd, pids: Sequence[int], people: int, latency: float, warm: float, seconds: float
) -> Figures:
    """Lets so many people play, and looks at the clock after a warm-up. `latency` in milliseconds.

    Five hundred need longer until the first wave of them has passed, and until enough of them have made a step.
    """
    far.latency = latency / 1000
    warm, seconds = warm + people / 200, seconds + people / 200
    await far.play(people, warm)
    far.latencies.clear()
    calls, cpu, own, began = far.calls, sum(map(cpu_seconds, pids)), time.process_time(), time.perf_counter()
    await asyncio.sleep(seconds)
    took, cpu, own = time.perf_counter() - began, sum(map(cpu_seconds, pids)) - cpu, time.process_time() - own
    latencies, calls = sorted(far.latencies), far.calls - calls
    memory = sum(map(resident, pids))
    unanswered = await far.rest()
    steps = len(latencies)
    if steps < 10:
        raise RuntimeError(f"only {steps} steps in {took:.0f} s")
    return Figures(
        people=people,
        latency=latency,
        steps_per_second=steps / took,
        p50=1000 * statistics.median(latencies),
        p99=1000 * latencies[int(0.99 * steps)],
        cpu_per_1000=1000 * cpu / steps,
        resident=memory,
        calls_per_step=calls / steps,
        bot_busy=cpu / took,
        far_busy=own / took,
        unanswered=unanswered,
    )


async def remember(far: FarEnd, pid: int, members: int, whole: int, within: float) -> Memory:
    """Fifty people at a time, until so many members have reported (or time is up): `whole` of them write a report, the
    others press that there is nothing to report, which spares the run many minutes."""
    far.latency = 0
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(within):
            await far.play(50, reports=max(0, whole - far.reports))
            far.calm = True
            before = far.reports
            await far.play(50, reports=members - far.reports)
    await far.rest()
    return Memory(before, far.reports - before, resident(pid))


def middle(rounds: Sequence[Figures]) -> Figures:
    """The median of each figure over the rounds; unanswered steps are added up."""
    medians = {name: statistics.median(getattr(one, name) for one in rounds) for name in Figures.__slots__}
    medians["people"], medians["latency"] = rounds[0].people, rounds[0].latency
    medians["unanswered"] = sum(one.unanswered for one in rounds)
    return Figures(**medians)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
