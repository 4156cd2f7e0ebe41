"""`langnghe zalo`: which bots there are on Zalo's Bot Platform, and how many people each of them serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bot.cli.console import fail, now, opened, say, text

if TYPE_CHECKING:
    from bot.settings import Settings


def register(app: typer.Typer) -> None:
    app.command("zalo", help=text("cli-help-zalo"))(zalo)


def zalo() -> None:
    from bot.cli.networks import audiences, introduced, our_accounts
    from bot.settings import load_settings
    from channels.registry import NETWORKS

    settings = load_settings()
    (network,) = (network for network in NETWORKS if network.name == "zalo_bot")
    with our_accounts(network, settings) as bots:
        if not bots:
            fail("cli-zalo-no-token")
        served, used = audiences(settings, bots), _used(settings)
        introduced(bots)  # a name is only a convenience: its number stands for a bot whose network does not tell
    quota = settings.zalo_bot_quota
    for bot in bots:
        left = max(0, quota - used.get(bot.account, 0))
        key = "cli-zalo-line-quota" if quota else "cli-zalo-line"
        count, most = served[bot.account], bot.largest_audience or 0
        say(key, name=bot.full_name, count=count, most=most, left=left, monthly=quota)


def _used(settings: Settings) -> dict[str, int]:
    """Messages that each bot has used this month."""
    from storage.messaging.quota import Quota, used

    quota = Quota(settings.zalo_bot_quota, settings.zalo_bot_quota_counts == "both", settings.zone)
    with opened(settings) as database:
        return {used_up.name: used_up.count for used_up in database.read_now(lambda s: used(s, quota, now()))}
