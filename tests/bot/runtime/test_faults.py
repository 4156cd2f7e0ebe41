"""A database that is full or away: nothing that was acknowledged is lost, and `/readyz` and the log say what is going on."""

from __future__ import annotations

import contextlib
import io
import os
import resource
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from channels.messages import FileRef, MediaKind, Send
from handlers import menu
from handlers.turn import Turn
from sandbox.world import World
from storage.engine.database import Database
from storage.keyring import KeyRing, new_key
from storage.messaging import deliveries, stored_files
from storage.tables import (
    DeliveryStatus,
    EventStatus,
)
from tests.bot.faults import door, failed, opened, queue  # noqa: F401
from tests.bot.runtime.test_web import Door, said
from tests.handlers.conftest import an, binh, chi, dung, stage, world  # noqa: F401
from tests.handlers.playing import GIST, UP_TO_URGENCY, begin_report, kept, play, prompt_there
from tests.stage import Person, Stage, furnish, staged
from texts.rich import RichText

# ruff: noqa: F811


@contextlib.contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """Whatever this process writes beyond so many bytes of a file fails, as on a full disk: also in the middle of a commit."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
async def on_a_disk(sqlite_template: bytes, tmp_path: Path, world: World) -> AsyncIterator[Stage]:
    """The program on a file (a server's disk is not ours to fill), with An in it."""
    path = tmp_path / "small.db"
    path.write_bytes(sqlite_template)
    database = Database(f"sqlite:///{path}", KeyRing.parse([new_key()]))
    database.found(world.clock.now())
    database.open()
    codes = database.run_now(lambda session: furnish(session, world.clock.now()))
    async with staged(database, world) as stage:
        await stage.person("an").starts(codes["an"])
        await stage.person("an").presses("Đồng ý tham gia")
        yield stage
    database.close()


async def test_a_disk_that_fills_in_the_middle_of_a_commit(on_a_disk: Stage, logs: io.StringIO) -> None:
    stage, an = on_a_disk, on_a_disk.person("an")
    prompt_there(stage)
    await begin_report(an)
    await play(an, UP_TO_URGENCY[:1])
    mark = an.last.id
    async with opened(stage) as door:
        with files_no_larger_than(os.stat(f"{stage.database.engine.url.database}-wal").st_size + 6000):
            assert await door.post(said(stage, "an", GIST, 50)) == 503, "the network is to come again"
            assert await stage.app.health.troubles() == ["the database takes nothing: SQLITE_IOERR_WRITE"]
            assert an.answers(mark) == []
        assert kept(stage, "an", "gist") == [""]
        assert '"not received"' in logs.getvalue() and '"not ready"' in logs.getvalue()
        assert await door.post(said(stage, "an", GIST, 50)) == 200
    await stage.settle()
    assert kept(stage, "an", "gist") == [GIST] and len(an.answers(mark)) == 1
    assert await stage.app.health.troubles() == []
    assert failed(stage) == []


async def test_what_cannot_be_noted_as_sent_is_not_sent_on_and_on(stage: Stage, an: Person, logs: io.StringIO) -> None:
    """While results are not written, nothing more leaves: a crash repeats no more than was in flight."""
    queue(stage, an, 200)
    settle = deliveries.settle
    with pytest.MonkeyPatch.context() as trouble:

        def full(*_: object) -> None:
            raise OperationalError("UPDATE", None, OSError("the disk is full"))

        trouble.setattr(deliveries, "settle", full)
        await stage.app.ticker.tick()
        await stage.until(lambda: "outcomes not written" in logs.getvalue())
        for _ in range(20):
            await stage.world.changed(0.01)
        left = len([m for m in an.phone if m.text.startswith("phần")])
        assert 0 < left <= 64
        trouble.setattr(deliveries, "settle", settle)
        stage.world.clock.advance(1)
        await stage.settle()
    assert [m.text for m in an.phone if m.text.startswith("phần")] == [f"phần {n}" for n in range(200)]


async def test_a_delivery_that_finds_the_database_away_is_sent_later(
    stage: Stage, an: Person, logs: io.StringIO
) -> None:
    """It needs its file; that this cannot be read now is nothing that the message is to blame for."""
    now = stage.world.clock.now()
    stored = stage.database.run_now(lambda s: stored_files.store(s, "digest", "a.txt", "text/plain", b"content", now))
    act = Send(RichText("tệp"), file=FileRef(MediaKind.DOCUMENT, stored, "a.txt"))
    queue(stage, an, 1, act=act)
    with pytest.MonkeyPatch.context() as trouble:

        def away(*_: object) -> None:
            raise OperationalError("SELECT", None, OSError("away"))

        trouble.setattr(stored_files, "file", away)
        await stage.app.ticker.tick()
        await stage.until(lambda: "delivery waits for the database" in logs.getvalue())
    stage.world.clock.advance(2)
    await stage.settle()
    assert an.last.text == "tệp"


async def test_rows_whose_commit_was_never_answered_leave_all_the_same(stage: Stage, an: Person) -> None:
    """The connection broke at the COMMIT: the row says `sending`, and nobody was told to send it."""
    mark = an.last.id
    queue(stage, an, 2, status=DeliveryStatus.SENDING)
    stage.world.clock.advance(30)
    await stage.tick()
    assert an.answers(mark) == []
    stage.world.clock.advance(40)
    await stage.tick()
    assert an.answers(mark) == ["phần 0", "phần 1"]
    stage.world.clock.advance(200)
    await stage.tick()
    assert len(an.answers(mark)) == 2


async def test_a_statement_that_always_fails_is_no_database_that_is_away(
    stage: Stage, an: Person, dung: Person, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake of ours in SQL parks the event like any other: the network does not come again for ever."""

    def broken(turn: Turn, *_: object) -> None:
        turn.session.execute(text("SELECT nothing FROM nowhere"))

    with monkeypatch.context() as trouble:
        trouble.setattr(menu, "show", broken)
        assert await door.post(said(stage, "an", "/menu", 60)) == 200
        await stage.settle()
        an.sees("Lắng Nghe đang trục trặc.")
        assert [event.status for event in failed(stage)] == [EventStatus.FAILED]
    await dung.says("/menu")
    dung.sees("Chọn việc muốn làm")
