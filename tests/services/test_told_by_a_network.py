"""What members are to be told counts when a network took it: refused, it goes elsewhere, waits, and is told once.

The networks are played by the test: what leaves is settled as taken or refused, and the clock brings what follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import get_args

import pytest
from sqlmodel import Session, col, delete, select

from scheduler.due import due
from services import help_requests, notice_delivery, review, telling
from services.actor import Actor
from services.event_types import NoticesSettled, VerificationOverdue
from services.issues import feedback, issues, verification
from services.notifications import (
    BoardApproved,
    Noticed,
    Notification,
    OutcomeTold,
)
from storage.engine.database import Database
from storage.members import addresses
from storage.messaging import deliveries, pending_notices
from storage.messaging.deliveries import DeliveryResult, Outgoing
from storage.reports import withdrawals
from storage.tables import (
    Address,
    BoardDigest,
    BoardDigestKind,
    BoardDigestStatus,
    DeliveryStatus,
    Issue,
    IssueReport,
    Lane,
    Member,
    MemberRole,
    Notice,
    NoticeKind,
    ReportQuestion,
    Role,
    Verdict,
    Verification,
)
from tests.storage.scene import Scene, address_of, enrol, kept, make, report_of

DAY = timedelta(days=1)
QUESTION = "Giá vật tư nông nghiệp trên địa bàn gần đây có biến động không?"


@dataclass
class Networks:
    """Two networks, at either of which a member may refuse everything; `heard`: who got what, in order."""

    database: Database
    scene: Scene
    now: datetime
    refused: set[int] = field(default_factory=set)
    """Addresses."""
    heard: list[tuple[int, str]] = field(default_factory=list)
    ids: count[int] = field(default_factory=lambda: count(1))

    def staff(self, member: int) -> Actor:
        return Actor(member, frozenset({Role.STAFF}))

    def put(self, told: Sequence[Notification]) -> None:
        """Send these, as the chat does, and let the networks take or refuse them."""
        left: list[tuple[int, Notification]] = []

        def write(session: Session) -> None:
            left.clear()
            for one in told:
                number, person = next(self.ids), one.recipient  # type: ignore[union-attr]
                row = Outgoing(
                    number, person.account_id, person.chat, Lane.BROADCAST, b"x", self.now, person.address_id
                )
                deliveries.add(session, [row], DeliveryStatus.SENDING)
                if isinstance(one, get_args(Noticed)) and one.notice_id is not None:
                    notice_delivery.on_its_way(session, one.notice_id, number, person.address_id, self.now)
                left.append((number, one))

        self.database.run_now(write)

        def results(session: Session) -> None:
            for number, one in left:
                person = one.recipient  # type: ignore[union-attr]
                taken = person.address_id not in self.refused
                status = DeliveryStatus.SENT if taken else DeliveryStatus.FAILED
                deliveries.settle(session, [DeliveryResult(number, status, sent_at=self.now if taken else None)])

        self.database.run_now(results)
        for _, one in left:
            if one.recipient.address_id not in self.refused:  # type: ignore[union-attr]
                self.heard.append((one.recipient.address_id, type(one).__name__))  # type: ignore[union-attr]
        self.tick()

    def tick(self) -> None:
        """Let what is due of notices and questions happen, as often as something is."""
        for one in self.database.read_now(lambda s: due(s, self.now)):
            event = one.event
            if isinstance(event, NoticesSettled):
                self.put(self.database.run_now(lambda s, e=event: list(telling.settle(s, self.now, e.notices))))  # type: ignore[misc]
            elif isinstance(event, VerificationOverdue):
                told = self.database.run_now(lambda s, e=event: list(verification.overdue(s, e.verification, self.now)))  # type: ignore[misc]
                self.put(told)

    def at(self, now: datetime) -> None:
        self.now = now
        self.tick()

    def back(self, member: int) -> None:
        """A member writes."""
        self.put(self.database.run_now(lambda s: list(telling.catch_up(s, member, self.now))))

    def drawn(self) -> list[str]:
        """What was heard since the last time, with the address."""
        found = [f"{address} {name}" for address, name in self.heard]
        self.heard.clear()
        return found


def networks(database: Database, now: datetime) -> Networks:
    scene = make(database, now)

    def second(session: Session) -> None:
        zalo = kept(addresses.account(session, "zalo_bot", "z").id)
        addresses.add_address(session, zalo, "900", scene.an, now)

    database.run_now(second)
    return Networks(database, scene, now)


def places(net: Networks, member: int) -> list[int]:
    return [one.address_id for one in net.database.read_now(lambda s: addresses.open_addresses(s, member, net.now))]


def an_issue(net: Networks, *reporters: int) -> int:
    reports = [report_of(net.database, net.scene, one, net.now) for one in reporters]
    lan = net.staff(net.scene.binh)

    def work(session: Session) -> int:
        made = issues.open_issue(session, lan, reports[0], "Giá vật tư", net.now)
        assert made is not None
        for report in reports[1:]:
            assert issues.group(session, lan, made.id, report, net.now)
        return made.id

    return net.database.run_now(work)


def told(net: Networks, issue: int, words: str = "Đã niêm yết giá.") -> int:
    resolved = net.database.run_now(lambda s: feedback.resolve(s, net.staff(net.scene.binh), issue, words, net.now))
    assert resolved is not None
    net.put(list(resolved.told))
    return resolved.waiting


def row(net: Networks, issue: int) -> Issue:
    return net.database.read_now(lambda s: s.get_one(Issue, issue))


def untold(net: Networks, issue: int, officer: int) -> int:
    count = net.database.read_now(
        lambda s: pending_notices.cannot_be_told(s, NoticeKind.OUTCOME, issue, net.staff(officer).member_id)
    )
    shown = net.database.read_now(lambda s: feedback.untold(s, net.staff(officer), issue))
    assert shown == (count if count in (0, 3) else None), "beside the list of the unreachable a small number names one"
    return count


def test_refused_outcome_goes_to_another_address_and_is_told_once(database: Database, now: datetime) -> None:
    net = networks(database, now)
    issue, (first, second) = an_issue(net, net.scene.an), places(net, net.scene.an)
    net.refused = {first}
    told(net, issue)
    assert net.drawn() == [f"{second} OutcomeTold"]
    assert untold(net, issue, net.scene.lan) == 0
    assert row(net, issue).told_at == now
    link = net.database.read_now(lambda s: s.scalars(select(IssueReport)).one())
    assert (link.told_round, link.told_at) == (1, now)
    net.back(net.scene.an)
    net.at(now + DAY * 2)
    assert net.drawn() == []


def test_outcome_refused_everywhere_counts_as_told_to_nobody_until_they_write(
    database: Database, now: datetime
) -> None:
    """The dates are of what happened: told is when a network took it, and the question comes as long after that."""
    net = networks(database, now)
    issue, there = an_issue(net, net.scene.an, net.scene.dung), places(net, net.scene.an)
    net.refused = {*there, *places(net, net.scene.dung)}
    told(net, issue)
    assert net.drawn() == []
    assert row(net, issue).told_at is None
    assert untold(net, issue, net.scene.lan) == 1, "Dung reports singly: counted for the assigned officer alone"
    assert untold(net, issue, net.scene.binh) == 2
    net.refused.clear()
    late = now + timedelta(hours=8)
    net.now = late
    net.back(net.scene.an)
    assert net.drawn() == [f"{there[0]} OutcomeTold"]
    assert row(net, issue).told_at == late
    assert untold(net, issue, net.scene.binh) == 1
    net.at(now + DAY + timedelta(hours=1))
    assert net.drawn() == [f"{places(net, net.scene.dung)[0]} OutcomeTold"], "looked at again a day later"
    assert untold(net, issue, net.scene.binh) == 0

    due_at = now + feedback.ASKED_AFTER
    net.now = due_at
    net.put(net.database.run_now(lambda s: list(feedback.ask_whether_done(s, issue, due_at))))
    assert [line.split()[1] for line in net.drawn()] == ["DoneAsked"] * 2
    net.at(due_at + DAY * 3)
    net.back(net.scene.an)
    assert net.drawn() == [], "asked once"


def test_question_that_no_network_takes_is_seen_by_the_officer(database: Database, now: datetime) -> None:
    net = networks(database, now)
    an, dung = net.scene.an, net.scene.dung
    issue = an_issue(net, an, dung)
    told(net, issue)

    def unasked(officer: int) -> str | None:
        return net.database.read_now(lambda s: feedback.unasked(s, net.staff(officer), issue, net.now))

    assert unasked(net.scene.binh) is None, "its hour has not come"
    net.refused = {*places(net, an), *places(net, dung)}
    net.now = now + feedback.ASKED_AFTER
    net.put(net.database.run_now(lambda s: list(feedback.ask_whether_done(s, issue, net.now))))
    assert unasked(net.scene.binh) == "nobody"
    net.refused -= {*places(net, dung)}
    net.back(dung)
    assert unasked(net.scene.binh) == "some"
    assert unasked(net.scene.lan) == "nobody", "Dung reports singly: known to the assigned officer alone"
    net.refused.clear()
    net.back(an)
    assert unasked(net.scene.binh) is None


def test_whoever_hears_it_after_the_question_is_asked_as_long_after(database: Database, now: datetime) -> None:
    net = networks(database, now)
    issue, there = an_issue(net, net.scene.an), places(net, net.scene.an)
    net.refused = set(there)
    told(net, issue)
    due_at = now + feedback.ASKED_AFTER
    net.now = due_at
    net.put(net.database.run_now(lambda s: list(feedback.ask_whether_done(s, issue, due_at))))
    net.refused.clear()
    net.now = due_at + DAY
    net.back(net.scene.an)
    assert net.drawn() == [f"{there[0]} OutcomeTold"]
    net.back(net.scene.an)
    net.at(due_at + DAY * 7)
    assert net.drawn() == []
    net.at(due_at + DAY * 8)
    assert net.drawn() == [f"{there[0]} DoneAsked"]
    assert net.database.read_now(lambda s: s.scalars(select(Notice)).all()) == []


def test_whoever_no_network_reaches_on_the_day_of_the_question_is_asked_before(
    database: Database, now: datetime
) -> None:
    """An Official Account may write for seven days after a person's last word; the others are asked on their day."""
    net = networks(database, now)
    issue, there = an_issue(net, net.scene.an, net.scene.lan), places(net, net.scene.an)
    shuts = now + DAY * 6

    def shut(session: Session) -> None:
        for address in session.scalars(select(Address).where(col(Address.member_id) == net.scene.an)):
            address.reachable_until = shuts

    net.database.run_now(shut)
    told(net, issue)
    assert [line.split()[1] for line in net.drawn()] == ["OutcomeTold"] * 2
    net.at(now + DAY * 5)
    net.back(net.scene.an)
    assert net.drawn() == []
    net.at(shuts - timedelta(hours=12))
    assert net.drawn() == [f"{there[0]} DoneAsked"]
    net.now = now + feedback.ASKED_AFTER
    net.put(net.database.run_now(lambda s: list(feedback.ask_whether_done(s, issue, net.now))))
    assert net.drawn() == [f"{places(net, net.scene.lan)[0]} DoneAsked"]
    net.at(net.now + DAY * 3)
    assert net.drawn() == [], "asked once"


