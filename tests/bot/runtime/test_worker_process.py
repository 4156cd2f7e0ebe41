"""The worker process: one that dies takes one task with it, not all that follow."""

from __future__ import annotations

import math
import os
from concurrent.futures import BrokenExecutor

import pytest

from bot.runtime.worker_process import WorkerProcess


async def test_a_worker_that_dies_is_replaced() -> None:
    worker = WorkerProcess()
    try:
        with pytest.raises(BrokenExecutor):
            await worker.run(os._exit, 1)
        assert await worker.run(math.factorial, 5) == 120
    finally:
        worker.stop()
