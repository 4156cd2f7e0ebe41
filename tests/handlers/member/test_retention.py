"""What is kept no longer than its period is cut by the daily round, and nothing else is."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func
from sqlmodel import Session, SQLModel, select

from bot.settings import Settings
from digests.template_samples import FULL
from services.actor import PROGRAM, Actor
from services.board import board_drafts
from services.board.board_drafts import Wish
from services.board.period_figures import Counted
from services.retention import KINDS, Periods, cut
from storage.engine.database import Database
from storage.forms import decisions, drafts
from storage.maintenance import expiry
from storage.messaging import deliveries, events, stored_files, tasks
from storage.prompts import broadcasts
from storage.reports import alerts, reports
from storage.tables import (
    Alert,
    AlertNote,
    AlertStatus,
    Answer,
    BoardDigestKind,
    Broadcast,
    BroadcastKind,
    Delivery,
    DeliveryStatus,
    Digest,
    DigestKind,
    DigestReport,
    Drawn,
    Event,
    EventStatus,
    Mute,
    PendingDecision,
    Report,
    Reporter,
    ReportRevision,
    Role,
    SeenBy,
    StoredFile,
    Survey,
    SurveyDone,
    SurveyEnd,
    SurveyStatus,
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
    assert left(stage, (Reporter, StoredFile, Task)) == [1, 1, 0], "a digest's document is made again when asked for"
    stage.world.clock.advance(timedelta(days=2).total_seconds())
    await stage.app.ticker.tidy()
    assert left(stage, (Reporter, StoredFile)) == [0, 0]
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


def digest_there(now: datetime, chart: int) -> Digest:
    """A daily digest with a chart."""
    days = {"first_day": now.date(), "last_day": now.date(), "until": now, "created_at": now}
    return Digest(kind=DigestKind.DAILY, number=1, figures="{}", chart_id=chart, **days)


def test_alert_stays_while_its_report_can_be_corrected(database: Database, now: datetime) -> None:
    """Else its correction would raise it anew. A round stays while a message of it is known; an alert's draft too."""
    scene = make(database, now)

    def behind(session: Session) -> None:
        reports.add(session, submission(scene, scene.an), now.date(), now)
        session.add(Alert(report_id=1, unit_id=scene.province, status=AlertStatus.CLOSED, raised_at=now, closed_at=now))
        draft = drafts.add(session, scene.an, scene.form, None, "<d/>", now)
        session.add(Alert(draft_id=draft.id, unit_id=scene.province, status=AlertStatus.OPEN, raised_at=now))
        drafts.add(session, scene.an, scene.form, None, "<d/>", now)

    database.run_now(behind)
    prompt = ask(database, scene, now, timedelta(0), scene.an)

    def round_(session: Session) -> None:
        one = broadcasts.start(session, prompt, BroadcastKind.FIRST, now)
        row = outgoing(scene, 1, now, address_id=address_of(session, scene.an), broadcast_id=one.id)
        deliveries.add(session, [row], DeliveryStatus.SENT)
        one.ended_at = now

    database.run_now(round_)
    over = now + timedelta(days=2000)

    def counts() -> dict[str, int]:
        return {kind: database.run_now(lambda s, k=kind: cut(s, PROGRAM, k, over, Periods()))[0] for kind in kinds}  # type: ignore[misc]

    kinds = ("alerts", "broadcasts", "drafts")
    assert counts() == {"alerts": 0, "broadcasts": 0, "drafts": 1}, "of the drafts the one without an alert"
    kinds = ("reporter", "deliveries", "alerts", "broadcasts")
    assert counts() == {"reporter": 1, "deliveries": 1, "alerts": 1, "broadcasts": 1}


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
        chart = stored_files.store(session, "digest", "digest.png", "image/png", b"x", now)
        session.add(digest_there(now, chart))
        stored_files.store(session, "roster_file", "roster.xlsx", "application/x", b"names", now)
        wish = Wish(BoardDigestKind.MONTHLY, FULL.first_day, FULL.last_day, 1)
        officer = Actor(scene.binh, frozenset({Role.STAFF}))
        board_drafts.make(session, officer, wish, Counted(FULL, None, now, False), None, now)
        session.flush()
        session.add(DigestReport(digest_id=1, report_id=1, revision=1))
        session.add(Alert(report_id=1, unit_id=scene.province, status=AlertStatus.CLOSED, raised_at=now, closed_at=now))
        session.flush()
        alerts.add_note(session, 1, scene.binh, "đã gọi xã", now)
        kinds = {
            "status": SurveyStatus.CLOSED,
            "drawn": Drawn.NETWORK,
            "seen_by": SeenBy.BOARD,
            "ended": SurveyEnd.TIME,
        }
        hours = dict.fromkeys(("created_at", "opens_at", "closes_at", "closed_at"), now)
        words = {"title": "t", "purpose": "p", "questions": "[]", "unit_id": scene.province, "created_by": scene.binh}
        survey = Survey(**kinds, **hours, **words)
        session.add(survey)
        session.flush()
        session.add(SurveyDone(survey_id=survey.id, whose=b"x" * 32))

    database.run_now(behind)
    periods = Periods()
    prompt = ask(database, scene, now, timedelta(0), scene.an)

    def round_(session: Session) -> None:
        drafts.add(session, scene.an, scene.form, prompt, "<d/>", now)
        one = broadcasts.start(session, prompt, BroadcastKind.FIRST, now)
        broadcasts.show(session, one, broadcasts.pulse(session, one.id, now), now, ended=True)
        day = now.date()
        session.add(Mute(member_id=scene.an, first=day, last=day, reason="ốm", created_by=scene.an, created_at=now))

    database.run_now(round_)
    for kind in KINDS:
        over = now + timedelta(days=getattr(periods, kind))
        before = database.run_now(lambda s, k=kind, at=over: cut(s, PROGRAM, k, at - timedelta(days=1), periods))  # type: ignore[misc]
        after = database.run_now(lambda s, k=kind, at=over: cut(s, PROGRAM, k, at + timedelta(days=1), periods))  # type: ignore[misc]
        assert (before[0], after[0]) == (0, 1), kind
    gone = (Reporter, Alert, AlertNote, Broadcast, DigestReport, StoredFile, Delivery, SurveyDone, Mute)
    assert [database.read_now(lambda s, t=table: s.scalar(select(func.count()).select_from(t))) for table in gone] == [
        0
    ] * 9  # type: ignore[misc]
    assert {f"keep_{kind}_days" for kind in KINDS} <= set(Settings.model_fields)
    lost = database.run_now(lambda s: board_drafts.lost(s, 1))
    assert (lost.put_away, lost.name, lost.text) == (True, "", "board-lost-put-away"), (
        "nobody is said to have dropped it"
    )


@pytest.mark.parametrize("purpose", ["evaluation", "grid", "review", "board_copy", "form_archive"])
def test_file_made_for_whoever_asked_goes_in_its_time_though_nobody_asks_again(
    database: Database, purpose: str, now: datetime
) -> None:
    database.run_now(lambda s: stored_files.store(s, purpose, "x.xlsx", "application/x", b"names", now))
    assert database.run_now(lambda s: expiry.forget_charts(s, now - timedelta(days=1))) == 0
    assert database.run_now(lambda s: expiry.forget_charts(s, now + timedelta(days=1))) == 1
    assert database.read_now(lambda s: s.scalars(select(StoredFile)).all()) == []
