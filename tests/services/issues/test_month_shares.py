"""The month's shares of issues heard of, acted on and told: exact for staff, and for leaders nothing that few stand behind."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from digests.text import leader_text, staff_text
from services import digests
from services.actor import Actor
from services.issues import month_shares
from storage.engine.database import Database
from storage.reports import reports
from storage.statistics.shown_figures import Figures, IssueShares
from storage.tables import DigestKind, Issue, IssueReport, IssueStatus, Role
from tests.storage.scene import make, submission

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DECEMBER = datetime(2026, 12, 1, 8, tzinfo=ZONE)


def test_shares_of_a_month_are_exact_for_staff_and_never_of_few_people_for_leaders(
    database: Database, now: datetime
) -> None:
    """Privacy 3 and 4: a count, and what is left of it, has three reporters behind it or is not said."""
    scene = make(database, now)

    def issue(
        member: int, *, acted: bool = False, told: bool = False, heard_at: datetime = now, training: bool = False
    ) -> None:
        def work(session: Session) -> None:
            sent = submission(scene, member, coded={"topic": ["land"]}, training=training)
            report = reports.add(session, sent, heard_at.astimezone(ZONE).date(), heard_at).id
            one = Issue(title="Giá đất", topic="land", unit_id=scene.an_phu, status=IssueStatus.OPEN, heard_at=heard_at)
            one.acted_at = heard_at + timedelta(hours=30) if acted or told else None
            one.told_at = heard_at + timedelta(days=member) if told else None
            session.add(one)
            session.flush()
            session.add(IssueReport(report_id=report, issue_id=one.id, added_at=heard_at))

        database.run_now(work)

    def monthly() -> Figures:
        return database.read_now(lambda s: digests.count(s, DigestKind.MONTHLY, DECEMBER, ZONE))[0]

    issue(scene.an, told=True)
    issue(scene.ba, told=True)
    issue(scene.dung, told=True)
    assert monthly().issues is None, "a single reporter is nobody here, and two are too few"
    issue(scene.lan, acted=True)
    assert monthly().issues == IssueShares(3, 3, None, 2), "one of them alone was not told"
    issue(scene.an)
    issue(scene.ba, acted=True)
    found = monthly()
    assert found.issues == IssueShares(5, None, None), "two people stand behind what is left of the told"
    issue(scene.lan, told=True)
    for member in (scene.an, scene.ba, scene.lan):
        issue(member, told=True)
    issue(scene.binh)
    issue(scene.lan)
    issue(scene.an, heard_at=DECEMBER - timedelta(hours=4))
    issue(scene.ba, told=True, training=True)
    found = monthly()
    days = sorted([scene.an, scene.ba, scene.lan, scene.an, scene.ba, scene.lan])[3]
    assert found.issues == IssueShares(11, 8, 6, 2, days)
    assert Figures.from_json(found.to_json()) == found
    within = "(một nửa số ấy trong 2 ngày từ khi nắm được)", f"(một nửa số ấy trong {days} ngày từ khi nắm được)"
    said = "Vấn đề nắm được: 11, đã bắt đầu xử lý 8 (73 %) {}, báo lại kết quả 6 (55 %) {}.".format(*within)
    for text in (leader_text(found, "vi", ZONE).text, staff_text(found, "vi", ZONE).text):
        assert said in text
    daily = database.read_now(lambda s: digests.count(s, DigestKind.DAILY, DECEMBER, ZONE))[0]
    assert daily.issues is None
    binh = Actor(scene.binh, frozenset({Role.STAFF}))
    months = database.read_now(lambda s: month_shares.newest(s, binh, DECEMBER, ZONE))
    assert [(one.first.month, one.shares) for one in months] == [
        (12, IssueShares(1, 0, 0)),
        (11, IssueShares(12, 9, 7)),
    ]
