"""Our accounts as people find them: the commands of a role, and where else a code can be used."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from functools import partial

from sqlmodel import Session

from channels.channel import Channel
from handlers.conversations import ROUTES
from storage.members import addresses
from storage.tables import Role

_ALIASES = frozenset({"/help"})  # understood, and not offered a second time


def commands_of(roles: Set[Role], *, sees_all: bool) -> list[str]:
    """The commands for somebody with these roles, without the slash: the menu, those of the roles, then everybody's."""
    open_ = ROUTES.open_commands(roles, sees_all=sees_all)
    found = {name: of for name, of in open_.items() if name not in _ALIASES}
    return [name[1:] for name in sorted(found, key=lambda name: (name != "/menu", not found[name]))]


def doors(session: Session, channels: Sequence[Channel], here: Channel, code: str) -> list[tuple[str, str]]:
    """For each other network the first account with room for one more: its link with the code, or what it is called."""
    others = [channel for channel in channels if channel.network != here.network]
    return [(network, way(code)) for network, way in ways(session, others)]


def ways(session: Session, channels: Sequence[Channel]) -> list[tuple[str, Callable[[str], str]]]:
    """For each network the first account with room for one more: what makes of a code its link, or what it is called."""
    found: dict[str, Callable[[str], str]] = {}
    for channel in channels:
        if channel.network not in found and _has_room(session, channel):
            found[channel.network] = partial(_way, channel)
    return list(found.items())


def _way(channel: Channel, code: str) -> str:
    return channel.entry_link(code) or channel.full_name


def _has_room(session: Session, channel: Channel) -> bool:
    if channel.largest_audience is None:
        return True
    return addresses.addresses_at(session, channel.network).get(channel.account, 0) < channel.largest_audience
