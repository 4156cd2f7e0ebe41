"""Real `langnghe run` processes on a database of a test, against the sandbox."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import time
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp

from bot.cli.console import now
from channels.telegram.adapter import TelegramChannel
from sandbox.run import serving
from sandbox.world import World
from storage.engine.database import Database
from storage.keyring import KeyRing, new_key
from tests.bot.forking import Forking
from tests.conftest import TOKENS, told
from tests.stage import BOT, PATIENCE, TOKEN, furnish

SECRET = "mot-bi-mat-cua-webhook"


def _where_it_is_noon() -> str:
    """A zone in which what is of our own accord does not wait for the morning now."""
    ahead = 12 - now().hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


class Program:
    """One process. What it has logged is read line by line."""

    def __init__(self, forking: Forking, log: Path, settings: dict[str, str]) -> None:
        self._log = log
        log.touch()
        self.process = forking.begin(log, settings)

    @property
    def log(self) -> str:
        return self._log.read_text("utf-8")

    def said(self, event: str) -> list[dict[str, Any]]:
        """The log's lines about an event."""
        lines = [json.loads(line) for line in self.log.splitlines() if line.startswith("{") and line.endswith("}")]
        return [line for line in lines if line["event"] == event]

    def kill(self) -> None:
        """As when the power goes."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)

    async def stop(self) -> int:
        """The exit code after SIGTERM."""
        self.process.send_signal(signal.SIGTERM)
        return await self.end()

    async def end(self) -> int:
        """The exit code, when it has ended."""
        return await asyncio.to_thread(self.process.wait, PATIENCE)

    def close(self) -> None:
        if self.process.poll() is None:
            self.kill()


class Office:
    """A database with people in it, a sandbox, and the programs that a test starts."""

    def __init__(self, forking: Forking, world: World, address: str, url: str, folder: Path) -> None:
        self._forking = forking
        self.world = world
        self._address = address
        self._folder = folder
        self._key = new_key()
        self.database = Database(url, KeyRing.parse([self._key]))
        self.database.found(now())
        self.database.open()
        self.codes = self.database.run_now(lambda session: furnish(session, now()))
        self.url = url
        self.programs: list[Program] = []

    def begin(self, **more: str) -> Program:
        """A process that starts."""
        settings = {
            "DATABASE_URL": self.url,
            "SECRET_KEYS": self._key,
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self._address,
            "STATUS_LISTEN": "127.0.0.1:0",
            "TIMEZONE": _where_it_is_noon(),
            **more,
        }
        made = Program(self._forking, self._folder / f"program-{len(self.programs)}.log", settings)
        self.programs.append(made)
        return made

    async def program(self, **more: str) -> Program:
        """A process that runs."""
        made = self.begin(**more)
        await self.until(lambda: made.said("running") or made.process.poll() is not None)
        assert made.said("running"), made.log
        return made

    async def webhook_program(self) -> Program:
        """One that is told by webhook (the test does, at its port)."""
        # Port 9 takes nothing: the sandbox's own pushing is of no use to more than one process.
        return await self.program(PUBLIC_URL="http://127.0.0.1:9", WEBHOOK_SECRET=SECRET, LISTEN="127.0.0.1:0")

    async def until(self, condition: Callable[[], object], seconds: float = PATIENCE) -> float:
        """How long it took until `condition()` held."""
        begun = time.monotonic()
        while not condition():
            assert time.monotonic() - begun < seconds, [program.log[-3000:] for program in self.programs]
            await self.world.changed(0.05)
        return time.monotonic() - begun

    def texts(self, key: str) -> list[str]:
        """What the bot wrote to somebody."""
        chat = self.world.chat(key, BOT)
        return [m.text for m in self.world.messages(chat, key) if not m.mine and not m.deleted]

    def close(self) -> None:
        for program in self.programs:
            program.close()
        self.database.close()
        written = "".join(program.log for program in self.programs)
        assert told(written, self.world) == [] and not TOKENS.search(written), "a log says what nobody may read"


@contextlib.asynccontextmanager
async def office(forking: Forking, world: World, url: str, folder: Path) -> AsyncIterator[Office]:
    """Opens it for a test; whatever still runs at the end is killed."""
    async with serving(world) as address:
        made = await asyncio.to_thread(Office, forking, world, address, url, folder)
        try:
            yield made
        finally:
            made.close()


class Network:
    """Posts updates to programs as Telegram would."""

    def __init__(self, world: World, client: aiohttp.ClientSession) -> None:
        self._world = world
        self._client = client
        self._numbers = iter(range(700_000_000, 800_000_000))

    def update(self, key: str, text: str, sent_at: datetime | None = None) -> dict[str, Any]:
        person, number = self._world.people[key], next(self._numbers)
        chat = {"id": person.id, "type": "private", "first_name": person.name}
        date = int((sent_at or now()).timestamp())
        message = {"message_id": number, "date": date, "chat": chat, "from": person.user, "text": text}
        return {"update_id": number, "message": message}

    async def post(self, program: Program, update: object) -> int:
        port = program.said("running")[0]["webhooks"]
        url = f"http://127.0.0.1:{port}/webhooks/telegram/{TOKEN.partition(':')[0]}"
        async with self._client.post(url, json=update, headers={TelegramChannel.secret_header: SECRET}) as response:
            return response.status

    async def status(self, program: Program, page: str) -> tuple[int, Any]:
        port = program.said("running")[0]["status"]
        async with self._client.get(f"http://127.0.0.1:{port}/{page}") as response:
            text = await response.text()
            return response.status, json.loads(text) if response.content_type == "application/json" else text


@contextlib.contextmanager
def postgres_database(server: str, template: str, name: str) -> Iterator[str]:
    """The address of a database of its own, made from a template and dropped in the end."""
    from sqlalchemy import create_engine
    from sqlalchemy.engine import make_url

    place = make_url(server)
    admin = create_engine(place.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    yield place.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')
    admin.dispose()
