"""A terminal for tests: an empty directory, an empty environment, and the commands run in this process."""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from typer.testing import CliRunner

from bot.cli.console import language
from bot.cli.main import build
from bot.settings import load_settings
from sandbox.run import serving
from sandbox.world import World
from storage.engine.database import Database
from storage.keyring import KeyRing


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        return self.out + self.err


@cache
def _commands(_language: str) -> Any:
    """All commands with what they say, which is in the language of the settings."""
    return build()


Files = dict[str, tuple[bytes, int]]
"""Files by name: what is in them, and who may read it."""
_SET_UP: dict[tuple[object, ...], tuple[Said, Files]] = {}
"""What `Terminal.set_up` said and left behind, by the settings and what was there before."""


class Terminal:
    """`terminal("invite", "--member", "X")` is `langnghe invite --member X` in the test's own directory."""

    def __init__(self, here: Path) -> None:
        self.here = here

    def __call__(self, *arguments: str, typed: str = "") -> Said:
        result = CliRunner().invoke(_commands(language()), list(arguments), input=typed)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(result.exit_code, result.stdout, result.stderr)

    def set_up(self) -> Said:
        """A database with an administrator called Trần Bình, and no bot yet.

        Played once; whoever asks for it later in a like directory, with the same settings, gets the files of that time.
        """
        settings = sorted((name, value) for name, value in os.environ.items() if name.startswith("LANGNGHE_"))
        there = (*settings, *sorted(self._files().items()))
        if there in _SET_UP:
            said, files = _SET_UP[there]
            for name, (content, mode) in files.items():
                (self.here / name).parent.mkdir(0o700, exist_ok=True)
                (self.here / name).write_bytes(content)
                (self.here / name).chmod(mode)
            return said
        said = self("setup", "--name", "Trần Bình", typed="\n")
        assert said.code == 0, said.all
        _SET_UP[there] = (said, self._files())
        return said

    def _files(self) -> Files:
        left = [one for one in self.here.rglob("*") if one.is_file()]
        return {str(one.relative_to(self.here)): (one.read_bytes(), one.stat().st_mode) for one in left}

    def variable(self, name: str) -> str:
        return dotenv_values(".env")[f"LANGNGHE_{name}"] or ""

    @contextlib.contextmanager
    def database(self) -> Iterator[Database]:
        """A second look at what a command left behind."""
        settings = load_settings()
        ring = KeyRing.parse([key.get_secret_value() for key in settings.secret_keys])
        database = Database(settings.database_url, ring)
        database.open()
        try:
            yield database
        finally:
            database.close()


@contextlib.contextmanager
def look_alike(world: World) -> Iterator[str]:
    """The look-alike Telegram in a thread of its own; gives its address."""
    ready = threading.Event()
    place: list[str] = []
    stop: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    async def serve() -> None:
        async with serving(world) as address:
            ended = asyncio.Event()
            place.append(address)
            stop.append((asyncio.get_running_loop(), ended))
            ready.set()
            await ended.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert ready.wait(20)
    try:
        yield place[0]
    finally:
        loop, ended = stop[0]
        loop.call_soon_threadsafe(ended.set)
        thread.join()
