"""The worker process: one that dies takes one task with it, not all that follow."""

from __future__ import annotations

import asyncio
import math
import os
import signal
import sys
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


async def test_what_would_end_our_process_as_well_fails_alone() -> None:
    """A panic of the renderer's is no `Exception`, as an exit is none."""
    worker = WorkerProcess()
    try:
        with pytest.raises(RuntimeError, match="SystemExit"):
            await worker.run(sys.exit, 1)
        assert await worker.run(math.factorial, 5) == 120
    finally:
        worker.stop()


async def test_a_worker_that_hangs_is_replaced() -> None:
    """What came to no end, or is waited for no more, keeps nothing waiting that comes after."""
    worker = WorkerProcess(seconds=0.2)
    try:
        with pytest.raises(TimeoutError):
            await worker.run(signal.pause)
        worker = WorkerProcess()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await worker.run(signal.pause)
        assert await worker.run(math.factorial, 5) == 120
    finally:
        worker.stop()
