"""Figures: counted rightly, and never so that a number names a reporter (privacy 3, 4)."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlmodel import Session, select

from storage.engine.database import Database
from storage.schema.assignments import Assignment, AssignmentStatus, NothingReason, PartState
from storage.schema.digests import DigestKind, DigestReport
from storage.schema.forms import DraftRow, FormVersion
from storage.schema.issues import Issue, IssueReport, IssueStatus, Verdict, Verification, VerificationStatus
from storage.schema.members import Member, MemberRole, Role, Unit, UnitKind, UnitPath
from storage.schema.prompts import (
    Prompt,
    PromptItem,
    PromptKind,
    PromptStatus,
)
from storage.schema.reports import Alert, AlertStatus, Answer, Report, Reporter, ReportKind
from storage.statistics import digests
from storage.statistics.figures import figures, revisions
from storage.statistics.shown_figures import Cell, Figures, Matter, Share
from storage.statistics.suppression import K, Tally, hidden_cells

DAY = date(2026, 11, 3)
PROVINCE = 1
COMMUNES = range(2, 8)
MORE = {"strata": ["farmers"], "source": ["direct"], "cause": ["policy", "rumour"], "spread": ["commune"]}


@dataclass
class Told:
    """One report as a test tells it."""

    member: int
    topic: str = "land"
    place: int = 2
    day: date = DAY
    kind: ReportKind = ReportKind.PERIODIC
    urgent: bool = False
    shares: tuple[int, int, int, int] = (100, 0, 0, 0)
    more: dict[str, list[str]] = field(default_factory=dict)

    def answers(self) -> dict[str, list[str]]:
        if self.kind is ReportKind.URGENT:
            return {"what": [self.topic], **self.more}
        names = ("agree", "concerned", "disagree", "unclear")
        shares = {f"share_{name}": [str(share)] for name, share in zip(names, self.shares, strict=True)}
        return {"topic": [self.topic], **shares, **self.more}


def settle(session: Session, now: datetime, members: int = 30) -> None:
    """A province of six communes, its members (1 and up; 30 reports singly to officer 1) and one form."""
    session.add(Unit(id=PROVINCE, code="T", name="tỉnh Sông Hồng", sort_key="t", kind=UnitKind.PROVINCE))
    session.flush()
    for i in COMMUNES:
        session.add(
            Unit(id=i, code=f"X{i}", name=f"xã {i}", sort_key=f"x{i}", kind=UnitKind.COMMUNE, parent_id=PROVINCE)
        )
    session.flush()
    for i in (PROVINCE, *COMMUNES):
        session.add(UnitPath(ancestor_id=i, descendant_id=i, depth=0))
        if i != PROVINCE:
            session.add(UnitPath(ancestor_id=PROVINCE, descendant_id=i, depth=1))
    session.add(FormVersion(id=1, name="periodic", version=1, title="f", xml="<x/>", published_at=now))
    for i in range(1, members + 1):
        unit = COMMUNES[i % len(COMMUNES)]
        session.add(Member(id=i, code=f"M{i}", name=f"Thành viên {i}", unit_id=unit))
        session.flush()
        session.add(MemberRole(member_id=i, role=Role.COLLABORATOR))
    session.flush()


def tell(session: Session, told: list[Told], now: datetime) -> list[int]:
    """Stores reports; gives their ids."""
    ids = count((session.scalar(select(Report.id).order_by(Report.id.desc()).limit(1)) or 0) + 1)  # type: ignore[union-attr]
    made = []
    for one in told:
        made.append(next(ids))
        at = now + (one.day - DAY) * 1 + timedelta(seconds=made[-1])
        row = {"id": made[-1], "number": f"BC-{made[-1]}", "kind": one.kind, "form_id": 1, "unit_id": one.place}
        row |= {"place_id": one.place, "revision": 1, "urgent": one.urgent, "day": one.day, "submitted_at": at}
        session.execute(insert(Report), [row])
        session.execute(insert(Reporter), [{"report_id": made[-1], "member_id": one.member}])
        answers = [(name, choice) for name, choices in one.answers().items() for choice in choices]
        rows = [{"report_id": made[-1], "revision": 1, "day": one.day, "unit_id": one.place} for _ in answers]
        for answer, (name, choice) in zip(rows, answers, strict=True):
            answer |= {"field": name, "choice": choice}
        session.execute(insert(Answer), rows)
    return made


def read(database: Database, now: datetime, first: date = DAY, last: date = DAY) -> Figures:
    return database.read_now(lambda s: figures(s, first, last, now + timedelta(days=400), PROVINCE))


def heard(database: Database, now: datetime, *told: Told) -> Figures:
    def work(session: Session) -> None:
        settle(session, now)
        tell(session, list(told), now)

    database.run_now(work)
    return read(database, now)


def test_what_many_say_is_counted_with_its_streams(database: Database, now: datetime) -> None:
    land = [Told(i, "land", shares=(0, 25, 75, 0), more=MORE) for i in range(1, 5)]
    health = [Told(i, "health", 3, shares=(90, 10, 0, 0)) for i in range(5, 8)]
    before = [Told(i, "land", day=DAY - timedelta(days=1)) for i in range(1, 4)]
    found = heard(database, now, *land, *health, *before)
    assert (found.reports, found.previous_reports, found.units, found.all_units) == (7, 3, 2, 6)
    streams = (Share("concerned", 25), Share("disagree", 75))
    assert found.topics[0] == Matter("land", 4, streams, previous=3)
    assert found.topics[1] == Matter("health", 3, (Share("agree", 90), Share("concerned", 10)), previous=0)
    assert found.strata == (Matter("farmers", 4, streams),)
    assert [(p.name, p.reports, p.topic) for p in found.places] == [("xã 2", 4, "land"), ("xã 3", 3, "health")]
    assert found.sources == (Cell("direct", 4),)
    assert (found.causes, found.spreads) == ((Cell("policy", 4), Cell("rumour", 4)), (Cell("commune", 4),))
    assert found.kinds == (Cell("periodic", 7),)
    assert Figures.from_json(found.to_json()) == found


def test_one_reporter_of_many_reports_is_still_one(database: Database, now: datetime) -> None:
    found = heard(database, now, *[Told(9, "land", more={"strata": ["women"]}) for _ in range(6)])
    assert found.reports is None, "a total of fewer than three people is none"
    assert found.topics == found.strata == found.places == found.kinds == ()


def test_a_small_cell_takes_another_one_with_it(database: Database, now: datetime) -> None:
    many = [Told(i, "land", 2) for i in range(1, 9)]
    some = [Told(i, "health", 3) for i in range(9, 13)]
    found = heard(database, now, *many, *some, Told(13, "culture", 4))
    assert [(t.name, t.reports) for t in found.topics] == [("land", 8), ("culture", None), ("health", None)]
    assert found.topics[1].streams == found.topics[2].streams == ()
    assert [(p.name, p.reports) for p in found.places] == [("xã 2", 8), ("tỉnh Sông Hồng", None), ("xã 3", None)]


def test_a_commune_is_named_with_two_independent_reporters_only(database: Database, now: datetime) -> None:
    told = [
        Told(1, place=2),
        Told(1, place=2),
        Told(2, place=3),
        Told(3, place=3),
        *[Told(i, place=4) for i in range(4, 9)],
    ]
    found = heard(database, now, *told)
    assert "xã 2" not in found.to_json()
    assert {place.name for place in found.places} == {"xã 3", "xã 4", "tỉnh Sông Hồng"}
    assert next(place for place in found.places if place.name == "xã 3").reports is None


def test_an_urgent_report_is_listed_without_naming_its_only_reporter(database: Database, now: datetime) -> None:
    urgent = {"kind": ReportKind.URGENT, "urgent": True}
    told = [Told(1, "crowd", 2, **urgent), Told(1, "crowd", 2, **urgent), Told(2, "danger", 3, **urgent)]  # type: ignore[arg-type]
    told += [Told(3, "danger", 3, **urgent), Told(4, "land", 2, urgent=True)]  # type: ignore[arg-type]

    def work(session: Session) -> None:
        settle(session, now)
        ids = tell(session, told, now)
        session.add(
            Alert(
                report_id=ids[2],
                unit_id=3,
                status=AlertStatus.ACKNOWLEDGED,
                raised_at=now,
                acknowledged_by=1,
                acknowledged_at=now,
            )
        )
        session.add(Alert(report_id=ids[3], unit_id=3, status=AlertStatus.OPEN, raised_at=now))

    database.run_now(work)
    found = read(database, now)
    assert [(u.what, u.field, u.place, u.acknowledged) for u in found.urgent] == [
        ("crowd", "what", "xã 2", False),
        ("crowd", "what", "xã 2", False),
        ("danger", "what", "xã 3", True),
        ("danger", "what", "xã 3", False),
        ("land", "topic", "xã 2", False),
    ]
    alone = database.read_now(lambda s: figures(s, DAY, DAY, now + timedelta(seconds=3), PROVINCE))
    assert {item.place for item in alone.urgent} == {"tỉnh Sông Hồng"}
    assert alone.topics == ()


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([(-2, -1, "true")], ""),  # about what was known of the issue before this report came
        ([(1, 2, "true")], "true"),
        ([(-2, -1, "false"), (1, 2, "partly")], "partly"),
        ([(1, 2, "true"), (2, 3, "unclear")], "true"),
        ([(1, 2, "unclear")], "unclear"),
        ([(1, 2, "true"), (2, 3, "false")], "false"),
        ([(1, 20, "true")], ""),  # not before this digest
    ],
)
def test_verdict_beside_an_urgent_matter_is_of_whoever_was_asked_since_it_came(
    database: Database, now: datetime, answers: list[tuple[int, int, str]], told: str
) -> None:
    """Hours in which a contact was asked and answered."""

    def work(session: Session) -> None:
        settle(session, now)
        (report,) = tell(session, [Told(1, "crowd", 2, kind=ReportKind.URGENT, urgent=True)], now)
        session.add(Issue(id=1, title="Chợ", unit_id=2, status=IssueStatus.OPEN, heard_at=now))
        session.flush()
        session.add(IssueReport(report_id=report, issue_id=1, added_at=now))
        came = session.get_one(Report, report).submitted_at
        for asked, answered, verdict in answers:
            at, to = came + timedelta(hours=asked), came + timedelta(hours=answered)
            session.add(
                Verification(
                    issue_id=1, contact_id=2, question="?", status=VerificationStatus.ANSWERED, asked_by=3,
                    asked_at=at, due_at=to, verdict=Verdict(verdict), answered_at=to,
                )
            )  # fmt: skip

    database.run_now(work)
    until = now + timedelta(hours=10)
    (item,) = database.read_now(lambda s: figures(s, DAY, DAY, until, PROVINCE).urgent)
    assert item.verdict == told


def test_open_alerts_stand_in_a_digest_sent_or_not_and_withdrawn_ones_do_not(database: Database, now: datetime) -> None:
    long_ago = now - timedelta(days=9)

    def work(session: Session) -> None:
        settle(session, now)
        old, back = tell(
            session,
            [
                Told(1, "crowd", 2, DAY - timedelta(days=9), ReportKind.URGENT, urgent=True),
                Told(2, "danger", 3, kind=ReportKind.URGENT, urgent=True),
            ],
            now,
        )
        drafts = [
            DraftRow(id=i, member_id=i, form_id=1, document="<d/>", state="{}", created_at=now, updated_at=now)
            for i in (1, 2)
        ]
        session.add_all(drafts)
        session.flush()
        session.add(Alert(report_id=old, unit_id=2, status=AlertStatus.OPEN, raised_at=long_ago))
        session.add(Alert(report_id=back, unit_id=3, status=AlertStatus.WITHDRAWN, raised_at=now))
        session.add(Alert(draft_id=1, unit_id=2, status=AlertStatus.OPEN, raised_at=now))
        taken = {"status": AlertStatus.ACKNOWLEDGED, "acknowledged_by": 1}
        session.add(Alert(draft_id=2, unit_id=2, raised_at=long_ago, **taken))

    database.run_now(work)
    until = now + timedelta(hours=8)
    found = database.read_now(lambda s: figures(s, DAY, DAY, until, PROVINCE, begins=now, root_name=""))
    assert [(item.what, item.place, item.acknowledged) for item in found.urgent] == [
        ("crowd", "", False),
        ("", "", False),
    ], "one person alone names no commune, and the board's name is no place"
    assert found.unit == ""


@pytest.mark.parametrize(
    ("many", "shown"),
    [((90, 10, 0, 0), ["agree", "concerned", "disagree", "unclear"]), ((100, 0, 0, 0), [])],
    ids=["half", "a third"],
)
def test_no_stream_is_shown_where_less_than_half_may_be(
    database: Database, now: datetime, many: tuple[int, int, int, int], shown: list[str]
) -> None:
    told = [Told(i, shares=many) for i in range(1, 6)]
    told += [Told(6, shares=(95, 0, 5, 0)), Told(7, shares=(95, 0, 0, 5)), Told(8, shares=(95, 0, 0, 5))]
    (topic,) = heard(database, now, *told).topics
    assert topic.reports == 8
    assert [share.stance for share in topic.streams] == shown


def test_every_open_prompt_is_counted_by_its_own_matters(database: Database, now: datetime) -> None:
    def work(session: Session) -> None:
        settle(session, now)
        sent = {"kind": PromptKind.MONTHLY, "status": PromptStatus.SENT, "form_id": 1, "intro": "I"}
        sent |= {"unit_id": PROVINCE, "due_at": now + timedelta(days=5), "created_by": 2, "created_at": now}
        for i in range(1, 5):
            session.add(Prompt(id=i, title=f"Yêu cầu {i}", sent_at=now - timedelta(hours=i), **sent))
        session.flush()
        for i, name in enumerate(("fertiliser", "merger", "fees")):
            item = {"position": i, "name": f"item_{i}", "topic": "land"}
            session.add(PromptItem(prompt_id=1, text=name, **item))
            session.add(PromptItem(prompt_id=2, text=f"other {name}", **item))
        for report_id in tell(session, [Told(i, more={"item": ["item_0"]}) for i in (1, 2, 3)], now):
            report = session.get(Report, report_id)
            assert report is not None
            report.prompt_id = 1

    database.run_now(work)
    found = read(database, now - timedelta(days=399)).progress
    assert [one.title for one in found] == ["Yêu cầu 1", "Yêu cầu 2", "Yêu cầu 3", "Yêu cầu 4"]
    assert found[0].matters == (Cell("fertiliser", 3), Cell("merger", None), Cell("fees", None))
    assert [cell.reports for cell in found[1].matters] == [None, None, None], (
        "who answered one has not answered the other"
    )


def test_what_came_after_the_last_digest_is_in_the_next_and_once(database: Database, now: datetime) -> None:
    late = DAY - timedelta(days=1)

    def work(session: Session) -> None:
        settle(session, now)
        tell(session, [Told(1, day=late), Told(2, day=late), Told(3), Told(4)], now)

    database.run_now(work)
    since, until = now - timedelta(days=1) + timedelta(seconds=2), now + timedelta(seconds=4)
    found = database.read_now(lambda s: figures(s, DAY, DAY, until, PROVINCE, since=since))
    assert (found.reports, found.previous_reports) == (None, None)
    used = database.read_now(lambda s: revisions(s, DAY, DAY, until, PROVINCE, since=since))
    assert used == [(2, 1), (3, 1)]


def test_progress_shows_who_is_missing_by_unit_without_the_single_ones(database: Database, now: datetime) -> None:
    due = now + timedelta(days=5)

    def work(session: Session) -> None:
        settle(session, now, members=18)
        single = session.get(Member, 1)
        assert single is not None
        single.single, single.officer_id = True, 2
        sent = {"kind": PromptKind.MONTHLY, "status": PromptStatus.SENT, "form_id": 1, "title": "T", "intro": "I"}
        sent |= {"unit_id": PROVINCE, "due_at": due, "created_by": 2, "created_at": now, "sent_at": now}
        session.add(Prompt(id=1, **sent))
        session.flush()
        for i in range(1, 19):
            status, reason = AssignmentStatus.PENDING, None
            if i in (2, 3, 4):
                status = AssignmentStatus.SUBMITTED
            elif i in (5, 6, 7, 8):
                status, reason = AssignmentStatus.NOTHING, NothingReason.CALM if i < 8 else NothingReason.NOT_HEARD
            session.add(Assignment(prompt_id=1, member_id=i, state=PartState(status, reason)))

    database.run_now(work)
    (progress,) = read(database, now - timedelta(days=399)).progress
    assert (progress.assigned, progress.submitted, progress.nothing, progress.pending) == (17, 3, 4, 10)
    assert (progress.calm, progress.not_heard) == (3, None)
    assert sum(missing.members for missing in progress.missing) == progress.pending + progress.started == 10
    assert {missing.unit: missing.members for missing in progress.missing}["xã 3"] == 1


def test_a_digest_is_made_once_and_knows_the_revisions_it_used(database: Database, now: datetime) -> None:
    found = heard(database, now, Told(1), Told(2))

    def work(session: Session) -> list[tuple[int | None, int]]:
        used = revisions(session, DAY, DAY, now + timedelta(days=1), PROVINCE)
        made = [
            digests.create(session, kind, day, day, now + (day - DAY), found, used, now)
            for kind, day in product((DigestKind.DAILY, DigestKind.MONTHLY), (DAY, DAY, DAY + timedelta(days=1)))
        ]
        return [(digest.id, digest.number) for digest in made]

    made = database.run_now(work)
    assert [number for _, number in made] == [1, 1, 2, 1, 1, 2]
    assert len({digest for digest, _ in made}) == 4
    rows = database.read_now(lambda s: s.execute(select(DigestReport.report_id, DigestReport.revision)).all())
    assert sorted(map(tuple, rows)) == sorted([(1, 1), (2, 1)] * 4)

    def twice(session: Session) -> set[int | None]:
        instants = (now, now, now + timedelta(hours=1))
        return {digests.create(session, DigestKind.INTERIM, DAY, DAY, at, found, (), at).id for at in instants}

    assert len(database.run_now(twice)) == 2
    last = database.read_now(lambda s: digests.latest(s, DigestKind.DAILY))
    assert last is not None
    assert last.last_day == DAY + timedelta(days=1)
    assert Figures.from_json(last.figures) == found


# An adversary who knows the rules and holds everything that was published.


def solvable(residual: int, floors: list[int]) -> bool:
    """Whether one of the hidden cells, each at least its floor, must have one value for their sum to be `residual`."""
    return len(floors) == 1 or residual == sum(floors)


@given(
    st.lists(st.lists(st.integers(1, 6), max_size=8), max_size=7),
    st.lists(st.integers(0, 3), min_size=7, max_size=7),
)
def test_no_hidden_cell_can_be_had_by_subtraction(reporters: list[list[int]], listed: list[int]) -> None:
    cells = {str(i): Tally(len(who), set(who)) for i, who in enumerate(reporters) if who}
    known = {name: min(listed[int(name)], cell.amount) for name, cell in cells.items()}
    hidden = hidden_cells(cells, known=known)
    small = {name for name, cell in cells.items() if len(cell.reporters) < K}
    if hidden is None:
        return
    assert small <= hidden
    if hidden:
        residual = sum(cell.amount for cell in cells.values()) - sum(cells[n].amount for n in cells if n not in hidden)
        assert not solvable(residual, [max(1, known[name]) for name in hidden])
        assert len(set().union(*(cells[name].reporters for name in hidden))) >= K


def test_hiding_takes_no_more_than_it_needs() -> None:
    cells = {
        "a": Tally(9, set(range(9))),
        "b": Tally(4, set(range(4))),
        "c": Tally(3, set(range(3))),
        "d": Tally(1, {1}),
    }
    assert hidden_cells(cells) == {"c", "d"}
    del cells["d"]
    assert hidden_cells(cells) == frozenset()


def test_nothing_published_gives_a_few_reporters_away(database: Database, now: datetime) -> None:
    """Forty small made-up days: the table of each is taken apart with everything that is published of it."""
    dice = random.Random(7)
    days = [DAY + timedelta(days=2 * i) for i in range(40)]
    told: dict[date, list[Told]] = {day: _some_day(dice, day) for day in days}

    def work(session: Session) -> None:
        settle(session, now)
        tell(session, [one for day in days for one in told[day]], now)

    database.run_now(work)
    shown = 0
    for day in days:
        found = read(database, now, day, day)
        assert found.reports == (len(told[day]) if len({one.member for one in told[day]}) >= K else None)
        shown += _take_apart(found, told[day])
    assert shown > 100


def _some_day(dice: random.Random, day: date) -> list[Told]:
    made = []
    for _ in range(dice.choice((1, 2, 4, 9, 20, 40))):
        more = {
            "forecast": [dice.choice(("calm", "same", "spread"))],
            "strata": dice.sample(("women", "youth", "farmers"), 1),
        }
        share = dice.choice(((100, 0, 0, 0), (75, 25, 0, 0), (0, 50, 50, 0), (0, 0, 90, 10)))
        topic = dice.choices(("land", "health", "culture", "party"), (9, 4, 1, 1))[0]
        member, place = dice.randint(1, dice.choice((4, 30))), dice.choice(COMMUNES)
        made.append(Told(member, topic, place, day, urgent=dice.random() < 0.1, shares=share, more=more))
    return made


def _take_apart(found: Figures, told: list[Told]) -> int:
    """Raises where a hidden number can be had; gives how many numbers were shown."""
    known: dict[str, int] = defaultdict(int)
    for item in found.urgent:
        known[item.what] += 1
    for name, cells in (("topic", found.topics), ("forecast", found.forecasts), ("strata", found.strata)):
        truth: dict[str, list[int]] = defaultdict(list)
        for one in told:
            for choice in one.answers()[name]:
                truth[choice].append(one.member)
        floors = [max(1, known[cell.name]) for cell in cells if cell.reports is None]
        for cell in cells:
            assert cell.reports is None or (cell.reports == len(truth[cell.name]) and len(set(truth[cell.name])) >= K)
        if cells and floors:
            assert not solvable(len(told) - sum(cell.reports or 0 for cell in cells), floors)
    by_place: dict[str, set[int]] = defaultdict(set)
    for one in told:
        by_place[f"xã {one.place}"].add(one.member)
    for place in found.places:
        assert place.name == "tỉnh Sông Hồng" or len(by_place[place.name]) >= 2
        assert place.reports is None or place.name == "tỉnh Sông Hồng" or len(by_place[place.name]) >= K
    for matter in (*found.topics, *found.strata):
        hidden = [share for share in matter.streams if share.percent is None]
        assert len(hidden) != 1
        assert matter.reports is not None or not matter.streams
    return sum(cell.reports is not None for cell in (*found.topics, *found.forecasts, *found.strata, *found.places))


def test_an_unknown_unit_is_said(database: Database, now: datetime) -> None:
    with pytest.raises(LookupError):
        database.read_now(lambda s: figures(s, DAY, DAY, now, 99))
