"""Pictures that stand beside a text: where one cannot be drawn, the text leaves all the same."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog

from jobs.context import JobContext

_SECONDS = 60.0

log = structlog.get_logger()


async def drawn(ctx: JobContext, png: Callable[..., bytes], *values: object) -> bytes | None:
    """A picture, drawn in a worker of these values; None where that could not be done in its time."""
    try:
        async with asyncio.timeout(_SECONDS):
            return await ctx.in_worker(png, *values)
    except Exception as error:  # noqa: BLE001 - the renderer is another process, and dies of many things
        log.error("chart not drawn", error=type(error).__name__)
        return None
