"""A flood: one sender's two thousand texts, and what everybody else notices of it, by turns and not by the wall's clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import func, select

from bot.runtime.send_queue import SendQueue
from bot.runtime.sender_limits import Place, SenderLimits
from channels.messages import Inbound, Kind, Send
from channels.pacing import Pacer
from channels.telegram.adapter import TelegramChannel
from handlers.button_data import button_data
from sandbox.world import World
from storage.engine.database import Database
from storage.messaging.deliveries import Outgoing
from storage.tables import Event, Lane
from tests.handlers.conftest import world  # noqa: F401
from tests.stage import BOT, TOKEN, Stage, furnish, staged
from texts.rich import RichText

# ruff: noqa: F811

_FLOOD = 2_000
_LIMIT = 100
_NOTICE = "Trong một phút tin đến quá nhiều"
_AT = datetime(2026, 11, 4, 3, tzinfo=UTC)


def _text(number: int, sent_at: datetime = _AT, kind: Kind = Kind.TEXT) -> Inbound:
    return Inbound("bot", str(number), kind, "7", True, "7", sent_at, number, text="a")


@pytest.mark.parametrize(
    ("members", "strangers", "stranger", "expected"),
    [(3, 1, False, 3), (3, 1, True, 1), (0, 0, False, 6), (0, 2, True, 2)],
)
def test_a_minute_has_its_number_of_messages(members: int, strangers: int, stranger: bool, expected: int) -> None:
    limits = SenderLimits(members, strangers)
    places = [limits.place(1, _text(n), _AT, stranger=stranger) for n in range(6)]
    assert places.count(Place.WITHIN) == expected
    assert places.count(Place.FIRST_OVER) == (expected < 6)
    assert places == [limits.place(1, _text(n), _AT, stranger=stranger) for n in range(6)], (
        "what comes again counts once"
    )


def test_what_waited_through_an_outage_or_nobody_chose_is_no_flood() -> None:
    limits = SenderLimits(2, 2)
    spread = [_text(n, _AT + timedelta(seconds=40 * n)) for n in range(30)]
    fates = [_text(100 + n, kind=kind) for n in range(9) for kind in (Kind.BLOCKED, Kind.UNBLOCKED)]
    others = [replace(_text(200 + n), chat_id=f"c{n}", sender_id=f"c{n}") for n in range(9)]
    for inbound in (*spread, *fates, *others):
        assert limits.place(1, inbound, _AT, stranger=False) is Place.WITHIN


def test_presses_count_in_the_minute_in_which_they_come_and_urgent_ones_apart() -> None:
    """All presses on a card carry the time of the card."""
    limits = SenderLimits(2, 2)
    tap = replace(_text(0, kind=Kind.BUTTON), token=button_data("menu.open"))
    places = [
        limits.place(1, replace(tap, event_id=str(n)), _AT + timedelta(seconds=40 * n), stranger=False)
        for n in range(30)
    ]
    assert places == [Place.WITHIN] * 30
    for number in range(3):
        limits.place(1, _text(100 + number), _AT, stranger=False)
    flood = [limits.place(1, replace(tap, event_id=f"f{n}"), _AT, stranger=False) for n in range(4)]
    assert flood[-1] is Place.OVER
    urgent = replace(_text(200), text="KHẨN: vỡ đê bối thôn Hạ")
    assert limits.place(1, urgent, _AT, stranger=True) is Place.OVER
    assert limits.place(1, urgent, _AT, stranger=False) is Place.WITHIN
    send = replace(tap, event_id="send", token=button_data("form.submit", 1, 2))
    assert limits.place(1, send, _AT, stranger=False) is Place.WITHIN


def _turns(stage: Stage) -> int:
    return stage.look(lambda s: s.scalar(select(func.count()).select_from(Event)) or 0)


async def test_two_thousand_texts_of_one_member_cost_the_next_one_a_hundred_turns(
    database: Database, world: World
) -> None:
    """Their author hears one sentence on what was not taken in, and writes on in the next minute."""
    codes = database.run_now(lambda session: furnish(session, world.clock.now()))
    async with staged(database, world, limit=_LIMIT) as stage:
        stage.codes = codes
        an, dung = stage.person("an"), stage.person("dung")
        for person in (an, dung):
            await person.starts(person.code)
            await person.presses("Đồng ý tham gia")
        world.clock.advance(60)
        before, mark = _turns(stage), an.last.id
        for number in range(_FLOOD):
            world.say("an", BOT, f"đường thôn {number} hỏng")
        world.say("dung", BOT, "/menu")
        await stage.until(lambda: dung.last.text.startswith("Chọn việc"))
        assert _turns(stage) - before <= _LIMIT + 2
        await stage.settle()
        assert len([text for text in an.answers(mark) if _NOTICE in text]) == 1
        world.clock.advance(60)
        await an.says("/menu")
        an.sees("Chọn việc")


def test_equal_replies_that_wait_one_behind_the_other_are_one() -> None:
    queue = SendQueue(1, TelegramChannel(TOKEN), Pacer())
    said = ["giữ", "giữ", "giữ", "menu", "giữ", "giữ"]
    for number, text in enumerate(said):
        queue.push(Outgoing(number, 1, "7", Lane.REPLY, b"", _AT, live=Send(RichText(text))))
    left, key = [], ("7", Lane.REPLY)
    for text in said:
        if not queue.superseded(key, Send(RichText(text))):
            left.append(text)
        queue.pop(key)
    assert left == ["giữ", "menu", "giữ"]


async def test_stranger_over_the_limit_is_neither_read_nor_answered(database: Database, world: World) -> None:
    """Who is let in meanwhile has a member's limit."""
    codes = database.run_now(lambda session: furnish(session, world.clock.now()))
    async with staged(database, world, limit=5) as stage:
        stage.codes = codes
        lan = stage.person("lan")
        before = _turns(stage)
        for _ in range(40):
            world.say("lan", BOT, "xin chào")
        await stage.settle()
        assert _turns(stage) - before <= 6
        assert not [message for message in lan.phone if _NOTICE in message.text]
        world.clock.advance(60)
        await lan.starts(stage.person("an").code)
        await lan.presses("Đồng ý tham gia")
        lan.has_seen("Đã ghi nhận")
