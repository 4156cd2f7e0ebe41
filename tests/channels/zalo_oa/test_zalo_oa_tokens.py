"""An Official Account's tokens: exchanged once, kept before they are used, and not lost by whoever is killed."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from channels.messages import Policy, Send, SendError
from channels.zalo_oa.adapter import ZaloOaChannel
from channels.zalo_oa.tokens import SPENT, OaTokens, TokenPair, Tokens
from sandbox.people import Bot
from sandbox.run import serving
from sandbox.world import World
from sandbox.zalo_oa_api import oa_of
from sandbox.zalo_oa_queue import chat_name
from tests.channels.zalo_oa.oa_child import dumped, loaded
from tests.channels.zalo_oa.oa_tokens import MemoryTokens
from texts.rich import RichText

OLD, NEW, LATER = TokenPair("a1", "r1"), TokenPair("a2", "r2"), TokenPair("a3", "r3")


@dataclass
class Network:
    """Gives each pair once, by the refresh token before it."""

    pairs: dict[str, TokenPair] = field(default_factory=lambda: {"r1": NEW, "r2": LATER})
    asked: list[str] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)
    hold: asyncio.Event | None = None
    fails: SendError | None = None

    async def exchange(self, refresh: str) -> TokenPair:
        self.asked.append(refresh)
        self.came.set()
        if self.hold is not None:
            await self.hold.wait()
        if self.fails is not None:
            raise self.fails
        if refresh not in self.pairs:
            raise SendError(Policy.ACCOUNT, SPENT)
        return self.pairs.pop(refresh)


async def test_a_new_pair_is_kept_with_the_old_one_before_it_is_used() -> None:
    store, network = MemoryTokens(Tokens(OLD)), Network()
    tokens = OaTokens("400001", store, network.exchange)
    assert await tokens.access() == "a1"
    assert await tokens.renewed("a1") == "a2"
    assert store.tokens == Tokens(NEW, OLD)
    await tokens.accepted("a1")
    assert store.tokens == Tokens(NEW, OLD), "that the old one was good says nothing of the new"
    await tokens.accepted("a2")
    assert store.tokens == Tokens(NEW)
    await tokens.accepted("a2")
    assert len(store.saved) == 2


async def test_many_who_are_refused_at_once_cost_one_exchange() -> None:
    store, network = MemoryTokens(Tokens(OLD)), Network()
    first, second = (OaTokens("400001", store, network.exchange) for _ in range(2))
    assert [await first.access(), await second.access()] == ["a1", "a1"]
    assert await asyncio.gather(*(one.renewed("a1") for one in (first, second) * 20)) == ["a2"] * 40
    assert network.asked == ["r1"]


async def test_whoever_is_linked_by_a_refresh_token_alone_asks_for_the_rest() -> None:
    store, network = MemoryTokens(Tokens(TokenPair("", "r1"))), Network()
    assert await OaTokens("400001", store, network.exchange).access() == "a2"


async def test_a_pair_that_cannot_be_kept_is_not_used_and_not_forgotten() -> None:
    store, network = MemoryTokens(Tokens(OLD)), Network()
    store.broken = 2
    tokens = OaTokens("400001", store, network.exchange)
    for _ in range(2):
        with pytest.raises(SendError) as raised:
            await tokens.renewed("a1")
        assert (raised.value.policy, raised.value.reason) == (Policy.RETRY, "tokens")
    assert await tokens.renewed("a1") == "a2"
    assert network.asked == ["r1"], "the refresh token was not used twice"
    assert store.tokens == Tokens(NEW, OLD)


async def test_the_old_pair_goes_on_where_the_new_one_turns_out_to_be_none() -> None:
    store, network = MemoryTokens(Tokens(TokenPair("broken", "broken"), OLD)), Network()
    tokens = OaTokens("400001", store, network.exchange)
    assert await tokens.renewed(await tokens.access()) == "a2"
    assert network.asked == ["broken", "r1"]
    assert store.tokens == Tokens(NEW, OLD)


async def test_a_refresh_token_that_was_used_is_told_and_kept(caplog: pytest.LogCaptureFixture) -> None:
    store, network = MemoryTokens(Tokens(OLD)), Network({})
    tokens = OaTokens("400001", store, network.exchange)
    with pytest.raises(SendError) as raised:
        await tokens.renewed("a1")
    assert (raised.value.policy, raised.value.reason) == (Policy.ACCOUNT, SPENT)
    [line] = caplog.messages
    assert "400001" in line and "used before or has expired" in line and "links the account again" in line
    assert "r1" not in line
    assert store.tokens == Tokens(OLD), "nothing stored is lost"


async def test_a_new_link_ends_it_without_a_restart() -> None:
    store, network = MemoryTokens(Tokens(OLD)), Network({})
    tokens = OaTokens("400001", store, network.exchange)
    with pytest.raises(SendError):
        await tokens.renewed(await tokens.access())
    store.tokens = Tokens(LATER)
    assert await tokens.renewed("a1") == "a3"


async def test_an_account_that_was_never_linked(caplog: pytest.LogCaptureFixture) -> None:
    tokens = OaTokens("400001", MemoryTokens(), Network().exchange)
    with pytest.raises(SendError) as raised:
        await tokens.access()
    assert (raised.value.policy, raised.value.reason) == (Policy.ACCOUNT, SPENT)
    assert "not linked" in caplog.text


async def test_a_network_that_is_not_well_costs_nothing() -> None:
    store = MemoryTokens(Tokens(OLD))
    network = Network(fails=SendError(Policy.RETRY, "server"))
    tokens = OaTokens("400001", store, network.exchange)
    with pytest.raises(SendError) as raised:
        await tokens.renewed("a1")
    assert raised.value.policy is Policy.RETRY
    network.fails = None
    assert await tokens.renewed("a1") == "a2"


async def test_a_caller_who_gives_up_does_not_cost_the_pair() -> None:
    store, network = MemoryTokens(Tokens(OLD)), Network(hold=asyncio.Event())
    tokens = OaTokens("400001", store, network.exchange)
    caller = asyncio.ensure_future(tokens.renewed("a1"))
    await network.came.wait()
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    assert network.hold is not None
    network.hold.set()
    await tokens.settled()
    assert store.tokens == Tokens(NEW, OLD)


def test_nobody_sees_a_token_by_printing_it() -> None:
    assert "r1" not in f"{OLD!r} {Tokens(NEW, OLD)!r} {OLD}"


# Killed in mid-exchange, against the look-alike server that takes each refresh token once


@dataclass
class Keeper:
    """Keeps the tokens for a program that may be killed; `at_write` is asked before the nth write (from 1) is made."""

    tokens: Tokens
    writes: int = 0
    at_write: Callable[[int], Awaitable[bool]] | None = None
    address: str = ""

    async def get(self, _request: web.Request) -> web.Response:
        return web.json_response(dumped(self.tokens))

    async def post(self, request: web.Request) -> web.Response:
        tokens = loaded(await request.json())
        self.writes += 1
        if self.at_write is None or await self.at_write(self.writes):
            self.tokens = tokens
        return web.Response()


@pytest.fixture
def world() -> World:
    world = World.empty()
    oa = world.add_bot("langnghe_oa", "Lắng Nghe", "400001:SANDBOX", network="zalo_oa")
    world.add_person("dung", "Phạm Văn Dũng", started=[oa])
    return world


@pytest.fixture
def bot(world: World) -> Bot:
    return world.bots["langnghe_oa"]


@pytest.fixture
async def keeper(bot: Bot) -> AsyncIterator[Keeper]:
    app = oa_of(bot).app
    keeper = Keeper(Tokens(TokenPair(app.access, app.refresh)))
    site = web.Application()
    site.router.add_get("/", keeper.get)
    site.router.add_post("/", keeper.post)
    runner = web.AppRunner(site, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    keeper.address = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    yield keeper
    await runner.cleanup()


@contextlib.asynccontextmanager
async def program(world: World, bot: Bot, keeper: Keeper, address: str) -> AsyncIterator[asyncio.subprocess.Process]:
    app = oa_of(bot).app
    places = (f"{address}/zalo-oa", f"{address}/zalo-oauth", keeper.address)
    chat = chat_name(bot.id, world.chat("dung", bot))
    command = ("-m", "tests.channels.zalo_oa.oa_child", *places, str(bot.id), app.id, app.app_secret, chat)
    running = await asyncio.create_subprocess_exec(
        sys.executable, *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield running
    finally:
        if running.returncode is None:
            running.kill()
        await running.wait()


async def ran(running: asyncio.subprocess.Process) -> tuple[str, str]:
    async with asyncio.timeout(60):
        out, err = await running.communicate()
    return out.decode().strip(), err.decode()


@pytest.mark.parametrize(
    ("write", "kept"),
    [
        pytest.param(1, True, id="the new pair is kept, and nobody was told so"),
        pytest.param(2, False, id="between the two writes"),
        pytest.param(2, True, id="after the second write"),
    ],
)
async def test_who_is_killed_once_the_pair_is_kept_loses_nothing(
    world: World, bot: Bot, keeper: Keeper, write: int, kept: bool
) -> None:
    async with serving(world) as address:
        async with program(world, bot, keeper, address) as first:

            async def kill(number: int) -> bool:
                if number == write:
                    first.send_signal(signal.SIGKILL)
                    await first.wait()
                    return kept
                return True

            keeper.at_write = kill
            assert await ran(first) == ("", "")
            assert first.returncode == -signal.SIGKILL
        assert len(oa_of(bot).app.used) == 1
        keeper.at_write = None
        async with program(world, bot, keeper, address) as second:
            assert await ran(second) == ("sent", "")
    assert world.last("dung", bot).text == "Chào"
    assert keeper.tokens == Tokens(TokenPair(oa_of(bot).app.access, oa_of(bot).app.refresh))
    assert len(oa_of(bot).app.used) == 2


async def test_who_is_killed_before_the_first_write_needs_a_new_link_and_says_so(
    world: World, bot: Bot, keeper: Keeper
) -> None:
    """The network takes the old refresh token when it answers, and nothing that we do afterwards can undo that."""
    before = keeper.tokens
    async with serving(world) as address:
        async with program(world, bot, keeper, address) as first:

            async def kill(_number: int) -> bool:
                first.send_signal(signal.SIGKILL)
                await first.wait()
                return False

            keeper.at_write = kill
            await ran(first)
        keeper.at_write = None
        async with program(world, bot, keeper, address) as second:
            out, err = await ran(second)
        assert out == "account: refresh_token"
        assert "links the account again" in err
        assert keeper.tokens == before
        app = oa_of(bot).app
        keeper.tokens = Tokens(TokenPair("", app.refresh))
        async with program(world, bot, keeper, address) as third:
            assert await ran(third) == ("sent", "")


async def test_an_access_token_refused_in_mid_broadcast(world: World, bot: Bot) -> None:
    people = world.populate(30, started=[bot])
    app = oa_of(bot).app
    store = MemoryTokens(Tokens(TokenPair(app.access, app.refresh)))
    async with serving(world) as address:
        channel = ZaloOaChannel(
            "400001",
            app_id=app.id,
            app_secret=app.app_secret,
            tokens=store,
            file_link=lambda _number, _name, _chat: None,
            api_url=f"{address}/zalo-oa",
            oauth_url=f"{address}/zalo-oauth",
        )
        await channel.start()
        chats = [chat_name(bot.id, world.private(bot, person)) for person in people]
        act = Send(RichText("Nội dung tháng 11"))
        for chat in chats[:10]:
            await channel.send(chat, act)
        world.clock.advance(26 * 3600)
        await asyncio.gather(*(channel.send(chat, act) for chat in chats[10:]))
        assert all(len(world.messages(bot, person)) == 1 for person in people)
        assert len(app.used) == 1 and store.tokens == Tokens(TokenPair(app.access, app.refresh))
        app.exchange(app.refresh, world.clock.timestamp())  # somebody else has used it
        with pytest.raises(SendError) as raised:
            await channel.send(chats[0], act)
        assert (raised.value.policy, raised.value.reason) == (Policy.ACCOUNT, SPENT)
        await channel.stop()