def test_outcome_on_its_way_while_its_issue_is_merged_is_neither_lost_nor_told_twice(
    database: Database, now: datetime
) -> None:
    net = networks(database, now)
    first, second = an_issue(net, net.scene.an), an_issue(net, net.scene.lan)
    there, binh = places(net, net.scene.an), net.staff(net.scene.binh)
    net.refused = set(there)
    told(net, first)
    assert net.database.run_now(lambda s: issues.merge(s, binh, first, second, now)) is not None
    net.refused.clear()
    net.back(net.scene.an)
    assert net.drawn() == [f"{there[0]} OutcomeTold"], "what was written is true, and was to be told"
    told(net, second, "Đã có giá mới.")
    heard = net.drawn()
    assert sorted(line.split()[1] for line in heard) == ["OutcomeTold"] * 2, "both who reported, each once"


def test_newer_outcome_takes_the_place_of_one_that_waits(database: Database, now: datetime) -> None:
    net = networks(database, now)
    issue, there = an_issue(net, net.scene.an), places(net, net.scene.an)
    net.refused = set(there)
    told(net, issue)
    told(net, issue, "Đã kiểm tra các cửa hàng.")
    net.refused.clear()
    net.back(net.scene.an)
    assert net.drawn() == [f"{there[0]} OutcomeTold"]
    link = net.database.read_now(lambda s: s.scalars(select(IssueReport)).one())
    assert link.told_round == 2


