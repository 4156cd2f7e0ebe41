"""What waits to be sent: claimed by one, settled, stopped, followed to a new chat."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.engine.database import Database
from storage.members import addresses, groups
from storage.messaging import deliveries
from storage.messaging.deliveries import DeliveryResult
from storage.tables import (
    Address,
    Delivery,
    DeliveryStatus,
    Group,
    GroupPurpose,
    Lane,
)
from tests.storage.scene import DAY, HOUR, Scene, address_of, ask, kept, outgoing, queue


def statuses(database: Database) -> dict[int, tuple[DeliveryStatus, str]]:
    rows = database.read_now(lambda s: s.scalars(select(Delivery)).all())
    return {row.id: (row.status, row.reason) for row in rows}


def claimed(database: Database, scene: Scene, at: datetime, *, all_sending: bool = False) -> list[int]:
    rows = database.run_now(lambda s: deliveries.claim(s, [scene.account], at, all_sending=all_sending))
    return [row.id for row in rows]


def test_what_waits_is_claimed_once_it_is_due(database: Database, scene: Scene, now: datetime) -> None:
    queue(database, outgoing(scene, 2, now), outgoing(scene, 1, now, next_at=now + HOUR))
    queue(database, outgoing(scene, 3, now), status=DeliveryStatus.SENDING)
    assert database.run_now(lambda s: deliveries.claim(s, [scene.account + 1], now, all_sending=True)) == []
    (taken,) = database.run_now(lambda s: deliveries.claim(s, [scene.account], now))
    assert taken == outgoing(scene, 2, now)
    assert claimed(database, scene, now) == []
    assert claimed(database, scene, now + HOUR) == [1]
    assert claimed(database, scene, now + HOUR, all_sending=True) == [1, 2, 3]


async def test_nothing_is_claimed_by_two(database: Database, scene: Scene, now: datetime) -> None:
    queue(database, *(outgoing(scene, number, now) for number in range(1, 41)))
    taken = await asyncio.gather(*(database.run(lambda s: deliveries.claim(s, [scene.account], now)) for _ in range(4)))
    assert sorted(row.id for rows in taken for row in rows) == list(range(1, 41))


def test_a_claim_does_not_wait_for_another(database: Database, scene: Scene, now: datetime) -> None:
    """Two processes on PostgreSQL; on SQLite one writer thread makes it so."""
    queue(database, outgoing(scene, 1, now), outgoing(scene, 2, now))

    def second(session: Session) -> list[int]:
        if database.backend == "postgresql":
            session.execute(text("SET LOCAL lock_timeout = '2s'"))
        return [row.id for row in deliveries.claim(session, [scene.account], now)]

    def first(session: Session) -> tuple[list[int], list[int]]:
        taken = [row.id for row in deliveries.claim(session, [scene.account], now)]
        return taken, database.run_now(second) if database.backend == "postgresql" else second(session)

    assert database.run_now(first) == ([1, 2], [])


def test_outcomes(database: Database, scene: Scene, now: datetime) -> None:
    queue(database, *(outgoing(scene, number, now) for number in (1, 2, 3)))
    assert claimed(database, scene, now) == [1, 2, 3]
    sent = DeliveryResult(1, DeliveryStatus.SENT, message_id="55", tries=1, sent_at=now)
    later = DeliveryResult(2, DeliveryStatus.QUEUED, reason="flood", tries=1, next_at=now + HOUR)
    database.run_now(lambda s: deliveries.settle(s, [sent, later]))
    assert database.read_now(lambda s: deliveries.message_id(s, 1)) == "55"
    assert [database.read_now(lambda s, n=n: deliveries.message_id(s, n)) for n in (2, 9)] == ["", ""]  # type: ignore[misc]
    assert claimed(database, scene, now) == []
    (again,) = database.run_now(lambda s: deliveries.claim(s, [scene.account], now + HOUR))
    assert (again.id, again.tries) == (2, 1)

    def acts(session: Session) -> Sequence[bytes | None]:
        return session.scalars(select(Delivery.act).order_by(col(Delivery.id))).all()

    database.run_now(lambda s: deliveries.empty_payloads(s, now + DAY))
    assert database.read_now(acts) == [b"hello"] * 3
    database.run_now(lambda s: deliveries.empty_payloads(s, now + DAY + HOUR))
    assert database.read_now(acts) == [None, b"hello", b"hello"]
    given_up = DeliveryResult(2, DeliveryStatus.FAILED, reason="blocked", tries=2)
    database.run_now(lambda s: deliveries.settle(s, [given_up]))
    assert database.read_now(acts) == [None, None, b"hello"], "what nobody will send is not kept"


def staff_group(database: Database, scene: Scene) -> int:
    group = Group(account_id=scene.account, chat="-1", chat_hash=b"", title="Ban", purpose=GroupPurpose.STAFF,
                  unit_id=scene.province, bound_by=scene.binh)  # fmt: skip

    def work(session: Session) -> int:
        groups.bind(session, Group(**group.model_dump()))
        bound = groups.at_chat(session, scene.account, "-1")
        assert bound is not None
        return kept(bound.id)

    return database.run_now(work)


def test_a_chat_that_cannot_be_reached_is_left_alone(database: Database, scene: Scene, now: datetime) -> None:
    group, an = staff_group(database, scene), database.read_now(lambda s: address_of(s, scene.an))
    dung = database.read_now(lambda s: address_of(s, scene.dung))
    of_an = [outgoing(scene, number, now, address_id=an) for number in (1, 2)]
    others = [
        outgoing(scene, 3, now, address_id=dung),
        outgoing(scene, 4, now, group_id=group),
        outgoing(scene, 5, now),
    ]
    queue(database, *of_an, *others)
    database.run_now(
        lambda s: deliveries.settle(s, [DeliveryResult(1, DeliveryStatus.FAILED, reason="blocked", sent_at=None)])
    )
    database.run_now(lambda s: deliveries.stop_chat(s, of_an[0], "blocked", now))
    failed, queued = (DeliveryStatus.FAILED, "blocked"), (DeliveryStatus.QUEUED, "")
    assert statuses(database) == {1: failed, 2: failed, 3: queued, 4: queued, 5: queued}
    assert database.read_now(lambda s: addresses.reached(s, [scene.an], now)) == []
    assert len(database.read_now(lambda s: groups.for_purpose(s, GroupPurpose.STAFF))) == 1
    database.run_now(lambda s: deliveries.stop_chat(s, others[1], "kicked", now))
    assert statuses(database)[4] == (DeliveryStatus.FAILED, "kicked")
    assert database.read_now(lambda s: groups.for_purpose(s, GroupPurpose.STAFF)) == []
    database.run_now(lambda s: deliveries.stop_chat(s, others[2], "blocked", now))
    assert statuses(database)[5] == queued, "nobody's chat: only this message failed"


def test_a_chat_with_a_new_id_is_followed(database: Database, scene: Scene, now: datetime) -> None:
    group, an = staff_group(database, scene), database.read_now(lambda s: address_of(s, scene.an))
    waits = outgoing(scene, 1, now, group_id=group, chat="-1")
    queue(database, waits, outgoing(scene, 2, now, address_id=an))
    queue(database, outgoing(scene, 3, now, group_id=group, chat="-1"), status=DeliveryStatus.SENT)
    database.run_now(lambda s: deliveries.readdress(s, waits, "-1001"))
    found = database.read_now(lambda s: groups.at_chat(s, scene.account, "-1001"))
    assert found is not None
    assert (found.id, found.chat) == (group, "-1001")
    assert database.read_now(lambda s: groups.at_chat(s, scene.account, "-1")) is None
    rows = database.run_now(lambda s: deliveries.claim(s, [scene.account], now))
    assert [(row.id, row.chat) for row in rows] == [(1, "-1001"), (2, "100")]


def test_two_rows_of_one_chat_become_one_with_all_that_was_sent(
    database: Database, scene: Scene, now: datetime
) -> None:
    def another(session: Session) -> int:
        """A second address of An at the account, as a database of before may hold."""
        extra = Address(account_id=scene.account, member_id=scene.an, chat="101", created_at=now, preferred=True,
                        chat_hash=addresses.chat_hash(session, scene.account, "101"))  # fmt: skip
        session.add(extra)
        session.flush()
        return kept(extra.id)

    def of_an(session: Session) -> list[tuple[str, bool]]:
        rows = session.scalars(select(Address).where(Address.member_id == scene.an)).all()
        return [(row.chat, row.preferred) for row in rows]

    def sent_to(session: Session, address: int) -> list[tuple[int, str]]:
        mine = session.scalars(select(Delivery).where(deliveries.to_address(address)).order_by(col(Delivery.id)))
        return [(row.id, row.chat) for row in mine]

    first = database.read_now(lambda s: address_of(s, scene.an))
    prompt = ask(database, scene, now, DAY, scene.an)
    second = database.run_now(another)
    waits = outgoing(scene, 1, now, address_id=first, lane=Lane.BROADCAST, prompt_id=prompt)
    twin = outgoing(scene, 2, now, address_id=second, lane=Lane.BROADCAST, prompt_id=prompt, chat="101")
    reply, alert = outgoing(scene, 3, now, address_id=first), outgoing(scene, 4, now, address_id=first, lane=Lane.ALERT)
    queue(database, waits, twin, reply, alert)
    database.run_now(lambda s: deliveries.readdress(s, waits, "101"))
    assert database.read_now(of_an) == [("101", True)]
    assert database.read_now(lambda s: sent_to(s, second)) == [(2, "101"), (3, "101"), (4, "101")], "each goes once"
    database.run_now(lambda s: setattr(s.get_one(Address, second), "preferred", False))
    third = database.run_now(lambda s: addresses.move(s, second, "102")), database.run_now(another)
    database.run_now(lambda s: addresses.add_address(s, scene.account, "103", scene.an, now))
    assert third[0] == second
    assert database.read_now(of_an) == [("103", True)], "who joins anew has one address there"
    assert database.read_now(lambda s: sent_to(s, second)) == [(2, "103"), (3, "103"), (4, "103")]
    database.run_now(lambda s: deliveries.readdress(s, replace(alert, address_id=second), "300"))
    assert database.read_now(lambda s: addresses.at_chat(s, scene.account, "300")).member_id == scene.dung  # type: ignore[union-attr]
    assert {status for status, _ in statuses(database).values()} == {DeliveryStatus.FAILED}, (
        "never somebody else's chat"
    )


def test_two_groups_of_one_chat_keep_what_either_was_sent(database: Database, scene: Scene, now: datetime) -> None:
    old = staff_group(database, scene)

    def bind(session: Session) -> int:
        group = Group(account_id=scene.account, chat="-1001", chat_hash=b"", title="Ban", unit_id=scene.province,
                      purpose=GroupPurpose.COLLABORATORS, bound_by=scene.binh)  # fmt: skip
        return kept(groups.bind(session, group).id)

    new = database.run_now(bind)
    line = outgoing(scene, 1, now, group_id=old, lane=Lane.ALERT, chat="-1")
    prompt = outgoing(scene, 2, now, group_id=new, lane=Lane.BROADCAST, chat="-1001")
    queue(database, line, prompt, outgoing(scene, 3, now - HOUR, group_id=old, chat="-1"))
    database.run_now(lambda s: deliveries.readdress(s, line, "-1001"))
    rows = database.run_now(lambda s: deliveries.claim(s, [scene.account], now))
    assert [(row.id, row.group_id, row.chat) for row in rows] == [(n, new, "-1001") for n in (1, 2, 3)]
    assert database.read_now(lambda s: groups.get(s, old)) is None
