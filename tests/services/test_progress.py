"""Progress in parts that add up, mutes, and who may be reminded when: counts of the service beside a tally by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from services import completeness, mutes, nudges, progress, reminders
from services.actor import Actor, NotPermitted
from services.audiences import Audience
from services.free_words import WordsRefused
from services.mutes import MuteFault, MuteRefused
from services.nudges import Nudged, NudgeRefusal
from services.progress import Part
from services.schedules import ensure_rules
from storage.engine.database import Database
from storage.members import addresses, units
from storage.prompts import prompts
from storage.statistics import progress_figures
from storage.tables import AssignmentStatus, DeliveryStatus, Lane, Member, NothingReason, Prompt, Role
from tests.storage.scene import Scene, address_of, ask, enrol, make, outgoing, queue

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DUE = datetime(2026, 11, 25, 17, tzinfo=ZONE)
EARLY = datetime(2026, 11, 3, 9, tzinfo=ZONE)


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@pytest.fixture
def scene(database: Database) -> Scene:
    return make(database, EARLY)


def staff(scene: Scene) -> Actor:
    return Actor(scene.binh, frozenset({Role.STAFF}))


def more(database: Database, scene: Scene, *codes: str, unit: int | None = None) -> list[int]:
    """Collaborators who have joined, each on Telegram."""

    def work(session: Session) -> list[int]:
        found = []
        for at, code in enumerate(codes):
            member = enrol(session, code, unit or scene.an_phu, Role.COLLABORATOR, joined=EARLY)
            addresses.add_address(session, scene.account, str(9000 + at) + code, member, EARLY)
            found.append(member)
        return found

    return database.run_now(work)


def told(database: Database, scene: Scene, prompt: int, *members: int) -> None:
    """The prompt has come to these members."""
    for member in members:
        there = database.run_now(lambda s, m=member: address_of(s, m))
        row = outgoing(scene, member * 1000 + prompt, EARLY, lane=Lane.BROADCAST, address_id=there, prompt_id=prompt)
        queue(database, row, status=DeliveryStatus.SENT)


def set_to(database: Database, prompt: int, member: int, status: AssignmentStatus) -> None:
    reason = NothingReason.CALM if status is AssignmentStatus.NOTHING else None
    database.run_now(lambda s: prompts.set_status(s, prompt, member, status, EARLY, reason))


def nudged(database: Database, scene: Scene, prompt: int, now: datetime, by: int | None = None) -> Nudged:
    actor = Actor(by or scene.binh, frozenset({Role.STAFF}))
    found = database.run_now(lambda s: nudges.nudge(s, actor, prompt, now, ZONE))
    assert found is not None
    return found


def muted(database: Database, scene: Scene, name: str, last: date, reason: str = "đang chống bão") -> mutes.Muted:
    today = EARLY.date()
    return database.run_now(lambda s: mutes.mute(s, staff(scene), name, last, reason, today, EARLY))


def test_everybody_is_in_one_part_and_a_single_reporter_in_none(database: Database, scene: Scene) -> None:
    sent, calm, begun, silent, resting = more(database, scene, "sent", "calm", "begun", "silent", "resting")
    members = (scene.an, scene.ba, scene.dung, sent, calm, begun, silent, resting)
    prompt = ask(database, scene, EARLY, DUE - EARLY, *members)
    told(database, scene, prompt, scene.an, sent, calm, begun, silent, resting)
    for member, status in (
        (sent, AssignmentStatus.SUBMITTED),
        (calm, AssignmentStatus.NOTHING),
        (begun, AssignmentStatus.STARTED),
        (scene.dung, AssignmentStatus.SUBMITTED),
    ):
        set_to(database, prompt, member, status)
    muted(database, scene, "resting", date(2026, 11, 30))
    see = database.run_now(lambda s: progress.see(s, staff(scene), prompt, EARLY, ZONE))
    assert see is not None
    parts = {"submitted": 1, "nothing": 1, "started": 1, "silent": 2, "muted": 1, "unreached": 1}
    assert dict(see.counts) == parts, "Dung reports singly"
    assert (see.asked, see.answered) == (sum(parts.values()), 2)
    assert [(one.name, one.asked, one.answered) for one in see.units] == [("AP", 6, 2), ("BH", 1, 0)]
    for part in Part:
        who = database.run_now(lambda s, p=part: progress.behind(s, staff(scene), prompt, EARLY, ZONE, part=p))
        assert sum(not one.alone for one in who) == parts.get(part, 0), part
    lan = Actor(scene.lan, frozenset({Role.STAFF}))
    names = {
        actor.member_id: [
            (one.name, one.alone)
            for one in database.run_now(
                lambda s, a=actor: progress.behind(s, a, prompt, EARLY, ZONE, part=Part.SUBMITTED)
            )
        ]
        for actor in (staff(scene), lan)
    }
    assert names == {scene.binh: [("sent", False), ("dung", True)], scene.lan: [("sent", False)]}
    with pytest.raises(NotPermitted):
        database.run_now(lambda s: progress.see(s, Actor(scene.an), prompt, EARLY, ZONE))


def test_staff_of_a_commune_see_and_remind_their_own_people_alone(database: Database, scene: Scene) -> None:
    near, far = more(database, scene, "near")[0], more(database, scene, "far", unit=scene.binh_hoa)[0]
    local = database.run_now(lambda s: enrol(s, "local", scene.an_phu, Role.STAFF, joined=EARLY))
    prompt = ask(database, scene, EARLY, DUE - EARLY, near, far)
    actor = Actor(local, frozenset({Role.STAFF}))
    see = database.run_now(lambda s: progress.see(s, actor, prompt, EARLY, ZONE))
    assert see is not None
    assert [one.name for one in see.units] == ["AP"]
    assert database.run_now(lambda s: progress.behind(s, actor, prompt, EARLY, ZONE, unit_id=scene.binh_hoa)) == []
    done = nudged(database, scene, prompt, DUE + timedelta(days=1, hours=-7), by=local)
    assert done.told is not None
    assert [one.member_id for one in done.told.people] == [near]
    elsewhere = ask(database, scene, EARLY, DUE - EARLY, far)
    for officer, lists, missed in ((local, [prompt], ["near"]), (scene.binh, [elsewhere, prompt], ["near", "far"])):
        by = Actor(officer, frozenset({Role.STAFF}))
        there = database.run_now(lambda s, a=by: progress.listed(s, a))
        assert sorted(one.id for one in there.sent) == sorted(lists)
        _, lost = database.run_now(lambda s, a=by: progress.unreached(s, a, prompt, EARLY))
        assert [one.name for one in lost] == missed


def test_numbers_and_nudges_give_no_shielded_or_single_reporter_away(database: Database, scene: Scene) -> None:
    near = more(database, scene, "near")
    everybody = [*near, *more(database, scene, "one", "two", "three", unit=scene.binh_hoa), scene.dung]
    local = database.run_now(lambda s: enrol(s, "local", scene.an_phu, Role.STAFF, joined=EARLY))
    now = DUE + timedelta(days=1, hours=-7)

    def shield(session: Session, number: int) -> None:
        session.get_one(Prompt, number).audience = Audience(("issue-1",)).dump()

    shielded = ask(database, scene, EARLY, DUE - EARLY, *everybody)
    database.run_now(lambda s: shield(s, shielded))
    actor = Actor(local, frozenset({Role.STAFF}))
    see = database.run_now(lambda s: progress.see(s, actor, shielded, EARLY, ZONE))
    assert see is not None
    assert (see.few, see.asked, dict(see.counts)) == (True, 0, {}), "one of the commune's people reported on it"
    assert database.run_now(lambda s: progress.listed(s, actor)).sent == []
    done = nudged(database, scene, shielded, now, by=local)
    assert (done.refusal, done.count, done.unreachable) == (NudgeRefusal.FEW, 0, 0)
    assert [one.member_id for one in (done.told.people if done.told else ())] == near, (
        "who is there is reminded all the same"
    )
    whole = database.run_now(lambda s: progress.see(s, staff(scene), shielded, EARLY, ZONE))
    assert whole is not None
    assert (whole.few, whole.asked) == (False, 4)

    prompt = ask(database, scene, EARLY, DUE - EARLY, near[0], scene.dung)
    set_to(database, prompt, near[0], AssignmentStatus.SUBMITTED)
    database.run_now(lambda s: addresses.add_address(s, scene.account, "dung", scene.dung, EARLY))
    by_lan = nudged(database, scene, prompt, now, by=scene.lan)
    assert by_lan.refusal is NudgeRefusal.ANSWERED, "what Lan sees of it is answered, and Dung is Bình's alone"
    assert [one.member_id for one in (by_lan.told.people if by_lan.told else ())] == [scene.dung]


def test_who_had_not_answered_a_shielded_prompt_is_shielded_where_a_prompt_went_to_them_before(
    database: Database, scene: Scene
) -> None:
    """Such an audience is offered no more; those that were sent by it are still there."""
    near = more(database, scene, "near", "one", "two")
    first, second, third = (ask(database, scene, EARLY, DUE - EARLY, *near) for _ in range(3))

    def as_before(session: Session) -> None:
        for number, mark in ((first, "issue-1"), (second, f"unanswered-{first}"), (third, f"unanswered-{second}")):
            session.get_one(Prompt, number).audience = Audience((mark,)).dump()

    database.run_now(as_before)
    for number in (first, second, third):
        see = database.run_now(lambda s, n=number: progress.see(s, staff(scene), n, EARLY, ZONE))
        assert see is not None
        assert (see.shielded, see.asked, list(see.units)) == (True, 3, [])
        assert database.run_now(lambda s, n=number: progress.behind(s, staff(scene), n, EARLY, ZONE)) == []
        assert database.run_now(lambda s, n=number: progress.unreached(s, staff(scene), n, EARLY)) == ([], [])
    assert database.run_now(lambda s: completeness.grid(s, staff(scene), DUE + timedelta(days=1), ZONE)).rows == []
    province = database.run_now(lambda s: units.root(s))
    shown = database.run_now(lambda s: progress_figures.progress(s, province, DUE, EARLY - timedelta(days=1), DUE))
    assert [one.missing for one in shown] == [(), (), ()]


@pytest.mark.parametrize(
    ("when", "refusal", "next_on"),
    [
        (at(11, 10, 9), NudgeRefusal.EARLY, date(2026, 11, 22)),
        (at(11, 22, 9), None, None),  # the rule has them reminded that day
        (at(11, 24, 9), NudgeRefusal.HOLIDAY, date(2026, 11, 25)),  # the Day of Vietnamese Culture
        (at(11, 25, 21), NudgeRefusal.NIGHT, date(2026, 11, 26)),
        (at(11, 26, 6, 59), NudgeRefusal.NIGHT, date(2026, 11, 26)),
        (at(11, 26, 7), None, None),
        (at(12, 9, 17), NudgeRefusal.OVER, None),
    ],
)
def test_a_nudge_at_an_hour(
    database: Database, scene: Scene, when: datetime, refusal: NudgeRefusal | None, next_on: date | None
) -> None:
    database.run_now(lambda s: ensure_rules(s, "Asia/Ho_Chi_Minh", EARLY))
    prompt = ask(database, scene, EARLY, DUE - EARLY, scene.an)
    done = nudged(database, scene, prompt, when)
    assert (done.refusal, done.next_on, done.count) == (refusal, next_on, 0 if refusal else 1)


def test_before_the_due_day_nobody_is_nudged_where_no_rule_reminds(database: Database, scene: Scene) -> None:
    prompt = ask(database, scene, EARLY, DUE - EARLY, scene.an)
    done = nudged(database, scene, prompt, datetime(2026, 11, 22, 9, tzinfo=ZONE))
    assert (done.refusal, done.next_on) == (NudgeRefusal.EARLY, None)


def test_nudged_once_a_day_in_all_whoever_presses_and_whichever_prompt(database: Database, scene: Scene) -> None:
    resting, other = more(database, scene, "resting", "other")
    muted(database, scene, "resting", date(2026, 12, 31))
    prompt = ask(database, scene, EARLY, DUE - EARLY, scene.an, scene.ba, resting, other)
    second = ask(database, scene, EARLY, DUE - EARLY, other)
    set_to(database, prompt, other, AssignmentStatus.SUBMITTED)
    now = DUE + timedelta(hours=16)
    first = nudged(database, scene, prompt, now)
    assert (first.count, first.today, first.muted, first.unreachable) == (1, 0, 1, 1)
    assert first.told is not None
    assert [one.member_id for one in first.told.people] == [scene.an]
    again = nudged(database, scene, prompt, now, by=scene.lan)
    assert (again.refusal, again.today, again.by) == (NudgeRefusal.NOBODY, 1, "binh")
    assert nudged(database, scene, second, now).count == 1
    assert nudged(database, scene, prompt, now + timedelta(days=1)).count == 1
    set_to(database, second, other, AssignmentStatus.NOTHING)
    assert nudged(database, scene, second, now + timedelta(days=1)).refusal is NudgeRefusal.ANSWERED


def test_muted_are_not_reminded_by_the_rule_and_are_again_once_it_is_lifted(database: Database, scene: Scene) -> None:
    prompt = ask(database, scene, EARLY, DUE - EARLY, scene.an)
    made = muted(database, scene, "BH", date(2026, 11, 30))
    day = datetime(2026, 11, 22, 8, tzinfo=ZONE)
    assert database.run_now(lambda s: list(reminders.due(s, day, ZONE))) == []
    for expected in (made.name, None):
        ended = database.run_now(lambda s: mutes.lift(s, staff(scene), made.id, day.date(), day))
        assert (ended.name if ended else None) == expected, "of two who end it one does"
    rounds = database.run_now(lambda s: list(reminders.due(s, day, ZONE)))
    assert [(one.prompt.id, [p.member_id for p in one.people]) for one in rounds] == [(prompt, [scene.an])]


@pytest.mark.parametrize(
    ("name", "last", "fault"),
    [
        ("nobody", date(2026, 11, 30), MuteFault.NOBODY),
        ("same", date(2026, 11, 30), MuteFault.SEVERAL),
        ("an", date(2026, 11, 2), MuteFault.PAST),
        ("an", date(2028, 1, 1), MuteFault.TOO_LONG),
    ],
)
def test_a_mute_that_is_refused_says_why(
    database: Database, scene: Scene, name: str, last: date, fault: MuteFault
) -> None:
    def namesakes(session: Session) -> None:
        for code in ("s1", "s2"):
            member = session.get(Member, enrol(session, code, scene.an_phu, Role.COLLABORATOR, joined=EARLY))
            assert member is not None
            member.name = "Same"

    database.run_now(namesakes)
    with pytest.raises(MuteRefused) as refused:
        muted(database, scene, name, last)
    assert (refused.value.fault, list(refused.value.codes)) == (fault, ["s1", "s2"] * (fault is MuteFault.SEVERAL))


def test_a_single_reporter_is_muted_by_their_officer_alone_and_a_reason_names_nobody(
    database: Database, scene: Scene
) -> None:
    lan, today, last = Actor(scene.lan, frozenset({Role.STAFF})), EARLY.date(), date(2026, 11, 9)
    with pytest.raises(MuteRefused):
        database.run_now(lambda s: mutes.mute(s, lan, "dung", last, "nghỉ phép", today, EARLY))
    muted(database, scene, "dung", last, "nghỉ phép")
    seen = {
        actor.member_id: database.run_now(lambda s, a=actor: mutes.listed(s, a, today)) for actor in (lan, staff(scene))
    }
    assert {who: [one.name for one in found] for who, found in seen.items()} == {scene.lan: [], scene.binh: ["dung"]}
    with pytest.raises(WordsRefused):
        muted(database, scene, "an", last, "gọi 0912 345 678")


def test_a_prompt_is_summed_up_once_it_is_over_unless_it_was_given_more_time(database: Database, scene: Scene) -> None:
    prompt = ask(database, scene, EARLY, DUE - EARLY, scene.an, scene.ba)
    told(database, scene, prompt, scene.an)
    assert database.run_now(lambda s: progress.close(s, prompt, DUE - timedelta(minutes=1), ZONE)) == []
    found = database.run_now(lambda s: progress.close(s, prompt, DUE, ZONE))
    assert {one.recipient.member_id: Counter(one.counts) for one in found} == {
        officer: Counter(silent=1, unreached=1) for officer in (scene.binh, scene.lan)
    }
