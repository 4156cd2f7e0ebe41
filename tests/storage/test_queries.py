"""The queries about people, prompts, numbers and events, each played on both databases."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session
from sqlmodel import select

from storage.engine.counters import next_number
from storage.engine.database import Database
from storage.members import addresses, members
from storage.messaging import deliveries, events
from storage.messaging.deliveries import DeliveryResult
from storage.prompts import assigned_parts, prompts, reachability
from storage.tables import (
    Address,
    AssignmentStatus,
    DeliveryStatus,
    Event,
    EventStatus,
    Member,
    NothingReason,
    Role,
)
from tests.storage.scene import DAY, HOUR, TODAY, Scene, address_of, ask, draft_of, enrol, outgoing, queue


def test_a_chat_is_its_members_and_no_strangers(database: Database, scene: Scene, now: datetime) -> None:
    binh = database.read_now(lambda s: addresses.at_chat(s, scene.account, "400"))
    assert binh is not None
    assert (binh.member_id, binh.name, binh.roles, binh.joined) == (scene.binh, "binh", {Role.STAFF, Role.LEADER}, True)
    assert database.read_now(lambda s: addresses.at_chat(s, scene.account, "999")) is None
    assert database.read_now(lambda s: addresses.at_chat(s, scene.account + 1, "400")) is None

    def leave(session: Session) -> None:
        session.get_one(Member, scene.binh).left_at = now

    database.run_now(leave)
    assert database.read_now(lambda s: addresses.at_chat(s, scene.account, "400")) is None
    assert database.read_now(members.officers) == [scene.lan]


def test_a_new_chat_takes_the_place_of_the_old(database: Database, scene: Scene, now: datetime) -> None:
    draft = draft_of(database, scene, scene.an, now)

    def move(session: Session) -> None:
        an = addresses.at_chat(session, scene.account, "100")
        assert an is not None
        addresses.focus(session, an, draft_id=draft)
        addresses.set_unreachable(session, an.address_id, "blocked", now)
        addresses.add_address(session, scene.account, "101", scene.an, now)

    database.run_now(move)
    assert database.read_now(lambda s: addresses.at_chat(s, scene.account, "100")) is None
    an = database.read_now(lambda s: addresses.at_chat(s, scene.account, "101"))
    assert an is not None
    assert (an.member_id, an.chat, an.focus_draft_id) == (scene.an, "101", None)
    assert [p.chat for p in database.read_now(lambda s: addresses.reached(s, [scene.an], now))] == ["101"]


def test_who_takes_over_a_chat_has_no_other(database: Database, scene: Scene, now: datetime) -> None:
    prompt = ask(database, scene, now, DAY, scene.an, scene.dung)
    address = database.read_now(lambda s: address_of(s, scene.an))
    queue(database, outgoing(scene, 1, now, address_id=address, prompt_id=prompt))
    database.run_now(lambda s: addresses.add_address(s, scene.account, "100", scene.dung, now))
    dung = database.read_now(lambda s: addresses.at_chat(s, scene.account, "100"))
    assert dung is not None
    assert dung.member_id == scene.dung
    assert database.read_now(lambda s: addresses.at_chat(s, scene.account, "300")) is None
    assert database.read_now(lambda s: addresses.reached(s, [scene.an], now)) == []
    mine = database.read_now(lambda s: s.scalars(select(Address).where(Address.member_id == scene.dung)).all())
    assert len(mine) == 1
    unreached = database.read_now(lambda s: reachability.unreached(s, prompt, now))
    assert [row.name for row in unreached] == ["an", "dung"], "what was sent to another was not sent to Dung"


def test_who_is_reached(database: Database, scene: Scene, now: datetime) -> None:
    everybody = [scene.an, scene.ba, scene.dung, scene.binh]

    def reached() -> set[int]:
        return {p.member_id for p in database.read_now(lambda s: addresses.reached(s, everybody, now))}

    database.run_now(lambda s: addresses.add_address(s, scene.account, "200", scene.ba, now))
    assert reached() == {scene.an, scene.dung, scene.binh}, "Ba has a chat and has not agreed yet"
    database.run_now(lambda s: members.join(s, scene.ba, now))
    database.run_now(lambda s: addresses.set_unreachable(s, address_of(s, scene.an), "blocked", now))
    assert reached() == {scene.ba, scene.dung, scene.binh}

    def back(session: Session) -> None:
        person = addresses.at_account(session, scene.an, scene.account, shut=True)
        assert person is not None
        addresses.set_reachable(session, person)

    database.run_now(back)
    database.run_now(lambda s: addresses.forget_address(s, address_of(s, scene.ba)))
    assert reached() == {scene.an, scene.dung, scene.binh}


def test_how_far_a_prompt_has_come(database: Database, scene: Scene, now: datetime) -> None:
    em = database.run_now(lambda s: enrol(s, "em", scene.an_phu, Role.COLLABORATOR, joined=now))
    audience = database.read_now(lambda s: prompts.audience(s, scene.province))
    assert audience == [scene.an, scene.ba, scene.dung, em]
    assert database.read_now(lambda s: prompts.audience(s, scene.an_phu)) == [scene.ba, em]
    prompt = ask(database, scene, now, DAY, *audience)

    def send(session: Session) -> None:
        addresses.add_address(session, scene.account, "600", em, now)
        addresses.set_unreachable(session, address_of(session, em), "deactivated", now)
        to = {"account_id": scene.account, "prompt_id": prompt}
        an, dung = address_of(session, scene.an), address_of(session, scene.dung)
        row = outgoing(scene, 1, now, **to)
        deliveries.add(session, [replace(row, address_id=an), replace(row, id=2, address_id=dung)], DeliveryStatus.SENT)
        deliveries.settle(session, [DeliveryResult(2, DeliveryStatus.FAILED, reason="blocked")])
        prompts.set_status(session, prompt, scene.an, AssignmentStatus.STARTED, now)

    database.run_now(send)
    assert database.read_now(lambda s: prompts.waited_for(s, prompt)) == [scene.an, scene.ba, scene.dung, em]
    unreached = database.read_now(lambda s: reachability.unreached(s, prompt, now))
    assert [(row.name, row.reason) for row in unreached] == [
        ("ba", "not_joined"),
        ("em", "deactivated"),
        ("dung", "blocked"),
    ]

    def answer(session: Session) -> None:
        prompts.set_status(session, prompt, scene.an, AssignmentStatus.SUBMITTED, now)
        prompts.set_status(session, prompt, scene.an, AssignmentStatus.STARTED, now)
        prompts.set_status(session, prompt, scene.ba, AssignmentStatus.NOTHING, now, NothingReason.CALM)

    database.run_now(answer)
    parts = database.read_now(lambda s: assigned_parts.of_prompt(s, prompt))
    assert Counter(part.status for part in parts if part.member_id != scene.dung) == {
        AssignmentStatus.SUBMITTED: 1,
        AssignmentStatus.NOTHING: 1,
        AssignmentStatus.PENDING: 1,
    }


def test_one_reminder_a_day_and_none_when_it_is_over(database: Database, scene: Scene, now: datetime) -> None:
    first = ask(database, scene, now, 1 * DAY, scene.an, scene.ba)
    second = ask(database, scene, now, 2 * DAY, scene.an)

    def due(at: datetime, today: date) -> list[tuple[int, int]]:
        return [(p, m) for p, m in database.read_now(lambda s: prompts.to_remind(s, at, today))]

    assert due(now, TODAY) == [(first, scene.an), (first, scene.ba), (second, scene.an)]
    database.run_now(lambda s: prompts.reminded(s, first, [scene.an], TODAY))
    assert due(now, TODAY) == [(first, scene.ba)], "An had today's reminder, whichever prompt it was about"
    assert due(now, TODAY + DAY) == [(first, scene.an), (first, scene.ba), (second, scene.an)]
    database.run_now(lambda s: prompts.set_status(s, first, scene.an, AssignmentStatus.SUBMITTED, now))
    assert due(now, TODAY + DAY) == [(first, scene.ba), (second, scene.an)]
    assert due(now + DAY, TODAY + DAY) == [(second, scene.an)]


async def test_no_number_is_given_twice(database: Database) -> None:
    numbers = await asyncio.gather(*(database.run(lambda s: next_number(s, "report:1126")) for _ in range(30)))
    assert sorted(numbers) == list(range(1, 31))
    assert await database.run(lambda s: next_number(s, "report:1226")) == 1


async def test_an_event_is_taken_once(database: Database, now: datetime) -> None:
    taken = await asyncio.gather(
        *(database.run(lambda s: events.take(s, "telegram:1", "77", "text", now)) for _ in range(4))
    )
    assert sorted(taken) == [False, False, False, True]
    assert await database.run(lambda s: events.take(s, "telegram:2", "77", "text", now))


def test_an_event_that_fails_three_times_is_parked(database: Database, now: datetime) -> None:
    def fail(at: datetime) -> EventStatus:
        return database.run_now(lambda s: events.fail(s, "telegram:1", "1", at, b"payload", "Traceback: …").status)

    def due(at: datetime) -> list[str]:
        return [event.event_id for event in database.read_now(lambda s: events.due(s, at))]

    for number in ("1", "2"):
        database.run_now(lambda s, number=number: events.take(s, "telegram:1", number, "text", now))  # type: ignore[misc]
    assert due(now + HOUR) == []
    assert fail(now) is EventStatus.FAILED
    assert (due(now + timedelta(seconds=59)), due(now + timedelta(seconds=60))) == ([], ["1"])
    assert fail(now) is EventStatus.FAILED
    assert (due(now + timedelta(seconds=239)), due(now + timedelta(seconds=240))) == ([], ["1"])
    assert fail(now) is EventStatus.PARKED
    assert due(now + DAY) == []
    parked = database.read_now(lambda s: s.scalars(select(Event).where(Event.event_id == "1")).one())
    assert (parked.payload, parked.trouble) == (b"payload", "Traceback: …")


def test_an_event_that_comes_through_keeps_nothing(database: Database, now: datetime) -> None:
    database.run_now(lambda s: events.take(s, "clock", "1", "tick", now))
    database.run_now(lambda s: events.fail(s, "clock", "1", now, b"payload", "trouble"))
    database.run_now(lambda s: events.succeed(s, "clock", "1"))
    event = database.read_now(lambda s: s.scalars(select(Event)).one())
    assert (event.status, event.payload, event.trouble, event.next_at) == (EventStatus.DONE, None, None, None)


def test_event_ids_are_remembered_for_more_than_a_month(database: Database, now: datetime) -> None:
    def again(number: str) -> bool:
        return database.run_now(lambda s: events.take(s, "clock", number, "tick", now))

    for number in ("old", "failed"):
        assert again(number)
    database.run_now(lambda s: events.take(s, "clock", "young", "tick", now + HOUR))
    database.run_now(lambda s: events.fail(s, "clock", "failed", now, b"", ""))
    database.run_now(lambda s: events.forget(s, now + events.KEPT))
    assert not again("old")
    database.run_now(lambda s: events.forget(s, now + events.KEPT + timedelta(seconds=1)))
    assert (again("old"), again("failed"), again("young")) == (True, False, False)