def test_officer_hears_that_an_author_has_not_got_a_question_and_help_waits(database: Database, now: datetime) -> None:
    net = networks(database, now)
    scene, there = net.scene, places(net, net.scene.an)
    report, binh = report_of(database, scene, scene.an, now), net.staff(scene.binh)
    net.refused = set(there)
    net.put(database.run_now(lambda s: list(review.ask_author(s, binh, report, "Việc này từ khi nào?", now) or ())))
    an = Actor(scene.an, frozenset({Role.COLLABORATOR}))
    database.run_now(lambda s: help_requests.ask(s, an, "Sửa số điện thoại giúp", now))
    (request,) = database.read_now(lambda s: help_requests.waiting(s, binh))
    net.put(database.run_now(lambda s: list(help_requests.answer(s, binh, request.id, "Đã sửa.", now) or ())))
    place = places(net, scene.binh)[0]
    assert net.drawn() == [f"{place} Untold"] * 2
    net.refused.clear()
    net.back(scene.an)
    assert net.drawn() == [f"{there[0]} AuthorAsked", f"{there[0]} HelpAnswered"]


def test_officer_who_cannot_be_reached_either_hears_it_a_day_later(database: Database, now: datetime) -> None:
    net = networks(database, now)
    scene, there, binh = net.scene, places(net, net.scene.an), net.staff(net.scene.binh)
    report, (office,) = report_of(database, scene, scene.an, now), places(net, scene.binh)

    def shut(session: Session, reason: str | None) -> None:
        session.get_one(Address, office).unreachable = reason

    net.refused = set(there)
    database.run_now(lambda s: shut(s, "blocked"))
    net.put(database.run_now(lambda s: list(review.ask_author(s, binh, report, "Việc này từ khi nào?", now) or ())))
    database.run_now(lambda s: shut(s, None))
    net.at(now + DAY + timedelta(minutes=1))
    net.at(now + DAY * 4)
    heard = net.drawn()
    assert heard == [f"{office} Untold"], "once"


