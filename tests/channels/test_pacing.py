"""Pacing, on a clock that the test moves."""

from __future__ import annotations

import heapq
import itertools
import random
from collections import deque

import pytest

from channels.pacing import Pacer


def send_all(pacer: Pacer, chats: list[str], now: float = 0.0, group: bool = False) -> list[float]:
    """Sends to each chat as soon as the pacer lets it; the times."""
    times = []
    for chat in chats:
        now += pacer.delay(chat, group, now)
        assert pacer.delay(chat, group, now) == 0
        pacer.spend(chat, group, now)
        times.append(now)
    return times


def most_in(times: list[float], window: float) -> int:
    return max(sum(start <= time < start + window for time in times) for start in times)


class SlidingServer:
    """The network's far end: it counts what arrives in any second and minute before, and refuses what is too much."""

    def __init__(self) -> None:
        self.arrived: list[tuple[float, str]] = []
        self.refused = 0

    def takes(self, now: float, chat: str) -> None:
        second = list(itertools.takewhile(lambda one: one[0] > now - 1.0, reversed(self.arrived)))
        second_chats = [one for _, one in second]
        minute = [one for at, one in self.arrived if at > now - 60.0 and one == chat] if chat[0] == "-" else []
        many = len(second) >= 30 or chat in second_chats or len(minute) >= 20
        self.refused += many
        if not many:
            self.arrived.append((now, chat))


@pytest.mark.parametrize("wavering", [0.0, 0.05, 1.5])
def test_no_sliding_second_sees_too_many_however_the_way_wavers(wavering: float) -> None:
    """A broadcast to 400, two groups, and people who write meanwhile, on a way that takes now longer and now shorter."""
    chance, pacer, server = random.Random(7), Pacer(), SlidingServer()
    broadcast = deque(f"b{number}" for number in range(400))
    talk = sorted((chance.uniform(0, 20), chance.choice(["an", "binh", "-1", "-2"])) for _ in range(120))
    waits: dict[str, list[float]] = {"an": [], "binh": []}
    way: list[tuple[float, int, str, str, float]] = []  # when, order, "arrives" or "answered", chat, began
    now, order = 0.0, 0
    while broadcast or talk or way:
        while way and way[0][0] <= now:
            at, _, what, chat, began = heapq.heappop(way)
            if what == "arrives":
                server.takes(at, chat)
            else:
                pacer.answered(chat, chat.startswith("-"), began, at)
        due = next(
            (one for one in talk if one[0] <= now and pacer.delay(one[1], one[1].startswith("-"), now) == 0), None
        )
        chat = ""
        if due is not None:
            talk.remove(due)
            chat = due[1]
            waits.get(chat, []).append(now - due[0])
            pacer.spend(chat, chat.startswith("-"), now, awaited=True)
        elif broadcast and pacer.even_delay(now) == 0:
            chat = broadcast.popleft()
            pacer.spend(chat, False, now, even=True, awaited=True)
        if chat:
            there, back = (0.03 + chance.uniform(0, wavering) for _ in range(2))
            for after, what in ((there, "arrives"), (there + back, "answered")):
                order += 1
                heapq.heappush(way, (now + after, order, what, chat, now))
        else:
            now += 0.005
    assert server.refused == 0
    assert len(server.arrived) == 520
    if wavering == 0:
        assert now < 75, "the groups' last ones wait for their minute, and nothing else does"
        took = max(at for at, chat in server.arrived if chat[1:].isdigit() and chat[0] == "b")
        assert sum(at <= took for at, _ in server.arrived) / took > 0.9 * 30, "nearly all of what the network allows"


def test_a_broadcast_goes_at_the_accounts_speed() -> None:
    times = send_all(Pacer(), [str(i) for i in range(800)])
    assert times[29] == 0
    assert most_in(times, 1.0) == 30
    assert 26 <= times[-1] <= 27


def test_one_chat_gets_one_a_second_or_a_burst() -> None:
    assert send_all(Pacer(), ["an"] * 4) == [0, 1, 2, 3]
    assert send_all(Pacer(chat_burst=3), ["an"] * 6) == [0, 0, 0, 3, 3, 3]
    pacer = Pacer()
    send_all(pacer, ["an"])
    assert pacer.delay("binh", False, 0) == 0
    assert pacer.delay("an", False, 1.0) == 0


