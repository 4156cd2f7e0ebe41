"""How an alert goes from one officer to the next, as a table of cases on a clock of the test's own.

What GoAlert, PagerDuty and Grafana OnCall mean by it. Every other act is done by another program on the same database, which
remembers nothing of the one before.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, delete, select, update

from services import alert_handing, alerts, duty, groups
from services.actor import Actor
from services.alerts import Plan
from services.groups import GroupChat
from services.notifications import AlertToGroup, AlertToOfficer, Notification
from storage.engine.database import Database
from storage.keyring import KeyRing
from storage.members import addresses, duty_shifts
from storage.messaging import send_holds
from storage.reports import alerts as stored
from storage.reports import reports
from storage.tables import (
    Address,
    Alert,
    AlertNote,
    AlertStage,
    Delivery,
    DeliveryStatus,
    DutyOverride,
    FlagKind,
    FlagRule,
    FlagRuleStatus,
    Group,
    GroupPurpose,
    Lane,
    Member,
    Role,
)
from tests.storage.scene import Scene, draft_of, enrol, make, report_of

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PLAN = Plan(timedelta(minutes=10), ZONE)
WEEK = "T2-T6 7:00-17:00: binh\nT2-T6 17:00-7:00: em\nT7, CN cả ngày: lan"
HOLED = "T2-T6 8:00-12:00: binh"


def day(number: int, hour: int, minute: int = 0) -> datetime:
    """An instant of November 2026; the 3rd is a Tuesday, the 7th a Saturday, the 24th a public holiday."""
    return datetime(2026, 11, number, hour, minute, tzinfo=ZONE)


@dataclass(frozen=True)
class Case:
    """One row. `acts`: minutes since it was raised, who, and what they do; `heard`: minutes, who, and the group's lines."""

    name: str
    at: datetime
    heard: str
    rota: str = ""
    override: str = ""
    acts: tuple[tuple[int, str, str], ...] = ()
    by_rule: bool = False
    lasts: int = 60
    away: tuple[str, ...] = field(default=())
    """Who cannot be reached; "group": the staff's group."""


