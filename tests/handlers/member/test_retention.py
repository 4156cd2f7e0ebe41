"""What is kept no longer than its period is cut by the daily round, and nothing else is."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, SQLModel, select

from bot.settings import Settings
from services.actor import PROGRAM
from services.retention import KINDS, Periods, cut
from storage.engine.database import Database
from storage.forms import decisions, drafts
from storage.messaging import deliveries, events, stored_files, tasks
from storage.reports import reports
from storage.tables import (
    Answer,
    DeliveryStatus,
    Event,
    EventStatus,
    PendingDecision,
    Report,
    Reporter,
    ReportRevision,
    StoredFile,
    Task,
    TaskStatus,
)
from tests.handlers.playing import GIST, WHOLE, begin_report, play, prompt_there, report_there
from tests.stage import Person, Stage
from tests.storage.scene import address_of, ask, make, outgoing, submission


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


async def test_words_go_after_a_year_and_what_is_coded_stays(stage: Stage, an: Person, binh: Person) -> None:
    """An older report is emptied, a newer one is not; staff who open it are told why there is nothing to read."""
    prompt_there(stage, due=stage.world.clock.now() + timedelta(days=700))
    await begin_report(an)
    await play(an, WHOLE)
    await an.presses("✓ Gửi")
    stage.world.clock.advance(timedelta(days=300).total_seconds())
    report_there(stage, "dung")
    counted = left(stage, (Report, Answer))
    stage.world.clock.advance(timedelta(days=64).total_seconds())
    await stage.app.ticker.tidy()
    assert all(one.document for one in stage.look(lambda s: s.scalars(select(ReportRevision)).all()))
    stage.world.clock.advance(timedelta(days=2).total_seconds())
    await stage.app.ticker.tidy()
    old, new = stage.look(lambda s: s.scalars(select(ReportRevision).order_by(ReportRevision.report_id)).all())
    assert (old.document, old.personal, bool(new.document)) == ("", None, True)
    assert left(stage, (Report, Answer)) == counted
    await binh.says("BC-1126-001")
    binh.has_seen("Lời văn của báo cáo đã được xóa")
    binh.has_not_seen(GIST)


def test_every_period_cuts_at_its_own_day(database: Database, now: datetime) -> None:
    """The day before nothing goes, the day after it does; a setting for each kind."""
    scene = make(database, now)

    def behind(session: Session) -> None:
        reports.add(session, submission(scene, scene.an), now.date(), now)
        stored_files.store(session, "report", "a.jpg", "image/jpeg", b"x", now)
        tasks.add(session, "digest", b"{}", now).status = TaskStatus.FAILED
        events.take(session, "clock", "stuck", "inbound", now)
        session.scalars(select(Event).where(Event.event_id == "stuck")).one().status = EventStatus.PARKED
        row = outgoing(scene, 1, now, address_id=address_of(session, scene.an))
        deliveries.add(session, [row], DeliveryStatus.SENT)
        decisions.ask(session, PendingDecision(member_id=scene.an, kind="k", payload="x", created_at=now))

    database.run_now(behind)
    periods = Periods()
    prompt = ask(database, scene, now, timedelta(0), scene.an)
    database.run_now(lambda s: drafts.add(s, scene.an, scene.form, prompt, "<d/>", now))
    for kind in KINDS:
        over = now + timedelta(days=getattr(periods, kind))
        before = database.run_now(lambda s, k=kind, at=over: cut(s, PROGRAM, k, at - timedelta(days=1), periods))  # type: ignore[misc]
        after = database.run_now(lambda s, k=kind, at=over: cut(s, PROGRAM, k, at + timedelta(days=1), periods))  # type: ignore[misc]
        assert (before[0], after[0]) == (0, 1), kind
    assert {f"keep_{kind}_days" for kind in KINDS} <= set(Settings.model_fields)
