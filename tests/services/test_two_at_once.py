"""Each act of the tables of states asked for by two people in one instant: in two threads, on both databases.

One of the two has done it, and it stands once in the log; where an act may follow itself, both have, one after the other.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, select

from services import alert_handing, alerts, review, telling
from services.actor import Actor
from services.alerts import Plan
from services.flags import rule_versions, trials
from services.issues import feedback, issues, verification
from services.states import TABLES
from storage.engine.database import Database
from storage.issues import issues as stored_issues
from storage.members import addresses
from storage.tables import (
    AlertStage,
    AuditEntry,
    FlagKind,
    Issue,
    IssueReport,
    IssueStatus,
    Notice,
    Role,
    Verdict,
)
from tests.storage.scene import Scene, draft_of, enrol, make, report_of

Act = Callable[[Session], object]
PLAN = Plan(timedelta(minutes=10), ZoneInfo("Asia/Ho_Chi_Minh"))
QUESTION = "Giá vật tư nông nghiệp trên địa bàn gần đây có biến động không?"


class Room:
    """What the acts are about, made anew for each."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.database, self.now = database, now
        self.scene: Scene = make(database, now)
        self.binh, self.lan = (Actor(one, frozenset({Role.STAFF})) for one in (self.scene.binh, self.scene.lan))

        def more(session: Session) -> tuple[int, int]:
            em = enrol(session, "em", self.scene.province, Role.STAFF, joined=now, duty=3)
            giang = enrol(session, "giang", self.scene.province, Role.CONTACT, joined=now)
            for chat, member in (("600", em), ("700", giang)):
                addresses.add_address(session, self.scene.account, chat, member, now)
            return em, giang

        em, giang = database.run_now(more)
        self.em, self.contact = Actor(em, frozenset({Role.STAFF})), Actor(giang, frozenset({Role.CONTACT}))
        self.giang = giang

    def run(self, act: Act) -> object:
        """Run as a turn is run: what lost a race runs anew, whole (`bot/runtime/inbox.py`)."""
        try:
            return self.database.run_now(act)
        except (StaleDataError, IntegrityError):
            return self.database.run_now(act)

    def report(self) -> int:
        return report_of(self.database, self.scene, self.scene.an, self.now)

    def issue(self, *, of: int | None = None) -> int:
        report = self.report() if of is None else of
        made = self.database.run_now(lambda s: issues.open_issue(s, self.binh, report, "Giá đất", self.now))
        assert made is not None
        return made.id

    def told(self) -> int:
        issue = self.issue()
        assert self.run(lambda s: feedback.resolve(s, self.binh, issue, "Xong.", self.now))
        return issue

    def taken_report(self) -> int:
        report = self.report()
        assert self.run(lambda s: review.take(s, self.binh, report, self.now))
        return report

    def alert(self) -> int:
        an = self.database.read_now(lambda s: addresses.reached(s, [self.scene.an], self.now))[0]
        draft = draft_of(self.database, self.scene, self.scene.an, self.now)
        raised = self.database.run_now(lambda s: alerts.raise_for_draft(s, an, draft, self.now, PLAN))
        assert raised is not None
        return raised.alert.id

    def taken_alert(self) -> int:
        alert = self.alert()
        assert self.run(lambda s: alerts.take(s, self.binh, alert, self.now))
        return alert

    def asked(self) -> int:
        issue = self.issue()
        due_at = self.now + timedelta(days=2)
        made = self.database.run_now(
            lambda s: verification.ask(s, self.binh, issue, self.giang, QUESTION, self.now, due_at)
        )
        assert made is not None
        return made.verification.id

    def rule(self) -> int:
        def work(session: Session) -> int:
            rule = rule_versions.write(session, self.binh, FlagKind.WORDS, "tụ tập", self.now)
            made = trials.run(session, rule.id, self.now, PLAN.zone)
            assert made is not None
            rule_versions.tried(session, rule.id, made)
            assert rule_versions.propose(session, self.binh, rule.id, self.now) is not None
            return rule.id

        return self.database.run_now(work)

    def person(self) -> addresses.Recipient:
        return self.database.read_now(lambda s: addresses.reached(s, [self.scene.an], self.now))[0]

    def report_on(self, issue: int) -> int:
        query = select(IssueReport.report_id).where(IssueReport.issue_id == issue)
        return self.database.read_now(lambda s: s.scalars(query).one())


@pytest.fixture
def room(database: Database, now: datetime) -> Room:
    return Room(database, now)


def _escalate(room: Room) -> tuple[Act, Act]:
    one = room.issue()
    return tuple(lambda s, a=a: issues.escalate(s, a, one, "UBND xã", room.now) for a in (room.binh, room.lan))  # type: ignore[return-value,misc]


def _close(room: Room) -> tuple[Act, Act]:
    one = room.issue()
    return tuple(lambda s, a=a: issues.close(s, a, one, "Trùng.", room.now) for a in (room.binh, room.lan))  # type: ignore[return-value,misc]