CASES = (
    Case("without a rota by duty, a step from the one before", day(3, 9), "0 lan, 10 binh, 20 em, 30 lan", lasts=35),
    Case(
        "three rounds, then rarely, and the group hears it once",
        day(3, 9),
        "0 lan, 10 binh, 20 em, 30 lan, 40 binh, 50 em, 60 lan, 70 binh, 80 em, 90 lan, 90 group unanswered, 150 binh",
        lasts=160,
    ),
    Case("taking it stops the steps", day(3, 9), "0 lan, 4 group taken", acts=((4, "lan", "takes"),)),
    Case(
        "taken and then idle it comes back to the first",
        day(3, 9),
        "0 lan, 4 group taken, 124 group idle, 124 lan, 134 binh",
        acts=((4, "lan", "takes"),),
        lasts=140,
    ),
    Case(
        "whatever is said of it begins the two hours anew",
        day(3, 9),
        "0 lan, 4 group taken, 220 group idle, 220 lan",
        acts=((4, "lan", "takes"), (60, "lan", "notes"), (100, "lan", "verifies")),
        lasts=225,
    ),
    Case("by day whoever is on duty", day(3, 9), "0 binh, 10 lan", WEEK, lasts=15),
    Case("by night the other, at once: it is urgent", day(3, 23), "0 em, 10 lan", WEEK, lasts=15),
    Case("the night goes on in the morning", day(4, 6, 50), "0 em, 10 lan", WEEK, lasts=15),
    Case("at the weekend", day(7, 9), "0 lan, 10 binh", WEEK, lasts=15),
    Case("a public holiday is a Sunday", day(24, 9), "0 lan, 10 binh", WEEK, lasts=15),
    Case("an override beats the rota", day(3, 9), "0 em", WEEK, "3/11 8:00 - 3/11 12:00: em", lasts=5),
    Case("in a hole of the rota all at once", day(3, 13), "0 lan, 0 binh, 0 em", HOLED, lasts=5),
    Case(
        "a rota that changes does not change what is under way",
        day(3, 9),
        "0 binh, 10 lan, 20 em",
        WEEK,
        acts=((1, "lan", "T2-CN cả ngày: em"),),
        lasts=25,
    ),
    Case("who cannot be reached is passed over at once", day(3, 9), "0 em, 10 em", away=("lan", "binh"), lasts=15),
    Case(
        "nobody can be: it says so once, stays open, and comes to the first who is back",
        day(3, 9),
        "0 group nobody, 45 binh, 55 binh",
        away=("lan", "binh", "em"),
        acts=((45, "binh", "is back"),),
        lasts=60,
    ),
    Case(
        "a group that is back hears what nobody has heard",
        day(3, 9),
        "45 group nobody",
        away=("lan", "binh", "em", "group"),
        acts=((45, "binh", "finds the group"),),
        lasts=50,
    ),
    Case(
        "an account that its network refuses reaches nobody; taken again, they are asked at once",
        day(3, 9),
        "0 group nobody, 25 lan",
        away=("account",),
        acts=((25, "lan", "account is taken"),),
        lasts=30,
    ),
    Case(
        "handed over it is taken when the other opens it",
        day(3, 9),
        "0 lan, 4 group taken, 6 group handed-over, 9 group taken, 129 group idle, 129 lan",
        acts=((4, "lan", "takes"), (6, "lan", "hands to em"), (9, "em", "opens")),
        lasts=130,
    ),
    Case(
        "handed to whom it does not reach it is put to the others at once",
        day(3, 9),
        "0 lan, 4 group taken, 6 group handed-over, 7 group not-reached, 7 lan, 17 binh",
        acts=((4, "lan", "takes"), (6, "lan", "hands to em"), (7, "em", "is lost")),
        lasts=20,
    ),
    Case(
        "handed to whom does not open it, it is put to the others after a step",
        day(3, 22),
        "0 lan, 4 group taken, 6 group handed-over, 16 group unopened, 16 lan, 26 binh",
        acts=((4, "lan", "takes"), (6, "lan", "hands to em")),
        lasts=30,
    ),
    Case(
        "handed to the only other whom messages reach, it is put to them again",
        day(3, 9),
        "0 lan, 4 group taken, 6 group handed-over, 16 group unopened, 16 em",
        away=("binh",),
        acts=((4, "lan", "takes"), (6, "lan", "hands to em"), (7, "lan", "is lost")),
        lasts=20,
    ),
    Case(
        "handed over it is accepted by whatever is said of it",
        day(3, 9),
        "0 lan, 4 group taken, 6 group handed-over, 129 group idle, 129 lan",
        acts=((4, "lan", "takes"), (6, "lan", "hands to em"), (9, "em", "verifies")),
        lasts=130,
    ),
    Case(
        "handed over it is accepted by taking it",
        day(3, 9),
        "0 lan, 4 group taken, 6 group handed-over, 9 group taken, 129 group idle, 129 lan",
        acts=((4, "lan", "takes"), (6, "lan", "hands to em"), (9, "em", "takes")),
        lasts=130,
    ),
    Case(
        "handed over and there, it stays where another alert fails",
        day(3, 9),
        "0 lan, 4 group taken, 6 group handed-over, 16 group unopened, 16 lan",
        acts=((4, "lan", "takes"), (6, "lan", "hands to em"), (6, "em", "is there"), (8, "em", "is lost")),
        lasts=20,
    ),
    Case(
        "idle while nobody can be reached: the group reads that, and of no officer who is told",
        day(3, 9),
        "0 lan, 4 group taken, 124 group nobody",
        away=("binh", "em"),
        acts=((4, "lan", "takes"), (5, "lan", "is lost")),
        lasts=130,
    ),
    Case(
        "whoever has it leaves, and it is put to the others at once",
        day(3, 9),
        "0 lan, 4 group taken, 6 group holder-gone, 6 binh, 16 em",
        acts=((4, "lan", "takes"), (6, "lan", "leaves")),
        lasts=20,
    ),
    Case(
        "what a rule raised waits at night for the morning, and for whoever is on duty then",
        day(3, 23),
        "480 binh",
        WEEK,
        by_rule=True,
        lasts=485,
    ),
    Case("and rings by day", day(3, 9), "0 binh", WEEK, by_rule=True, lasts=5),
)


