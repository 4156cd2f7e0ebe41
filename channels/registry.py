"""The networks, each listed once: a further one is its folder, its table of errors and a line here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from channels.channel import Channel, Surroundings
from channels.telegram.settings import TelegramSettings
from channels.zalo_bot.settings import ZaloBotSettings
from channels.zalo_oa.settings import ZaloOaSettings


class NetworkSettings(ZaloOaSettings, ZaloBotSettings, TelegramSettings):
    """Settings of all of them (fields stand in the order of the last base first)."""


@dataclass(frozen=True, slots=True)
class Network:
    """A network by the name of its folder."""

    name: str
    key: str
    """The setting without which there is no account of it."""
    needs: tuple[str, ...] = ()
    """The settings that it cannot do without."""

    def is_wanted(self, settings: NetworkSettings) -> bool:
        return bool(getattr(settings, self.key))

    def accounts(self, settings: NetworkSettings, around: Surroundings) -> list[Channel]:
        """Its accounts in the settings, in their order; nothing is asked of the network."""
        if not self.is_wanted(settings):
            return []
        made: list[Channel] = import_module(f"channels.{self.name}.adapter").accounts(settings, around)
        return made


NETWORKS = (
    Network("telegram", "telegram_token"),
    Network("zalo_bot", "zalo_bot_tokens"),
    Network("zalo_oa", "zalo_oa_id", needs=("zalo_oa_app_id", "zalo_oa_app_secret", "public_url")),
)
NAMES = tuple(network.name for network in NETWORKS)


def accounts(settings: NetworkSettings, around: Surroundings) -> list[Channel]:
    """All accounts in the settings, network by network."""
    return [channel for network in NETWORKS for channel in network.accounts(settings, around)]
