"""What stands around every bot here but ours: its arguments, the one route by which updates come in, and its end."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass

import uvloop
from aiohttp import web

from bench.machine import pin

Webhook = Callable[[web.Request], Awaitable[web.Response]]


@dataclass(frozen=True, slots=True)
class Given:
    """The place of the network's stand-in, the port to listen on, the database's address, and how many members there are."""

    api: str
    port: int
    database: str
    members: int


def given() -> Given:
    """The arguments that `bench.run` starts a bot with."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--api", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--database", required=True)
    parser.add_argument("--members", type=int, required=True)
    return Given(**vars(parser.parse_args()))


def run(serve: Callable[[Given], Coroutine[None, None, None]]) -> None:
    """Serve on a core of its own."""
    told = given()
    pin(0)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(told))


async def listen(port: int, webhook: Webhook, announce: Callable[[str], Awaitable[object]]) -> None:
    """Take updates until standard input closes. `announce` tells the network the address."""
    app = web.Application()
    app.router.add_post("/hook", webhook)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await announce(f"http://127.0.0.1:{port}/hook")
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()
