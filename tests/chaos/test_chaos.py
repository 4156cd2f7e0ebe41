"""Chaos in short: everything in it is longer in `make chaos`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from channels.codec import dump_act, load_act
from channels.messages import Send
from tests.bot.programs import postgres_database
from tests.chaos.figures import Figures
from tests.chaos.play import BEGIN, Plan, Play
from tests.chaos.victim import mark
from texts.rich import RichText

pytestmark = pytest.mark.subprocess


@pytest.fixture
def postgres_url(postgres: str, postgres_template: str, request: pytest.FixtureRequest) -> Iterator[str]:
    name = f"chaos_{os.getpid()}_{abs(hash(request.node.nodeid)):x}"
    with postgres_database(postgres, postgres_template, name) as address:
        yield address


async def test_nothing_is_lost_on_sqlite(tmp_path: Path, sqlite_template: bytes) -> None:
    path = tmp_path / "langnghe.db"
    path.write_bytes(sqlite_template)
    kept(await Play(Plan(seed=1), f"sqlite:///{path}", tmp_path).run())


async def test_nothing_is_lost_with_two_processes(tmp_path: Path, postgres_url: str) -> None:
    kept(await Play(Plan(seed=3, processes=2), postgres_url, tmp_path).run())


def test_a_message_is_known_again_in_its_row() -> None:
    row = Send(RichText("Việc khẩn cần nhận"), as_of=(BEGIN, "vi"))
    assert mark(load_act(dump_act(row))) == mark(replace(row, as_of=None)) != mark(Send(RichText("Việc khác")))


def kept(figures: Figures) -> None:
    """The play itself has held every answer against the database (`Play`); here it is seen to have had some."""
    print("\n".join(figures.lines()))
    assert figures.answers == figures.answers_found > 0
    assert figures.reports == figures.reports_found > 0
    assert figures.prompts_due == figures.prompts_delivered > 0
