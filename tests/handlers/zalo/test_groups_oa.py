"""Groups that an Official Account made: it gets all that is said there, and only a command counts."""

from __future__ import annotations

import pytest
from sqlmodel import select

from sandbox.world import World
from storage.tables import Event, Group, GroupPurpose, Role
from tests.handlers.playing import TITLE, joins, send_prompt
from tests.handlers.zalo.joining import joined
from tests.stage import OA, OaPerson, Person, Stage, new_world


@pytest.fixture
def world() -> World:
    world = new_world(oa=True)
    world.add_group("nhom", "Nhóm Zalo", [*(world.people[key] for key in ("dung", "binh", "lan")), world.bots[OA]])
    return world


@pytest.fixture
async def giang(stage: Stage) -> Person:
    """Staff, with the account, and in the group."""
    await joins(stage, "giang", "Vũ Giang", Role.STAFF, agrees=False)
    stage.world.join_group("giang", "nhom")
    return await joined(OaPerson(stage, "giang"))


@pytest.fixture
async def dung(stage: Stage) -> Person:
    return await joined(OaPerson(stage, "dung"))


def posted(stage: Stage) -> list[str]:
    return [message.text for message in stage.world.messages("nhom") if message.bot]


def bound(stage: Stage) -> list[tuple[GroupPurpose, str | None]]:
    return stage.look(lambda s: [(group.purpose, group.unreachable) for group in s.scalars(select(Group))])


async def test_one_command_binds_and_needs_no_mention(stage: Stage, giang: Person) -> None:
    await giang.says("/noinhom", group="nhom")
    [asked] = posted(stage)
    assert {"/noinhom ctv", "/noinhom canbo"} <= set(asked.splitlines())
    assert "@" not in asked
    for digit in ("1", "2", "ctv"):
        await giang.says(digit, group="nhom")
    assert (posted(stage), bound(stage)) == ([asked], [])
    await giang.says("/noinhom CTV", group="nhom")
    assert bound(stage) == [(GroupPurpose.COLLABORATORS, None)]
    assert posted(stage)[-1].startswith("✓ Nhóm đã được nối: nhóm cộng tác viên (Tỉnh Mẫu)")
    stage.world.say("giang", "nhom", "/noinhom canbo", mention=OA)
    await stage.settle()
    assert bound(stage) == [(GroupPurpose.STAFF, None)]


async def test_what_people_say_among_themselves_is_theirs(stage: Stage, giang: Person, dung: Person) -> None:
    """It is not even kept that they said it."""
    before = len(stage.look(lambda s: s.scalars(select(Event)).all()))
    for key in ("giang", "dung", "lan"):
        for said in ("1", "xin chào", "@Lắng Nghe /noinhom ctv", "noinhom ctv", "menu"):
            stage.world.say(key, "nhom", said)
        stage.world.send_sticker(key, "nhom", "😀")
        stage.world.send_document(key, "nhom", b"%PDF-1.7", "a.pdf")
    await stage.settle()
    assert len(stage.look(lambda s: s.scalars(select(Event)).all())) == before
    for key in ("dung", "lan", "binh"):  # a collaborator, a stranger, staff who have not joined here
        for said in ("/noinhom ctv", "/menu"):
            stage.world.say(key, "nhom", said)
    await stage.settle()
    assert (posted(stage), bound(stage)) == ([], [])


async def test_a_prompt_and_the_end_of_a_group(stage: Stage, giang: Person, dung: Person) -> None:
    await giang.says("/noinhom ctv", group="nhom")
    await send_prompt(giang)
    assert posted(stage)[-1].startswith(TITLE)
    assert posted(stage)[-1].endswith("\n\nĐể viết báo cáo, nhắn riêng cho Lắng Nghe mã này: YC-1")
    dung.has_seen(TITLE)
    stage.world.remove_bot_from_group("giang", "nhom", OA)
    await stage.settle()
    assert bound(stage) == [(GroupPurpose.COLLABORATORS, "not_member")]
    giang.sees("⚠ Nhóm cộng tác viên (do Vũ Giang nối) không nhận được tin của Lắng Nghe")
    stage.world.clock.advance(60)
    stage.world.add_bot_to_group("giang", "nhom", OA)
    await stage.settle()
    assert bound(stage) == [(GroupPurpose.COLLABORATORS, None)]
    giang.sees("(do Vũ Giang nối) đã nối lại")


async def test_staff_are_told_how(giang: Person) -> None:
    await giang.says("/noinhom")
    giang.sees("nhóm phải do chính Lắng Nghe lập (nhóm GMF)")
