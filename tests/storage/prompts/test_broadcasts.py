"""The queries about broadcasts: how far one is, whom a prompt has reached, and what is taken of one that was stopped."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session
from sqlmodel import select

from storage.engine.database import Database
from storage.members import addresses
from storage.messaging import deliveries
from storage.messaging.deliveries import DeliveryResult
from storage.prompts import broadcasts, prompts, reachability
from storage.tables import (
    Assignment,
    AssignmentStatus,
    Broadcast,
    BroadcastKind,
    BroadcastStatus,
    Delivery,
    DeliveryStatus,
    Lane,
    Prompt,
    PromptStatus,
    Role,
)
from tests.storage.scene import DAY, HOUR, Scene, address_of, ask, enrol, kept, outgoing, queue

SENT, FAILED, QUEUED = DeliveryStatus.SENT, DeliveryStatus.FAILED, DeliveryStatus.QUEUED
SENDING, EXPIRED = DeliveryStatus.SENDING, DeliveryStatus.EXPIRED


def begun(database: Database, prompt: int, now: datetime, kind: BroadcastKind = BroadcastKind.FIRST) -> int:
    return database.run_now(lambda s: kept(broadcasts.start(s, prompt, kind, now).id))


def joined(database: Database, scene: Scene, now: datetime, chat: str) -> int:
    """One more collaborator, named by the chat."""

    def work(session: Session) -> int:
        member = enrol(session, chat, scene.an_phu, Role.COLLABORATOR, joined=now)
        addresses.add_address(session, scene.account, chat, member, now)
        return member

    return database.run_now(work)


def put(
    database: Database,
    scene: Scene,
    now: datetime,
    number: int,
    member: int,
    prompt: int | None,
    broadcast: int | None,
    status: DeliveryStatus = QUEUED,
    reason: str = "",
    **more: object,
) -> None:
    """One delivery of a broadcast to a member, in the state that is asked for."""
    address = database.read_now(lambda s: address_of(s, member))
    row = outgoing(
        scene, number, now, address_id=address, prompt_id=prompt, broadcast_id=broadcast, lane=Lane.BROADCAST, **more
    )
    queue(database, row, status=SENDING if status is FAILED else status)
    if status in (FAILED, EXPIRED):
        database.run_now(lambda s: deliveries.settle(s, [DeliveryResult(number, status, reason=reason)]))


def change(database: Database, broadcast: int, status: BroadcastStatus) -> None:
    def work(session: Session) -> None:
        session.get_one(Broadcast, broadcast).status = status

    database.run_now(work)


def states(database: Database) -> list[tuple[int, str, str]]:
    rows = database.read_now(lambda s: s.scalars(select(Delivery).order_by(Delivery.id)).all())  # type: ignore[arg-type]
    return [(row.id, row.status, row.reason) for row in rows]


def test_how_far_a_broadcast_is(database: Database, scene: Scene, now: datetime) -> None:
    prompt = ask(database, scene, now, DAY, scene.an, scene.dung)
    one = begun(database, prompt, now)

    def pulse(at: datetime) -> broadcasts.Pulse:
        return database.read_now(lambda s: broadcasts.pulse(s, one, at))

    assert pulse(now) == broadcasts.Pulse(sent=0, lost=0, waiting=0, until=None)
    put(database, scene, now, 1, scene.an, prompt, one, SENT)
    put(database, scene, now, 2, scene.dung, prompt, one, FAILED, "blocked")
    put(database, scene, now, 3, scene.an, prompt, one, next_at=now + 2 * HOUR)
    put(database, scene, now, 4, scene.dung, prompt, one, next_at=now + HOUR)
    put(database, scene, now, 5, scene.dung, prompt, None)
    assert pulse(now) == broadcasts.Pulse(sent=1, lost=1, waiting=2, until=now + HOUR)
    assert pulse(now + HOUR).until is None, "one may leave"
    put(database, scene, now, 6, scene.an, prompt, one, SENDING)
    assert pulse(now) == broadcasts.Pulse(sent=1, lost=1, waiting=3, until=None)


def test_what_is_to_be_shown(database: Database, scene: Scene, now: datetime) -> None:
    prompt = ask(database, scene, now, DAY, scene.an, scene.dung)
    one = begun(database, prompt, now)
    put(database, scene, now, 1, scene.an, prompt, one, SENDING)
    put(database, scene, now, 2, scene.dung, prompt, one, SENDING)

    def moved(seconds: float) -> list[int]:
        at = now + timedelta(seconds=seconds)
        return [number for number, _ in database.read_now(lambda s: broadcasts.moved(s, at))]

    assert (moved(2.9), moved(3)) == ([], [one]), "every three seconds at most"
    assert moved(-3600) == [one], "a clock that was put back stops nothing"

    def show(session: Session) -> None:
        row = session.get_one(Broadcast, one)
        row.shown, row.shown_at = str(broadcasts.pulse(session, one, now)), now

    database.run_now(show)
    assert moved(60) == [], "nothing has changed"
    database.run_now(lambda s: deliveries.settle(s, [DeliveryResult(1, SENT)]))
    assert (moved(1), moved(3)) == ([], [one])
    change(database, one, BroadcastStatus.PAUSED)
    assert moved(1) == [one], "where it stopped is shown at once"
    database.run_now(lambda s: deliveries.settle(s, [DeliveryResult(2, SENT)]))
    change(database, one, BroadcastStatus.SENDING)
    assert moved(1) == [one], "and that it has ended"

    def end(session: Session) -> None:
        session.get_one(Broadcast, one).ended_at = now

    database.run_now(end)
    assert moved(60) == []


def test_whom_a_prompt_has_reached(database: Database, scene: Scene, now: datetime) -> None:
    em, giang = joined(database, scene, now, "600"), joined(database, scene, now, "700")
    prompt = ask(database, scene, now, DAY, scene.an, scene.dung, scene.ba, em, giang)
    first = begun(database, prompt, now)
    put(database, scene, now, 1, scene.an, prompt, first, SENT)
    put(database, scene, now, 2, scene.an, prompt, first, SENT)
    put(database, scene, now, 3, scene.dung, prompt, first, SENT)
    put(database, scene, now, 4, scene.dung, prompt, first, FAILED, "gave_up")
    put(database, scene, now, 5, em, prompt, first)
    reminder = begun(database, prompt, now, BroadcastKind.REMINDER)
    put(database, scene, now, 6, giang, None, reminder, SENT)

    def reach() -> tuple[int, int, int, int]:
        found = database.read_now(lambda s: reachability.reach(s, prompt))
        return found.asked, found.told, found.waiting, found.unreached

    def why() -> dict[str, str]:
        return {row.name: row.reason for row in database.read_now(lambda s: reachability.unreached(s, prompt, now))}

    assert reach() == (4, 1, 1, 2), "half a prompt is none, and a reminder is none"
    assert why() == {"ba": "not_joined", "700": "later", "dung": "gave_up"}
    change(database, first, BroadcastStatus.CANCELLED)
    database.run_now(lambda s: broadcasts.drop_rest(s, first))
    assert why() == {"ba": "not_joined", "700": "later", "dung": "gave_up", "600": "cancelled"}
    again = begun(database, prompt, now, BroadcastKind.AGAIN)
    put(database, scene, now, 7, scene.dung, prompt, again)
    assert reach() == (4, 1, 0, 3), "who reports singly is in no count that stands beside a list"
    database.run_now(lambda s: deliveries.settle(s, [DeliveryResult(7, SENT)]))
    assert reach() == (4, 1, 0, 3)
    last = database.read_now(lambda s: broadcasts.last(s, prompt))
    assert last is not None and last.id == again

    database.run_now(lambda s: reachability.excuse_unreached(s, prompt))

    def excused() -> set[int]:
        parts = database.read_now(lambda s: s.scalars(select(Assignment)).all())
        return {one.member_id for one in parts if one.state.status is AssignmentStatus.EXCUSED}

    assert excused() == {scene.ba, em, giang}
    assert reach() == (4, 1, 0, 3), "they are still counted among those not reached"
    database.run_now(lambda s: reachability.ask_again(s, prompt, [em]))
    assert excused() == {scene.ba, giang}


@pytest.mark.parametrize("status", [BroadcastStatus.PAUSED, BroadcastStatus.CANCELLED])
def test_of_one_that_was_stopped_nothing_is_taken(
    database: Database, scene: Scene, now: datetime, status: BroadcastStatus
) -> None:
    prompt = ask(database, scene, now, DAY, scene.an, scene.dung)
    stopped, other = begun(database, prompt, now), begun(database, prompt, now, BroadcastKind.AGAIN)
    put(database, scene, now, 1, scene.an, prompt, stopped)
    put(database, scene, now, 2, scene.an, prompt, stopped, SENDING)
    put(database, scene, now, 3, scene.an, prompt, other)
    put(database, scene, now, 4, scene.an, prompt, None)
    change(database, stopped, status)

    def claim(*, all_sending: bool) -> list[int]:
        taken = database.run_now(lambda s: deliveries.claim(s, [scene.account], now, all_sending=all_sending))
        return [one.id for one in taken]

    assert claim(all_sending=False) == [3, 4]
    assert database.read_now(lambda s: broadcasts.stopped(s, [stopped, other])) == {stopped: status}
    assert claim(all_sending=True) == [3, 4], "after a crash what was in hand is put away"
    gone = (EXPIRED, "cancelled") if status is BroadcastStatus.CANCELLED else (QUEUED, "")
    assert states(database)[:2] == [(1, *gone), (2, *gone)]


def test_what_comes_back_after_it_was_cancelled(database: Database, scene: Scene, now: datetime) -> None:
    """It was paused, and cancelled before what was in hand was written back."""
    prompt = ask(database, scene, now, DAY, scene.an)
    one = begun(database, prompt, now)
    put(database, scene, now, 1, scene.an, prompt, one, SENDING)
    change(database, one, BroadcastStatus.CANCELLED)
    database.run_now(lambda s: broadcasts.drop_rest(s, one))
    assert states(database) == [(1, SENDING, "")], "it may be on its way"
    database.run_now(lambda s: deliveries.settle(s, [DeliveryResult(1, QUEUED)]))
    assert states(database) == [(1, EXPIRED, "cancelled")]


def test_of_two_who_act_on_one_the_second_is_refused(database: Database, scene: Scene, now: datetime) -> None:
    """Each has read the round as it was: what the second wants to change has changed."""
    one = begun(database, ask(database, scene, now, DAY, scene.an), now)

    def act(session: Session, after: BroadcastStatus) -> bool:
        row = session.get_one(Broadcast, one)
        session.connection().execute(
            Broadcast.__table__.update().where(Broadcast.__table__.c.id == one).values(status=BroadcastStatus.PAUSED)
        )
        assert row.status is BroadcastStatus.SENDING, "as it was read"
        return broadcasts.change(session, row, (BroadcastStatus.SENDING,), after, scene.binh, now)

    assert not database.run_now(lambda s: act(s, BroadcastStatus.PAUSED))


def test_prompt_that_left_is_not_replaced_by_whoever_read_it_before(
    database: Database, scene: Scene, now: datetime
) -> None:
    number = ask(database, scene, now, DAY, scene.an)

    def late(session: Session) -> tuple[bool, bool]:
        prompt = session.get_one(Prompt, number)
        prompt.status = PromptStatus.SCHEDULED
        session.flush()
        other = Prompt(**{**prompt.model_dump(exclude={"id"}), "title": "Khác"})
        table = Prompt.__table__
        session.connection().execute(table.update().values(status=PromptStatus.SENT))
        assert prompt.status is PromptStatus.SCHEDULED, "as it was read"
        return prompts.replace(session, prompt, other, [("Giá lúa", "land")]), prompts.begin_change(session, prompt, 7)

    assert database.run_now(late) == (False, False)
    kept = database.read_now(lambda s: s.get_one(Prompt, number))
    assert (kept.title == "Khác", kept.draft_id) == (False, None)
