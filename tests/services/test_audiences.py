"""Audiences as a table: marks of one kind add up, of different kinds narrow; nobody is named by having reported."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session

from services import audiences, broadcasts, completeness, evaluation, progress, tagging
from services.actor import Actor
from services.audiences import Audience, MembersRefused
from services.issues import issues
from storage.engine.database import Database
from storage.members import groups, units
from storage.prompts import prompts
from storage.tables import (
    AssignmentStatus,
    Group,
    GroupPurpose,
    Member,
    Prompt,
    PromptKind,
    PromptStatus,
    Role,
    Unit,
    UnitKind,
)
from tests.services.test_progress import EARLY, ZONE, more, set_to, staff, told
from tests.storage.scene import Scene, ask, enrol, kept, make, report_of


@pytest.fixture
def scene(database: Database) -> Scene:
    return make(database, EARLY)


def waiting(database: Database, scene: Scene, audience: Audience, by: int | None = None) -> int:
    """A prompt that waits, for these."""

    def work(session: Session) -> int:
        made = Prompt(
            kind=PromptKind.AD_HOC, status=PromptStatus.SCHEDULED, form_id=scene.form, title="Mưa lũ", intro="",
            unit_id=scene.province, audience=audience.dump(), due_at=EARLY + timedelta(days=3),
            created_by=by or scene.binh, created_at=EARLY, send_at=EARLY,
        )  # fmt: skip
        return kept(prompts.add(session, made, [("Nước lên", "environment")]).id)

    return database.run_now(work)


def asked(
    database: Database, scene: Scene, *marks: str, members: tuple[int, ...] = (), by: int | None = None
) -> set[str]:
    number = waiting(database, scene, Audience(marks, members), by)

    def work(session: Session) -> set[str]:
        prompt = prompts.get(session, number)
        assert prompt is not None
        found = (session.get(Member, one) for one in audiences.asked(session, prompt))
        return {one.code for one in found if one is not None}

    return database.run_now(work)


def peopled(database: Database, scene: Scene) -> dict[str, int]:
    """Farmers and youth in both communes, and somebody of a body of the province."""

    def work(session: Session) -> dict[str, int]:
        body = Unit(code="CA", name="CA", sort_key="ca", kind=UnitKind.BODY, parent_id=scene.province)
        session.add(body)
        session.flush()
        found = {}
        for code, unit, strata in (
            ("farm-ap", scene.an_phu, ("farmers",)),
            ("farm-bh", scene.binh_hoa, ("farmers", "youth")),
            ("youth-ap", scene.an_phu, ("youth",)),
            ("police", kept(body.id), ()),
        ):
            found[code] = enrol(session, code, unit, Role.COLLABORATOR, joined=EARLY)
            member = session.get(Member, found[code])
            assert member is not None
            member.strata = strata
        units.rebuild_paths(session)
        return found

    return database.run_now(work)


def test_marks_of_one_kind_add_up_and_of_different_kinds_narrow(database: Database, scene: Scene) -> None:
    people = peopled(database, scene)
    everybody = {"an", "ba", "dung", *people}
    binh = staff(scene)
    tag = database.run_now(lambda s: tagging.put(s, binh, "Nòng cốt", "farm-ap, POLICE", EARLY).tag.id)
    before = ask(database, scene, EARLY, timedelta(days=1), people["farm-ap"], people["farm-bh"])
    set_to(database, before, people["farm-bh"], AssignmentStatus.SUBMITTED)
    cases: list[tuple[tuple[str, ...], set[str]]] = [
        ((), everybody),
        (("unit-AP",), {"ba", "farm-ap", "youth-ap"}),
        (("unit-AP", "unit-BH"), everybody - {"police"}),
        (("level-provincial",), {"police"}),
        (("level-local",), everybody - {"police"}),
        (("stratum-farmers",), {"farm-ap", "farm-bh"}),
        (("stratum-farmers", "stratum-youth"), {"farm-ap", "farm-bh", "youth-ap"}),
        (("stratum-youth", "unit-AP"), {"youth-ap"}),
        ((f"tag-{tag}",), {"farm-ap", "police"}),
        ((f"tag-{tag}", "level-local"), {"farm-ap"}),
        ((f"unanswered-{before}",), {"farm-ap"}),
        (("unit-XX",), set()),
        (("tag-999",), set()),
    ]
    assert {marks: asked(database, scene, *marks) for marks, _ in cases} == dict(cases)
    assert asked(database, scene, members=(scene.an, people["police"])) == {"an", "police"}


def test_staff_of_a_body_of_the_province_ask_everybody(database: Database, scene: Scene) -> None:
    people = peopled(database, scene)

    def of_body(session: Session) -> int:
        return enrol(session, "board", session.get_one(Member, people["police"]).unit_id, Role.STAFF, joined=EARLY)

    assert asked(database, scene, by=database.run_now(of_body)) == {"an", "ba", "dung", *people}


def test_staff_of_a_commune_ask_their_own_people_alone(database: Database, scene: Scene) -> None:
    peopled(database, scene)
    local = database.run_now(lambda s: enrol(s, "local", scene.an_phu, Role.STAFF, joined=EARLY))
    assert asked(database, scene, by=local) == {"ba", "farm-ap", "youth-ap"}
    assert asked(database, scene, "unit-BH", by=local) == set()
    assert asked(database, scene, members=(scene.an,), by=local) == set()
    with pytest.raises(MembersRefused) as refused:
        database.run_now(lambda s: audiences.named_members(s, Actor(local, frozenset({Role.STAFF})), "an, ba"))
    assert refused.value.unknown == ["an"]


def test_words_that_name_nobody_or_several_are_said(database: Database, scene: Scene) -> None:
    same = more(database, scene, "same-1", "same-2")

    def namesakes(session: Session) -> None:
        for one in same:
            member = session.get(Member, one)
            assert member is not None
            member.name = "Lê Ba"

    database.run_now(namesakes)
    lan = Actor(scene.lan, frozenset({Role.STAFF}))
    with pytest.raises(MembersRefused) as refused:
        database.run_now(lambda s: audiences.named_members(s, lan, "an; le ba\nnobody, dung"))
    assert (refused.value.unknown, refused.value.several) == (["nobody", "dung"], ["le ba"]), (
        "Dung is known to Bình alone"
    )
    assert database.run_now(lambda s: audiences.named_members(s, lan, "AN,same-2, an")) == (scene.an, same[1])


def test_who_reported_on_an_issue_is_asked_and_named_to_nobody(database: Database, scene: Scene) -> None:
    first, second, third = more(database, scene, "r1", "r2", "r3")
    binh = staff(scene)

    def opened(*members: int) -> int:
        reports = [report_of(database, scene, member, EARLY) for member in members]
        made = database.run_now(lambda s: issues.open_issue(s, binh, reports[0], "Giá đất", EARLY))
        assert made is not None
        for one in reports[1:]:
            assert database.run_now(lambda s, r=one: issues.group(s, binh, made.id, r, EARLY))
        return made.id

    few = opened(first, scene.dung)
    assert asked(database, scene, f"issue-{few}") == set(), "two of whom one reports singly would be named"
    many = opened(first, second, third, scene.dung)
    assert asked(database, scene, f"issue-{many}") == {"r1", "r2", "r3", "dung"}
    assert asked(database, scene, f"issue-{many}", "unit-BH") == set(), "nor by narrowing"
    assert database.run_now(lambda s: audiences.issues_to_ask(s, binh, 8)) == [(many, "Giá đất")]
    number = waiting(database, scene, Audience((f"issue-{many}",)))

    def sent(session: Session) -> broadcasts.RoundResult | None:
        prompt = prompts.get(session, number)
        assert prompt is not None
        return broadcasts.launch(session, binh, prompt, EARLY)

    done = database.run_now(sent)
    assert done is not None
    assert done.reach.asked == 3
    see = database.run_now(lambda s: progress.see(s, binh, number, EARLY, ZONE))
    assert see is not None
    assert (see.asked, see.shielded, list(see.units)) == (3, True, [])
    tag = database.run_now(lambda s: tagging.put(s, binh, "Nòng cốt", "r1, r2", EARLY).tag.id)
    for mark in ("level-local", "unit-AP", "stratum-farmers", f"tag-{tag}"):
        crossed = Audience((f"issue-{many}", mark))
        assert (crossed.crossed, asked(database, scene, *crossed.marks)) == (True, set()), "its count would name one"
    assert not Audience((f"issue-{many}", f"issue-{few}")).crossed
    assert asked(database, scene, f"unanswered-{number}") == set(), "who was asked there has reported"
    assert database.run_now(lambda s: audiences.unanswered_prompts(s, binh, 8)) == []
    told(database, scene, number, first, second, third)
    over = EARLY + timedelta(days=4)
    quarter = evaluation.quarter_of(EARLY.date())
    rows = database.run_now(lambda s: evaluation.sheet(s, binh, quarter, over, ZONE))
    assert {row.asked for row in rows} == {0}, "nor does anybody's own figure rise"
    assert list(database.run_now(lambda s: completeness.grid(s, binh, over, ZONE)).rows) == []
    assert database.run_now(lambda s: progress.behind(s, binh, number, EARLY, ZONE)) == []


def test_who_has_a_tag_is_known_and_taken_by_those_alone_who_may_know_of_them(database: Database, scene: Scene) -> None:
    local = database.run_now(lambda s: enrol(s, "local", scene.an_phu, Role.STAFF, joined=EARLY))
    tag = database.run_now(lambda s: tagging.put(s, staff(scene), "Nòng cốt", "an, ba, dung", EARLY).tag.id)
    everybody = {"an": scene.an, "ba": scene.ba, "dung": scene.dung}
    for officer, known in ((local, ["ba"]), (scene.lan, ["an", "ba"]), (scene.binh, ["an", "ba", "dung"])):
        by = Actor(officer, frozenset({Role.STAFF}))
        there = database.run_now(lambda s, a=by: tagging.members_of(s, a, tag))
        assert there is not None
        assert sorted(name for _, name in there[1]) == known
        assert [one.members for one in database.run_now(lambda s, a=by: tagging.listed(s, a))] == [len(known)]
        for name in everybody.keys() - set(known):
            forced = everybody[name]
            assert not database.run_now(lambda s, a=by, m=forced: tagging.take(s, a, tag, m, EARLY)), name
    assert database.run_now(lambda s: tagging.take(s, staff(scene), tag, scene.dung, EARLY))


def test_prompt_for_some_goes_into_no_group(database: Database, scene: Scene) -> None:
    bound = Group(
        account_id=scene.account, chat="-100", title="Nhóm", purpose=GroupPurpose.COLLABORATORS,
        unit_id=scene.province, bound_by=scene.binh,
    )  # fmt: skip
    database.run_now(lambda s: groups.bind(s, bound).id)
    for audience, count in ((audiences.ALL, 1), (Audience(("level-local",)), 0)):
        number = waiting(database, scene, audience)

        def sent(session: Session, number: int = number) -> broadcasts.RoundResult | None:
            prompt = prompts.get(session, number)
            assert prompt is not None
            return broadcasts.launch(session, staff(scene), prompt, EARLY)

        done = database.run_now(sent)
        assert done is not None
        assert [len(one.groups) for one in done.told] == [count]  # type: ignore[union-attr]
