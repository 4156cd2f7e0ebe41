"""The commands that stay: they start, refuse a second one, and end when they are told to."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from sandbox.world import World
from tests.bot.terminal import Terminal, look_alike

ROOT = Path(__file__).parents[3]
TOKEN = "1234567:ABCdefGHIjklMNOpqrST"

pytestmark = pytest.mark.subprocess


@contextmanager
def started(*arguments: str, until: str, **settings: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A command in a process of its own, once it has printed `until`, and the line that says so."""
    place = {name: value for name, value in os.environ.items() if not name.startswith("LANGNGHE_")}
    place |= {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "LANGNGHE_STATUS_LISTEN": "127.0.0.1:0"}
    place |= {f"LANGNGHE_{name}": value for name, value in settings.items()}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        env=place,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        said = []
        for line in process.stdout:
            said.append(line)
            if until in line:
                break
        else:
            pytest.fail(f"it ended before {until!r}: {''.join(said)}")
        yield process, said[-1]
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        process.stdout.close()


def test_the_program_runs_once_on_a_database_and_ends_when_told(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.set_up()
    world = World.empty()
    world.add_bot("langnghe_bot", token=TOKEN)
    with look_alike(world) as address:
        settings = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": address, "LISTEN": "127.0.0.1:0"}
        with started("run", until="running", **settings) as (process, _):
            monkeypatch.setenv("LANGNGHE_TELEGRAM_TOKEN", TOKEN)
            second = terminal("run")
            assert (second.code, second.err.count("\n"), "đang chạy" in second.err) == (1, 1, True)
            assert terminal("backup", "b").code == 0
            assert terminal("db", "upgrade").code == 1
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0


def test_the_program_ends_when_told_though_the_network_is_away(terminal: Terminal) -> None:
    terminal.set_up()
    settings = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://127.0.0.1:9"}
    with started("run", until="network away", **settings) as (process, _):
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


def test_a_token_that_the_network_refuses(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.set_up()
    with look_alike(World.empty()) as address:
        monkeypatch.setenv("LANGNGHE_TELEGRAM_TOKEN", TOKEN)
        monkeypatch.setenv("LANGNGHE_TELEGRAM_API_URL", address)
        monkeypatch.setenv("LANGNGHE_STATUS_LISTEN", "127.0.0.1:0")
        said = terminal("run")
    assert said.code == 1 and TOKEN not in said.all
    assert said.err.splitlines()[-1].count("LANGNGHE_TELEGRAM_TOKEN") <= 1


def test_a_status_port_that_is_taken_stops_nobody(terminal: Terminal) -> None:
    terminal.set_up()
    world = World.empty()
    world.add_bot("langnghe_bot", token=TOKEN)
    with look_alike(world) as address:
        taken = address.removeprefix("http://")
        settings = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": address, "STATUS_LISTEN": taken}
        with started("run", until="running", **settings) as (process, line):
            assert '"status": 0' in line
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0


def test_the_program_does_not_start_on_an_old_database(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.set_up()
    monkeypatch.setenv("LANGNGHE_TELEGRAM_TOKEN", TOKEN)
    with terminal.database() as database:
        database.run_now(lambda session: session.execute(text("UPDATE alembic_version SET version_num = '0000'")))
    said = terminal("run")
    assert (said.code, "langnghe db upgrade" in said.err) == (1, True)


def test_the_program_needs_a_token(terminal: Terminal) -> None:
    terminal.set_up()
    said = terminal("run")
    assert (said.code, said.err) == (2, "Thiếu LANGNGHE_TELEGRAM_TOKEN: hãy chạy `langnghe setup`.\n")


def test_the_sandbox_alone(terminal: Terminal) -> None:
    with started("sandbox", "--port", "0", until="http://") as (process, line):
        assert re.fullmatch(r"sandbox http://127\.0\.0\.1:\d+\n", line)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    said = terminal("sandbox", "--world", "none.toml")
    assert (said.code, "none.toml" in said.err) == (2, True)
    assert terminal("sandbox", "--port", "99999").code == 2
