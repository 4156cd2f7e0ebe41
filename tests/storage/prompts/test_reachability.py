"""Where a round of sending goes on: once an address, to those alone whom it has not reached and who are still asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlmodel import select

from storage.engine.database import Database
from storage.members import address_book, addresses
from storage.messaging import deliveries
from storage.messaging.deliveries import DeliveryResult
from storage.prompts import broadcasts, prompts, reachability
from storage.tables import (
    Address,
    AssignmentStatus,
    Broadcast,
    BroadcastKind,
    BroadcastStatus,
    DeliveryStatus,
    Lane,
)
from tests.storage.scene import DAY, HOUR, Scene, address_of, ask, kept, outgoing, queue

SENT, FAILED, SENDING = DeliveryStatus.SENT, DeliveryStatus.FAILED, DeliveryStatus.SENDING


@dataclass
class Round:
    """A round in which a prompt goes to An, who is at two accounts."""

    database: Database
    scene: Scene
    now: datetime
    prompt: int
    broadcast: int
    other: int
    first: int
    second: int
    number: int = 0

    def put(
        self, address: int, status: DeliveryStatus, reason: str = "blocked", *, broadcast: int | None = None
    ) -> int:
        self.number += 1
        account = self.other if address == self.second else self.scene.account
        row = outgoing(
            self.scene, self.number, self.now, address_id=address, account_id=account, prompt_id=self.prompt,
            broadcast_id=broadcast or self.broadcast, lane=Lane.BROADCAST,
        )  # fmt: skip
        queue(self.database, row, status=SENDING if status is FAILED else status)
        if status is FAILED:
            self.database.run_now(lambda s: deliveries.settle(s, [DeliveryResult(row.id, FAILED, reason=reason)]))
        return row.id

    def goes_on(self, after: timedelta = timedelta(0)) -> list[int]:
        def work(session: Session) -> list[int]:
            return reachability.to_go_elsewhere(session, session.get_one(Broadcast, self.broadcast), self.now + after)

        return self.database.read_now(work)

    def is_due(self) -> bool:
        return bool(self.database.read_now(lambda s: broadcasts.moved(s, self.now)))


@pytest.fixture(params=[BroadcastKind.FIRST, BroadcastKind.REMINDER])
def kind(request: pytest.FixtureRequest) -> BroadcastKind:
    return BroadcastKind(request.param)


@pytest.fixture
def sending(database: Database, scene: Scene, now: datetime, kind: BroadcastKind) -> Round:
    def more(session: Session) -> tuple[int, int, int]:
        other = kept(addresses.account(session, "zalo_bot", "2").id)
        addresses.add_address(session, other, "z100", scene.an, now)
        first, second = session.scalars(
            select(Address.id).where(Address.member_id == scene.an).order_by(Address.id)  # type: ignore[arg-type]
        )
        return other, kept(first), kept(second)

    other, first, second = database.run_now(more)
    prompt = ask(database, scene, now, DAY, scene.an, scene.dung)
    number = database.run_now(lambda s: kept(broadcasts.start(s, prompt, kind, now).id))
    return Round(database, scene, now, prompt, number, other, first, second)


@pytest.mark.parametrize("reason", ["blocked", "too_long", "gave_up", "quota"])
def test_once_an_address_whatever_the_reason(sending: Round, reason: str) -> None:
    assert sending.goes_on() == []
    sending.put(sending.first, FAILED, reason)
    assert sending.goes_on() == [sending.second]
    assert sending.is_due(), "at once, although the cards were just shown"
    sending.put(sending.second, SENDING)
    assert sending.goes_on() == []


def test_all_parts_are_waited_for_and_who_has_it_gets_it_no_more(sending: Round) -> None:
    sending.put(sending.first, FAILED)
    waits = sending.put(sending.first, SENDING)
    assert sending.goes_on() == [], "the other part may still be on its way there"
    sending.database.run_now(lambda s: deliveries.settle(s, [DeliveryResult(waits, SENT)]))
    assert sending.goes_on() == [sending.second], "half of it is nothing"
    sending.put(sending.second, SENT)
    assert sending.goes_on() == []


def test_a_member_counts_once_however_many_addresses_were_tried(sending: Round) -> None:
    def stands() -> tuple[int, int]:
        return sending.database.read_now(lambda s: reachability.of_round(s, sending.broadcast))

    assert stands() == (0, 0)
    sending.put(sending.first, FAILED)
    waits = sending.put(sending.second, SENDING)
    assert stands() == (0, 1)
    sending.database.run_now(lambda s: deliveries.settle(s, [DeliveryResult(waits, SENT)]))
    assert stands() == (1, 1)


def test_what_another_round_brought_is_enough(sending: Round, kind: BroadcastKind) -> None:
    before = sending.database.run_now(
        lambda s: kept(broadcasts.start(s, sending.prompt, BroadcastKind.FIRST, sending.now).id)
    )
    sending.put(sending.second, SENT, broadcast=before)
    sending.put(sending.first, FAILED)
    reminder = kind is BroadcastKind.REMINDER
    assert sending.goes_on() == ([sending.second] if reminder else []), "a reminder is another message"


def test_nobody_who_is_not_asked_any_more(sending: Round, kind: BroadcastKind) -> None:
    sending.put(sending.first, FAILED)
    assert sending.goes_on(DAY) == [], "it is over"
    late = [] if kind is BroadcastKind.REMINDER else [sending.second]
    assert sending.goes_on(13 * HOUR) == late, "the next reminder comes a day later"

    def answered(session: Session) -> None:
        prompts.set_status(session, sending.prompt, sending.scene.an, AssignmentStatus.STARTED, sending.now)
        prompts.set_status(session, sending.prompt, sending.scene.an, AssignmentStatus.SUBMITTED, sending.now)

    sending.database.run_now(answered)
    assert sending.goes_on() == []


def test_not_where_it_is_shut_or_silent_nor_after_it_was_cancelled(sending: Round) -> None:
    sending.put(sending.first, FAILED)

    def mark(**values: object) -> None:
        change = update(Address).where(Address.id == sending.second).values(**values)  # type: ignore[arg-type]
        sending.database.run_now(lambda s: s.execute(change))

    mark(unreachable="blocked")
    assert sending.goes_on() == []
    mark(unreachable=None, reachable_until=sending.now)
    assert sending.goes_on() == []
    mark(reachable_until=None)
    assert sending.goes_on() == [sending.second]

    def cancel(session: Session) -> None:
        session.get_one(Broadcast, sending.broadcast).status = BroadcastStatus.CANCELLED

    sending.database.run_now(cancel)
    assert sending.goes_on() == []


def test_what_an_account_that_is_refused_leaves_to_others(sending: Round) -> None:
    def leaves() -> set[int]:
        return sending.database.read_now(lambda s: reachability.can_go_elsewhere(s, sending.scene.account, sending.now))

    waits = sending.put(sending.first, SENDING)
    assert leaves() == {waits}
    assert sending.database.read_now(lambda s: reachability.can_go_elsewhere(s, sending.other, sending.now)) == set()
    sending.put(sending.second, FAILED, "token")
    assert leaves() == set(), "there it was tried already"


def test_why_it_waits_is_read_off_it(sending: Round, kind: BroadcastKind) -> None:
    waits = sending.put(sending.first, SENDING)
    sending.database.run_now(lambda s: reachability.note_refused(s, sending.scene.account, "quota"))
    held = sending.database.read_now(lambda s: reachability.held(s, sending.prompt))
    assert [(row.name, row.reason) for row in held] == [("an", "quota")]
    assert sending.database.read_now(lambda s: broadcasts.pulse(s, sending.broadcast, sending.now)).held == "quota"
    assert "an" not in [
        r.name for r in sending.database.read_now(lambda s: reachability.unreached(s, sending.prompt, sending.now))
    ]
    sending.database.run_now(lambda s: deliveries.settle(s, [DeliveryResult(waits, SENT)]))
    assert sending.database.read_now(lambda s: reachability.held(s, sending.prompt)) == []


def test_who_is_where_and_what_comes_first(sending: Round) -> None:
    def places() -> list[tuple[str, bool, str]]:
        found = sending.database.read_now(lambda s: address_book.of_member(s, sending.scene.an, sending.now))
        return [(place.network, place.first, place.shut) for place in found]

    assert places() == [("telegram", True, ""), ("zalo_bot", False, "")]
    sending.database.run_now(lambda s: address_book.prefer(s, sending.scene.an, sending.second))
    sending.database.run_now(lambda s: addresses.set_unreachable(s, sending.second, "blocked", sending.now))
    assert places() == [("telegram", False, ""), ("zalo_bot", True, "blocked")]
    found = sending.database.read_now(lambda s: addresses.reached(s, [sending.scene.an], sending.now))
    assert [person.address_id for person in found] == [sending.first]


def test_whether_one_member_has_it_is_read_from_what_went_to_them(
    database: Database, scene: Scene, now: datetime
) -> None:
    prompt = ask(database, scene, now, DAY, scene.an, scene.dung)

    def have_it() -> list[bool]:
        return database.read_now(
            lambda s: [reachability.has_it(s, prompt, member) for member in (scene.an, scene.dung)]
        )

    there = database.run_now(lambda s: {member: address_of(s, member) for member in (scene.an, scene.dung, scene.binh)})
    for number, member in enumerate((scene.an, scene.binh), 1):  # as a later round goes: to whom is sealed
        row = outgoing(scene, number, now, address_id=there[member], prompt_id=prompt, shielded=True)
        queue(database, row, status=SENT)
    assert have_it() == [True, False]
    queue(database, outgoing(scene, 3, now, address_id=there[scene.dung], prompt_id=prompt))
    assert have_it() == [True, True], "on its way"
