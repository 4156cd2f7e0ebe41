"""`langnghe oa`: linking the Official Account, and how its link stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bot.cli.console import ask, fail, opened, say, text

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage.engine.database import Database

_PATIENCE = 30  # seconds


def register_group(group: typer.Typer) -> None:
    group.command("link", help=text("cli-help-oa-link"))(link)
    group.command("status", help=text("cli-help-oa-status"))(status)


def link() -> None:
    settings = _settings()
    with opened(settings) as database:
        refresh = ask("cli-oa-ask-token", secret=True).strip()
        if not refresh:
            fail("cli-oa-token-needed")
        linked = _link(settings, database, refresh)
    say("cli-oa-linked", name=linked)
    say("cli-oa-webhook", url=_webhook(settings))


def status() -> None:
    from bot.cli.networks import introduced, our_accounts
    from channels.messages import Policy
    from channels.registry import NETWORKS
    from storage.messaging import deliveries, events, zalo_oa_tokens

    settings = _settings()
    with opened(settings) as database:
        tokens = database.run_now(lambda session: zalo_oa_tokens.load(session, settings.zalo_oa_id))
        if tokens is None:
            fail("cli-oa-not-linked")
        account, renewed_at = tokens.account_id, tokens.renewed_at
        since = database.read_now(lambda session: events.first_refused(session, account, renewed_at))
        waiting = database.read_now(lambda session: deliveries.waiting_people(session, account))
    (network,) = (network for network in NETWORKS if network.name == "zalo_oa")
    with our_accounts(network, settings) as channels:
        (error,) = introduced(channels)
    if error is not None:
        if error.policy is not Policy.ACCOUNT:
            fail("cli-oa-away", reason=error.reason)
        at = f"{(since or renewed_at).astimezone(settings.zone):%H:%M %d/%m/%Y}"
        fail("cli-oa-broken", account=settings.zalo_oa_id, reason=error.reason, at=at, count=waiting)
    renewed = renewed_at.astimezone(settings.zone)
    say("cli-oa-status", account=settings.zalo_oa_id, at=f"{renewed:%H:%M %d/%m/%Y}")
    say("cli-oa-webhook", url=_webhook(settings))


def _settings() -> Settings:
    from bot.settings import load_settings

    settings = load_settings()
    if not settings.zalo_oa_id:
        fail("cli-oa-no-id")
    return settings


def _webhook(settings: Settings) -> str:
    return f"{settings.public_url.rstrip('/')}/webhooks/zalo_oa/{settings.zalo_oa_id}"


def _link(settings: Settings, database: Database, refresh: str) -> str:
    """The account's name, once its tokens are kept."""
    import asyncio

    from channels.messages import Policy, SendError

    try:
        return asyncio.run(_adopt(settings, database, refresh))
    except SendError as error:
        fail("cli-oa-refused" if error.policy is Policy.ACCOUNT else "cli-oa-away", reason=error.reason)


async def _adopt(settings: Settings, database: Database, refresh: str) -> str:
    """Links the account by a refresh token, and returns what it is called."""
    import asyncio

    from bot.run import surroundings
    from bot.runtime.clock import SystemClock
    from bot.runtime.zalo_oa_token_store import StoredTokens
    from channels.messages import Policy, SendError
    from channels.zalo_oa.adapter import accounts

    clock = SystemClock()
    around = surroundings(settings, lambda *_: None, lambda account: StoredTokens(database, account, clock))
    (channel,) = accounts(settings, around)
    try:
        async with asyncio.timeout(_PATIENCE):
            await channel.adopt(refresh)
    except TimeoutError:
        raise SendError(Policy.RETRY, "timeout") from None
    finally:
        await channel.stop()
    return channel.name
