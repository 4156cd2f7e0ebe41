"""Lives of the program, seen from the test: started, waited for, killed by their id."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.cli.console import now
from tests.chaos.victim import Order

ROOT = Path(__file__).parents[2]


class Life:
    """One process of the program. `mark`: the network's calls until it began."""

    def __init__(self, pid: int, order: Order, mark: int) -> None:
        self.pid = pid
        self.order = order
        self.mark = mark
        self.began = time.monotonic()
        self.began_at = now() + timedelta(seconds=order.ahead)
        self.over: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    @property
    def alive(self) -> bool:
        return not self.over.done()

    def signal(self, number: signal.Signals) -> None:
        if self.alive:  # else the number may be another's by now
            os.kill(self.pid, number)

    async def ends(self, seconds: float) -> int | None:
        """The exit code (negative: the signal that killed it); None: it still lives."""
        await asyncio.wait([self.over], timeout=seconds)
        return self.over.result() if self.over.done() else None

    def log(self) -> str:
        return Path(self.order.log).read_text("utf-8")

    def journal(self) -> list[list[str]]:
        """What it handed to the network and what it settled, in order; a line cut off by its death does not count."""
        path = Path(self.order.journal)
        text = path.read_text("utf-8") if path.exists() else ""
        return [line.split() for line in text.splitlines(keepends=True) if line.endswith("\n")]


class Nursery:
    """The process that has loaded the program and forks a life for each order (see `tests.chaos.victim`)."""

    def __init__(self) -> None:
        self._lives: dict[int, Life] = {}
        self._begun: list[tuple[Order, int, asyncio.Future[Life]]] = []
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Nursery:
        place = {name: value for name, value in os.environ.items() if not name.startswith("LANGNGHE_")}
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.chaos.victim"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=ROOT,
            env={**place, "PYTHONPATH": str(ROOT)},
        )
        assert self._process.stdout is not None
        async with asyncio.timeout(60):
            assert json.loads(await self._process.stdout.readline()) == {"ready": True}
        self._reading = asyncio.get_running_loop().create_task(self._read(self._process.stdout))
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._process is not None and self._process.stdin is not None and self._reading is not None
        self._process.stdin.close()
        async with asyncio.timeout(20):
            await self._process.wait()
            await self._reading

    async def begin(self, order: Order, mark: int) -> Life:
        """A life that begins."""
        assert self._process is not None and self._process.stdin is not None
        begun: asyncio.Future[Life] = asyncio.get_running_loop().create_future()
        self._begun.append((order, mark, begun))
        self._process.stdin.write(json.dumps(asdict(order)).encode() + b"\n")
        return await begun

    async def _read(self, lines: asyncio.StreamReader) -> None:
        while line := await lines.readline():
            said: dict[str, Any] = json.loads(line)
            if "began" in said:
                order, mark, begun = self._begun.pop(0)
                life = self._lives[said["began"]] = Life(said["began"], order, mark)
                begun.set_result(life)
            else:
                self._lives.pop(said["ended"]).over.set_result(said["code"])
