"""Templates of prompts hold nobody and no day, and are seen by staff of their unit; files of prompts go when they are over."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import Session, select

from services import prompt_templates
from services.actor import Actor
from services.prompt_templates import TemplateRefused, answers_of
from storage.engine.database import Database
from storage.messaging import stored_files
from storage.prompts import prompt_files
from storage.tables import PromptFile, Role, StoredFile
from tests.services.test_progress import DUE, EARLY, staff
from tests.storage.scene import Scene, ask, enrol, make


@pytest.fixture
def scene(database: Database) -> Scene:
    return make(database, EARLY)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ({"audience": "AP", "due": "2026-11-25", "when": "now"}, {"audience": "AP"}),
        ({"audience": "members", "audience_members": "CTV01, CTV02"}, {}),
        ({"audience": "several", "audience_parts": "issue-3"}, {}),
        (
            {"audience": "several", "audience_parts": "unit-AP unanswered-2 tag-1"},
            {"audience": "several", "audience_parts": "unit-AP tag-1"},
        ),
        ({"attachment_1": "photo-7.jpg", "title": "Tháng"}, {"title": "Tháng"}),
    ],
)
def test_what_a_template_holds_of(
    database: Database, scene: Scene, written: dict[str, str], kept: dict[str, str]
) -> None:
    made = database.run_now(lambda s: prompt_templates.keep(s, staff(scene), "Mẫu", written, EARLY))
    assert answers_of(made) == kept


def test_templates_of_a_commune_are_seen_there_and_by_the_province(database: Database, scene: Scene) -> None:
    def officer(unit: int) -> Actor:
        made = database.run_now(lambda s: enrol(s, f"officer-{unit}", unit, Role.STAFF, joined=EARLY))
        return Actor(made, frozenset({Role.STAFF}))

    here, there = officer(scene.an_phu), officer(scene.binh_hoa)
    made = database.run_now(lambda s: prompt_templates.keep(s, here, "Mẫu", {"title": "x"}, EARLY))
    for actor, seen in ((here, True), (there, False), (staff(scene), True)):
        found = database.run_now(partial(prompt_templates.seen, actor=actor, template_id=made.id))
        assert (found is not None) is seen
    assert database.run_now(lambda s: prompt_templates.remove(s, there, made.id, EARLY)) is None
    with pytest.raises(TemplateRefused) as refused:
        database.run_now(lambda s: prompt_templates.keep(s, staff(scene), " MAU ", {"title": "x"}, EARLY))
    assert refused.value.code == "named"


def test_files_go_with_the_last_prompt_that_holds_them(database: Database, scene: Scene) -> None:
    first, copy = (ask(database, scene, EARLY, DUE - EARLY + timedelta(days=more), scene.an) for more in (0, 90))

    def files(session: Session) -> list[str]:
        assert {one.file_id for one in session.scalars(select(PromptFile))} <= {
            one.id for one in session.scalars(select(StoredFile))
        }
        return sorted(one.name for one in session.scalars(select(StoredFile)))

    def put(session: Session) -> list[int]:
        ids = [stored_files.store(session, "report", name, "image/jpeg", b"x", EARLY) for name in ("a", "b", "c")]
        prompt_files.put(session, first, [(ids[0], "photo-1.jpg"), (ids[1], "photo-2.jpg")])
        prompt_files.put(session, copy, [(ids[0], "photo-1.jpg")])
        return ids

    ids = database.run_now(put)
    database.run_now(lambda s: prompt_files.put(s, first, [(ids[0], "photo-1.jpg"), (ids[2], "photo-3.jpg")]))
    assert database.run_now(files) == ["a", "c"], "what was taken out while the prompt waited is gone"
    assert database.run_now(lambda s: prompt_files.forget(s, DUE + timedelta(days=1), 200)) == 1
    assert database.run_now(files) == ["a"], "a later prompt holds it"
    database.run_now(lambda s: prompt_files.forget(s, DUE + timedelta(days=91), 200))
    assert database.run_now(files) == []
