"""A month of 214 members with realistic lateness: reminders, a holiday, mutes, a nudge and the closing beside a tally by hand."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session

from services import completeness, evaluation, mutes, nudges, progress, reminders
from services.actor import Actor
from services.schedules import ensure_rules
from storage.engine.database import Database
from storage.members import addresses, units
from storage.messaging import deliveries
from storage.prompts import prompts
from storage.tables import AssignmentStatus, DeliveryStatus, Lane, Member, NothingReason, Role, Unit, UnitKind
from tests.services.test_progress import DUE, EARLY, ZONE, at, staff
from tests.storage.scene import Scene, address_of, ask, enrol, kept, make, outgoing

MEMBERS, UNITS = 214, 20
REST = date(2026, 11, 30)


@pytest.fixture
def scene(database: Database) -> Scene:
    return make(database, EARLY)


class Tally:
    """What becomes of each member, drawn once: when they answer and how, who never joins, who is muted."""

    def __init__(self, members: list[int], home: dict[int, str]) -> None:
        drawn = random.Random(18)
        self.home = home
        self.silent = set(drawn.sample(members, 30))
        self.away = set(drawn.sample(sorted(set(members) - self.silent), 9))  # have not joined: nothing reaches them
        self.muted = {one for one in members if home[one] == "U03"}
        self.answers: dict[int, datetime] = {}
        for one in members:
            if one not in self.silent | self.away:
                hours = min(drawn.lognormvariate(5.2, 0.9), 24 * 26)  # half within a week, a long tail beyond the end
                self.answers[one] = EARLY + timedelta(hours=hours)
        self.nothing = {one for one in self.answers if drawn.random() < 0.25}

    def by(self, when: datetime) -> set[int]:
        return {one for one, answered in self.answers.items() if answered <= when}


def peopled(database: Database, scene: Scene) -> Tally:
    def work(session: Session) -> dict[int, str]:
        home = {}
        made = []
        for number in range(UNITS):
            unit = Unit(
                code=f"U{number:02}", name=f"U{number:02}", sort_key=f"u{number:02}", kind=UnitKind.COMMUNE,
                parent_id=scene.province,
            )  # fmt: skip
            session.add(unit)
            session.flush()
            made.append(unit)
        units.rebuild_paths(session)
        for number in range(MEMBERS):
            unit = made[number % UNITS]
            home[enrol(session, f"m{number:03}", kept(unit.id), Role.COLLABORATOR, joined=EARLY)] = unit.code
        return home

    home = database.run_now(work)
    tally = Tally(sorted(home), home)

    def reach(session: Session) -> None:
        for member in home:
            if member in tally.away:
                session.get_one(Member, member).joined_at = None
            else:
                addresses.add_address(session, scene.account, f"7{member:05}", member, EARLY)

    database.run_now(reach)
    return tally


def test_every_count_of_the_month_equals_the_tally(database: Database, scene: Scene) -> None:
    tally, binh = peopled(database, scene), staff(scene)
    everybody = sorted(tally.home)
    database.run_now(lambda s: ensure_rules(s, "Asia/Ho_Chi_Minh", EARLY))
    prompt = ask(database, scene, EARLY, DUE - EARLY, *everybody)

    def sent(session: Session) -> None:
        rows = [
            outgoing(
                scene, 10_000 + one, EARLY, lane=Lane.BROADCAST, address_id=address_of(session, one), prompt_id=prompt
            )
            for one in everybody
            if one not in tally.away
        ]
        deliveries.add(session, rows, DeliveryStatus.SENT)

    database.run_now(sent)
    database.run_now(lambda s: mutes.mute(s, binh, "U03", REST, "đang chống bão", EARLY.date(), EARLY))
    told: set[int] = set()

    def live(until: datetime) -> None:
        new = tally.by(until) - told

        def work(session: Session) -> None:
            for one in sorted(new):
                nothing = one in tally.nothing
                status = AssignmentStatus.NOTHING if nothing else AssignmentStatus.SUBMITTED
                reason = NothingReason.CALM if nothing else None
                prompts.set_status(session, prompt, one, status, tally.answers[one], reason)

        database.run_now(work)
        told.update(new)

    def left(now: datetime) -> set[int]:
        return set(everybody) - tally.by(now) - tally.muted - tally.away

    for day, falls in ((21, False), (22, True), (23, True), (24, False), (25, True)):
        now = at(11, day, 8)
        live(now)
        rounds = database.run_now(lambda s, n=now: list(reminders.due(s, n, ZONE)))
        reminded = {person.member_id for one in rounds for person in one.people}
        assert reminded == (left(now) if falls else set()), day
    live(DUE)
    [closed] = [
        one
        for one in database.run_now(lambda s: progress.close(s, prompt, DUE, ZONE))
        if one.recipient.member_id == scene.binh
    ]
    open_ = set(everybody) - tally.by(DUE)
    assert Counter(closed.counts) == Counter(
        submitted=len(tally.by(DUE) - tally.nothing),
        nothing=len(tally.by(DUE) & tally.nothing),
        muted=len(open_ & tally.muted),
        unreached=len((open_ & tally.away) - tally.muted),
        silent=len(open_ - tally.muted - tally.away),
    )
    assert closed.asked == MEMBERS
    for hours in (15, 16):  # the day after, twice
        now = DUE + timedelta(hours=hours)
        live(now)
        done = database.run_now(lambda s, n=now: nudges.nudge(s, binh, prompt, n, ZONE))
        assert done is not None
        expected = left(now) if hours == 15 else set()
        assert ({one.member_id for one in done.told.people} if done.told else set()) == expected
    end = at(12, 1, 9)
    live(end)
    grid = database.run_now(lambda s: completeness.grid(s, binh, end, ZONE, 2))
    on_duty = {one for one in everybody if one in tally.by(end) or one not in tally.muted | tally.away}
    asked = Counter(tally.home[one] for one in on_duty)
    answered = Counter(tally.home[one] for one in tally.by(end))
    assert {row.unit: row.cells[0] for row in grid.rows} == {code: (asked[code], answered[code]) for code in asked}
    for member in everybody:
        actor = Actor(member, frozenset({Role.COLLABORATOR}))
        own = database.run_now(lambda s, a=actor: evaluation.own(s, a, date(2026, 10, 1), end, ZONE))
        counts = member in on_duty
        assert (own.asked, own.answered, own.in_time) == (
            int(counts),
            int(member in tally.by(end)),
            int(member in tally.by(DUE)),
        )
