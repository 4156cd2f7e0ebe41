"""A far end and a bot's account connected to it; nobody in these tests speaks to another machine."""

from __future__ import annotations

import asyncio.selector_events
import ipaddress
import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from channels.channel import Channel
from channels.telegram.adapter import TelegramChannel
from tests.channels.far_end import FarEnd, listening
from tests.channels.networks import NETWORKS, TELEGRAM, Network, connected


@pytest.fixture(autouse=True)
def nowhere_else(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A connection to anything but this machine is refused, and fails the test whatever becomes of the refusal."""
    asked: list[str] = []
    loop = asyncio.selector_events.BaseSelectorEventLoop
    connect = loop.sock_connect

    async def only_here(self: Any, sock: Any, address: Any) -> None:
        if not ipaddress.ip_address(address[0]).is_loopback:
            asked.append(str(address[0]))
            raise ConnectionRefusedError
        await connect(self, sock, address)

    monkeypatch.setattr(loop, "sock_connect", only_here)
    yield
    assert not asked


@pytest.fixture
def heard_by_logs() -> Iterator[list[str]]:
    """Everything any logger writes, with all that its records carry; each is turned up as far as it goes."""
    lines: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(f"{self.format(record)} {vars(record)!r}")

    ear = Ear(logging.DEBUG)
    manager = logging.Logger.manager
    loggers = [logging.getLogger(), *(one for one in manager.loggerDict.values() if isinstance(one, logging.Logger))]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.DEBUG)
    logging.getLogger().addHandler(ear)
    yield lines
    logging.getLogger().removeHandler(ear)
    for one, level in zip(loggers, levels, strict=True):
        one.setLevel(level)


@pytest.fixture(params=NETWORKS, ids=str)
def network(request: pytest.FixtureRequest) -> Network:
    found: Network = request.param
    return found


@pytest.fixture
async def there(network: Network) -> AsyncIterator[FarEnd]:
    """The far end of `network`."""
    async with listening(network.healthy) as end:
        yield end


@pytest.fixture
async def adapter(network: Network, there: FarEnd) -> AsyncIterator[Channel]:
    """An account of `network`, connected to `there`."""
    async with connected(network, there) as made:
        yield made


@pytest.fixture
async def far() -> AsyncIterator[FarEnd]:
    async with listening(TELEGRAM.healthy) as end:
        yield end


@pytest.fixture
async def channel(far: FarEnd) -> AsyncIterator[TelegramChannel]:
    async with connected(TELEGRAM, far) as made:
        assert isinstance(made, TelegramChannel)
        yield made
