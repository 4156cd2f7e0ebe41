"""Questions of a command to the networks: who our accounts are, and which has room for one more."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.cli.console import opened, text
from channels.channel import Channel
from channels.messages import Policy, SendError
from channels.registry import Network

if TYPE_CHECKING:
    from bot.settings import Settings

_PATIENCE = 15  # seconds


@contextlib.contextmanager
def our_accounts(network: Network, settings: Settings) -> Iterator[list[Channel]]:
    """The accounts of a network, as the program would have them.

    The database is opened where one has its tokens there.
    """
    from bot.run import surroundings
    from bot.runtime.clock import SystemClock
    from bot.runtime.zalo_oa_token_store import StoredTokens

    with contextlib.ExitStack() as stack:

        def store(account: str) -> StoredTokens:
            return StoredTokens(stack.enter_context(opened(settings)), account, SystemClock())

        yield network.accounts(settings, surroundings(settings, lambda *_: None, store))


def introduced(channels: Sequence[Channel]) -> list[SendError | None]:
    """Has each account ask who it is; why it could not, where it could not."""
    return asyncio.run(_introduced(channels))


async def _introduced(channels: Sequence[Channel]) -> list[SendError | None]:
    return list(await asyncio.gather(*map(_introduce, channels)))


async def _introduce(channel: Channel) -> SendError | None:
    try:
        async with asyncio.timeout(_PATIENCE):
            await channel.start()
    except TimeoutError:
        return SendError(Policy.RETRY, "timeout")
    except SendError as error:
        return error
    finally:
        await channel.stop()
    return None


def audiences(settings: Settings, channels: Sequence[Channel]) -> dict[str, int]:
    """How many people each account of one network serves, in their order."""
    from storage.members.addresses import addresses_at

    if not channels:
        return {}
    network = channels[0].network
    with opened(settings) as database:
        found = database.read_now(lambda session: addresses_at(session, network))
    return {channel.account: found.get(channel.account, 0) for channel in channels}


def first_with_room(settings: Settings, channels: Sequence[Channel]) -> Channel | None:
    """The first account that takes one person more; None: all are full.

    It knows its name if its network tells.
    """
    limited = [channel for channel in channels if channel.largest_audience is not None]
    served = audiences(settings, limited)
    for channel in channels:
        if channel.largest_audience is None or served[channel.account] < channel.largest_audience:
            introduced([channel])
            return channel
    return None


def called(network: str) -> str:
    """The name that people know a network by."""
    return text(f"network-{network.replace('_', '-')}")
