"""A far end and a bot's account connected to it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from channels.telegram import TelegramChannel
from tests.channels.far_end import FarEnd, connected, listening


@pytest.fixture
async def far() -> AsyncIterator[FarEnd]:
    async with listening() as end:
        yield end


@pytest.fixture
async def channel(far: FarEnd) -> AsyncIterator[TelegramChannel]:
    async with connected(far) as made:
        yield made
