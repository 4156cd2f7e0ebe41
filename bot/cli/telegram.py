"""What a command asks Telegram: who our bots are."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from channels.messages import SendError

if TYPE_CHECKING:
    from bot.settings import Settings

_PATIENCE = 15  # seconds


def username(settings: Settings, token: str) -> str:
    """The bot's user name, by getMe. Raises `SendError`; reason `unauthorized` or the like for a wrong token."""
    return asyncio.run(_ask(settings, token))


async def _ask(settings: Settings, token: str) -> str:
    from channels.messages import Policy
    from channels.telegram.adapter import TelegramChannel

    channel = TelegramChannel(token, api_url=settings.telegram_api_url, proxy_url=settings.proxy_url or None)
    try:
        async with asyncio.timeout(_PATIENCE):
            await channel.start()
        await channel.stop()
    except TimeoutError:
        raise SendError(Policy.RETRY, "timeout") from None
    return channel.username


def first_username(settings: Settings) -> str:
    """The first bot's user name; "" where there is no token or no answer, since a link is only a convenience."""
    if not settings.telegram_token:
        return ""
    try:
        return username(settings, settings.telegram_token[0].get_secret_value())
    except SendError:
        return ""
