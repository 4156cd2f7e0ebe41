"""Work outside a turn: a worker process that dies takes one task with it, not all that follow."""

from __future__ import annotations

import math
import os
from concurrent.futures import BrokenExecutor

import pytest

from tests.handlers.conftest import stage, world  # noqa: F401
from tests.stage import Stage


async def test_a_worker_that_dies_is_replaced(stage: Stage) -> None:  # noqa: F811
    works = stage.app.works
    with pytest.raises(BrokenExecutor):
        await works.in_worker(os._exit, 1)
    assert await works.in_worker(math.factorial, 5) == 120
