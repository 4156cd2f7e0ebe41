"""A prompt that was sent: corrected of the version that was seen, taken back once, and neither while it is going out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session

from services import reports, sent_prompts
from services.actor import Actor, NotPermitted
from services.free_words import WordsRefused
from services.sent_prompts import Revised, Unchanged
from storage.engine.database import Database
from storage.prompts import broadcasts, prompt_messages_sent, prompts, reachability
from storage.tables import BroadcastKind, BroadcastStatus, DeliveryStatus, Lane, Role
from tests.services.test_progress import EARLY, more, staff, told
from tests.storage.scene import Scene, address_of, ask, enrol, make, outgoing, queue

LATER = EARLY + timedelta(hours=2)


@pytest.fixture
def scene(database: Database) -> Scene:
    return make(database, EARLY)


def corrected(database: Database, actor: Actor, prompt: int, version: int, name: str, text: str) -> Revised | None:
    return database.run_now(lambda s: sent_prompts.correct(s, actor, prompt, version, name, text, LATER))


def withdrawn(database: Database, actor: Actor, prompt: int) -> Revised | None:
    return database.run_now(lambda s: sent_prompts.withdraw(s, actor, prompt, LATER))


def test_second_correction_of_one_version_learns_of_the_first(database: Database, scene: Scene) -> None:
    binh, lan = staff(scene), Actor(scene.lan, frozenset({Role.STAFF}))
    prompt = ask(database, scene, EARLY, timedelta(days=5), scene.an, scene.ba)
    told(database, scene, prompt, scene.an)
    first = corrected(database, binh, prompt, 1, "item_2", "Trường lớp")
    assert first is not None
    assert first.told is not None
    assert [one.recipient.member_id for one in first.told.people] == [scene.an], "who has it, and nobody else"
    second = corrected(database, lan, prompt, 1, "title", "Tháng mười một")
    assert second is not None
    assert (second.refusal, second.by, second.at) == (Unchanged.CHANGED, "binh", LATER)
    there = database.run_now(lambda s: sent_prompts.parts(s, lan, prompt))
    assert there is not None
    assert [(part.name, part.text) for part in there[1]] == [
        ("title", "Tháng 11"),
        ("intro", ""),
        ("item_1", "Giá đất"),
        ("item_2", "Trường lớp"),
    ]
    assert corrected(database, lan, prompt, 2, "item_9", "x") is None
    for text in ("", "x" * 501, "Gọi 0912 345 678"):
        with pytest.raises(WordsRefused):
            corrected(database, lan, prompt, 2, "item_1", text)


def test_newest_message_that_carries_the_words_is_the_one_to_change(database: Database, scene: Scene) -> None:
    prompt = ask(database, scene, EARLY, timedelta(days=5), scene.an)
    round_ = database.run_now(lambda s: broadcasts.start(s, prompt, BroadcastKind.FIRST, EARLY).id)
    there = database.run_now(lambda s: address_of(s, scene.an))
    brings = {"lane": Lane.BROADCAST, "address_id": there, "prompt_id": prompt}

    def stands() -> tuple[int, int]:
        found = database.read_now(lambda s: prompt_messages_sent.at_addresses(s, prompt))
        return found[-1].delivery_id, found[-1].parts

    queue(database, outgoing(scene, 1, EARLY, broadcast_id=round_, **brings), status=DeliveryStatus.SENT)
    assert stands() == (1, 1)
    queue(database, outgoing(scene, 2, LATER, **brings), status=DeliveryStatus.SENT)
    assert stands() == (2, 1), "it was too long to change the first"
    queue(database, outgoing(scene, 3, LATER, **brings), status=DeliveryStatus.SENT)
    assert stands() == (3, 2), "of several corrections none is changed alone"
    asked = database.read_now(lambda s: reachability.reach(s, prompt))
    assert (asked.asked, asked.told, asked.unreached) == (1, 1, 0), "and nobody counts twice"


def test_taken_back_once_and_nobody_is_asked_any_more(database: Database, scene: Scene) -> None:
    binh, lan = staff(scene), Actor(scene.lan, frozenset({Role.STAFF}))
    prompt = ask(database, scene, EARLY, timedelta(days=5), scene.an)
    told(database, scene, prompt, scene.an)
    done = withdrawn(database, lan, prompt)
    assert done is not None
    assert done.told is not None
    assert done.told.withdrawn
    again = withdrawn(database, binh, prompt)
    assert again is not None
    assert (again.told, again.refusal, again.by) == (None, Unchanged.GONE, "lan")
    late = corrected(database, binh, prompt, 2, "title", "Khác")
    assert late is not None
    assert late.refusal is Unchanged.GONE
    an = Actor(scene.an, frozenset({Role.COLLABORATOR}))
    assert database.run_now(lambda s: reports.open_prompts(s, an, LATER)) == []
    assert database.run_now(lambda s: prompts.to_remind(s, LATER, LATER.date())) == []
    with pytest.raises(NotPermitted):
        withdrawn(database, an, prompt)


def test_neither_while_a_round_is_going_out_nor_by_staff_of_another_unit(database: Database, scene: Scene) -> None:
    more(database, scene, "one")
    prompt = ask(database, scene, EARLY, timedelta(days=5), scene.an)
    round_ = database.run_now(lambda s: broadcasts.start(s, prompt, BroadcastKind.FIRST, EARLY).id)
    for done in (
        withdrawn(database, staff(scene), prompt),
        corrected(database, staff(scene), prompt, 1, "title", "Khác"),
    ):
        assert done is not None
        assert done.refusal is Unchanged.GOING_OUT

    def ends(session: Session) -> None:
        made = broadcasts.get_locked(session, round_)
        assert made is not None
        made.status, made.ended_at = BroadcastStatus.DONE, LATER

    database.run_now(ends)
    local = database.run_now(lambda s: enrol(s, "local", scene.an_phu, Role.STAFF, joined=EARLY))
    assert withdrawn(database, Actor(local, frozenset({Role.STAFF})), prompt) is None, "it went to the whole province"
    assert withdrawn(database, staff(scene), prompt) is not None
