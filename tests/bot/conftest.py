"""An empty terminal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.forking import Forking, forking
from tests.bot.terminal import Terminal


@pytest.fixture(scope="session")
def forker() -> Iterator[Forking]:
    """The process that has loaded the program."""
    with forking() as made:
        yield made


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Terminal:
    """In an empty directory, without any setting, with no Telegram to be reached."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("LANGNGHE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LANGNGHE_TELEGRAM_API_URL", "http://127.0.0.1:9")
    return Terminal(tmp_path)
