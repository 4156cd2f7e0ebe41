"""An Official Account and its far end, for the tests of what only this network does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from channels.messages import Send, SendError
from channels.zalo_oa.adapter import ZaloOaChannel
from tests.channels.far_end import FarEnd, listening
from tests.channels.networks import OA_CHAT, SECRET, ZALO_OA, oa_tokens
from tests.channels.zalo_oa.oa_tokens import MemoryTokens


def made(address: str, **more: Any) -> ZaloOaChannel:
    parts: dict[str, Any] = {
        "app_id": "700001",
        "app_secret": f"{SECRET}-app",
        "tokens": oa_tokens(),
        "file_link": lambda _number, _name, _chat: None,
        "webhook_secrets": (f"{SECRET}-webhook",),
        "api_url": address,
        "oauth_url": address,
    }
    return ZaloOaChannel("400001", **(parts | more))


@pytest.fixture
async def far() -> AsyncIterator[FarEnd]:
    async with listening(ZALO_OA.healthy) as end:
        yield end


@pytest.fixture
def tokens() -> MemoryTokens:
    return oa_tokens()


@pytest.fixture
def links() -> dict[int, str]:
    return {}


@pytest.fixture
async def channel(far: FarEnd, tokens: MemoryTokens, links: dict[int, str]) -> AsyncIterator[ZaloOaChannel]:
    started = made(far.address, tokens=tokens, file_link=lambda number, _name, _chat: links.get(number))
    await started.start()
    far.heard.clear()
    yield started
    await started.stop()


async def failed(channel: ZaloOaChannel, act: Send, content: bytes | None = None) -> SendError:
    with pytest.raises(SendError) as raised:
        await channel.send(OA_CHAT, act, content)
    return raised.value


def said(far: FarEnd) -> list[dict[str, Any]]:
    return [call.body["message"] for call in far.heard if "message" in call.body]