@pytest.mark.parametrize("single", [False, True])
@pytest.mark.parametrize("left", [False, True])
def test_what_comes_back_is_heard_by_whoever_still_serves(
    database: Database, now: datetime, left: bool, single: bool
) -> None:
    """By the officer who was at it; by all who may see it once that one has left (privacy 3: of a single reporter, nobody)."""
    net = networks(database, now)
    scene, binh = net.scene, net.staff(net.scene.binh)
    reporter = scene.dung if single else scene.an
    issue = an_issue(net, reporter)
    report = database.read_now(lambda s: s.scalars(select(IssueReport)).one()).report_id
    low = database.run_now(lambda s: enrol(s, "thu", scene.binh_hoa, Role.CONTACT, joined=now))
    database.run_now(lambda s: addresses.add_address(s, scene.account, "70", low, now))
    net.put(database.run_now(lambda s: list(review.ask_author(s, binh, report, "Từ khi nào?", now) or ())))
    asked = database.run_now(lambda s: verification.ask(s, binh, issue, low, QUESTION, now, now + DAY))
    if not single:
        assert asked is not None
    told(net, issue)
    net.drawn()
    office, other = places(net, scene.binh)[0], places(net, scene.lan)[0]
    net.refused = {office, other}  # and none of it is lost while they are away
    if left:
        database.run_now(lambda s: setattr(s.get_one(Member, scene.binh), "left_at", now))
    author = database.read_now(lambda s: addresses.reached(s, [reporter], now))[0]
    (question,) = database.read_now(lambda s: s.scalars(select(ReportQuestion.id)).all())
    net.put(database.run_now(lambda s: list(review.answer_officer(s, author, question, "Tháng này.", now) or ())))
    done = database.run_now(lambda s: feedback.not_done(s, author, report, row(net, issue).told_round, now, issue))
    assert done is not None and done.reopened
    net.put(done.told)
    net.refused.clear()
    net.at(now + DAY * 2)
    wanted = other if left else office
    heard = [f"{wanted} AuthorAnswered"] if not (single and left) else []
    again = [f"{wanted} IssueReopened"] if heard else []
    assert sorted(net.drawn()) == sorted([*heard, *again])


