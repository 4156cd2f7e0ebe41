"""What is kept no longer than its period is cut by the daily round, and nothing else is."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func
from sqlmodel import Session, SQLModel, select

from services.retention import Periods
from storage.messaging import events, stored_files, tasks
from storage.tables import Answer, Event, EventStatus, Report, Reporter, StoredFile, Task
from tests.handlers.playing import report_there
from tests.stage import Person, Stage


def left(stage: Stage, tables: Sequence[type[SQLModel]]) -> list[int]:
    return [stage.look(lambda s, t=table: s.scalar(select(func.count()).select_from(t))) or 0 for table in tables]  # type: ignore[misc]


async def test_what_is_over_is_cut_once_a_day_and_only_counts_are_logged(
    stage: Stage, an: Person, logs: io.StringIO
) -> None:
    report_there(stage, "an")
    now = stage.world.clock.now()

    def leave_behind(session: Session) -> None:
        stored_files.store(session, "report", "a.jpg", "image/jpeg", b"x", now)
        stored_files.store(session, "digest", "b.docx", "application/x", b"x", now)
        tasks.done(session, tasks.add(session, "digest", b"{}", now).id or 0)
        events.take(session, "clock", "stuck", "inbound", now)
        session.scalars(select(Event).where(Event.event_id == "stuck")).one().status = EventStatus.PARKED

    stage.database.run_now(leave_behind)
    kept = left(stage, (Report, Answer))
    await stage.app.ticker.tidy()
    assert left(stage, (Reporter, StoredFile)) == [1, 2], "nothing is over yet"
    stage.world.clock.advance(timedelta(days=Periods().reporter - 1).total_seconds())
    await stage.app.ticker.tidy()
    assert left(stage, (Reporter, StoredFile, Task)) == [1, 2, 0]
    stage.world.clock.advance(timedelta(days=2).total_seconds())
    await stage.app.ticker.tidy()
    assert left(stage, (Reporter, StoredFile)) == [0, 1]
    assert stage.look(lambda s: s.scalars(select(Event).where(Event.event_id == "stuck")).all()) == []
    assert left(stage, (Report, Answer)) == kept, "what is coded stays"
    said = [line for line in logs.getvalue().splitlines() if '"retention"' in line]
    assert len(said) == 3
    assert '"reporter":1' in said[-1].replace(" ", "")
    await an.says("/dulieucuatoi")
    an.sees("Báo cáo còn ghi là của mình: 0")
