"""The world's clock and file, and the command that runs it alone."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import urllib.request
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sandbox.acts import ActError
from sandbox.clock import Clock, ClockError
from sandbox.richtext import units
from sandbox.world import World

NOW = datetime.fromisoformat("2026-11-03T08:30:00+07:00")


def test_a_still_clock_moves_only_when_told() -> None:
    clock = Clock(NOW)
    assert clock.now() == clock.now() == NOW
    clock.advance(60)
    assert (clock.now() - NOW, clock.version) == (timedelta(seconds=60), 2)
    with pytest.raises(ClockError):
        clock.set(NOW)
    clock.set(NOW, force=True)
    assert clock.now() == NOW
    with pytest.raises(ValueError, match="aware"):
        Clock(datetime(2026, 11, 3))  # noqa: DTZ001


def test_a_running_clock_goes_on_by_itself() -> None:
    clock = Clock(NOW, running=True)
    first = clock.now()
    assert NOW <= first <= clock.now()
    clock.run(False)
    assert clock.now() == clock.now()


async def test_waiting_for_a_jump() -> None:
    clock = Clock(NOW)
    waiting = asyncio.ensure_future(clock.wait_other_than(1, 20))
    await asyncio.sleep(0)
    assert not waiting.done()
    clock.advance(1)
    await waiting
    assert clock.version == 2
    await clock.wait_other_than(1, 20)
    await clock.wait_other_than(2, 0)


def test_names_of_chats() -> None:
    world = World.empty(NOW)
    one = world.add_bot("mot_bot")
    an = world.add_person("an")
    assert world.chat("an") is world.chat(an, one) is world.chat("an", "mot_bot") is world.chat("an", an.id)
    two = world.add_bot("hai_bot")
    assert world.chat("an", two) is not world.chat("an", one)
    group = world.add_group("g", "G", [an, one])
    assert world.chat("an", "g") is world.chat("an", group.id) is group
    for unknown in (None, "x", -5):
        with pytest.raises(ActError, match="unknown_chat"):
            world.chat("an", unknown)
    with pytest.raises(ValueError, match="already"):
        world.add_person("an")
    with pytest.raises(LookupError):
        world.last("an", one)


def test_a_world_file_says_what_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "w.json"
    rows = {
        "people": [{"key": "an"}],
        "bots": [{"username": "b"}],
        "groups": [{"key": "g", "title": "G", "members": ["an", "b"]}],
    }
    file.write_text(json.dumps(rows))
    world = World.load(file)
    assert [view.text for view in world.messages("g")] == []
    rows["groups"][0]["members"] = ["an", "nobody"]  # type: ignore[index]
    file.write_text(json.dumps(rows))
    with pytest.raises(ValueError, match="nobody"):
        World.load(file)


@pytest.mark.parametrize(("text", "length"), [("", 0), ("abc", 3), ("đồng", 4), ("🌾", 2)])
def test_lengths_are_in_utf_16_units(text: str, length: int) -> None:
    assert units(text) == length


@pytest.mark.subprocess
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_prints_its_address_and_ends_cleanly(number: signal.Signals) -> None:
    command = [sys.executable, "-m", "sandbox", "--port", "0"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        word, address = process.stdout.readline().split()
        assert word == "sandbox"
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(f"{address}/world/clock") as response:
            assert json.load(response)["running"] is True
        os.kill(process.pid, number)
        assert process.wait(60) == 0
        assert process.stderr.read() == ""


@pytest.mark.subprocess
def test_the_command_refuses_a_world_that_is_none(tmp_path: Path) -> None:
    file = tmp_path / "w.toml"
    file.write_text("people = 3 4")
    command = [sys.executable, "-m", "sandbox", "--world", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2], timeout=20)
    assert done.returncode == 2
    assert str(file) in done.stderr
    assert "Traceback" not in done.stderr
