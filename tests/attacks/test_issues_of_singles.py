"""An officer looks for an issue of which only somebody who reports singly to another officer spoke (privacy 3).

Its title and its place stand in nothing that they can turn through, nor is it in a number beside it; once others speak of it,
nothing says that somebody did before.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlmodel import Session

from services import audiences, who_hears
from services.actor import Actor
from services.issues import assessment, issues, month_shares, verification, weekly_list
from services.notifications import IssuesWaiting, WatchEnded
from storage.engine.database import Database
from storage.issues import issues as rows
from storage.reports import reports, withdrawals
from storage.tables import Issue, IssueEventKind, Role
from tests.storage.scene import DAY, HOUR, TODAY, Scene, submission

TITLE = "Trạm bơm hỏng từ đầu tháng"


def staff(member: int) -> Actor:
    return Actor(member, frozenset({Role.STAFF}))


def looks(now: datetime, issue: int, own_report: int) -> dict[str, Callable[[Session, Actor], object]]:
    """All that tells an officer of an issue; each is empty where there is none for them."""

    def weekly(session: Session, by: Actor) -> object:
        told = [one for one in weekly_list.due(session, now, UTC) if isinstance(one, IssuesWaiting)]
        return [one.issues for one in told if one.recipient.member_id == by.member_id and one.issues]

    def watched(session: Session, by: Actor) -> object:
        told = assessment.ended(session, issue, now)
        return [one for one in told if isinstance(one, WatchEnded) and one.recipient.member_id == by.member_id]

    def hears(session: Session, by: Actor) -> bool:
        return by.member_id in who_hears.of_issue(session, session.get_one(Issue, issue), [by.member_id])

    return {
        "the list": lambda s, by: issues.listed(s, by),
        "the card, by its number": lambda s, by: issues.see(s, by, issue),
        "for a report of the same matter": lambda s, by: issues.candidates(s, by, own_report),
        "the month's numbers": lambda s, by: [one for one in month_shares.newest(s, by, now, UTC) if one.shares.heard],
        "the weekly list": weekly,
        "the end of a watch": watched,
        "an outcome that is not done": hears,
        "whom a prompt may ask": lambda s, by: audiences.issues_to_ask(s, by, 9),
        "contacts to verify it": lambda s, by: verification.contacts(s, by, issue),
        "its risk": lambda s, by: [one for one in assessment.see(s, by, issue) if one],
        "having it": lambda s, by: issues.own(s, by, issue, now),
        "a note on it": lambda s, by: issues.add_note(s, by, issue, "Đã gọi điện cho xã.", now),
        "another report put to it": lambda s, by: issues.group(s, by, issue, own_report, now),
        "its end": lambda s, by: issues.close(s, by, issue, "Đã giải quyết xong.", now),
        "what has ended": lambda s, by: issues.listed(s, by, closed=True),
    }


def found(database: Database, officer: int, what: dict[str, Callable[[Session, Actor], object]]) -> list[str]:
    """The looks that told this officer something; nothing of them is kept."""
    told = []
    for name, look in what.items():

        def undone(session: Session, look: Callable[[Session, Actor], object] = look) -> bool:
            with session.begin_nested() as savepoint:
                seen = bool(look(session, staff(officer)))
                savepoint.rollback()
            return seen

        if database.run_now(undone):
            told.append(name)
    return told


def test_an_issue_of_who_reports_singly_is_the_assigned_officer_s_alone(
    database: Database, now: datetime, scene: Scene
) -> None:
    later, after = now + DAY, now + 2 * DAY

    def spoken(session: Session) -> tuple[int, int, int]:
        singly = reports.add(session, submission(scene, scene.dung), TODAY, now)
        ordinary = reports.add(session, submission(scene, scene.an), TODAY + DAY, later)
        issue = issues.open_issue(session, staff(scene.binh), singly.id, TITLE, now + HOUR)
        assert issue is not None
        assert assessment.watch(session, staff(scene.binh), issue.id, "25/12: chờ kết quả kiểm tra", now + HOUR, UTC)
        return issue.id, singly.id, ordinary.id

    issue, singly, ordinary = database.run_now(spoken)
    what = looks(after, issue, ordinary)
    assert found(database, scene.lan, what) == []
    unseen = {"whom a prompt may ask", "what has ended"}
    assert set(what) - unseen <= {*found(database, scene.binh, what), "contacts to verify it", "its risk"}

    def joined(session: Session) -> None:
        assert issues.group(session, staff(scene.binh), issue, ordinary, later)

    database.run_now(joined)
    lan = database.run_now(lambda s: issues.see(s, staff(scene.lan), issue))
    binh = database.run_now(lambda s: issues.see(s, staff(scene.binh), issue))
    assert lan is not None and binh is not None
    assert [one.id for one in lan.reports] == [ordinary] and [one.id for one in binh.reports] == [singly, ordinary]
    assert lan.heard_at == later and binh.heard_at == now, "of the day before nothing is said"
    assert [one.kind for one in lan.events] == [IssueEventKind.GROUPED]
    assert [one.kind for one in binh.events] == [IssueEventKind.OPENED, IssueEventKind.GROUPED]
    weekly = database.run_now(lambda s: weekly_list.due(s, after, UTC))
    due = {one.recipient.member_id: one.issues[0].due_at for one in weekly if isinstance(one, IssuesWaiting)}
    assert due[scene.lan] > due[scene.binh]

    database.run_now(lambda s: withdrawals.withdraw(s, ordinary, after))
    assert found(database, scene.lan, {name: look for name, look in what.items() if "report" not in name}) == []
    database.run_now(lambda s: rows.unlink(s, issue, singly))
    assert found(database, scene.lan, {"the list": what["the list"], "the card": what["the card, by its number"]}) == []
    assert found(database, scene.binh, {"the list": what["the list"]}) == ["the list"], "its owner ends it"