class Office:
    """The officers, played on two programs in turn."""

    def __init__(self, programs: Iterator[Database], scene: Scene, members: dict[str, int]) -> None:
        self._programs = programs
        self.scene = scene
        self.members = members
        self._names = {number: name for name, number in members.items()}
        self._heard: list[str] = []

    def play(self, case: Case) -> str:
        """All that was heard, as the case says it."""
        self._heard = []
        next(self._programs).run_now(lambda s: self._anew(s, case))
        self._hear(case, case.at, self._raised(case))
        acts = [(case.at + timedelta(minutes=minutes), who, what) for minutes, who, what in case.acts]
        while True:
            due = next(self._programs).read_now(lambda s: s.scalars(select(col(Alert.next_at))).one())
            at = min([one for one, _, _ in acts[:1]] + ([due] if due is not None else []), default=None)
            if at is None or at > case.at + timedelta(minutes=case.lasts):
                return ", ".join(self._heard)
            if acts and acts[0][0] == at:
                self._hear(case, at, self._acted(at, *acts.pop(0)[1:]))
            else:
                self._hear(case, at, self._due(at))

    def _anew(self, session: Session, case: Case) -> None:
        for table in (AlertNote, Alert, DutyOverride, Delivery):
            session.execute(delete(table))
        session.execute(update(Address).values(unreachable=None))
        session.execute(update(Member).values(left_at=None))
        lost = "not_member" if "group" in case.away else None
        session.execute(update(Group).values(unreachable=lost))
        send_holds.accept(session, self.scene.account)
        if "account" in case.away:
            send_holds.refuse(session, self.scene.account, case.at + timedelta(hours=1), case.at)
        gone = [self.members[name] for name in case.away if name in self.members]
        session.execute(update(Address).where(col(Address.member_id).in_(gone)).values(unreachable="blocked"))
        binh = Actor(self.members["binh"], frozenset({Role.STAFF}))
        known = duty_shifts.version(session)
        if case.rota:
            duty.save(session, binh, case.rota, known, case.at)
        else:
            duty.clear(session, binh, known, case.at)
        if case.override:
            duty.override(session, binh, case.override, case.at - timedelta(days=1), ZONE)

    def _raised(self, case: Case) -> list[Notification]:
        program = next(self._programs)
        if case.by_rule:
            number = report_of(program, self.scene, self.scene.an, case.at)
            return list(program.run_now(lambda s: self._by_rule(s, number, case.at)))
        draft = draft_of(program, self.scene, self.scene.an, case.at)
        author = program.read_now(lambda s: addresses.reached(s, [self.scene.an], case.at)[0])
        raised = program.run_now(lambda s: alerts.raise_for_draft(s, author, draft, case.at, PLAN))
        assert raised is not None
        assert program.run_now(lambda s: alerts.raise_for_draft(s, author, draft, case.at, PLAN)) is None, "once"
        return list(raised.told)

    def _by_rule(self, session: Session, number: int, now: datetime) -> list[Notification]:
        rule = FlagRule(
            number=1, version=number, kind=FlagKind.WORDS, unit_id=self.scene.province, spec="{}",
            status=FlagRuleStatus.ACTIVE, proposed_by=self.members["binh"], proposed_at=now,
        )  # fmt: skip
        session.add(rule)
        session.flush()
        report = reports.get(session, number)
        assert report is not None
        return list(alerts.raise_by_rule(session, report, rule.id, now, PLAN))

    def _acted(self, at: datetime, who: str, what: str) -> list[Notification]:
        member = self.members[who]
        actor = Actor(member, frozenset({Role.STAFF}))

        def work(session: Session) -> list[Notification]:
            number = session.scalars(select(Alert.id)).one()
            if what == "takes":
                taken = alerts.take(session, actor, number, at)
                assert taken is not None and taken.mine
                return list(taken.told)
            if what == "notes":
                assert alerts.add_note(session, actor, number, "Đã gọi xã, chờ trả lời.", at)
            elif what == "verifies":
                assert alerts.set_stage(session, actor, number, AlertStage.VERIFYING, at)
            elif what == "opens":
                return list(alert_handing.opened(session, actor, number, at))
            elif what.startswith("hands to"):
                told = alert_handing.hand_over(session, actor, number, self.members[what.split()[-1]], at, PLAN)
                assert told is not None
                return list(told)
            elif what == "is there":
                there = session.scalars(select(Address).where(col(Address.member_id) == member)).one()
                session.add(
                    Delivery(
                        id=1, account_id=there.account_id, address_id=there.id, chat="", lane=Lane.ALERT,
                        status=DeliveryStatus.SENT, created_at=at,
                    )
                )  # fmt: skip
            elif what == "is lost":
                address = session.scalars(select(Address).where(col(Address.member_id) == member)).one()
                address.unreachable = "blocked"
                session.flush()
                return list(alerts.lost(session, address.id, at, PLAN))
            elif what == "leaves":
                session.execute(update(Member).where(col(Member.id) == member).values(left_at=at))
                return [told for one in stored.due(session, at) for told in alerts.escalate(session, one.id, at, PLAN)]
            elif what == "account is taken":
                send_holds.accept(session, self.scene.account)
                stored.hurry(session, at)
            elif what == "finds the group":
                there = GroupChat(self.scene.account, "-1")
                return list(groups.back(session, there, at, at))
            elif what == "is back":
                session.execute(update(Address).where(col(Address.member_id) == member).values(unreachable=None))
                return list(alerts.officer_is_back(session, member, at, PLAN))
            else:
                duty.save(session, actor, what, duty_shifts.version(session), at)
            return []

        return next(self._programs).run_now(work)

    def _due(self, at: datetime) -> list[Notification]:
        def work(session: Session) -> list[Notification]:
            return [told for one in stored.due(session, at) for told in alerts.escalate(session, one.id, at, PLAN)]

        return next(self._programs).run_now(work)

    def _hear(self, case: Case, at: datetime, told: list[Notification]) -> None:
        minutes = round((at - case.at).total_seconds() / 60)
        for one in told:
            if isinstance(one, AlertToOfficer):
                self._heard.append(f"{minutes} {self._names[one.recipient.member_id]}")
            elif isinstance(one, AlertToGroup) and one.news != "raised":
                self._heard.append(f"{minutes} group {one.news}")


def test_alert_goes_from_officer_to_officer_as_the_table_says(
    database: Database, database_url: str, secret_key: str, now: datetime
) -> None:
    scene = make(database, now)

    def third(session: Session) -> int:
        em = enrol(session, "em", scene.province, Role.STAFF, joined=now, duty=3)
        addresses.add_address(session, scene.account, "600", em, now)
        session.add(
            Group(
                account_id=scene.account,
                chat="-1",
                chat_hash=addresses.chat_hash(session, scene.account, "-1"),
                title="Cán bộ",
                purpose=GroupPurpose.STAFF,
                unit_id=scene.province,
                bound_by=scene.binh,
            )
        )
        session.scalars(select(Member).where(Member.id == scene.an)).one().single = False
        return em

    members = {"lan": scene.lan, "binh": scene.binh, "em": database.run_now(third)}
    with closing(Database(database_url, KeyRing.parse([secret_key]))) as other:
        other.open()
        office = Office(cycle((database, other)), scene, members)
        assert {case.name: office.play(case) for case in CASES} == {case.name: case.heard for case in CASES}