def test_alerts_to_one_person_go_three_at_once_and_the_rate_stays() -> None:
    """A bucket of three a chat, a token a second, as the network's far end counts; what is no alert waits for its second."""
    pacer, bucket, at = Pacer(alert_burst=3), 3.0, 0.0
    times: list[tuple[float, bool]] = []
    now = 0.0
    for alert in [True] * 5 + [False] + [True] * 2 + [False, False]:
        now += pacer.delay("an", False, now, alert=alert)
        bucket = min(3.0, bucket + now - at) - 1
        at = now
        assert bucket >= -1e-9, "no more than the network lets through"
        pacer.spend("an", False, now)
        times.append((now, alert))
    assert times == [
        (0, True), (0, True), (0, True), (1, True), (2, True), (5, False), (5, True), (5, True), (8, False), (9, False)
    ]  # fmt: skip


def test_alerts_to_a_group_or_while_the_network_holds_them_back_have_no_burst() -> None:
    pacer = Pacer(alert_burst=3)
    pacer.spend("nhom", True, 0.0)
    assert pacer.delay("nhom", True, 0.0, alert=True) == 1
    pacer.hold("an", 10)
    assert pacer.delay("an", False, 4, alert=True) == 6
    for number in range(30):
        pacer.spend(f"b{number}", False, 20.0)
    assert pacer.delay("an", False, 20.0, alert=True) == 1, "nor past what the whole account may send"


def test_a_group_gets_twenty_a_minute() -> None:
    times = send_all(Pacer(), ["nhom"] * 50, group=True)
    assert most_in(times, 60.0) == 20
    assert most_in(times, 1.0) == 1
    assert times[20] == 60
    assert times[40] == 120


def test_a_chat_that_was_refused_waits_and_others_do_not() -> None:
    pacer = Pacer()
    pacer.hold("an", 10)
    assert pacer.delay("an", False, 4) == 6
    assert pacer.delay("binh", False, 4) == 0
    pacer.hold("an", 5)
    assert pacer.delay("an", False, 4) == 6
    assert pacer.delay("an", False, 10) == 0


def test_the_whole_account_waits_when_told_so() -> None:
    pacer = Pacer()
    pacer.hold(None, 10)
    assert pacer.delay("an", False, 4) == 6
    assert pacer.delay("an", False, 11) == 0


def test_three_chats_refused_at_once_are_the_account() -> None:
    pacer = Pacer()
    pacer.hold("an", 10)
    pacer.hold("binh", 12)
    assert pacer.delay("chi", False, 4) == 0
    pacer.hold("dung", 8)
    assert pacer.delay("chi", False, 4) == 4
    assert pacer.delay("chi", False, 8) == 0


def test_lifted_limits() -> None:
    pacer = Pacer(None, None, group_per_minute=None)
    assert send_all(pacer, ["nhom"] * 500, group=True) == [0] * 500
    pacer.hold("nhom", 3)
    assert pacer.delay("nhom", True, 0) == 3


def test_idle_chats_are_forgotten() -> None:
    pacer = Pacer(per_second=None)
    for number in range(100_000):
        pacer.spend(str(number), number % 2 == 0, number * 0.1)
        pacer.hold(str(number), number * 0.1 + 1)
        pacer.delay(str(number), False, number * 0.1)
    assert len(pacer._chats) + len(pacer._groups) + len(pacer._held) < 2000


def test_a_slow_account_of_another_network() -> None:
    times = send_all(Pacer(per_second=1, per_chat=0.5, chat_burst=1), ["an", "binh", "an", "an"])
    assert times == [0, 1, 2, 4]


def test_a_broadcast_leaves_room_in_every_moment() -> None:
    """Thirty a second, and who comes in between waits for the next place, not for the next second."""
    pacer, now, times = Pacer(), 0.0, []
    for number in range(300):
        now += pacer.even_delay(now)
        pacer.spend(str(number), False, now, even=True)
        times.append(now)
    assert most_in(times, 0.999) == 30
    assert 9.9 < times[-1] < 10.0
    assert 0 < pacer.delay("an", False, now) <= 1 / 30 + 1e-9
    now += pacer.delay("an", False, now)
    pacer.spend("an", False, now)
    assert pacer.even_delay(now) > 0, "and the broadcast gives that place up"


def test_a_broadcast_that_was_held_up_makes_little_haste() -> None:
    pacer = Pacer()
    pacer.spend("an", False, 0.0, even=True)
    late, sent = 10.0, 0
    while pacer.even_delay(late) == 0:
        pacer.spend(str(sent), False, late, even=True)
        sent += 1
    assert 3 <= sent <= 4
