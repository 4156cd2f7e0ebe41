"""Machines that nobody prepared: ports, terminals, folders and files that are not to be had are said in a sentence each."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.cli.console import text
from bot.errors import port_refused
from sandbox.world import World
from tests.bot.terminal import Terminal, look_alike

TOKEN = "1234567:ABCdefGHIjklMNOpqrST"
TAKEN = "đang có chương trình khác dùng"


def test_port_that_is_taken_or_forbidden_is_said(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.set_up()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        for command in ("demo", "sandbox"):
            said = terminal(command, "--port", port)
            assert (said.code, f"Cổng {port} {TAKEN}" in said.err) == (1, True), (command, said.all)
        world = World.empty()
        world.add_bot("langnghe_bot", token=TOKEN)
        with look_alike(world) as address:
            settings = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": address, "PUBLIC_URL": "https://langnghe.example"}
            for name, value in (settings | {"LISTEN": f"127.0.0.1:{port}"}).items():
                monkeypatch.setenv(f"LANGNGHE_{name}", value)
            said = terminal("run")
    assert (said.code, f"Cổng {port} {TAKEN}" in said.err) == (1, True), said.all
    error = port_refused(PermissionError(errno.EACCES, "error while attempting to bind on address"), 80)
    assert "cổng dưới 1024 cần quyền quản trị" in text(error.key, **error.values)


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONIOENCODING": "latin-1"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
    ids=["latin-1", "ascii"],
)
@pytest.mark.subprocess
def test_terminal_without_vietnamese_letters_damages_no_name(tmp_path: Path, environment: dict[str, str]) -> None:
    """It is told in letters that it can show, and nothing is written."""
    command = [sys.executable, "-m", "bot", "setup", "--name", "Nguyễn Quản Trị"]
    surroundings = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[3])} | environment
    run = subprocess.run(command, cwd=tmp_path, env=surroundings, capture_output=True, check=False)
    assert run.returncode == 1
    assert run.stderr.decode("ascii").startswith("Man hinh lenh nay khong dung UTF-8")
    assert list(tmp_path.iterdir()) == []
    surroundings = {"PATH": surroundings["PATH"], "PYTHONPATH": surroundings["PYTHONPATH"], "LC_ALL": "C"}
    version = subprocess.run([*command[:3], "--version"], env=surroundings, capture_output=True, check=False)
    assert version.stdout.decode().startswith("langnghe 0."), "an ordinary LANG=C is UTF-8 in Python"


@pytest.mark.parametrize(
    "command",
    [
        ("restore",),
        ("drill",),
        ("roster", "import"),
        ("forms", "check"),
        ("forms", "publish"),
        ("forms", "play"),
        ("setup", "--token-file"),
    ],
    ids=" ".join,
)
def test_file_that_may_not_be_read_is_said(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    terminal.set_up()
    file = terminal.here / "tep.xlsx"
    file.write_bytes(b"x")
    really = Path.open

    def opens(self: Path, *given: Any, **more: Any) -> Any:
        if self.name == file.name:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return really(self, *given, **more)

    monkeypatch.setattr(Path, "open", opens)
    said = terminal(*command, str(file))
    assert said.code != 0
    assert "không có quyền" in said.all.lower() or "không đọc được tệp này" in said.all, said.all
    assert "Traceback" not in said.all
    assert "Permission denied" not in said.all


def test_place_that_is_read_only_is_said(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the name that was asked for, at every command that writes a file."""

    def refuses(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", ".hidden")

    terminal.set_up()
    monkeypatch.setattr("bot.cli.output_files.tempfile.mkstemp", refuses)
    for command in (("backup", "b.gz"), ("roster", "template", "b.xlsx"), ("keys", "rotate", "--new")):
        said = terminal(*command)
        assert (said.code, "nơi chứa tệp chỉ cho đọc" in said.err, ".hidden" in said.err) == (1, True, False), said.all


@pytest.mark.subprocess
def test_setup_that_nobody_types_into_says_what_is_missing(tmp_path: Path) -> None:
    """Its words alone: no library's warning that a password may be seen, and a second try ends it."""
    surroundings = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[3]), "PYTHONUTF8": "1"}

    def setup(*more: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bot", "setup", *more]
        return subprocess.run(
            command, cwd=tmp_path, env=surroundings, input=typed, capture_output=True, text=True, check=False
        )

    run = setup()
    assert run.returncode == 1
    assert run.stderr == text("cli-setup-name-needed") + "\n"
    assert "Warning" not in run.stdout
    run = setup("--name", "Trần Bình", typed=f"{TOKEN}\n")
    assert (run.returncode, run.stderr) == (0, "")
    assert TOKEN not in run.stdout
    assert TOKEN in (tmp_path / ".env").read_text()
