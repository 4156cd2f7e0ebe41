"""The reach of staff as a table of doors: an officer of a commune sees and prompts what stands under it, and nothing else.

Each door is read by the officer of one commune, of another, and of the province; each of both communes has one member, one
report, one issue, one prompt, one survey's worth of everything that the doors show.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import Session

from handlers.conversations import ROUTES
from services import (
    alerts,
    audiences,
    broadcasts,
    completeness,
    evaluation,
    groups,
    help_requests,
    mutes,
    nudges,
    progress,
    prompts,
    review,
    schedules,
    sent_prompts,
    staff_scope,
    tagging,
    working_days,
)
from services.actor import Actor, NotPermitted
from services.alerts import Plan
from services.audiences import ALL, Audience
from services.issues import assessment, feedback, issues, verification, weekly_list
from services.notifications import AlertToGroup, IssuesWaiting
from services.report_search import begin, find_page
from storage.engine.database import Database
from storage.forms import drafts
from storage.members import address_book, addresses, reach
from storage.members import groups as stored_groups
from storage.prompts import broadcasts as rounds
from storage.reports import reports
from storage.reports.review import EVERYTHING
from storage.tables import BroadcastKind, Group, GroupPurpose, Prompt, PromptKind, PromptStatus, Role
from tests.services.test_progress import DUE, EARLY, ZONE, more
from tests.storage.scene import ask, enrol, kept, make, submission

TODAY = date(2026, 11, 3)
_PLAN = Plan(timedelta(minutes=5), ZONE)


class Two:
    """Two communes with one of everything, and who sees what."""

    def __init__(self, database: Database) -> None:
        self.scene = scene = make(database, EARLY)
        self.database = database
        self.member = {
            "AP": more(database, scene, "near")[0],
            "BH": more(database, scene, "far", unit=scene.binh_hoa)[0],
        }
        self.unit = {"AP": scene.an_phu, "BH": scene.binh_hoa}
        self.officer = database.run_now(lambda s: {one: self._officer(s, one) for one in ("AP", "BH")})
        self.officer["T"] = scene.lan
        self.report: dict[str, int] = {}
        self.issue: dict[str, int] = {}
        self.prompt: dict[str, int] = {}
        self.round: dict[str, int] = {}
        self.alert: dict[str, int] = {}
        for one in ("AP", "BH"):
            self._furnish(one)

    def _officer(self, session: Session, unit: str) -> int:
        made = enrol(session, f"officer-{unit}", self.unit[unit], Role.STAFF, joined=EARLY)
        addresses.add_address(session, self.scene.account, f"77{unit}", made, EARLY)
        return made

    def _furnish(self, unit: str) -> None:
        scene, database, member = self.scene, self.database, self.member[unit]

        def work(session: Session) -> None:
            made = submission(scene, member, unit_id=self.unit[unit], document=f"<d><t>nước dâng {unit}</t></d>")
            self.report[unit] = kept(reports.add(session, made, TODAY, EARLY).id)
            opened = issues.open_issue(session, self.actor("T"), self.report[unit], f"Việc {unit}", EARLY)
            assert opened is not None
            self.issue[unit] = opened.id
            draft = drafts.add(session, member, scene.form, None, "<d/>", EARLY)
            person = addresses.reached(session, [member], EARLY)[0]
            raised = alerts.raise_for_draft(session, person, draft.id, EARLY, _PLAN)
            assert raised is not None
            self.alert[unit] = raised.alert.id
            group = Group(
                account_id=scene.account, chat=f"-{unit}", chat_hash=b"", title=f"Nhóm {unit}", purpose=GroupPurpose.STAFF,
                unit_id=self.unit[unit], bound_by=self.officer[unit],
            )  # fmt: skip
            stored_groups.bind(session, group)

        database.run_now(work)
        number = self.prompt[unit] = ask(database, scene, EARLY, DUE - EARLY, member)

        def of_unit(session: Session) -> None:
            prompt = session.get_one(Prompt, number)
            prompt.unit_id, prompt.created_by = self.unit[unit], self.officer[unit]
            self.round[unit] = rounds.start(session, number, BroadcastKind.FIRST, EARLY).id

        database.run_now(of_unit)

    def actor(self, unit: str) -> Actor:
        return Actor(self.officer[unit], frozenset({Role.STAFF}))


def _of(two: Two, there: dict[str, int], seen: Callable[[int], object]) -> set[str]:
    return {unit for unit, number in there.items() if seen(number)}


def _names(session: Session, two: Two, actor: Actor, ids: Collection[int]) -> set[str]:
    return {unit for unit, member in two.member.items() if member in ids}


def _listed(found: Collection[Any], there: dict[str, int]) -> set[str]:
    return {unit for unit, number in there.items() if number in {one.id for one in found}}


def _search(session: Session, two: Two, actor: Actor, words: str) -> set[str]:
    number = begin(session, actor, words, TODAY, EARLY)
    found = find_page(session, actor, number, None)
    assert found is not None
    return {unit for unit, report in two.report.items() if report in found.reports}


def _roster(session: Session, actor: Actor) -> set[str]:
    found = address_book.roster(session, EARLY, None, staff_scope.units_seen(session, actor))
    return {one.unit for one in found} & {"AP", "BH"}


def _withdrawn(session: Session, two: Two, actor: Actor) -> set[str]:
    found = set()
    for unit, number in two.prompt.items():
        if sent_prompts.parts(session, actor, number) is not None:
            found.add(unit)
    return found


def _audience(session: Session, two: Two, actor: Actor, audience: Audience) -> set[str]:
    made = Prompt(
        kind=PromptKind.AD_HOC, status=PromptStatus.SCHEDULED, form_id=two.scene.form, title="t", intro="",
        unit_id=two.scene.province, audience=audience.dump(), due_at=DUE, created_by=actor.acting_id, created_at=EARLY,
    )  # fmt: skip
    return _names(session, two, actor, audiences.asked(session, made))


def _muted(session: Session, two: Two, actor: Actor) -> set[str]:
    found = set()
    for unit in ("AP", "BH"):
        try:
            found.add(mutes.mute(session, actor, unit, TODAY, "chống bão", TODAY, EARLY).name)
        except mutes.MuteRefused:
            continue
    return found


def _tagged(session: Session, two: Two, actor: Actor) -> set[str]:
    found = set()
    for unit, name in (("AP", "near"), ("BH", "far")):
        try:
            tagging.put(session, actor, "Nòng cốt", name, EARLY)
        except audiences.MembersRefused:
            continue
        found.add(unit)
    return found


def _alerts(session: Session, two: Two, actor: Actor) -> set[str]:
    return _listed(alerts.listed(session, actor), two.alert)


def _asked_for_help(session: Session, two: Two, actor: Actor) -> set[str]:
    found = set()
    for unit, member in two.member.items():
        told = help_requests.ask(
            session, Actor(member, frozenset({Role.COLLABORATOR})), "Tôi không gửi được ảnh", EARLY
        )
        if actor.member_id in {one.recipient.member_id for one in told}:
            found.add(unit)
    assert {one.unit for one in help_requests.waiting(session, actor)} >= found
    return found | ({one.unit for one in help_requests.waiting(session, actor)} & {"AP", "BH"})


def _weekly(session: Session, two: Two, actor: Actor) -> set[str]:
    told = [one for one in weekly_list.due(session, EARLY, ZONE) if isinstance(one, IssuesWaiting)]
    mine = next(one for one in told if one.recipient.member_id == actor.member_id)
    return {one.place for one in mine.issues}


DOORS: dict[str, Callable[[Session, Two, Actor], set[str]]] = {
    "the roster": lambda s, two, by: _roster(s, by),
    "the list of reports": lambda s, two, by: _listed(review.listed(s, by, EVERYTHING), two.report),
    "a report": lambda s, two, by: _of(two, two.report, lambda n: review.see(s, by, n, EVERYTHING)),
    "a report by its number": lambda s, two, by: _of(
        two, two.report, lambda n: review.numbered(s, by, kept_number(s, n))
    ),
    "who reported": lambda s, two, by: _of(
        two, two.report, lambda n: review.look_at_reporter(s, by, n, "gọi lại để hỏi", EARLY)
    ),
    "taking a report": lambda s, two, by: _of(two, two.report, lambda n: review.take(s, by, n, EARLY)),
    "asking an author": lambda s, two, by: _of(
        two, two.report, lambda n: review.ask_author(s, by, n, "Xảy ra khi nào?", EARLY) is not None
    ),
    "search": lambda s, two, by: _search(s, two, by, "hôm nay"),
    "the list of issues": lambda s, two, by: _listed(issues.listed(s, by), two.issue),
    "an issue": lambda s, two, by: _of(two, two.issue, lambda n: issues.see(s, by, n)),
    "owning an issue": lambda s, two, by: _of(two, two.issue, lambda n: issues.own(s, by, n, EARLY)),
    "a note to an issue": lambda s, two, by: _of(two, two.issue, lambda n: issues.add_note(s, by, n, "Đã gọi", EARLY)),
    "raising an issue": lambda s, two, by: _of(two, two.issue, lambda n: issues.escalate(s, by, n, "Sở Y tế", EARLY)),
    "closing an issue": lambda s, two, by: _of(two, two.issue, lambda n: issues.close(s, by, n, "Trùng", EARLY)),
    "an outcome": lambda s, two, by: _of(two, two.issue, lambda n: feedback.resolve(s, by, n, "Đã sửa", EARLY)),
    "whom to verify with": lambda s, two, by: _of(two, two.issue, lambda n: verification.contacts(s, by, n)),
    "the risk of an issue": lambda s, two, by: _of(
        two, two.issue, lambda n: assessment.judge(s, by, n, 2, 2, "Nhiều người", EARLY)
    ),
    "the week's list": _weekly,
    "alerts": _alerts,
    "taking an alert": lambda s, two, by: _of(two, two.alert, lambda n: alerts.take(s, by, n, EARLY)),
    "progress": lambda s, two, by: _of(two, two.prompt, lambda n: progress.see(s, by, n, EARLY, ZONE)),
    "prompts that were sent": lambda s, two, by: _listed(progress.listed(s, by).sent, two.prompt),
    "the names behind": lambda s, two, by: _of(two, two.prompt, lambda n: progress.behind(s, by, n, EARLY, ZONE)),
    "who was not reached": lambda s, two, by: _of(two, two.prompt, lambda n: progress.unreached(s, by, n, EARLY)[1]),
    "a nudge": lambda s, two, by: _of(two, two.prompt, lambda n: nudges.nudge(s, by, n, DUE + timedelta(hours=16), ZONE)),
    "pausing a round": lambda s, two, by: _of(two, two.round, lambda n: broadcasts.pause(s, by, n, EARLY)),
    "one more round": lambda s, two, by: _of(two, two.prompt, lambda n: broadcasts.again(s, by, n, EARLY)),
    "correcting a prompt": _withdrawn,
    "calling a prompt off": lambda s, two, by: _of(two, two.prompt, lambda n: prompts.cancel(s, by, n, EARLY)),
    "the card at a prompt's hour": lambda s, two, by: _of(
        two, two.unit, lambda n: by.member_id in reach.officers(s, n)
    ),
    "the grid": lambda s, two, by: {
        one.unit for one in completeness.grid(s, by, DUE + timedelta(days=1), ZONE).rows
    },
    "the quarter's sheet": lambda s, two, by: {
        one.unit for one in evaluation.sheet(s, by, evaluation.quarter_of(TODAY), DUE + timedelta(days=1), ZONE)
    },
    "an audience of everybody": lambda s, two, by: _audience(s, two, by, ALL),
    "an audience of levels": lambda s, two, by: _audience(s, two, by, Audience(("level-local",))),
    "an audience of two units": lambda s, two, by: _audience(s, two, by, Audience(("unit-AP", "unit-BH"))),
    "an audience by name": lambda s, two, by: _audience(s, two, by, Audience((), tuple(two.member.values()))),
    "who has not answered": lambda s, two, by: _of(
        two, two.prompt, lambda n: n in dict(audiences.unanswered_prompts(s, by, 8))
    ),
    "mutes": _muted,
    "tags": _tagged,
    "requests for help": _asked_for_help,
}  # fmt: skip
"""What each door shows, as the communes of which it shows something."""

PROVINCE: dict[str, Callable[..., object]] = {
    "the hours": lambda s, by: schedules.set_rule(s, by, "reminders", "08:30", EARLY),
    "days off": lambda s, by: working_days.set_day(s, by, TODAY, True, EARLY),
}
"""What concerns everybody."""


def kept_number(session: Session, report_id: int) -> str:
    found = reports.get(session, report_id)
    assert found is not None
    return found.number


class _Undone(Exception):
    """The door's changes are not kept."""


