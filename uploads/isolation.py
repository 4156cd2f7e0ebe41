"""Work on what strangers to us wrote, in a process of its own that may be ended: within a time, and within a memory."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar, TypeVarTuple

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
_READ_AHEAD = (
    "openpyxl",
    "pikepdf",
    "PIL.Image",
    "uploads.identify",
    "uploads.open_xml",
)


class Exceeded(Exception):
    """The work was ended; `what` it had too little of: "time" or "memory"."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Confined:
    """Does one piece of work at a time, each in a new process."""

    def __init__(self, read_ahead: Sequence[str] = ()) -> None:
        self._one = asyncio.Lock()
        self._read_ahead = read_ahead

    async def __call__(self, function: Callable[[*Ts], T], /, *args: *Ts, seconds: float) -> T:
        """The result of `function`, a function of a module as `pickle` wants it.

        Raises `Exceeded` where it took longer, or died for want of memory; RuntimeError where it failed.
        """
        async with self._one:
            child = _Child(starter(self._read_ahead), function, args)
            try:
                made: T = await asyncio.to_thread(child.wait, seconds)
                return made
            finally:
                child.end()


class _Child:
    def __init__(
        self, context: ForkServerContext | SpawnContext, function: Callable[..., Any], args: tuple[Any, ...]
    ) -> None:
        self._ours, self._theirs = context.Pipe(duplex=False)
        self._process: BaseProcess = context.Process(target=_do, args=(self._theirs, function, args), daemon=True)
        self._ended = False

    def wait(self, seconds: float) -> Any:
        if self._ended:
            raise Exceeded("time")
        self._process.start()
        self._theirs.close()
        try:
            if not self._ours.poll(seconds):
                raise Exceeded("time")
            outcome, made = self._ours.recv()
        except (EOFError, OSError) as error:  # it is dead: what ends a process like this is a lack of memory
            raise Exceeded("memory") from error
        if outcome == "memory":
            raise Exceeded("memory")
        if outcome == "failed":
            raise RuntimeError(made)
        return made

    def end(self) -> None:
        self._ended = True
        if self._process.pid is not None:
            self._process.kill()
            self._process.join()
        self._ours.close()


def starter(read_ahead: Sequence[str] = ()) -> ForkServerContext | SpawnContext:
    """How a process that works for us begins: with nothing of ours in it but code.

    On Linux each is forked off one clean process that has read the libraries once (70 MB that all of them share), so that a
    form is being read after 10 ms instead of a second; elsewhere it is not safe to fork after all that they load.
    read_ahead: modules besides; whoever asks first decides.
    """
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*_READ_AHEAD, *read_ahead])
    return context


def serve() -> None:
    """In a process that works for us: it ends when we tell it to, and when we die without a word."""
    # Ctrl-C in a terminal reaches every process of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, name="parent", daemon=True).start()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _do(answer: Connection, function: Callable[..., Any], args: tuple[Any, ...]) -> None:
    serve()
    try:
        outcome = ("done", function(*args))
    except MemoryError:
        outcome = ("memory", None)
    except Exception:  # noqa: BLE001 - told to whoever asked, with its traceback
        outcome = ("failed", traceback.format_exc())
    answer.send(outcome)


def limit_memory(more: int) -> None:
    """From here on this process gets `more` bytes and then a MemoryError, where the system can do that (Linux)."""
    pages = Path("/proc/self/statm")
    if not pages.exists():
        return
    import resource

    used = int(pages.read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + more, resource.getrlimit(resource.RLIMIT_AS)[1]))