@pytest.mark.parametrize("how", ["withdrawn", "ungrouped", "again", "stands"])
def test_outcome_that_waits_for_the_morning_leaves_only_while_it_holds(
    database: Database, now: datetime, how: str
) -> None:
    net = networks(database, now)
    issue = an_issue(net, net.scene.an)

    def by_night(session: Session, words: str, number: int) -> None:
        resolved = feedback.resolve(session, net.staff(net.scene.binh), issue, words, now)
        assert resolved is not None
        (one,) = resolved.told
        assert isinstance(one, OutcomeTold)
        assert one.notice_id is not None
        there = one.recipient
        row = Outgoing(
            number, there.account_id, there.chat, Lane.BROADCAST, b"x", now, there.address_id, next_at=now + DAY
        )
        deliveries.add(session, [row], DeliveryStatus.QUEUED)
        notice_delivery.on_its_way(session, one.notice_id, number, there.address_id, now)

    def leaves(session: Session) -> list[int]:
        taken = deliveries.claim(session, [1, 2], now + DAY)
        gone = telling.drop_void(session, [one.id for one in taken])
        return [one.id for one in taken if one.id not in gone]

    database.run_now(lambda s: by_night(s, "Đã niêm yết giá.", 1))
    if how == "again":
        database.run_now(lambda s: by_night(s, "Chưa niêm yết giá.", 2))
    elif how == "withdrawn":
        link = database.read_now(lambda s: s.scalars(select(IssueReport).where(IssueReport.issue_id == issue)).one())
        assert database.run_now(lambda s: withdrawals.withdraw(s, link.report_id, now))
    elif how == "ungrouped":
        database.run_now(lambda s: s.execute(delete(IssueReport).where(col(IssueReport.issue_id) == issue)))
    assert database.run_now(leaves) == {"again": [2], "stands": [1]}.get(how, [])
    net.at(now + DAY)
    still = database.read_now(lambda s: s.scalars(select(Notice)).all())
    assert [one.delivery_id for one in still] == {"again": [2], "stands": [1]}.get(how, [])


def test_question_is_reminded_then_put_to_a_higher_contact_whoever_answers_first(
    database: Database, now: datetime
) -> None:
    net = networks(database, now)
    scene = net.scene

    def contacts(session: Session) -> tuple[int, int, int]:
        low = enrol(session, "thu", scene.binh_hoa, Role.CONTACT, joined=now)
        high = enrol(session, "giang", scene.province, Role.CONTACT, joined=now)
        reporter = enrol(session, "hoa", scene.province, Role.CONTACT, Role.COLLABORATOR, joined=now)
        for number, member in enumerate((low, high, reporter)):
            addresses.add_address(session, scene.account, f"7{number}", member, now)
        return low, high, reporter

    low, high, reporter = database.run_now(contacts)
    issue = an_issue(net, scene.an, reporter)
    binh, due_at = net.staff(scene.binh), now + DAY * 2

    def ask(session: Session) -> list[Notification]:
        asked = verification.ask(session, binh, issue, low, QUESTION, now, due_at)
        assert asked is not None
        return list(asked.told)

    net.put(database.run_now(ask))
    assert row(net, issue).acted_at == now, "a network took the question"
    net.at(due_at)
    below, above, officer = places(net, low)[0], places(net, high)[0], places(net, scene.binh)[0]
    assert net.drawn() == [f"{below} VerificationAsked"] * 2, "asked, and reminded once"
    net.at(due_at + DAY)
    assert sorted(net.drawn()) == sorted([f"{above} VerificationAsked", f"{officer} QuestionRaised"])
    first, second = database.read_now(lambda s: s.scalars(select(Verification).order_by(Verification.id)).all())  # type: ignore[arg-type]
    assert second.contact_id == high, "nearest above, and not who reported"
    assert second.question == QUESTION
    assert second.due_at == due_at + DAY * 3
    for contact, verdict, made in ((low, Verdict.TRUE, first), (high, Verdict.FALSE, second)):
        acting = Actor(contact, frozenset({Role.CONTACT}))
        answered = database.run_now(lambda s, a=acting, m=made, v=verdict: verification.answer(s, a, m.id, v, now))  # type: ignore[misc]
        assert answered is not None
        assert answered.first, "each is an answer to the officer"
        net.refused.add(officer)
        net.put(answered.told)
    assert net.drawn() == []
    net.refused.clear()
    net.at(due_at + DAY * 10)
    assert net.drawn() == [f"{officer} VerificationAnswered"] * 2, (
        "who was away gets both, and nobody is asked any more"
    )


