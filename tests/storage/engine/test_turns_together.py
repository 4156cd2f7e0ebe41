"""Turns that are asked for together: none uses what another has changed, and each has its own outcome."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from datetime import datetime

import pytest
from sqlalchemy import update
from sqlmodel import Session, select

from storage.engine.counters import next_number
from storage.engine.database import Database
from storage.forms import drafts
from storage.members import addresses, member_locks
from storage.messaging import coming_turns, deliveries, events
from storage.messaging.coming_turns import ComingTurn
from storage.messaging.events import Arrived
from storage.tables import Address, DeliveryStatus, DraftRow, Event, Member, MemberRole, Role
from tests.storage.scene import Scene, draft_of, outgoing

Work = Callable[[Session], object]


def coming(scene: Scene, now: datetime, number: int, chat: str, draft_id: int | None = None) -> ComingTurn:
    return ComingTurn(Arrived("telegram:1", str(number), "inbound", now), scene.account, chat, draft_id)


async def together(database: Database, works: Sequence[tuple[Work, ComingTurn]]) -> list[object]:
    """The outcomes of turns that run in one group: behind something that holds up the writer until all wait."""
    gate = threading.Event()
    if database.backend == "sqlite":
        held = [asyncio.ensure_future(database.run(lambda session: gate.wait(20)))]
    else:
        held = [asyncio.ensure_future(database.run(lambda session: gate.wait(20), coming=Nothing()))]
    waiting = [asyncio.ensure_future(database.run(work, coming=one)) for work, one in works]
    await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(*held)
    return list(await asyncio.gather(*waiting, return_exceptions=True))


class Nothing:
    """Work that asks nothing beforehand, in the group all the same."""

    @classmethod
    def fetch(cls, session: Session, coming: Sequence[object]) -> list[dict[object, object] | None]:
        return [{} for _ in coming]


@pytest.mark.parametrize("changed", ["role", "address", "focus", "left", "draft"])
async def test_a_turn_sees_what_the_one_before_it_in_its_group_has_changed(
    database: Database, scene: Scene, now: datetime, changed: str
) -> None:
    draft = draft_of(database, scene, scene.an, now)
    there = database.read_now(lambda s: addresses.at_chat(s, scene.account, "100"))
    assert there is not None

    def change(session: Session) -> None:
        me = addresses.at_chat(session, scene.account, "400")
        an = addresses.at_chat(session, scene.account, "100")
        assert me is not None and an is not None
        assert events.take(session, "telegram:1", "1", "inbound", now)
        if changed == "role":
            session.add(MemberRole(member_id=scene.an, role=Role.STAFF))
        elif changed == "address":
            session.execute(update(Address).where(Address.id == an.address_id).values(unreachable="blocked"))  # type: ignore[arg-type]
        elif changed == "focus":
            addresses.focus(session, an, draft_id=draft)
        elif changed == "left":
            session.get_one(Member, scene.an).left_at = now
        else:
            mine = drafts.get(session, draft, scene.an)
            assert mine is not None
            drafts.save(session, mine, mine.document + " ", mine.state, now)

    def see(session: Session) -> object:
        assert events.take(session, "telegram:1", "2", "inbound", now)
        an = addresses.at_chat(session, scene.account, "100")
        if changed == "left":
            return an is None
        assert an is not None
        if changed == "draft":
            mine = drafts.get(session, draft, scene.an)
            return mine is not None and mine.document.endswith(" ")
        return {
            "role": Role.STAFF in an.roles,
            "address": an.unreachable == "blocked",
            "focus": an.focus_draft_id == draft,
        }[changed]

    works: list[tuple[Work, ComingTurn]] = [
        (change, coming(scene, now, 1, "400", draft)),
        (see, coming(scene, now, 2, "100", draft)),
    ]
    assert await together(database, works) == [None, True]


async def test_one_event_that_comes_many_times_at_once_counts_once(
    database: Database, scene: Scene, now: datetime
) -> None:
    def take(session: Session) -> bool:
        taken = events.take(session, "telegram:1", "7", "inbound", now)
        if taken:
            next_number(session, "taken")
        return taken

    storm: list[tuple[Work, ComingTurn]] = [(take, coming(scene, now, 7, "100")) for _ in range(60)]
    outcomes = await together(database, storm)
    assert sorted(map(bool, outcomes)) == [False] * 59 + [True]
    assert await together(database, storm[:20]) == [False] * 20, "a network that redelivers everything"
    assert database.run_now(lambda s: next_number(s, "taken")) == 2


async def test_what_waits_is_there_for_whoever_asks_and_gone_with_its_turn(
    database: Database, scene: Scene, now: datetime
) -> None:
    """A draft that is saved and ends, its focus, a delivery: nobody can tell that they were written with those of others."""
    ended, kept, undone = (draft_of(database, scene, scene.an, now) for _ in range(3))

    def saved(session: Session, draft: int, sign: str) -> None:
        mine = drafts.get(session, draft, scene.an)
        assert mine is not None
        drafts.save(session, mine, mine.document + sign, mine.state, now)

    def write(session: Session) -> None:
        an = addresses.at_chat(session, scene.account, "100")
        assert an is not None
        addresses.focus(session, an, draft_id=ended)
        saved(session, kept, "1")
        deliveries.add(session, [outgoing(scene, 1, now)], DeliveryStatus.QUEUED)
        saved(session, ended, "2")
        drafts.remove_sent(session, ended)

    def look(session: Session) -> object:
        """By statements of every kind: SQLAlchemy's own, prepared ones, and such as delete."""
        mine = drafts.get(session, kept, scene.an)
        assert mine is not None and mine.document.endswith("1")
        assert session.get(DraftRow, ended) is None and deliveries.waits(session, 1)
        an = addresses.at_chat(session, scene.account, "100")
        saved(session, kept, "3")
        return an is not None and an.focus_draft_id

    def fail(session: Session) -> None:
        saved(session, undone, "4")
        saved(session, kept, "5")
        raise ValueError

    works: list[tuple[Work, ComingTurn]] = [
        (work, coming(scene, now, number, "100", kept)) for number, work in enumerate((write, look))
    ]
    assert await together(database, works) == [None, None]
    (failed,) = await together(database, [(fail, coming(scene, now, 3, "100", kept))])
    assert isinstance(failed, ValueError)
    documents = database.read_now(lambda s: {one.id: one.document for one in s.scalars(select(DraftRow))})
    assert documents == {kept: "<d/>13", undone: "<d/>"}


