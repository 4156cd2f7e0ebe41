"""Units merged while a prompt to them is open, and parted: members follow, nothing is lost, what cannot be is a sentence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from services import mutes, progress, training, unit_changes
from services.actor import Actor
from services.unit_changes import UnitFault, UnitRefused
from storage.engine.database import Database
from storage.members import trainees, units
from storage.prompts import prompts
from storage.statistics.figures import figures
from storage.tables import AssignmentStatus, AuditEntry, Member, MemberChange, Prompt, Role, Unit, UnitKind
from tests.services.test_progress import EARLY, ZONE, more, staff
from tests.storage.scene import TODAY, Scene, ask, enrol, make, report_of

FIRST = EARLY.date()


@pytest.fixture
def scene(database: Database) -> Scene:
    return make(database, EARLY)


def merge(session: Session, scene: Scene, first: date = FIRST) -> unit_changes.MergePlan:
    return unit_changes.merge(session, staff(scene), [scene.binh_hoa], scene.an_phu, first, FIRST, EARLY)


def test_merged_unit_keeps_its_history_and_its_open_prompt_goes_on(database: Database, scene: Scene) -> None:
    (other,) = more(database, scene, "other", unit=scene.binh_hoa)
    prompt = ask(database, scene, EARLY, timedelta(days=5), scene.an, other)
    database.run_now(lambda s: setattr(s.get_one(Prompt, prompt), "unit_id", scene.binh_hoa))
    database.run_now(lambda s: prompts.set_status(s, prompt, other, AssignmentStatus.SUBMITTED, EARLY))
    for member in (scene.an, other):
        report_of(database, scene, member, EARLY)
    until = FIRST + timedelta(days=9)
    database.run_now(lambda s: mutes.mute(s, staff(scene), "BH", until, "đang chống bão", FIRST, EARLY))
    database.run_now(lambda s: training.begin(s, staff(scene), "BH", FIRST, FIRST, EARLY))
    before = database.read_now(lambda s: figures(s, TODAY, TODAY, EARLY + timedelta(1), scene.province).all_units)
    looked = database.read_now(lambda s: unit_changes.plan(s, staff(scene), ["BH"], "AP", FIRST, FIRST, EARLY))
    assert (looked.follows.members, looked.follows.prompts) == (3, 1)
    lan = Actor(scene.lan, frozenset({Role.STAFF}))
    looked = database.read_now(lambda s: unit_changes.plan(s, lan, ["BH"], "AP", FIRST, FIRST, EARLY))
    assert looked.follows.members == 2, "who reports singly to another is in no number beside a list"
    database.run_now(lambda s: merge(s, scene))
    with pytest.raises(UnitRefused) as again:
        database.run_now(lambda s: merge(s, scene))
    assert again.value.fault is UnitFault.UNKNOWN, "two officers who merge at once do it once"

    later = EARLY + timedelta(days=1)
    seen = database.read_now(lambda s: progress.see(s, staff(scene), prompt, later, ZONE))
    assert seen is not None and [(one.name, one.asked, one.answered) for one in seen.units] == [("AP", 2, 1)]
    assert seen.counts[progress.Part.MUTED] == 1, "a mute of the unit follows its members"
    assert database.read_now(lambda s: trainees.on(s, FIRST)) == {scene.an, other, scene.dung}
    moved = database.read_now(lambda s: {m.id: m.unit_id for m in s.scalars(select(Member))})
    assert {moved[scene.an], moved[other], moved[scene.dung]} == {scene.an_phu}
    assert len(database.read_now(lambda s: s.scalars(select(MemberChange)).all())) == 3
    ended = database.read_now(lambda s: s.get_one(Unit, scene.binh_hoa))
    assert (ended.valid_to, ended.parent_id) == (FIRST - timedelta(days=1), scene.an_phu)
    whole = database.read_now(lambda s: figures(s, TODAY, TODAY, later, scene.province))
    assert whole.all_units == before - 1
    assert scene.binh_hoa in database.read_now(lambda s: units.below(s, scene.an_phu)), "what was reported counts there"
    there = database.read_now(lambda s: units.of_today(s, "BH"))
    assert there is not None and there.code == "AP", "an audience of the unit of before is one of the new"
    log = database.read_now(lambda s: s.scalars(select(AuditEntry).where(col(AuditEntry.action) == "unit.merge")).all())
    assert [(one.about, one.detail) for one in log] == [(f"unit:{scene.binh_hoa}", f"unit:{scene.an_phu}")]


def test_what_cannot_be_merged_is_a_sentence_and_changes_nothing(database: Database, scene: Scene) -> None:
    cases = {
        ("T", "AP", FIRST): UnitFault.ROOT,
        ("AP", "AP", FIRST): UnitFault.ITSELF,
        ("XX", "AP", FIRST): UnitFault.UNKNOWN,
        ("AP", "BH", FIRST + timedelta(days=1)): UnitFault.LATER,
        ("AP", "BH", date(1900, 1, 1)): UnitFault.BEFORE,
    }

    def below(session: Session) -> None:
        session.add(Unit(code="TH", name="TH", sort_key="th", kind=UnitKind("body"), parent_id=scene.an_phu))
        units.rebuild_paths(session)

    database.run_now(below)
    cases["AP", "TH", FIRST] = UnitFault.CIRCLE
    for (ending, into, first), fault in cases.items():
        with pytest.raises(UnitRefused) as refused:
            database.run_now(
                lambda s, e=ending, i=into, f=first: unit_changes.plan(s, staff(scene), [e], i, f, FIRST, EARLY)  # type: ignore[misc]
            )
        assert refused.value.fault is fault


def test_unit_is_parted_with_those_who_are_named(database: Database, scene: Scene) -> None:
    done = database.run_now(
        lambda s: unit_changes.part_off(s, staff(scene), "AH", "xã An Hòa", "BH", ["an"], FIRST, EARLY)
    )
    assert (done.name, done.other, done.members) == ("xã An Hòa", "BH", 1)
    assert [one.member_id for one in done.told] == [scene.an], "whoever stands elsewhere now is told"
    made = database.read_now(lambda s: s.scalars(select(Unit).where(col(Unit.code) == "AH")).one())
    assert (made.parent_id, made.valid_from) == (scene.province, FIRST)
    assert database.read_now(lambda s: s.get_one(Member, scene.an).unit_id) == made.id
    cases: tuple[tuple[str, list[str], UnitFault], ...] = (
        ("ah", [], UnitFault.CODE),
        ("AK", ["an"], UnitFault.MEMBER),
        ("AK", ["office"], UnitFault.MEMBER),
    )
    database.run_now(lambda s: enrol(s, "office", scene.binh_hoa, Role.STAFF, joined=EARLY))
    for code, people, fault in cases:
        with pytest.raises(UnitRefused) as refused:
            database.run_now(
                lambda s, c=code, p=people: unit_changes.part_off(s, staff(scene), c, "x", "BH", p, FIRST, EARLY)  # type: ignore[misc]
            )
        assert refused.value.fault is fault
