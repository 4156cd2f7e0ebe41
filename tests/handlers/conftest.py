"""The stage with its people already joined."""

from __future__ import annotations

import os

os.environ.setdefault("PTB_TIMEDELTA", "true")  # read by python-telegram-bot when it is imported

from collections.abc import AsyncIterator, Iterator

import pytest

from sandbox.world import World
from storage.engine.database import Database
from tests.claims import watched
from tests.openings import Openings
from tests.stage import ROLES, Person, Stage, new_world


@pytest.fixture(autouse=True)
def claims(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No conversation says that something is being told, deleted or withdrawn without its row."""
    with watched(monkeypatch):
        yield


@pytest.fixture
def world() -> World:
    return new_world()


async def invited(stage: Stage) -> None:
    """All four come in by their invitations."""
    for key in ROLES:
        await stage.person(key).starts(stage.codes[key])
        await stage.person(key).presses("Đồng ý tham gia")


@pytest.fixture
async def stage(database: Database, world: World, openings: Openings) -> AsyncIterator[Stage]:
    async with openings.stage(database, world, invited) as stage:
        yield stage


@pytest.fixture
def an(stage: Stage) -> Person:
    return stage.person("an")


@pytest.fixture
def binh(stage: Stage) -> Person:
    return stage.person("binh")


@pytest.fixture
def chi(stage: Stage) -> Person:
    return stage.person("chi")


@pytest.fixture
def dung(stage: Stage) -> Person:
    return stage.person("dung")
