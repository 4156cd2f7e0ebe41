"""Rules that flag reports: two officers, versions, and one yes of two in one instant."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, select

from services.actor import Actor, NotPermitted
from services.alerts import Plan
from services.flags import raising, rule_versions, trials
from services.flags.specs import Method, Rise, SpecFault, SpecRefused
from storage.engine.database import Database
from storage.reports import reports
from storage.tables import Alert, FlagKind, FlagRuleStatus, ReportFlag, Role
from tests.storage.scene import TODAY, Scene, make, submission

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PLAN = Plan(timedelta(minutes=10), ZONE)


@pytest.fixture
def scene(database: Database, now: datetime) -> Scene:
    return make(database, now)


def officers(scene: Scene) -> tuple[Actor, Actor]:
    return Actor(scene.binh, frozenset({Role.STAFF})), Actor(scene.lan, frozenset({Role.STAFF}))


def written(database: Database, officer: Actor, text: str, now: datetime, kind: FlagKind = FlagKind.WORDS) -> int:
    """A rule that was tried and put to the other officer."""

    def work(session: Session) -> int:
        rule = rule_versions.write(session, officer, kind, text, now)
        made = trials.run(session, rule.id, now, ZONE)
        assert made is not None
        rule_versions.tried(session, rule.id, made)
        assert rule_versions.propose(session, officer, rule.id, now) is not None
        return rule.id

    return database.run_now(work)


def sent(database: Database, scene: Scene, member: int, now: datetime, text: str = "một việc") -> list[str]:
    """A report that was sent; who is told of it."""

    def work(session: Session) -> list[str]:
        made = submission(scene, member, document=f"<data><gist>{text}</gist></data>")
        report = reports.add(session, made, TODAY, now)
        told = raising.look(session, report, made, now, PLAN, revised=False)
        return [type(one).__name__ for one in told]

    return database.run_now(work)


def test_nobody_agrees_to_a_rule_of_their_own(database: Database, scene: Scene, now: datetime) -> None:
    """Privacy 2: a change needs a second officer; of two who press at once one has decided."""
    binh, lan = officers(scene)
    rule = written(database, binh, "ngừng việc", now)
    assert database.run_now(lambda s: rule_versions.decide(s, binh, rule, True, now)) is None
    assert sent(database, scene, scene.an, now, "Công nhân ngừng việc") == []
    assert database.run_now(lambda s: rule_versions.decide(s, lan, rule, True, now)) is not None
    assert database.run_now(lambda s: rule_versions.decide(s, lan, rule, False, now)) is None
    assert sent(database, scene, scene.an, now, "Công nhân ngừng việc") == ["AlertToOfficer"]
    with pytest.raises(NotPermitted):
        database.run_now(lambda s: rule_versions.listed(s, Actor(scene.an, frozenset({Role.COLLABORATOR}))))


def test_new_version_takes_the_place_of_the_old_and_the_flag_keeps_its_own(
    database: Database, scene: Scene, now: datetime
) -> None:
    binh, lan = officers(scene)
    first = written(database, binh, "cá chết", now)
    database.run_now(lambda s: rule_versions.decide(s, lan, first, True, now))
    assert sent(database, scene, scene.an, now, "Sông có ca chet nhiều")

    def change(session: Session) -> int:
        rule = rule_versions.write(session, lan, FlagKind.WORDS, "BH: nước đen", now, changes=first)
        rule_versions.tried(session, rule.id, trials.Trial(0, 0))
        assert rule_versions.propose(session, lan, rule.id, now) is not None
        return rule.id

    second = database.run_now(change)
    assert sent(database, scene, scene.an, now, "cá chết"), "the old version flags until the new one is agreed to"
    database.run_now(lambda s: rule_versions.decide(s, binh, second, True, now))
    assert sent(database, scene, scene.an, now, "cá chết") == []
    assert sent(database, scene, scene.an, now, "Suối nước đen")
    flags = database.read_now(lambda s: [one.rule_id for one in s.scalars(select(ReportFlag).order_by(ReportFlag.id))])
    assert flags == [first, first, second]
    ending = database.run_now(lambda s: rule_versions.remove(s, binh, second, now))
    assert ending is not None
    database.run_now(lambda s: rule_versions.decide(s, lan, ending.rule.id, True, now))
    assert sent(database, scene, scene.an, now, "Suối nước đen") == []
    assert database.read_now(lambda s: rule_versions.listed(s, binh)) == []


def test_rule_of_one_unit_leaves_the_reports_of_others_alone(database: Database, scene: Scene, now: datetime) -> None:
    binh, lan = officers(scene)
    rule = written(database, binh, "AP: nước đen", now)
    database.run_now(lambda s: rule_versions.decide(s, lan, rule, True, now))
    assert sent(database, scene, scene.an, now, "nước đen") == [], "An's unit is BH"
    with pytest.raises(SpecRefused) as error:
        written(database, binh, "XX: nước đen", now)
    assert error.value.fault is SpecFault.UNIT


def test_rule_that_would_flag_half_of_last_month_is_not_put_to_anybody(
    database: Database, scene: Scene, now: datetime
) -> None:
    binh, _ = officers(scene)
    for number in range(12):
        sent(database, scene, scene.an, now, "giá lúa giảm" if number % 2 else "giá phân tăng")

    def work(session: Session) -> tuple[trials.Trial, object]:
        rule = rule_versions.write(session, binh, FlagKind.WORDS, "giá lúa", now)
        assert rule_versions.propose(session, binh, rule.id, now) is None, "not tried yet"
        made = trials.run(session, rule.id, now, ZONE)
        assert made is not None
        rule_versions.tried(session, rule.id, made)
        return made, rule_versions.propose(session, binh, rule.id, now)

    made, proposed = database.run_now(work)
    assert (made.tried, made.flagged, len(made.numbers)) == (12, 6, 5)
    assert proposed is None


def test_single_reporter_is_in_no_trial_of_another_officer_and_counts_for_no_rule(
    database: Database, scene: Scene, now: datetime
) -> None:
    """Privacy 3: Dung is Binh's alone; her report's alert goes to him, and no count shows that there is one more."""
    binh, lan = officers(scene)
    assert sent(database, scene, scene.dung, now, "nước đen") == []
    for officer, seen in ((lan, 0), (binh, 1)):
        rule = database.run_now(lambda s, o=officer: rule_versions.write(s, o, FlagKind.WORDS, "nước đen", now).id)
        made = database.read_now(lambda s, r=rule: trials.run(s, r, now, ZONE))
        assert (made.tried, made.flagged) == (seen, seen)
    several = written(database, lan, "2 người trong 6 giờ", now, FlagKind.COUNT)
    database.run_now(lambda s: rule_versions.decide(s, binh, several, True, now))
    assert sent(database, scene, scene.an, now) == []
    assert sent(database, scene, scene.dung, now) == []
    assert sent(database, scene, scene.ba, now) == ["AlertToOfficer"], "An and Ba"
    assert sent(database, scene, scene.an, now) == [], "told once in six hours"


def test_what_a_rule_raises_waits_for_the_morning_and_a_report_has_one_alert(
    database: Database, scene: Scene, now: datetime
) -> None:
    binh, lan = officers(scene)
    for text in ("nước đen", "cá chết"):
        rule = written(database, binh, text, now)
        database.run_now(lambda s, r=rule: rule_versions.decide(s, lan, r, True, now))
    night = now.astimezone(ZONE).replace(hour=23)
    assert sent(database, scene, scene.an, night, "nước đen, cá chết") == []
    alert = database.read_now(lambda s: s.scalars(select(Alert)).one())
    assert alert.rule_id is not None
    assert alert.next_at is not None
    assert f"{alert.next_at.astimezone(ZONE):%d %H:%M}" == f"{night + timedelta(days=1):%d} 07:00"
    assert len(database.read_now(lambda s: s.scalars(select(ReportFlag)).all())) == 2


def test_rise_raises_at_the_third_reporter_of_a_day(database: Database, scene: Scene, now: datetime) -> None:
    binh, lan = officers(scene)

    def work(session: Session) -> None:
        rule = rule_versions.compose(session, binh, Rise(Method.C1), now)
        rule_versions.tried(session, rule.id, trials.Trial(0, 0))
        assert rule_versions.propose(session, binh, rule.id, now)
        assert rule_versions.decide(session, lan, rule.id, True, now) is not None

    database.run_now(work)
    sent_by = [sent(database, scene, member, now) for member in (scene.an, scene.an, scene.ba, scene.lan, scene.an)]
    assert sent_by == [[], [], [], ["AlertToOfficer"], []]


def test_version_of_somebody_elses_draft_is_not_seen(database: Database, scene: Scene, now: datetime) -> None:
    binh, lan = officers(scene)
    draft = database.run_now(lambda s: rule_versions.write(s, binh, FlagKind.WORDS, "nước đen", now))
    assert database.read_now(lambda s: rule_versions.see(s, lan, draft.id)) is None
    assert not database.run_now(lambda s: rule_versions.drop(s, lan, draft.id, now))
    assert database.run_now(lambda s: rule_versions.drop(s, binh, draft.id, now))
    stored = database.read_now(lambda s: rule_versions.see(s, binh, draft.id))
    assert stored is not None
    assert stored.rule.status is FlagRuleStatus.REFUSED
    assert stored.by == "binh"
