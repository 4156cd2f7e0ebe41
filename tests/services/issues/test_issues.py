"""Issues: merged while an outcome is on its way, two officers in one instant, and nobody told twice or by the wrong hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, select

from services import alerts, review, telling
from services.actor import Actor, NotPermitted
from services.issues import assessment, feedback, issues, not_done_reasons, verification
from services.issues.not_done_reasons import Kept
from services.notifications import NotDoneWhy, OutcomeTold
from storage.engine.database import Database
from storage.issues import assessments
from storage.issues import issues as stored
from storage.members import addresses
from storage.messaging import pending_notices
from storage.reports import withdrawals
from storage.reports.review import Wanted
from storage.tables import Address, Notice, NoticeKind, Role
from tests.storage.scene import Scene, make, report_of


@pytest.fixture
def scene(database: Database, now: datetime) -> Scene:
    return make(database, now)


def opened(database: Database, officer: Actor, report: int, now: datetime) -> int:
    made = database.run_now(lambda s: issues.open_issue(s, officer, report, "Giá đất", now))
    assert made is not None
    return made.id


def told(database: Database, officer: Actor, issue: int, words: str, now: datetime) -> list[tuple[int, str]]:
    """The outcome is written, and a network takes it for everybody at once."""
    done = database.run_now(lambda s: feedback.resolve(s, officer, issue, words, now))
    assert done is not None

    def taken(session: Session) -> None:
        for notice in session.scalars(select(Notice)).all():
            feedback.outcome_heard(session, notice, now)
            pending_notices.forget(session, notice)

    database.run_now(taken)
    return [(one.recipient.member_id, one.outcome) for one in done.told if isinstance(one, OutcomeTold)]


def test_member_with_two_reports_on_an_issue_hears_its_outcome_once(
    database: Database, scene: Scene, now: datetime
) -> None:
    binh = Actor(scene.binh, frozenset({Role.STAFF}))
    first, second = (report_of(database, scene, scene.an, now) for _ in range(2))
    issue = opened(database, binh, first, now)
    assert database.run_now(lambda s: issues.group(s, binh, issue, second, now))
    assert not database.run_now(lambda s: issues.group(s, binh, issue, second, now)), "in one issue at most"
    assert told(database, binh, issue, "Đã công khai bảng giá.", now) == [(scene.an, "Đã công khai bảng giá.")]


def test_issue_merged_after_its_outcome_left_tells_nobody_twice_and_its_button_finds_the_other(
    database: Database, scene: Scene, now: datetime
) -> None:
    binh = Actor(scene.binh, frozenset({Role.STAFF}))
    one, other = report_of(database, scene, scene.an, now), report_of(database, scene, scene.dung, now)
    first, second = opened(database, binh, one, now), opened(database, binh, other, now)
    assert told(database, binh, first, "Phần một.", now) == [(scene.an, "Phần một.")]
    into = database.run_now(lambda s: issues.merge(s, binh, first, second, now))
    assert into is not None
    assert into.id == second
    assert database.run_now(lambda s: issues.merge(s, binh, first, second, now)) is None, "merged already"
    assert database.run_now(lambda s: feedback.resolve(s, binh, first, "Lần nữa.", now)) is None
    assert sorted(told(database, binh, second, "Phần hai.", now)) == [
        (scene.an, "Phần hai."),
        (scene.dung, "Phần hai."),
    ]
    assert database.run_now(lambda s: list(telling.catch_up(s, scene.an, now))) == []


@pytest.mark.parametrize("merged", [False, True])
def test_report_that_joins_after_an_outcome_reads_and_hears_only_what_follows(
    database: Database, scene: Scene, now: datetime, merged: bool
) -> None:
    """The day of an earlier part would say that somebody had reported before (privacy 6)."""
    binh, dung = Actor(scene.binh, frozenset({Role.STAFF})), Actor(scene.dung)
    one, other = report_of(database, scene, scene.an, now), report_of(database, scene, scene.dung, now)
    first = opened(database, binh, one, now)
    second = opened(database, binh, other, now) if merged else None
    told(database, binh, first, "Phần một.", now + timedelta(hours=1))
    an = database.read_now(lambda s: addresses.reached(s, [scene.an], now))[0]
    assert database.run_now(lambda s: feedback.not_done(s, an, one, 1, now + timedelta(hours=2), first)) is not None
    later = now + timedelta(hours=3)
    if second is not None:
        assert database.run_now(lambda s: issues.merge(s, binh, second, first, later)) is not None
    else:
        assert database.run_now(lambda s: issues.group(s, binh, first, other, later))
    assert database.read_now(lambda s: feedback.own_outcome(s, dung, other)) is None
    assert database.read_now(lambda s: feedback.with_outcome(s, [one, other])) == {one}
    assert database.run_now(lambda s: issues.close(s, binh, first, "Trùng việc khác", later))
    database.run_now(lambda s: feedback.note_untold(s, scene.dung, later))
    assert database.read_now(lambda s: s.scalars(select(Notice).where(Notice.member_id == scene.dung)).all()) == []


def test_report_of_a_merged_issue_shows_what_its_author_heard_of_it_and_no_part_of_the_other(
    database: Database, scene: Scene, now: datetime
) -> None:
    """Merged twice in a row: each report shows what was told of its issues while it spoke of them, in order."""
    binh, an, dung = Actor(scene.binh, frozenset({Role.STAFF})), Actor(scene.an), Actor(scene.dung)
    hours = [now + timedelta(hours=one) for one in range(9)]
    one, other = report_of(database, scene, scene.an, now), report_of(database, scene, scene.dung, now)
    third = report_of(database, scene, scene.an, now)
    first, second = opened(database, binh, one, now), opened(database, binh, other, now)
    last = opened(database, binh, third, now)
    told(database, binh, first, "Phần một.", hours[1])
    reporter = database.read_now(lambda s: addresses.reached(s, [scene.an], now))[0]
    assert database.run_now(lambda s: issues.merge(s, binh, first, second, hours[2])) is not None
    own = database.read_now(lambda s: feedback.own_outcome(s, an, one))
    assert own is not None
    assert ([words for _at, words in own.parts], own.goes_on, own.about) == (["Phần một."], True, None)
    assert database.read_now(lambda s: feedback.own_outcome(s, dung, other)) is None
    given = database.run_now(lambda s: not_done_reasons.give(s, reporter, one, "Còn thiếu một xóm.", hours[2]))
    assert given.kept is Kept.KEPT, "who heard the first issue may say why it is not done"
    told(database, binh, second, "Phần hai.", hours[3])
    assert database.run_now(lambda s: issues.merge(s, binh, second, last, hours[4])) is not None
    told(database, binh, last, "Phần ba.", hours[5])
    for author, report, parts in (
        (an, one, ["Phần một.", "Phần hai.", "Phần ba."]),
        (dung, other, ["Phần hai.", "Phần ba."]),
        (an, third, ["Phần ba."]),
    ):
        own = database.read_now(lambda s, a=author, r=report: feedback.own_outcome(s, a, r))  # type: ignore[misc]
        assert own is not None
        assert [words for _at, words in own.parts] == parts
        assert own.about == (last, 1)
    assert database.read_now(lambda s: feedback.with_outcome(s, [one, other, third])) == {one, other, third}
    assert database.run_now(lambda s: withdrawals.withdraw(s, one, hours[6]))
    assert database.read_now(lambda s: feedback.with_outcome(s, [one])) == set()


def test_reasons_are_bounded_for_a_report_and_officers_hear_of_them_once_an_hour(
    database: Database, scene: Scene, now: datetime
) -> None:
    binh = Actor(scene.binh, frozenset({Role.STAFF}))
    one, other = report_of(database, scene, scene.an, now), report_of(database, scene, scene.dung, now)
    issue = opened(database, binh, one, now)
    assert database.run_now(lambda s: issues.group(s, binh, issue, other, now))
    told(database, binh, issue, "Xong.", now)
    an, dung = (
        database.read_now(lambda s, m=member: addresses.reached(s, [m], now))[0]  # type: ignore[misc]
        for member in (scene.an, scene.dung)
    )
    assert database.run_now(lambda s: feedback.not_done(s, an, one, 1, now)) is not None

    def give(who: addresses.Recipient, report: int, minutes: int) -> tuple[Kept, list[str]]:
        at = now + timedelta(minutes=minutes)
        given = database.run_now(lambda s: not_done_reasons.give(s, who, report, f"Chưa xong sau {minutes} phút.", at))
        return given.kept, [said.words for said in given.told]

    def due(minutes: int) -> list[str]:
        """What is told then, and a network takes it."""
        at = now + timedelta(minutes=minutes)

        def work(session: Session) -> list[str]:
            ids = [number for number, _tries in pending_notices.due(session, at)]
            said = [one.words for one in telling.settle(session, at, ids) if isinstance(one, NotDoneWhy)]
            for notice in session.scalars(select(Notice).where(Notice.kind == NoticeKind.NOT_DONE_WHY)).all():
                if said:
                    pending_notices.forget(session, notice)
            return said

        return database.run_now(work)

    def taken(session: Session) -> None:
        for notice in session.scalars(select(Notice).where(Notice.kind == NoticeKind.NOT_DONE_WHY)).all():
            pending_notices.forget(session, notice)

    assert give(an, one, 0) == (Kept.KEPT, ["Chưa xong sau 0 phút."])
    database.run_now(taken)
    assert give(dung, other, 10) == give(an, one, 20) == give(an, one, 30) == (Kept.KEPT, [])
    assert give(an, one, 31) == (Kept.ENOUGH, [])
    assert database.read_now(lambda s: not_done_reasons.room(s, an, one)) is Kept.ENOUGH
    assert due(69) == []
    caught = database.run_now(lambda s: telling.catch_up(s, scene.binh, now + timedelta(minutes=40)))
    assert not any(isinstance(said, NotDoneWhy) for said in caught), "not sooner where the officer is there"
    assert due(70) == ["Chưa xong sau 30 phút."], "the newest, once for all three"
    assert due(200) == []
    words = database.read_now(lambda s: [line.words for line in stored.timeline(s, issue, 20)])
    assert sum((line or "").startswith("Chưa xong sau") for line in words) == 4
    told(database, binh, issue, "Đã xong hẳn.", now + timedelta(hours=4))
    assert give(an, one, 241) == (Kept.LATE, [])
    assert database.run_now(lambda s: feedback.not_done(s, an, one, 2, now + timedelta(hours=5))) is not None
    assert give(an, one, 301) == (Kept.KEPT, ["Chưa xong sau 301 phút."]), "a new outcome may be said more of"


@pytest.mark.parametrize("told_before", [0, 1, 2])
def test_button_of_an_issue_that_was_merged_means_that_issue_whatever_the_other_has_been_told(
    database: Database, scene: Scene, now: datetime, told_before: int
) -> None:
    """The rounds of both are counted apart, so that they may be equal or either way round."""
    binh = Actor(scene.binh, frozenset({Role.STAFF}))
    one, other = report_of(database, scene, scene.an, now), report_of(database, scene, scene.dung, now)
    first, second = opened(database, binh, one, now), opened(database, binh, other, now)
    told(database, binh, first, "Phần một.", now)
    for part in range(told_before):
        told(database, binh, second, f"Phần {part}.", now)
        an = database.read_now(lambda s: addresses.reached(s, [scene.dung], now))[0]
        assert database.run_now(lambda s, a=an, p=part: feedback.not_done(s, a, other, p + 1, now, second)) is not None  # type: ignore[misc]
    assert database.run_now(lambda s: issues.merge(s, binh, first, second, now)) is not None
    an = database.read_now(lambda s: addresses.reached(s, [scene.an], now))[0]
    assert not database.run_now(lambda s: feedback.done(s, an, one, 1, now, first)), "it ends nothing of the other"
    kept = database.run_now(lambda s: feedback.not_done(s, an, one, 1, now, first))
    assert kept is not None and not kept.reopened and not kept.told
    assert database.run_now(lambda s: feedback.not_done(s, an, one, 1, now, first)) is None, "once"
    assert [issue.id for issue in database.read_now(lambda s: issues.listed(s, binh))] == [second], "and it goes on"


def test_watch_and_risk_of_a_merged_issue_are_of_the_one_that_goes_on_and_its_end_waits_for_an_officer(
    database: Database, scene: Scene, now: datetime
) -> None:
    binh, zone = Actor(scene.binh, frozenset({Role.STAFF})), ZoneInfo("Asia/Ho_Chi_Minh")
    first, second = (opened(database, binh, report_of(database, scene, scene.an, now), now) for _ in range(2))
    assert database.run_now(lambda s: assessment.judge(s, binh, first, 3, 2, "Nhiều xã cùng nói", now))
    sooner = database.run_now(lambda s: assessment.watch(s, binh, first, "10/11: chờ xã trả lời", now, zone))
    assert sooner is not None
    later = database.run_now(lambda s: assessment.watch(s, binh, second, "20/11: chờ kiểm tra", now, zone))
    assert later is not None
    assert database.run_now(lambda s: issues.merge(s, binh, first, second, now))
    risk, watch = database.read_now(lambda s: assessment.see(s, binh, second))
    assert risk is not None and watch is not None
    assert ((risk.likelihood, risk.consequence), watch.watch_until, watch.why) == ((3, 2), sooner, "chờ xã trả lời")
    due = database.read_now(lambda s: [(one.issue_id, one.next_at) for one in assessments.due(s, later)])
    assert due == [(second, sooner)], "once, at the sooner day"

    def reachable(session: Session, flag: bool) -> None:
        for one in session.scalars(select(Address)):
            one.unreachable = None if flag else "blocked"

    database.run_now(lambda s: reachable(s, False))
    assert list(database.run_now(lambda s: assessment.ended(s, second, sooner))) == []
    hour = sooner + timedelta(hours=1)
    assert database.read_now(lambda s: [one.next_at for one in assessments.due(s, hour)]) == [hour]
    database.run_now(lambda s: reachable(s, True))
    assert [one.issue_id for one in database.run_now(lambda s: assessment.ended(s, second, hour))] == [second]  # type: ignore[union-attr]
    assert not database.read_now(lambda s: assessments.due(s, later + timedelta(days=99)))


def test_two_officers_who_take_one_report_in_one_instant_have_it_once(
    database: Database, scene: Scene, now: datetime
) -> None:
    binh, lan = (Actor(one, frozenset({Role.STAFF})) for one in (scene.binh, scene.lan))
    report = report_of(database, scene, scene.an, now)
    assert database.run_now(lambda s: review.take(s, binh, report, now)) is True
    assert database.run_now(lambda s: review.take(s, lan, report, now)) is False
    later = now + review.HELD
    assert database.run_now(lambda s: review.take(s, lan, report, later)) is True, "its time is over"
    assert database.run_now(lambda s: review.accept(s, binh, report, later)) is False


def test_report_of_a_single_reporter_in_an_issue_is_not_shown_to_another_officer_but_answered(
    database: Database, scene: Scene, now: datetime
) -> None:
    """Privacy 3."""
    binh, lan = (Actor(one, frozenset({Role.STAFF})) for one in (scene.binh, scene.lan))
    issue = opened(database, binh, report_of(database, scene, scene.dung, now), now)
    assert database.run_now(lambda s: feedback.resolve(s, lan, issue, "Đã rõ.", now)) is None
    alone = database.read_now(lambda s: issues.see(s, binh, issue))
    assert alone is not None and list(alone.officers) == [scene.binh], "and nobody else sees it"
    ordinary = report_of(database, scene, scene.an, now)
    assert database.run_now(lambda s: issues.group(s, binh, issue, ordinary, now))
    seen = database.read_now(lambda s: issues.see(s, lan, issue))
    assert seen is not None
    assert [one.id for one in seen.reports] == [ordinary]
    assert sorted(seen.officers) == sorted([scene.binh, scene.lan])
    assert sorted(told(database, lan, issue, "Đã rõ.", now)) == [(scene.an, "Đã rõ."), (scene.dung, "Đã rõ.")]


@pytest.mark.parametrize("role", [Role.COLLABORATOR, Role.CONTACT, Role.LEADER])
def test_nobody_but_staff_reads_changes_or_lists(database: Database, scene: Scene, now: datetime, role: Role) -> None:
    """There is no path from a leader's view to a report, an issue or an identity (privacy 12)."""
    report = report_of(database, scene, scene.an, now)
    issue = opened(database, Actor(scene.binh, frozenset({Role.STAFF})), report, now)
    other = Actor(scene.lan, frozenset({role}))
    acts = (
        lambda s: review.listed(s, other, Wanted()),
        lambda s: review.see(s, other, report, Wanted()),
        lambda s: review.look_at_reporter(s, other, report, "vì sao", now),
        lambda s: review.take(s, other, report, now),
        lambda s: review.reject(s, other, report, "vì sao", now),
        lambda s: review.ask_author(s, other, report, "gì", now),
        lambda s: issues.see(s, other, issue),
        lambda s: issues.listed(s, other),
        lambda s: issues.close(s, other, issue, "vì sao", now),
        lambda s: issues.merge(s, other, issue, issue, now),
        lambda s: feedback.resolve(s, other, issue, "xong", now),
        lambda s: verification.contacts(s, other, issue),
        lambda s: alerts.listed(s, other),
    )
    for act in acts:
        with pytest.raises(NotPermitted):
            database.run_now(act)
    assert database.read_now(lambda s: [one.kind for one in stored.timeline(s, issue, 9)]) == ["opened"]


def test_question_whether_it_is_done_is_asked_once_and_not_before_its_day(
    database: Database, scene: Scene, now: datetime
) -> None:
    binh = Actor(scene.binh, frozenset({Role.STAFF}))
    issue = opened(database, binh, report_of(database, scene, scene.an, now), now)
    told(database, binh, issue, "Xong.", now)
    day = now + feedback.ASKED_AFTER
    early = database.run_now(lambda s: feedback.ask_whether_done(s, issue, day - timedelta(seconds=1)))
    assert list(early) == []
    assert len(database.run_now(lambda s: feedback.ask_whether_done(s, issue, day))) == 1
    assert list(database.run_now(lambda s: feedback.ask_whether_done(s, issue, day))) == []
