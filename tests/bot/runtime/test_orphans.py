"""A program that is killed leaves no process behind: whoever works for it goes when it is gone."""

from __future__ import annotations

import subprocess
import sys

import pytest

WORK = "print('there', flush=True); import time; time.sleep(600)"
CONFINED = f"""
import asyncio
from uploads.isolation import Confined
asyncio.run(Confined()(exec, {WORK!r}, seconds=600))
"""
WORKER = f"""
import asyncio
from bot.runtime.worker_process import WorkerProcess
asyncio.run(WorkerProcess().run(exec, {WORK!r}))
"""


@pytest.mark.parametrize("program", [CONFINED, WORKER], ids=["confined", "worker"])
def test_who_works_for_a_program_that_is_killed_leaves_with_it(program: str) -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", program], stdout=pipe, stderr=subprocess.DEVNULL, text=True) as killed:
        assert killed.stdout is not None and killed.stdout.readline() == "there\n"
        killed.kill()
        # The pipe ends when the last who holds it has gone.
        killed.communicate(timeout=30)
