"""Runs a world on this machine: for the demo inside its process, or alone as `python -m sandbox`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

from aiohttp import web

from sandbox.server import create_app
from sandbox.world import World

AGAIN = 75  # the exit code of a world that wants to begin once more
MOMENT = 0.3  # seconds in which the pages that look hear of it
PROVINCE = Path(__file__).parent / "worlds" / "province.toml"


@contextlib.asynccontextmanager
async def serving(world: World, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serves the world while the block runs; gives its address ("http://127.0.0.1:PORT"). Port 0 picks a free one."""
    runner = web.AppRunner(
        create_app(world), access_log=None, handler_cancellation=True, shutdown_timeout=1.0, keepalive_timeout=75.0
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        world.address = f"http://{host}:{runner.addresses[0][1]}"
        yield world.address
    finally:
        await runner.cleanup()


async def serve(world: World, host: str = "127.0.0.1", port: int = 0, *, stop: asyncio.Event | None = None) -> None:
    """Serves until `stop` is set (or the task is cancelled); prints the address as one line `sandbox http://…`."""
    async with serving(world, host, port) as address:
        print(f"sandbox {address}", flush=True)  # noqa: T201 - the line that a caller waits for
        await (stop or asyncio.Event()).wait()


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m sandbox --world FILE --port N`. Ends on Ctrl-C or SIGTERM. Returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m sandbox", description="Look-alike messaging servers and their page."
    )
    parser.add_argument("--world", type=Path, default=PROVINCE, help="world file, TOML or JSON")
    parser.add_argument("--port", type=int, default=8081, help="0 picks a free one")
    parser.add_argument("--still", action="store_true", help="the clock stands still until it is moved")
    parser.add_argument(
        "--again",
        action="store_true",
        help=f"it waits to be told that it is ready, and the page may end it with exit code {AGAIN}, to be started anew",
    )
    parser.add_argument("--history", type=int, default=500, help="messages that each chat remembers")
    given = parser.parse_args(arguments)
    try:
        world = World.load(given.world, running=not given.still)
    except (OSError, ValueError) as problem:
        print(f"{given.world}: {problem}", file=sys.stderr)  # noqa: T201 - a command's own error
        return 2

    world.history = max(1, given.history)
    code = 0

    async def until_told() -> None:
        stop = asyncio.Event()

        def again() -> None:
            nonlocal code
            code = AGAIN
            asyncio.get_running_loop().call_later(MOMENT, stop.set)

        world.again, world.ready = (again, False) if given.again else (None, True)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
        await serve(world, "127.0.0.1", given.port, stop=stop)

    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(until_told())
    return code


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where it is installed: the benchmark's far end should cost little."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop
