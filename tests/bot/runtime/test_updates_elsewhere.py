"""A network that hiccups at the start, and one that tells somebody else what people write."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp import web

from bot.runtime.accounts import WEBHOOK_FAILS, WEBHOOK_TAKEN, Accounts, StartRefused
from bot.runtime.clock import SystemClock
from channels.channel import Channel
from channels.telegram.adapter import TelegramChannel
from storage.engine.database import Database
from tests.channels.far_end import FarEnd, listening
from tests.channels.networks import TELEGRAM, ZALO_BOT, Network
from tests.handlers.conftest import an, stage, world  # noqa: F401
from tests.stage import TOKEN, Person, Stage

# ruff: noqa: F811

URL = "https://langnghe.example.vn"
REGISTERED = (TELEGRAM, ZALO_BOT)


class Hasty(SystemClock):
    """Waits for nothing, and goes as far ahead as it is told."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.ahead = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.ahead

    async def wait(self, event: asyncio.Event, seconds: float | None) -> None:
        self.waits.append(seconds or 0.0)


@pytest.fixture(params=REGISTERED, ids=str)
def network(request: pytest.FixtureRequest) -> Network:
    found: Network = request.param
    return found


@pytest.fixture
async def far(network: Network) -> AsyncIterator[FarEnd]:
    async with listening(network.healthy) as end:
        yield end


@pytest.fixture
async def channel(network: Network, far: FarEnd) -> AsyncIterator[Channel]:
    made = network.make(far.address)
    await made.start()
    far.heard.clear()
    yield made
    await made.stop()


async def _cut(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


HICCUPS: dict[str, Callable[[FarEnd], None]] = {
    "429": lambda far: far.refuses(429, "Too Many Requests: retry after 1", retry_after=1),
    "502 with HTML": lambda far: far.says(b"<html>bad gateway</html>", 502),
    "200 without JSON": lambda far: far.says(b"<html>hello</html>"),
    "cut": lambda far: far.replies.append(_cut),
}


@pytest.mark.parametrize("hiccup", HICCUPS)
@pytest.mark.parametrize("network", REGISTERED, indirect=True, ids=str)
async def test_a_hiccup_at_set_webhook_is_waited_out(
    database: Database, far: FarEnd, channel: Channel, hiccup: str
) -> None:
    clock = Hasty()
    HICCUPS[hiccup](far)
    await Accounts([channel], database, clock).set_webhooks(URL, "secret-of-the-webhook")
    assert [call.method for call in far.heard] == ["setWebhook", "setWebhook"]
    assert len(clock.waits) == 1


RUBBISH: dict[str, object] = {
    "no result": {"ok": True},
    "words": {"ok": True, "result": "x"},
    "a list": [],
    "nothing": b"",
}


async def test_an_introduction_that_makes_no_sense_is_waited_out(database: Database, network: Network) -> None:
    for answer in RUBBISH.values():
        async with listening(network.healthy) as far:
            far.says(answer)
            clock, made = Hasty(), network.make(far.address)
            assert await Accounts([made], database, clock).connect() == {}
            assert ([call.method for call in far.heard], len(clock.waits)) == (["getMe", "getMe"], 1)
            assert made.name
            await made.stop()


async def test_a_token_refused_at_set_webhook_ends_the_start_and_says_so(
    database: Database, far: FarEnd, channel: Channel
) -> None:
    far.refuses(401, "Unauthorized")
    with pytest.raises(StartRefused) as raised:
        await Accounts([channel], database, Hasty()).set_webhooks(URL, "secret-of-the-webhook")
    assert (raised.value.account, raised.value.call, raised.value.reason) == (channel.account, "set_webhook", "token")


async def test_a_webhook_taken_away_is_set_again_and_one_that_fails_is_said(
    database: Database, far: FarEnd, channel: Channel
) -> None:
    clock = Hasty()
    accounts = Accounts([channel], database, clock)
    await accounts.connect()
    await accounts.set_webhooks(URL, "secret-of-the-webhook")
    (number,) = accounts.by_id
    ours = f"{URL}/webhooks/{channel.network}/{channel.account}"

    async def looks(found: dict[str, object]) -> list[str]:
        clock.ahead += 600
        far.heard.clear()
        far.says({"ok": True, "result": found})
        await accounts.watch_webhooks({number})
        return [call.method for call in far.heard]

    assert await looks({"url": ours}) == ["getWebhookInfo"]
    assert accounts.webhook_troubles == {}
    assert await looks({"url": "https://somebody.example.org"}) == ["getWebhookInfo", "setWebhook"]
    assert accounts.webhook_troubles == {number: WEBHOOK_TAKEN}
    far.heard.clear()
    await accounts.watch_webhooks({number})
    assert far.heard == [], "it is asked now and then, not at every tick"
    assert await looks({"url": ours}) == ["getWebhookInfo"]
    assert accounts.webhook_troubles == {}
    if channel.network == "telegram":
        failed = int(clock.now().timestamp()) - 60
        assert await looks({"url": ours, "last_error_date": failed, "last_error_message": "x"}) == ["getWebhookInfo"]
        assert accounts.webhook_troubles == {number: WEBHOOK_FAILS}


async def test_a_second_program_with_our_token_is_noticed_and_told_once(
    stage: Stage, an: Person, logs: io.StringIO
) -> None:
    rival = TelegramChannel(TOKEN, api_url=stage._address)
    await rival.start()
    (poll,) = stage.app._polls.values()
    for count in range(1, 4):
        await rival.poll(0, 0)
        await stage.until(lambda count=count: logs.getvalue().count("other_poller") >= count)  # type: ignore[misc]
        stage.world.clock.advance(31)
        await stage.until(lambda: poll.hears and poll._asking is not None)
    await rival.stop()
    assert any("another program polls with this token" in one for one in await stage.app.health.troubles())
    await stage.tick()
    await stage.tick()
    binh = stage.person("binh")
    binh.sees("đang dùng chung mã")
    assert sum("đang dùng chung mã" in message.text for message in binh.phone) == 1
    stage.world.clock.advance(601)
    await an.says("/menu")
    assert await stage.app.health.troubles() == []