async def test_turns_that_raise_leave_nothing_and_cost_the_others_nothing(
    database: Database, scene: Scene, now: datetime
) -> None:
    def turn(number: int) -> Work:
        def work(session: Session) -> int:
            assert events.take(session, "telegram:1", str(number), "inbound", now)
            assert addresses.at_chat(session, scene.account, "100") is not None
            next_number(session, f"turn:{number}")
            if number in (3, 8):
                raise ValueError(number)
            return next_number(session, "good")

        return work

    works: list[tuple[Work, ComingTurn]] = [(turn(n), coming(scene, now, n, "100")) for n in range(12)]
    outcomes = await together(database, works)
    assert [type(one) for one in outcomes] == [ValueError if n in (3, 8) else int for n in range(12)]
    assert sorted(one for one in outcomes if isinstance(one, int)) == list(range(1, 11)), "no number twice"
    taken = database.read_now(lambda s: set(s.scalars(select(Event.event_id))))
    assert taken == {str(n) for n in range(12)} - {"3", "8"}


async def test_a_turn_whose_member_is_busy_elsewhere_waits_alone(
    database: Database, scene: Scene, now: datetime
) -> None:
    if database.backend == "sqlite":
        return  # one process writes
    second = Database(database.engine.url.render_as_string(hide_password=False), database.keys)
    inside, may_end = threading.Event(), threading.Event()

    def busy(session: Session) -> None:
        member_locks.lock_member(session, scene.account, "100")
        inside.set()
        may_end.wait(20)

    def turn(session: Session) -> bool:
        grouped = coming_turns.is_locked(session)
        if not grouped:
            member_locks.lock_member(session, scene.account, "100")
            assert may_end.is_set(), "not before the other process is done"
        return grouped

    held = asyncio.ensure_future(second.run(busy))
    await asyncio.to_thread(inside.wait, 20)
    alone = asyncio.ensure_future(database.run(turn, coming=coming(scene, now, 1, "100")))
    await asyncio.sleep(0)  # it waits before the next one does
    assert await database.run(turn, coming=coming(scene, now, 2, "400")), "nobody else waits"
    assert not alone.done()
    may_end.set()
    assert await alone is False
    await held
    second.close()


async def test_a_turn_that_waits_for_a_row_held_elsewhere_holds_up_nobody(
    database: Database, scene: Scene, now: datetime
) -> None:
    if database.backend == "sqlite":
        return  # one process writes
    second = Database(database.engine.url.render_as_string(hide_password=False), database.keys)
    inside, may_end = threading.Event(), threading.Event()

    def busy(session: Session) -> None:
        session.execute(update(Member).where(Member.id == scene.an).values(unit_id=Member.unit_id))  # type: ignore[arg-type]
        inside.set()
        may_end.wait(20)

    def waits(session: Session) -> int:
        session.execute(update(Member).where(Member.id == scene.an).values(unit_id=Member.unit_id))  # type: ignore[arg-type]
        return 1

    held = asyncio.ensure_future(second.run(busy))
    await asyncio.to_thread(inside.wait, 20)
    late = asyncio.ensure_future(database.run(waits, coming=coming(scene, now, 1, "100")))
    await asyncio.sleep(0)
    assert await database.run(lambda session: 2, coming=coming(scene, now, 2, "400")) == 2
    assert not late.done()
    may_end.set()
    assert await late == 1
    await held
    second.close()
