"""Words for us in a collaborators' group of Zalo: answered privately, and the group hears nothing of it."""

from __future__ import annotations

import pytest
from sqlmodel import select

from sandbox.world import World
from storage.tables import Group, GroupPurpose, Role
from tests.handlers.playing import joins
from tests.handlers.staff.test_written_in_group import SAID, WORDS, in_group
from tests.handlers.zalo.joining import joined
from tests.stage import OA, ZALO, OaPerson, Person, Stage, ZaloPerson, new_world


@pytest.fixture
def world(request: pytest.FixtureRequest) -> World:
    network = request.param
    world = new_world(zalo=network == ZALO, oa=network == OA)
    people = [world.people[key] for key in ("dung", "binh", "lan")]
    world.add_group("nhom", "Nhóm Zalo", [*people, world.bots[network]])
    return world


@pytest.mark.parametrize(("world", "kind"), [(ZALO, ZaloPerson), (OA, OaPerson)], indirect=["world"])
async def test_on_zalo_as_well(stage: Stage, kind: type[Person]) -> None:
    bot = kind.bot
    dung = await joined(kind(stage, "dung"))
    await joins(stage, "giang", "Vũ Giang", Role.STAFF, agrees=False)
    stage.world.join_group("giang", "nhom")
    await joined(kind(stage, "giang"))
    stage.world.say("giang", "nhom", "/noinhom ctv", mention=bot)
    await stage.settle()
    bound = stage.look(lambda s: [group.purpose for group in s.scalars(select(Group))])
    assert bound == [GroupPurpose.COLLABORATORS]
    before, mark = in_group(stage, "nhom"), dung.last.id
    for _ in range(2):
        stage.world.say("dung", "nhom", WORDS, mention=bot)
        await stage.settle()
    told = dung.answers(mark)
    assert sum(text.startswith(SAID) for text in told) == 1
    assert not any("0901234567" in text for text in told)
    assert in_group(stage, "nhom") == before
    await dung.says("khẩn")
    dung.sees("1/4 · Việc gì?")
