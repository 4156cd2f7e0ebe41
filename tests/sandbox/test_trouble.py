"""Limits on a still clock, and misbehaviour on order."""

from __future__ import annotations

import time

import aiohttp
import pytest

from sandbox.faults import Fault, FaultKind
from sandbox.world import World
from tests.sandbox.conftest import Api

AN, GROUP = 5_001_000_001, -4_200_000_001


async def wait_of(api: Api, chat: int) -> int:
    """0 if a message went, else the seconds that a 429 asked for."""
    status, body = await api.raw("sendMessage", chat_id=chat, text="a")
    if status == 200:
        return 0
    assert status == 429
    seconds = int(body["parameters"]["retry_after"])
    assert body["description"] == f"Too Many Requests: retry after {seconds}"
    return seconds


async def test_a_chat_takes_a_short_burst_then_one_a_second(world: World, api: Api) -> None:
    world.start("an")
    assert [await wait_of(api, AN) for _ in range(50)] == [0] * 50, "limits are off unless asked for"
    world.limits.on = True
    assert [await wait_of(api, AN) for _ in range(6)] == [0] * 5 + [1]
    world.clock.advance(1)
    assert [await wait_of(api, AN) for _ in range(2)] == [0, 1]
    world.clock.advance(60)
    assert [await wait_of(api, AN) for _ in range(6)] == [0] * 5 + [1]


async def test_a_group_takes_twenty_a_minute(world: World, api: Api) -> None:
    world.limits.on = True
    waits = [await wait_of(api, GROUP) for _ in range(21)]
    assert waits == [0] * 20 + [3]
    world.clock.advance(3)
    assert [await wait_of(api, GROUP) for _ in range(2)] == [0, 3]
    world.clock.advance(60)
    assert [await wait_of(api, GROUP) for _ in range(21)] == [0] * 20 + [3]


async def test_a_bot_sends_thirty_a_second_in_all(world: World, api: Api) -> None:
    people = world.populate(40)
    world.limits.on = True
    assert [await wait_of(api, person.id) for person in people] == [0] * 30 + [1] * 10
    world.clock.advance(1)
    assert [await wait_of(api, person.id) for person in people[30:]] == [0] * 10


async def test_faults_hit_what_they_name_and_are_used_up(world: World, api: Api) -> None:
    world.start("an")
    world.faults.add("too_many", method="sendMessage", chat=AN, retry_after=9, times=2)
    assert (await api.raw("sendMessage", chat_id=GROUP, text="a"))[0] == 200
    assert [await wait_of(api, AN) for _ in range(3)] == [9, 9, 0]
    world.faults.add("server_error", status=503)
    assert await api.raw("getMe") == (503, {"ok": False, "error_code": 503, "description": "Service Unavailable"})
    world.faults.add("blocked", chat=AN)
    assert "blocked by the user" in await api.refused("sendMessage", chat_id=AN, text="a")
    world.faults.add("garbage")
    async with api.session.post(f"{api.address}/bot{api.token}/getMe") as response:
        assert (response.status, response.content_type) == (200, "text/html")
    world.faults.add("slow", seconds=0.05)
    began = time.monotonic()
    await api.ok("getMe")
    assert time.monotonic() - began >= 0.05
    world.faults.add("blocked")
    world.faults.clear()
    await api.ok("getMe")


@pytest.mark.parametrize(("after", "texts"), [(False, []), (True, ["một"])])
async def test_a_broken_connection_before_or_after_the_act(
    world: World, api: Api, after: bool, texts: list[str]
) -> None:
    world.start("an")
    world.faults.add("drop", method="sendMessage", after=after)
    with pytest.raises(aiohttp.ClientError):
        await api.raw("sendMessage", chat_id=AN, text="một")
    assert [view.text for view in world.messages(None, "an") if view.bot] == texts
    assert len([call for call in world.calls_since() if call.method == "sendmessage"]) == 1


async def test_weather_comes_by_chance_and_the_same_seed_makes_it_again(world: World, api: Api) -> None:
    world.start("an")

    async def day(seed: int) -> list[int]:
        world.faults.weather([(0.3, Fault(FaultKind.SERVER_ERROR, "sendmessage", chat=AN, status=503))], seed)
        return [(await api.raw("sendMessage", chat_id=AN, text="a"))[0] for _ in range(40)]

    first = await day(7)
    assert set(first) == {200, 503} and await day(7) == first and await day(8) != first
    assert [(one.method, one.chat) for one in world.faults.spoiled[: first.count(503)]] == (
        [("sendmessage", AN)] * first.count(503)
    )
    assert {(await api.raw("sendMessage", chat_id=GROUP, text="a"))[0] for _ in range(40)} == {200}
    world.faults.clear()
    assert {(await api.raw("sendMessage", chat_id=AN, text="a"))[0] for _ in range(40)} == {200}


async def test_calls_are_counted(world: World, api: Api) -> None:
    world.start("an")
    await api.updates()
    mark = world.mark()
    await api.ok("sendMessage", chat_id=AN, text="a")
    await api.refused("sendMessage", chat_id=7, text="a")
    await api.updates()
    calls = world.calls_since(mark)
    assert [(call.method, call.chat, call.error) for call in calls] == [
        ("sendmessage", AN, ""),
        ("sendmessage", 7, "chat_not_found"),
    ]
    assert calls[0].at == world.clock.timestamp()
    assert len(world.calls_since(mark, polls=True)) == 3
    assert world.calls_since(world.mark()) == []
