"""The worker process: makes charts and documents, apart from the loop."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from typing import TypeVar, TypeVarTuple

from uploads.isolation import serve, starter

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
_CALLS = 200  # after so many a new process takes over
_SECONDS = 300.0  # for a call with those that it waits for; each takes one or two


def _begin() -> None:
    """The renderer writes its stack traces on its own; among the lines of the log they have no place."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    serve()


def _contained(function: Callable[[*Ts], T], *args: *Ts) -> T:
    """Call it; what would end our process as well (a panic of the renderer's, an exit) is a failure of its work alone."""
    try:
        return function(*args)
    except Exception:
        raise
    except BaseException as error:  # noqa: BLE001 - told as a failure, in the process that is not ours
        raise RuntimeError(type(error).__name__) from None


class WorkerProcess:
    """Runs functions of modules, as `pickle` wants them, one at a time; begins with the first."""

    def __init__(self, read_ahead: Sequence[str] = (), seconds: float = _SECONDS) -> None:
        self._read_ahead = read_ahead
        self._seconds = seconds
        self._pool: ProcessPoolExecutor | None = None
        self._under_way = 0

    async def run(self, function: Callable[[*Ts], T], /, *args: *Ts) -> T:
        """Run a function there; returns what it does.

        Raises `BrokenExecutor` where the process died, `TimeoutError` where it came to no end; the next call has a new one.
        """
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                1, mp_context=starter(self._read_ahead), initializer=_begin, max_tasks_per_child=_CALLS
            )
        pool = self._pool
        self._under_way += 1
        try:
            async with asyncio.timeout(self._seconds):
                return await asyncio.get_running_loop().run_in_executor(pool, _contained, function, *args)
        except BrokenExecutor:  # it died, of memory perhaps
            if self._pool is pool:
                self._pool = None
            raise
        except (TimeoutError, asyncio.CancelledError):  # what hangs would keep all waiting that come after
            if self._pool is pool:
                self._pool = None
                self._end(pool)
            raise
        finally:
            self._under_way -= 1

    def stop(self) -> None:
        """Ends the process; a task that it is at is done anew after the next start."""
        if self._pool is None:
            return
        if self._under_way:
            self._end(self._pool)
        else:
            self._pool.shutdown(cancel_futures=True)

    @staticmethod
    def _end(pool: ProcessPoolExecutor) -> None:
        for worker in list((pool._processes or {}).values()):
            worker.kill()
        pool.shutdown(wait=False, cancel_futures=True)
