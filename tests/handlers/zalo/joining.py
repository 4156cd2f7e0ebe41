"""The stage with two networks: everybody but Dung has joined on Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from sandbox.world import World
from storage.engine.database import Database
from tests.openings import Openings
from tests.stage import ROLES, OaPerson, Person, Stage, ZaloPerson, new_world

NETWORKS = {"telegram": Person, "zalo_bot": ZaloPerson, "zalo_oa": OaPerson}


@pytest.fixture(params=NETWORKS)
def network(request: pytest.FixtureRequest) -> str:
    """Each network in turn, for a test that asks for it."""
    return str(request.param)


@pytest.fixture
def world() -> World:
    return new_world(zalo=True)


async def all_but_dung(stage: Stage) -> None:
    for key in ROLES.keys() - {"dung"}:
        await joined(stage.person(key))


@pytest.fixture
async def stage(database: Database, world: World, openings: Openings) -> AsyncIterator[Stage]:
    async with openings.stage(database, world, all_but_dung) as stage:
        yield stage


async def joined(person: Person) -> Person:
    """They come in with their code, and agree."""
    await person.starts(person.code)
    person.sees("Lắng Nghe")
    await person.presses("Đồng ý tham gia")
    return person


@pytest.fixture
async def on_zalo(stage: Stage) -> Person:
    """Dung, on Zalo."""
    return await joined(ZaloPerson(stage, "dung"))