def _tell(room: Room) -> tuple[Act, Act]:
    one = room.issue()
    return tuple(
        lambda s, a=a, w=w: feedback.resolve(s, a, one, w, room.now)  # type: ignore[misc]
        for a, w in ((room.binh, "Phần một."), (room.lan, "Phần hai."))
    )  # type: ignore[return-value]


def _done(room: Room) -> tuple[Act, Act]:
    one = room.told()
    report, an = room.report_on(one), room.person()
    return (
        lambda s: feedback.done(s, an, report, 1, room.now),
        lambda s: feedback.done(s, an, report, 1, room.now),
    )


def _not_done(room: Room) -> tuple[Act, Act]:
    one = room.told()
    report, an = room.report_on(one), room.person()
    again: Act = lambda s: feedback.not_done(s, an, report, 1, room.now) is not None
    return again, again


def _merge(room: Room) -> tuple[Act, Act]:
    one, other = room.issue(), room.issue()
    return (
        lambda s: issues.merge(s, room.binh, one, other, room.now),
        lambda s: issues.merge(s, room.lan, other, one, room.now),
    )


def _open(room: Room) -> tuple[Act, Act]:
    report = room.report()
    return tuple(lambda s, a=a: issues.open_issue(s, a, report, "Giá đất", room.now) for a in (room.binh, room.lan))  # type: ignore[return-value,misc]


def _group(room: Room) -> tuple[Act, Act]:
    one, other, report = room.issue(), room.issue(), room.report()
    return (
        lambda s: issues.group(s, room.binh, one, report, room.now),
        lambda s: issues.group(s, room.lan, other, report, room.now),
    )


def _take(room: Room) -> tuple[Act, Act]:
    report = room.report()
    return tuple(lambda s, a=a: review.take(s, a, report, room.now) for a in (room.binh, room.lan))  # type: ignore[return-value,misc]


def _take_over(room: Room) -> tuple[Act, Act]:
    report, later = room.taken_report(), room.now + review.HELD
    return tuple(lambda s, a=a: review.take(s, a, report, later) for a in (room.lan, room.em))  # type: ignore[return-value,misc]


def _accept(room: Room) -> tuple[Act, Act]:
    report = room.taken_report()
    return (
        lambda s: review.accept(s, room.binh, report, room.now),
        lambda s: review.reject(s, room.binh, report, "Trùng.", room.now),
    )


def _return(room: Room) -> tuple[Act, Act]:
    report = room.taken_report()
    return (
        lambda s: review.send_back(s, room.binh, report, "Ghi rõ nơi.", room.now) is not None,
        lambda s: review.accept(s, room.binh, report, room.now),
    )


def _answer(room: Room) -> tuple[Act, Act]:
    asked = room.asked()

    def said(verdict: Verdict) -> Act:
        def act(session: Session) -> bool:
            made = verification.answer(session, room.contact, asked, verdict, room.now)
            return made is not None and made.first

        return act

    return said(Verdict.TRUE), said(Verdict.FALSE)


def _take_alert(room: Room) -> tuple[Act, Act]:
    alert = room.alert()

    def taken(actor: Actor) -> Act:
        def act(session: Session) -> bool:
            made = alerts.take(session, actor, alert, room.now)
            return made is not None and made.mine

        return act

    return taken(room.binh), taken(room.lan)


def _withdraw(room: Room) -> tuple[Act, Act]:
    alert, an = room.alert(), room.person()

    def taken(session: Session) -> bool:
        made = alerts.take(session, room.binh, alert, room.now)
        return made is not None and made.mine

    return taken, lambda s: alerts.withdraw(s, an, alert, room.now)


def _hand_over(room: Room) -> tuple[Act, Act]:
    alert = room.taken_alert()
    return tuple(
        lambda s, to=to: alert_handing.hand_over(s, room.binh, alert, to, room.now, PLAN) is not None  # type: ignore[misc]
        for to in (room.scene.lan, room.em.acting_id)
    )  # type: ignore[return-value]


def _close_alert(room: Room) -> tuple[Act, Act]:
    alert = room.taken_alert()
    assert room.run(lambda s: alerts.set_stage(s, room.binh, alert, AlertStage.CALM, room.now))
    again: Act = lambda s: alerts.close(s, room.binh, alert, room.now) is not None
    return again, again


def _agree(room: Room) -> tuple[Act, Act]:
    rule = room.rule()
    return (
        lambda s: rule_versions.decide(s, room.lan, rule, True, room.now) is not None,
        lambda s: rule_versions.decide(s, room.em, rule, False, room.now) is not None,
    )


def _drop(room: Room) -> tuple[Act, Act]:
    rule = room.rule()
    return (
        lambda s: rule_versions.decide(s, room.lan, rule, True, room.now) is not None,
        lambda s: rule_versions.drop(s, room.binh, rule, room.now),
    )


