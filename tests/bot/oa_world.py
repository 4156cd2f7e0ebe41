"""A world with an Official Account."""

from __future__ import annotations

import pytest

from sandbox.world import World
from sandbox.zalo_oa_api import oa_of
from sandbox.zalo_oa_queue import OaQueue
from tests.stage import OA, new_world


@pytest.fixture
def world() -> World:
    return new_world(oa=True)


@pytest.fixture
def oa(world: World) -> OaQueue:
    return oa_of(world.bots[OA])