def _read(two: Two, door: Callable[[Session, Two, Actor], set[str]], unit: str) -> set[str]:
    found: list[set[str]] = []

    def work(session: Session) -> None:
        found.append(door(session, two, two.actor(unit)))
        raise _Undone

    with pytest.raises(_Undone):
        two.database.run_now(work)
    return found[0]


def test_officer_of_a_commune_sees_nothing_of_another_at_any_door(database: Database) -> None:
    two = Two(database)
    wrong = [
        (name, unit, seen)
        for name, door in DOORS.items()
        for unit, wanted in (("AP", {"AP"}), ("BH", {"BH"}), ("T", {"AP", "BH"}))
        if (seen := _read(two, door, unit) & {"AP", "BH"}) != wanted
    ]
    assert not wrong


def test_what_concerns_everybody_is_closed_to_staff_of_a_commune(database: Database) -> None:
    two = Two(database)
    database.run_now(lambda s: schedules.ensure_rules(s, str(ZONE), EARLY))
    for change in PROVINCE.values():
        with pytest.raises(NotPermitted):
            database.run_now(partial(change, by=two.actor("AP")))
        database.run_now(partial(change, by=two.actor("T")))
    staff = frozenset({Role.STAFF})
    open_ = set(ROUTES.open_commands(staff, sees_all=False))
    shut = set(ROUTES.open_commands(staff, sees_all=True)) - open_
    assert shut == {
        "/giohen",
        "/lichtruc",
        "/duyetxuat",
        "/dulieumo",
        "/quytac",
        "/mauphieu",
        "/baocaoban",
        "/tonghop",
        "/donvi",
        "/danhba",
    }
    assert {"/thanhvien", "/tiendo", "/soan", "/vande", "/tim", "/baocaomoi", "/canhbao"} <= open_


def test_a_group_of_staff_reads_of_alerts_of_its_own_unit(database: Database) -> None:
    two = Two(database)

    def news(session: Session) -> set[str]:
        taken = alerts.take(session, two.actor("T"), two.alert["AP"], EARLY)
        assert taken is not None
        return {one.group.title for one in taken.told if isinstance(one, AlertToGroup)}

    assert database.run_now(news) == {"Nhóm AP"}
    bound = database.run_now(
        lambda s: groups.bind(s, two.actor("BH"), groups.GroupChat(two.scene.account, "-9"), GroupPurpose.STAFF, EARLY)
    )
    assert bound.unit == "BH"
