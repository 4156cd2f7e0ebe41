"""The README is a promise: every command in it is run here, or by the test or check that is named here."""

from __future__ import annotations

import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from sandbox.run import PROVINCE
from sandbox.world import World
from tests.bot.terminal import Terminal, look_alike

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = [
    line for block in re.findall(r"```console\n(.*?)```", README, re.S) for line in block.splitlines() if line.strip()
]
TOKEN = re.search(r'token = "([^"]+)"', PROVINCE.read_text("utf-8"))[1]  # type: ignore[index]
ELSEWHERE = {
    "make demo": "tests/e2e/phones.py",  # the demo that it starts is played in a browser
    "make test": ".ci/run",
    "make install": "tests/fresh/run.sh",
    ". .venv/bin/activate": "tests/fresh/run.sh",
    "make lint": ".ci/run",
    "make types": ".ci/run",
    "make contracts": ".ci/run",
    "make bench": "tests/bench",
    "make chaos": "tests/chaos",
    "make year": "tests/year",
    "make test-cases": "tests/cases",
    "langnghe demo --port 0": "tests/bot/demo/test_demo.py",
    "langnghe zalo": "tests/bot/cli/test_cli_people.py",
    "langnghe oa link": "tests/bot/cli/test_cli_oa.py",
    "langnghe oa status": "tests/bot/cli/test_cli_oa.py",
}


FILLED_IN = (("Mã", "CTV-001"), ("Họ và tên", "Hoàng An"), ("Mã đơn vị", "TINH"), ("Vai trò", "Cộng tác viên"))


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Terminal:
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path)


def test_what_make_offers_is_there() -> None:
    for command in COMMANDS:
        if command.startswith("make "):
            assert command in ELSEWHERE, command
            dry = subprocess.run([*command.split(), "--dry-run"], cwd=ROOT, capture_output=True, text=True)
            assert dry.returncode == 0, dry.stderr
    checks = (ROOT / ".ci" / "run").read_text("utf-8")
    for command, where in ELSEWHERE.items():
        assert (ROOT / where).exists()
        assert where != ".ci/run" or command in checks


def test_every_command_runs(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World.load(PROVINCE)
    with look_alike(world) as address:
        monkeypatch.setenv("LANGNGHE_TELEGRAM_API_URL", address)
        monkeypatch.setenv("LANGNGHE_STATUS_LISTEN", "127.0.0.1:0")
        for command in COMMANDS:
            if command in ELSEWHERE or command.startswith("make "):
                continue
            words = shlex.split(command)
            assert words.pop(0) == "langnghe"
            _prepare(words)
            if words[0] in ("run", "sandbox"):
                _starts_and_stops(words)
                continue
            typed = {"forms play": "\n" * 40, "setup --name": f"{TOKEN}\n"}.get(" ".join(words[:2]), "")
            said = terminal(*words, typed=typed)
            assert said.code == 0, f"{command}\n{said.all}"


def _prepare(words: list[str]) -> None:
    """What the reader has at hand by then: a filled-in roster, a form in Excel."""
    if words[:2] == ["roster", "import"]:
        book = openpyxl.load_workbook("danh-sach.xlsx")
        people = book.worksheets[1]
        heads = [str(cell.value) for cell in people[1]]
        for head, value in FILLED_IN:
            column = next(n for n, name in enumerate(heads, 1) if name == head)
            people.cell(row=2, column=column, value=value)
        book.save("danh-sach.xlsx")
    if words[0] == "forms" and words[-1] == "mau-phieu.xlsx" and not Path("mau-phieu.xlsx").exists():
        book = openpyxl.Workbook()
        book.active.title = "survey"
        for row in (["type", "name", "label"], ["text", "y_kien", "Ý kiến?"], ["integer", "so_nguoi", "Mấy người?"]):
            book.active.append(row)
        book.create_sheet("settings").append(["form_id"])
        book["settings"].append(["y_kien_nhanh"])
        book.save("mau-phieu.xlsx")


def _starts_and_stops(words: list[str]) -> None:
    """A command that stays until it is told to stop."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "bot", *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    assert "running" in first or "http://127.0.0.1" in first, first
    if words[0] == "run":
        assert re.fullmatch(r"Telegram: .+, nhận tin qua hỏi lần lượt \(polling\)\.\n", process.stdout.readline())
        assert "Nhấn Ctrl-C để dừng" in process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    process.stdout.close()
