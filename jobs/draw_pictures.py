"""Pictures that stand beside a text: where one cannot be drawn, the text leaves all the same."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import BrokenExecutor

import structlog

from jobs.context import InWorker

_SECONDS = 60.0
_TRIES = 2
"""A process may have died of another's work."""

log = structlog.get_logger()


async def drawn(in_worker: InWorker, png: Callable[..., bytes], *values: object) -> bytes | None:
    """A picture, drawn in a worker of these values; None where that could not be done in its time."""
    reason = ""
    for _ in range(_TRIES):
        try:
            async with asyncio.timeout(_SECONDS):
                return await in_worker(png, *values)
        except BrokenExecutor as error:
            reason = type(error).__name__
        except Exception as error:  # noqa: BLE001 - the renderer is another process, and fails of many things
            reason = type(error).__name__
            break
    log.error("chart not drawn", error=reason)
    return None
