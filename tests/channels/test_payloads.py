"""What comes in, on every network: captured payloads are read as they should be, odd ones are refused, none is mistaken."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from channels.channel import Channel
from channels.codec import dump_inbound, load_inbound
from channels.messages import BadPayload, Inbound
from tests.channels.networks import NETWORKS, Network, introduced, shown

CASES = [pytest.param(n, case, id=f"{n}: {name}") for n in NETWORKS for name, case in n.cases()]


def read(channel: Channel, payload: object) -> list[Inbound] | str:
    try:
        return channel.parse(payload)
    except BadPayload:
        return "bad"


@pytest.mark.parametrize(("network", "case"), CASES)
def test_a_captured_payload(network: Network, case: dict[str, Any]) -> None:
    channel = introduced(network)
    found = read(channel, case["payload"])
    if not isinstance(found, list):
        assert case["expected"] == found
        return
    assert [shown(inbound) for inbound in found] == case["expected"]
    assert all(inbound.account == network.account for inbound in found)
    assert [load_inbound(dump_inbound(inbound)) for inbound in found] == found, "an event is kept whole"
    assert channel.parse(case["payload"]) == found, "a payload that is played again is the same event"


@pytest.mark.parametrize(("network", "case"), CASES)
def test_a_payload_with_something_odd_in_it_is_refused_or_read(network: Network, case: dict[str, Any]) -> None:
    channel = introduced(network)
    for odd in _spoiled(case["payload"]):
        found = read(channel, odd)
        for inbound in found if isinstance(found, list) else ():
            assert inbound.event_id and inbound.chat_id
            assert load_inbound(dump_inbound(inbound)) == inbound


@pytest.mark.parametrize(("network", "case"), CASES)
def test_another_networks_payload_means_nothing(network: Network, case: dict[str, Any]) -> None:
    for other in NETWORKS:
        if other is not network:
            assert read(introduced(other), case["payload"]) in ([], "bad")


@pytest.mark.parametrize(("network", "case"), CASES)
def test_what_says_something_is_no_trial_of_our_address(network: Network, case: dict[str, Any]) -> None:
    if isinstance(case["expected"], list) and case["expected"]:
        assert not introduced(network).is_ping(orjson.dumps(case["payload"]))


def test_no_case_stands_twice_and_most_mean_something(network: Network) -> None:
    payloads = [orjson.dumps(case["payload"]) for _, case in network.cases()]
    assert len(set(payloads)) == len(payloads)
    assert {"text", "media", "other"} <= {
        i["kind"] for _, c in network.cases() if c["expected"] != "bad" for i in c["expected"]
    }


def _spoiled(payload: Any) -> Iterator[Any]:
    """The payload with each value in turn, however deep, put in another's place or taken out."""
    for path in _paths(payload):
        for junk in (None, [], {}, "", "x", -1, 2**64 - 1, True, ...):
            odd = copy.deepcopy(payload)
            place = odd
            for step in path[:-1]:
                place = place[step]
            if junk is ...:
                del place[path[-1]]
            else:
                place[path[-1]] = junk
            yield odd


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in inside:
        yield (*path, step)
        yield from _paths(inner, (*path, step))
