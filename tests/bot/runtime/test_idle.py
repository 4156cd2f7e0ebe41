"""An idle tick: nothing is asked of the database what is due, until somebody writes or a minute is over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, select

from channels.codec import dump_act
from channels.messages import Send
from storage.members import addresses
from storage.messaging import deliveries, schedule_rules
from storage.messaging.deliveries import Outgoing
from storage.tables import DeliveryStatus, Digest, Event, Lane
from tests.handlers.conftest import an, stage, world  # noqa: F401
from tests.handlers.playing import local
from tests.stage import Person, Stage
from texts.rich import RichText

# ruff: noqa: F811


@contextmanager
def _asked(stage: Stage) -> Iterator[list[str]]:
    """The statements by which it is asked what is due."""
    found: list[str] = []

    def executed(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "FROM rule" in statement:  # asked whenever it is looked what is due
            found.append(statement)

    sa.event.listen(stage.database.reader, "after_cursor_execute", executed)
    try:
        yield found
    finally:
        sa.event.remove(stage.database.reader, "after_cursor_execute", executed)


async def _seconds(stage: Stage, count: int) -> list[str]:
    with _asked(stage) as found:
        for _ in range(count):
            stage.world.clock.advance(1)
            await stage.tick()
    return found


async def test_idle_ticks_ask_nothing_until_somebody_writes(stage: Stage, an: Person) -> None:
    """One number says whether anybody has: our own turns and another program alike."""
    await _seconds(stage, 3)
    assert len(await _seconds(stage, 20)) <= 8, "a server's own writing may look like somebody's"
    await an.says("/menu")
    assert await _seconds(stage, 1)
    await _seconds(stage, 2)
    other = sa.create_engine(stage.database.engine.url)
    with other.begin() as connection:
        changed = connection.execute(sa.text("UPDATE rule SET cron = cron || ' ' WHERE name = 'reminders'")).rowcount
    assert changed == 1
    other.dispose()
    assert await _seconds(stage, 1), "another program wrote"


async def test_idle_outbox_and_tasks_ask_nothing_until_somebody_writes_or_something_is_due(
    stage: Stage, an: Person
) -> None:
    asked: list[str] = []

    def executed(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "FROM task" in statement or ("FROM delivery" in statement and "created_at <" not in statement):
            asked.append(statement)

    async def seconds(count: int) -> int:
        asked.clear()
        for _ in range(count):
            stage.world.clock.advance(1)
            await stage.tick()
        return len(asked)

    engines = {stage.database.reader, stage.database.engine}
    for engine in engines:
        sa.event.listen(engine, "after_cursor_execute", executed)
    try:
        await seconds(4)
        assert await seconds(20) <= 4, "a server's own writing may look like somebody's"
        await an.says("/menu")
        assert await seconds(2)
        await seconds(4)
        told, later = stage.world.mark(), stage.world.clock.now() + timedelta(seconds=100)

        def wait(session: Session) -> None:
            reached = addresses.at_chat(session, 1, str(an.chat.id))
            assert reached
            now, act = stage.world.clock.now(), dump_act(Send(RichText("Đến giờ.")))
            row = Outgoing(
                stage.database.new_id(now), 1, reached.chat, Lane.BROADCAST, act, now, reached.address_id, next_at=later
            )
            deliveries.add(session, [row], DeliveryStatus.QUEUED)

        stage.database.run_now(wait)
        assert await seconds(99) < 99, "most of them asked nothing"
        assert not stage.world.calls_since(told)
        await seconds(1)
        await stage.settle()
        an.sees("Đến giờ.")
    finally:
        for engine in engines:
            sa.event.remove(engine, "after_cursor_execute", executed)


async def test_hour_comes_in_its_second_after_an_idle_while(stage: Stage, an: Person) -> None:
    def at(session: Session) -> None:
        rule = schedule_rules.rule(session, "daily_digest")
        assert rule is not None
        rule.next_at = local(3, 17)

    stage.world.clock.set(local(3, 16, 58))
    stage.database.run_now(at)
    digests = select(sa.func.count()).select_from(Digest)
    for _ in range(119):
        stage.world.clock.advance(1)
        await stage.tick()
    assert stage.look(lambda s: s.scalar(digests)) == 0
    stage.world.clock.advance(1)
    await stage.tick()
    await stage.settle()
    assert stage.look(lambda s: s.scalar(digests)) == 1
    assert stage.world.clock.now() - local(3, 17) < timedelta(seconds=1)
    assert stage.look(lambda s: s.scalar(select(sa.func.count()).select_from(Event).where(Event.source == "clock")))
