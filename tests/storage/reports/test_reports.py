"""Drafts, reports and alerts: whose they are, and what points at them."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.engine.database import Database
from storage.forms import drafts
from storage.members import addresses
from storage.reports import alerts, reports, review
from storage.reports.review import Wanted
from storage.tables import (
    Alert,
    AlertStatus,
    Answer,
    IdentityLook,
    Reporter,
    ReportRevision,
    Role,
)
from tests.storage.scene import HOUR, Scene, draft_of, enrol, kept, report_of, submission


def test_a_draft_is_its_writers_alone(database: Database, scene: Scene, now: datetime) -> None:
    draft = draft_of(database, scene, scene.an, now)
    assert database.read_now(lambda s: drafts.get(s, draft, scene.dung)) is None
    assert database.read_now(lambda s: drafts.get(s, draft + 1, scene.an)) is None
    mine = database.read_now(lambda s: drafts.get(s, draft, scene.an))
    assert mine is not None
    drafts.turn_over(mine)
    database.run_now(lambda s: drafts.save(s, mine, "<d>2</d>", "{}", now + HOUR))
    saved = database.read_now(lambda s: drafts.get(s, draft, scene.an))
    assert saved is not None
    assert (saved.document, saved.revision, saved.updated_at) == ("<d>2</d>", 1, now + HOUR)


def test_nothing_points_at_a_draft_that_is_gone(database: Database, scene: Scene, now: datetime) -> None:
    draft, report = draft_of(database, scene, scene.an, now), report_of(database, scene, scene.an, now)

    def point(session: Session) -> None:
        an = addresses.at_chat(session, scene.account, "100")
        assert an is not None
        addresses.focus(session, an, draft_id=draft)
        reports.begin_correction(session, report, draft)
        assert alerts.raise_for_draft(session, draft, scene.binh_hoa, now)

    database.run_now(point)
    assert database.read_now(lambda s: reports.correction(s, report)) == draft
    database.run_now(lambda s: drafts.remove(s, draft))
    an = database.read_now(lambda s: addresses.at_chat(s, scene.account, "100"))
    assert an is not None
    assert an.focus_draft_id is None
    assert database.read_now(lambda s: reports.correction(s, report)) is None
    assert database.read_now(lambda s: drafts.of_member(s, scene.an)) == []


def test_a_report_is_its_senders_alone(database: Database, scene: Scene, now: datetime) -> None:
    report, other = report_of(database, scene, scene.an, now), report_of(database, scene, scene.dung, now)
    assert database.read_now(lambda s: reports.own_report(s, report, scene.dung)) is None
    assert database.read_now(lambda s: reports.own_report(s, other + 1, scene.an)) is None
    mine = database.read_now(lambda s: reports.own_report(s, report, scene.an))
    assert mine is not None
    assert mine.number == "BC-1126-001"
    assert [r.number for r in database.read_now(lambda s: reports.own(s, scene.dung, 8))] == ["BC-1126-002"]


def test_a_revision_replaces_the_coded_answers(database: Database, scene: Scene, now: datetime) -> None:
    report = report_of(database, scene, scene.an, now)
    other = report_of(database, scene, scene.dung, now)

    def answers(session: Session, of: int) -> set[tuple[str, str, int, int]]:
        rows = session.scalars(select(Answer).where(Answer.report_id == of)).all()
        return {(row.field, row.choice, row.revision, row.unit_id) for row in rows}

    first = {("topic", "land"), ("strata", "farmer"), ("strata", "youth")}
    assert database.read_now(lambda s: answers(s, report)) == {(f, c, 1, scene.binh_hoa) for f, c in first}

    def revise(session: Session) -> None:
        mine = reports.own_report(session, report, scene.an)
        assert mine is not None
        again = submission(
            scene, scene.an, document="<two/>", coded={"topic": ["school"]}, place_id=scene.an_phu, urgent=True
        )
        reports.revise(session, mine, again, now + HOUR)

    database.run_now(revise)
    assert database.read_now(lambda s: answers(s, report)) == {("topic", "school", 2, scene.an_phu)}
    assert len(database.read_now(lambda s: answers(s, other))) == 3
    mine = database.read_now(lambda s: reports.get(s, report))
    assert mine is not None
    assert (mine.revision, mine.urgent, mine.number) == (2, True, "BC-1126-001")
    assert database.read_now(lambda s: reports.newest(s, mine)).document == "<two/>"
    before = database.read_now(lambda s: s.get(ReportRevision, (report, 1)))
    assert before is not None
    assert before.document == "<one/>"


def test_a_look_at_who_reported_is_noted(database: Database, scene: Scene, now: datetime) -> None:
    report = report_of(database, scene, scene.an, now)
    database.run_now(lambda s: reports.log_look(s, now, scene.binh, report, "Gọi lại để hỏi thêm"))
    database.run_now(lambda s: reports.log_look(s, now, None, None, "Xuất tệp"))
    looks = database.read_now(lambda s: s.scalars(select(IdentityLook).order_by(col(IdentityLook.id))).all())
    assert [(look.at, look.member_id, look.report_id, look.reason) for look in looks] == [
        (now, scene.binh, report, "Gọi lại để hỏi thêm"),
        (now, None, None, "Xuất tệp"),
    ]


async def test_of_two_officers_one_takes_an_alert(database: Database, scene: Scene, now: datetime) -> None:
    draft = draft_of(database, scene, scene.an, now)

    def raised(session: Session) -> int:
        alert = alerts.raise_for_draft(session, draft, scene.binh_hoa, now)
        assert alert is not None
        assert alerts.raise_for_draft(session, draft, scene.binh_hoa, now) is None
        assert alerts.officers(session, alert) == [scene.lan, scene.binh]
        alerts.put_to(session, alert, scene.lan, 1, now, now + HOUR)
        return kept(alert.id)

    alert = await database.run(raised)
    assert await database.read(lambda s: alerts.due(s, now)) == []
    assert [a.asked for a in await database.read(lambda s: alerts.due(s, now + HOUR))] == [1]
    first, second = await asyncio.gather(
        database.run(lambda s: alerts.acknowledge(s, alert, scene.lan, now, now + 10 * HOUR)),
        database.run(lambda s: alerts.acknowledge(s, alert, scene.binh, now, now + 10 * HOUR)),
    )
    assert {first, second} == {True, False}
    taken = await database.read(lambda s: s.get_one(Alert, alert))
    assert (taken.status, taken.acknowledged_by) == (AlertStatus.ACKNOWLEDGED, scene.lan if first else scene.binh)
    assert await database.read(lambda s: alerts.due(s, now + 9 * HOUR)) == []


def test_the_alert_of_a_single_reporter_is_for_one_officer(database: Database, scene: Scene, now: datetime) -> None:
    draft, report = draft_of(database, scene, scene.dung, now), report_of(database, scene, scene.dung, now)

    def officers(session: Session) -> list[int]:
        alert = session.scalars(select(Alert)).one()
        return alerts.officers(session, alert)

    assert database.run_now(lambda s: alerts.raise_for_draft(s, draft, scene.binh_hoa, now))
    assert database.read_now(officers) == [scene.binh]
    database.run_now(lambda s: alerts.move_to_report(s, draft, report))
    database.run_now(lambda s: drafts.remove(s, draft))
    assert database.read_now(officers) == [scene.binh]


def test_correcting_an_urgent_report_raises_no_second_alert(database: Database, scene: Scene, now: datetime) -> None:
    draft, report = draft_of(database, scene, scene.an, now), report_of(database, scene, scene.an, now)
    calm, correction = report_of(database, scene, scene.an, now), draft_of(database, scene, scene.an, now)

    def send(session: Session) -> None:
        assert alerts.raise_for_draft(session, draft, scene.binh_hoa, now)
        alerts.move_to_report(session, draft, report)
        drafts.remove(session, draft)
        reports.begin_correction(session, report, correction)

    database.run_now(send)
    assert database.run_now(lambda s: alerts.raise_for_draft(s, correction, scene.binh_hoa, now)) is None
    database.run_now(lambda s: alerts.move_to_report(s, correction, report))

    def correct_the_calm_one(session: Session) -> None:
        session.get_one(Reporter, report).draft_id = None
        session.flush()
        reports.begin_correction(session, calm, correction)

    database.run_now(correct_the_calm_one)
    assert database.run_now(lambda s: alerts.raise_for_draft(s, correction, scene.binh_hoa, now)) is not None


def test_list_of_a_topic_is_the_list_of_all_without_the_other_topics_whoever_reads_and_however_long_a_page(
    database: Database, scene: Scene, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An officer of a commune sees what is of and about it, and who reports singly to them from elsewhere."""
    monkeypatch.setattr(review, "_PAGE", 1)
    ap, topics = scene.an_phu, ("land", "school")

    def work(session: Session) -> tuple[int, dict[int, str]]:
        local = enrol(session, "em", ap, Role.STAFF, joined=now)
        single = enrol(session, "giang", scene.binh_hoa, Role.COLLABORATOR, joined=now, officer=local)
        said: dict[int, str] = {}
        for day in range(3):
            at = now - timedelta(days=day % 2)
            for n, (author, unit, place) in enumerate(
                ((scene.an, scene.binh_hoa, None), (scene.an, scene.binh_hoa, ap), (scene.ba, ap, None),
                 (scene.dung, ap, None), (single, scene.binh_hoa, None))
            ):  # fmt: skip
                topic = topics[(day + n) % 2]
                one = submission(scene, author, unit_id=unit, place_id=place, coded={"topic": [topic]})
                said[reports.add(session, one, at.date(), at).id] = topic
        return local, said

    local, said = database.run_now(work)
    for officer in (scene.lan, scene.binh, local):
        everything = database.read_now(lambda s, o=officer: review.listed(s, o, Wanted(), 99))  # type: ignore[misc]
        assert everything
        for unit in (None, scene.province, ap, scene.binh_hoa):
            whole = database.read_now(lambda s, o=officer, u=unit: review.listed(s, o, Wanted(unit_id=u), 99))  # type: ignore[misc]
            for topic in topics:
                wanted = Wanted(unit_id=unit, topic=topic)
                found = database.read_now(lambda s, o=officer, w=wanted: review.listed(s, o, w, 99))  # type: ignore[misc]
                ids = [one.id for one in found]
                assert sorted(ids) == sorted(one.id for one in whole if said[one.id] == topic)
                for place, one in enumerate(ids):
                    older = database.read_now(lambda s, o=officer, w=wanted, b=one: review.listed(s, o, w, 2, before=b))  # type: ignore[misc]
                    newer = database.read_now(lambda s, o=officer, w=wanted, a=one: review.listed(s, o, w, 2, after=a))  # type: ignore[misc]
                    assert [x.id for x in older] == ids[place + 1 : place + 3]
                    assert [x.id for x in newer] == ids[:place][::-1][:2]
