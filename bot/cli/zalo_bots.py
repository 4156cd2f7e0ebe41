"""`langnghe zalo`: which bots there are on Zalo's Bot Platform, and how many people each of them serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bot.cli.console import fail, now, opened, say, text

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage.engine.database import Database

_PATIENCE = 15  # seconds


def register(app: typer.Typer) -> None:
    app.command("zalo", help=text("cli-help-zalo"))(zalo)


def zalo() -> None:
    from bot.settings import load_settings
    from channels.zalo_bot.adapter import USERS

    settings = load_settings()
    if not settings.zalo_bot_tokens:
        fail("cli-zalo-no-token")
    with opened(settings) as database:
        used = _used(settings, database)
        for account, count in full(settings, database).items():
            quota = settings.zalo_bot_quota
            left = max(0, quota - used.get(account, 0))
            key = "cli-zalo-line-quota" if quota else "cli-zalo-line"
            say(key, name=_called(settings, account), count=count, most=USERS, left=left, monthly=quota)


def full(settings: Settings, database: Database) -> dict[str, int]:
    """How many people each of our bots serves, in the order of the settings."""
    from storage.members.addresses import addresses_at

    found = database.read_now(lambda session: addresses_at(session, "zalo_bot"))
    return {account: found.get(account, 0) for account in _accounts(settings)}


def _used(settings: Settings, database: Database) -> dict[str, int]:
    """What each bot has used of this month."""
    from storage.messaging.quota import Quota, used

    quota = Quota(settings.zalo_bot_quota, settings.zalo_bot_quota_counts == "both", settings.zone)
    return {one.name: one.count for one in database.read_now(lambda s: used(s, quota, now()))}


def bot_for_one_more(settings: Settings, database: Database) -> str:
    """The name of the first bot that has room for one more person; "" where none has."""
    from channels.zalo_bot.adapter import USERS

    room = [account for account, count in full(settings, database).items() if count < USERS]
    return _called(settings, room[0]) if room else ""


def names(settings: Settings, token: str) -> tuple[str, ...]:
    """What the bot is called, by getMe. Raises `SendError`."""
    import asyncio

    return asyncio.run(_ask(settings, token))


def _accounts(settings: Settings) -> dict[str, str]:
    """The tokens by account."""
    tokens = [token.get_secret_value() for token in settings.zalo_bot_tokens]
    return {token.partition(":")[0]: token for token in tokens}


def _called(settings: Settings, account: str) -> str:
    """The bot's name, or its number where Zalo does not tell: a name is only a convenience."""
    from channels.messages import SendError

    try:
        return " · ".join(names(settings, _accounts(settings)[account])) or account
    except SendError:
        return account


async def _ask(settings: Settings, token: str) -> tuple[str, ...]:
    import asyncio

    from channels.messages import Policy, SendError
    from channels.zalo_bot.adapter import ZaloBotChannel

    channel = ZaloBotChannel(
        token, file_link=lambda *_: None, api_url=settings.zalo_bot_api_url, proxy_url=settings.proxy_url or None
    )
    try:
        async with asyncio.timeout(_PATIENCE):
            await channel.start()
        await channel.stop()
    except TimeoutError:
        raise SendError(Policy.RETRY, "timeout") from None
    return channel.names
