"""What our accounts show of themselves: the commands that a network offers to tap, and where else people find us."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from sqlmodel import Session

from channels.messages import SendError
from channels.telegram.adapter import TelegramChannel
from channels.zalo_bot.adapter import USERS, ZaloBotChannel
from channels.zalo_oa.adapter import ZaloOaChannel
from storage.members import addresses
from texts.catalogue import LANGUAGES, catalogue_for

log = structlog.get_logger()

Adapter = TelegramChannel | ZaloBotChannel | ZaloOaChannel
_COMMANDS = ("menu", "baocao", "khan", "cuatoi", "dung", "lienket", "kenh", "trogiup")


async def set_commands(channels: Sequence[Adapter]) -> None:
    """Where a network has a list of commands, ours in each language; one that refuses goes without."""
    for channel in channels:
        if not isinstance(channel, TelegramChannel):
            continue
        for language in LANGUAGES:
            t = catalogue_for(language)
            described = {name: t.text(f"command-{name}") for name in _COMMANDS}
            try:
                await channel.set_commands(described, language="" if language == LANGUAGES[0] else language)
                await channel.set_commands({"noinhom": t.text("command-noinhom")}, groups=True)
            except SendError as error:
                log.warning("commands not set", reason=error.reason)


def doors(session: Session, channels: Sequence[Adapter], here: Adapter, code: str) -> list[tuple[str, str]]:
    """For each other network the first account with room for one more: its link with the code, or what it is called."""
    full = addresses.addresses_at(session, ZaloBotChannel.network)
    found: dict[str, str] = {}
    for channel in channels:
        if channel.network == here.network:
            continue
        if isinstance(channel, TelegramChannel):
            found.setdefault(channel.network, channel.link(code))
        elif isinstance(channel, ZaloOaChannel):
            found.setdefault(channel.network, channel.name)
        elif full.get(channel.account, 0) < USERS:
            found.setdefault(channel.network, " · ".join(channel.names) or channel.account)
    return list(found.items())