def test_verdict_of_a_contact_who_reported_meanwhile_counts_for_nothing_and_a_higher_one_is_asked(
    database: Database, now: datetime
) -> None:
    """Privacy 5; the officer hears nothing before the hour: it would say who reported."""
    net = networks(database, now)
    scene = net.scene

    def contacts(session: Session) -> tuple[int, int]:
        low = enrol(session, "thu", scene.binh_hoa, Role.CONTACT, Role.COLLABORATOR, joined=now)
        high = enrol(session, "giang", scene.province, Role.CONTACT, joined=now)
        for number, member in enumerate((low, high)):
            addresses.add_address(session, scene.account, f"7{number}", member, now)
        return low, high

    low, high = database.run_now(contacts)
    issue, binh, due_at = an_issue(net, scene.an), net.staff(scene.binh), now + DAY * 2

    def ask(session: Session) -> list[Notification]:
        asked = verification.ask(session, binh, issue, low, QUESTION, now, due_at)
        assert asked is not None
        return list(asked.told)

    net.put(database.run_now(ask))
    report = report_of(database, scene, low, now)
    assert database.run_now(lambda s: issues.group(s, binh, issue, report, now))
    (asked,) = database.read_now(lambda s: s.scalars(select(Verification)).all())
    acting = Actor(low, frozenset({Role.CONTACT}))
    answered = database.run_now(lambda s: verification.answer(s, acting, asked.id, Verdict.TRUE, now))
    assert answered is not None
    assert (answered.aside, answered.told, answered.verification.verdict) == (True, (), None)
    net.drawn()
    net.at(due_at)
    above, officer = places(net, high)[0], places(net, scene.binh)[0]
    assert sorted(net.drawn()) == sorted([f"{above} VerificationAsked", f"{officer} QuestionRaised"])


def test_question_that_no_network_took_goes_up_at_its_hour_and_nobody_is_said_to_have_acted(
    database: Database, now: datetime
) -> None:
    net = networks(database, now)
    scene = net.scene

    def contact(session: Session) -> int:
        low = enrol(session, "thu", scene.binh_hoa, Role.CONTACT, joined=now)
        addresses.add_address(session, scene.account, "70", low, now)
        return low

    low = database.run_now(contact)
    issue = an_issue(net, scene.an)
    net.refused = set(places(net, low))
    asked = database.run_now(
        lambda s: verification.ask(s, net.staff(scene.binh), issue, low, QUESTION, now, now + DAY * 2)
    )
    assert asked is not None
    net.put(list(asked.told))
    officer = places(net, scene.binh)[0]
    assert net.drawn() == [f"{officer} Untold"]
    assert row(net, issue).acted_at is None
    net.at(now + DAY * 2)
    assert net.drawn() == [f"{officer} VerificationAnswered"], "no higher one: the officer hears that none came"
    net.refused.clear()
    net.back(low)
    assert net.drawn()[:1] == [f"{places(net, low)[0]} VerificationAsked"]
    assert row(net, issue).acted_at == now + DAY * 2


@pytest.mark.parametrize("still", [True, False])
def test_leaders_documents_reach_whoever_is_a_leader_when_they_are_told(
    database: Database, now: datetime, *, still: bool
) -> None:
    net = networks(database, now)

    def approved(session: Session) -> tuple[int, int, list[BoardApproved]]:
        leader = enrol(session, "leader", net.scene.province, Role.LEADER, joined=now)
        addresses.add_address(session, net.scene.account, "777", leader, now)
        board = BoardDigest(
            kind=BoardDigestKind.WEEKLY, status=BoardDigestStatus.APPROVED, first_day=now.date(), last_day=now.date(),
            until=now, figures="{}", outline="[]", content="{}", asked=1, created_by=net.scene.binh, created_at=now,
            changed_by=net.scene.binh, approved_at=now, number=1,
        )  # fmt: skip
        session.add(board)
        session.flush()
        kept_for = notice_delivery.keep(session, NoticeKind.BOARD_DIGEST, board.id, [leader], now)
        return (
            leader,
            address_of(session, leader),
            [BoardApproved(person, board.id, notice.id) for notice, person in kept_for],
        )

    leader, place, board = database.run_now(approved)
    net.refused = {place}
    net.put(board)
    if not still:
        database.run_now(lambda s: s.delete(s.get_one(MemberRole, (leader, Role.LEADER))))
    net.refused.clear()
    net.at(now + DAY * 2)
    assert net.drawn() == [f"{place} BoardApproved"] * still
    net.back(leader)
    assert net.drawn() == []
    assert net.database.read_now(lambda s: s.scalars(select(Notice)).all()) == [], "nothing waits for them"