ONE_OF_TWO = {
    "Issue open": _open,
    "Issue group": _group,
    "Issue escalate": _escalate,
    "Issue close": _close,
    "Issue done": _done,
    "Issue not_done": _not_done,
    "Issue merge": _merge,
    "Review take": _take,
    "Review take_over": _take_over,
    "Review accept reject": _accept,
    "Review return": _return,
    "Verification answer": _answer,
    "Alert take": _take_alert,
    "Alert withdraw": _withdraw,
    "Alert hand_over": _hand_over,
    "Alert close": _close_alert,
    "Rule agree refuse": _agree,
    "Rule drop": _drop,
}


def at_once(room: Room, *acts: Act) -> list[object]:
    """Both acts at the same time, each in a transaction of its own."""
    ready = Barrier(len(acts))

    def one(act: Act) -> object:
        ready.wait(10)
        return room.run(act)

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(one, acts))


@pytest.mark.parametrize("act", ONE_OF_TWO)
def test_of_two_in_one_instant_one_has_done_it(room: Room, act: str) -> None:
    acts = ONE_OF_TWO[act](room)
    before = room.database.read_now(lambda s: len(s.scalars(select(AuditEntry.number)).all()))
    done = at_once(room, *acts)
    assert sorted(map(bool, done)) == [False, True]
    after = room.database.read_now(lambda s: len(s.scalars(select(AuditEntry.number)).all()))
    assert after - before == (0 if act == "Alert withdraw" and done[1] else 1), "in the log once"
    open_or_merged = room.database.read_now(
        lambda s: [one for one in s.scalars(select(Issue)) if one.merged_into is not None]
    )
    for one in open_or_merged:
        into = room.database.read_now(lambda s, o=one: stored_issues.get(s, o.merged_into))  # type: ignore[misc]
        assert into is not None
        assert into.merged_into is None, "no circle"


def test_two_parts_of_an_outcome_in_one_instant_are_both_told_in_order(room: Room) -> None:
    done = at_once(room, *_tell(room))
    assert all(done)
    issue = room.database.read_now(lambda s: s.scalars(select(Issue)).one())
    assert (issue.told_round, issue.status) == (2, IssueStatus.RESOLVED)


def test_alert_that_its_holder_takes_at_another_address_too_is_theirs_and_told_once(room: Room) -> None:
    alert = room.taken_alert()
    for actor, mine in ((room.binh, True), (room.lan, False)):
        again = room.database.run_now(lambda s, a=actor: alerts.take(s, a, alert, room.now))  # type: ignore[misc]
        assert again is not None
        assert (again.mine, again.told) == (mine, ())


def test_report_put_to_an_issue_while_that_is_merged_goes_with_it(room: Room) -> None:
    one, other, report = room.issue(), room.issue(), room.report()
    grouped, merged = at_once(
        room,
        lambda s: issues.group(s, room.binh, one, report, room.now),
        lambda s: issues.merge(s, room.lan, one, other, room.now),
    )
    assert merged
    links = room.database.read_now(lambda s: {x.report_id: x.issue_id for x in s.scalars(select(IssueReport))})
    assert links.get(report) == (other if grouped else None), "no report stays with an issue that is over"


@pytest.mark.parametrize("meanwhile", ["merged", "split"])
def test_outcome_told_in_the_instant_in_which_its_issue_is_merged_or_split_is_told_once_or_not_at_all(
    room: Room, meanwhile: str
) -> None:
    one, other = room.issue(), room.issue()
    report = room.report_on(one)
    other_act: Act = (
        (lambda s: issues.merge(s, room.lan, one, other, room.now))
        if meanwhile == "merged"
        else (lambda s: issues.split(s, room.lan, one, report, room.now))
    )
    resolved, done = at_once(room, lambda s: feedback.resolve(s, room.binh, one, "Xong.", room.now), other_act)
    assert done
    told = len(resolved.told) if isinstance(resolved, feedback.Resolved) else 0
    notices = room.database.read_now(lambda s: s.scalars(select(Notice)).all())
    assert len(notices) == told, "what is under way is kept until a network took it"
    author = Actor(room.scene.an)
    own = room.database.read_now(lambda s: feedback.own_outcome(s, author, report))
    assert (own is not None) == (told == 1 and meanwhile == "merged"), "who was told reads it again, merged or not"
    ids = [notice.id for notice in notices]
    again = list(room.database.run_now(lambda s: telling.settle(s, room.now, ids)))
    assert len(again) == (told if meanwhile == "merged" else 0), "refused, it comes again; to who is split it does not"


def test_every_act_of_two_officers_is_in_the_table() -> None:
    """Acts that may follow themselves (ask, tell) or are the clock's own (idle, cancel) are tried elsewhere."""
    acts = {one.act for table in TABLES.values() for one in table}
    tried = {word for name in ONE_OF_TWO for word in name.split()[1:]}
    assert (
        acts - tried == {"ask", "answered", "tell", "correct", "reject", "cancel", "idle", "propose", "replace"} - tried
    )
