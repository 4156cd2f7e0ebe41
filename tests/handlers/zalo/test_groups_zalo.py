"""Groups on Zalo's Bot Platform: bound by one command with a word, and no number ever means anything there."""

from __future__ import annotations

from unicodedata import normalize

import orjson
import pytest
from sqlmodel import select

from sandbox.world import World
from sandbox.zalo_api import queue_of
from sandbox.zalo_names import chat_name, person_name
from storage.tables import Event, Group, GroupPurpose, Role
from tests.handlers.playing import TITLE, joins, send_prompt
from tests.handlers.zalo.joining import joined
from tests.stage import ZALO, Person, Stage, ZaloPerson, new_world

NAME = "Bot Lắng Nghe"


@pytest.fixture
def world() -> World:
    world = new_world(zalo=True)
    world.add_group("nhom", "Nhóm Zalo", [*(world.people[key] for key in ("dung", "binh", "lan")), world.bots[ZALO]])
    return world


@pytest.fixture
async def giang(stage: Stage) -> Person:
    """Staff, on Zalo, and in the group."""
    await joins(stage, "giang", "Vũ Giang", Role.STAFF, agrees=False)
    stage.world.join_group("giang", "nhom")
    return await joined(ZaloPerson(stage, "giang"))


async def picks(stage: Stage, key: str, text: str) -> list[str]:
    """They pick the bot from the list of names and go on; returns what it writes in the group upon that."""
    before = len(posted(stage))
    stage.world.say(key, "nhom", text, mention=ZALO)
    await stage.settle()
    return posted(stage)[before:]


async def arrives(stage: Stage, key: str, kind: str, **content: str) -> None:
    """An update from the group that Zalo would not let pass today."""
    world, bot, group = stage.world, stage.world.bots[ZALO], stage.world.groups["nhom"]
    queue, number = queue_of(bot), len(stage.world.messages("nhom")) * 100 + events(stage)
    message = {
        "from": {"id": person_name(bot.id, world.people[key].id), "display_name": "?", "is_bot": False},
        "chat": {"id": chat_name(bot.id, group), "chat_type": "GROUP"},
        "message_id": f"{number:020x}{kind}{key}",
        "date": world.now() * 1000,
    }
    body = orjson.dumps({"event_name": f"message.{kind}.received", "message": message | content})
    queue.enqueue("message", group.id, number, body, world.clock.timestamp())
    await stage.settle()


def posted(stage: Stage) -> list[str]:
    return [message.text for message in stage.world.messages("nhom") if message.bot]


def bound(stage: Stage) -> list[tuple[GroupPurpose, str | None]]:
    return stage.look(lambda s: [(group.purpose, group.unreachable) for group in s.scalars(select(Group))])


def events(stage: Stage) -> int:
    return len(stage.look(lambda s: s.scalars(select(Event)).all()))


@pytest.mark.parametrize(
    ("said", "purpose"),
    [
        ("/noinhom ctv", GroupPurpose.COLLABORATORS),
        ("/NOINHOM  CTV.", GroupPurpose.COLLABORATORS),
        ("/nối nhóm cộng tác viên", GroupPurpose.COLLABORATORS),
        ("/noinhom canbo", GroupPurpose.STAFF),
        ("/noinhom Cán Bộ", GroupPurpose.STAFF),
        (f"/noinhom canbo @{NAME}", GroupPurpose.STAFF),
    ],
)
async def test_one_command_binds(stage: Stage, giang: Person, said: str, purpose: GroupPurpose) -> None:
    [answer] = await picks(stage, "giang", said)
    assert answer.startswith("✓ Nhóm đã được nối: nhóm c")
    assert bound(stage) == [(purpose, None)]
    for word in ("ctv", "canbo"):
        await picks(stage, "giang", f"/noinhom {word}")
    assert bound(stage) == [(GroupPurpose.STAFF, None)], "bound anew, not twice"


@pytest.mark.parametrize("said", ["/noinhom", "/noinhom 1", "/noinhom lanhdao", "/noinhom ctv canbo", "/noinhom c t"])
async def test_anything_else_gets_the_two_commands(stage: Stage, giang: Person, said: str) -> None:
    [answer] = await picks(stage, "giang", said)
    assert {"/noinhom ctv", "/noinhom canbo"} <= set(answer.splitlines()), "each to be copied"
    assert f"gõ @, chọn {NAME}" in answer
    assert not any(line[:1].isdigit() for line in answer.splitlines())
    for digit in ("1", "2", "ctv", "Nhóm cộng tác viên"):
        assert await picks(stage, "giang", digit) == []
    assert bound(stage) == []
    asked = next(message for message in stage.world.messages("nhom") if message.bot)
    stage.world.say("giang", "nhom", "/noinhom ctv", reply_to=asked.id)
    await stage.settle()
    assert bound(stage) == [(GroupPurpose.COLLABORATORS, None)], "an answer to what it said needs no mention"


async def test_the_others_in_a_group_are_not_answered(stage: Stage, giang: Person, on_zalo: Person) -> None:
    private = len(on_zalo.phone)
    for key in ("dung", "lan", "binh"):  # a collaborator, a stranger, staff who have not joined on Zalo
        for said in ("/noinhom ctv", "/noinhom", "/menu", "1", "xin chào"):
            assert await picks(stage, key, said) == []
    assert bound(stage) == []
    assert len(on_zalo.phone) == private


async def test_whoever_has_not_agreed_yet_is_not_answered(stage: Stage) -> None:
    await joins(stage, "giang", "Vũ Giang", Role.STAFF, agrees=False)
    stage.world.join_group("giang", "nhom")
    await ZaloPerson(stage, "giang").starts(stage.codes["giang"])
    assert await picks(stage, "giang", "/noinhom ctv") == []
    assert bound(stage) == []


async def test_a_mention_typed_by_hand_never_arrives(stage: Stage, giang: Person) -> None:
    before = events(stage)
    for said in (f"@{NAME} /noinhom ctv", "/noinhom ctv", "1"):
        await giang.says(said, group="nhom")
    assert (events(stage), posted(stage)) == (before, [])


@pytest.mark.parametrize(
    "mention", [f"@{NAME} ", "@bot lắng nghe, ", f"@{ZALO}\u00a0", f" @{normalize('NFD', NAME)}: "]
)
async def test_a_mention_typed_by_hand_that_arrives(stage: Stage, giang: Person, mention: str) -> None:
    await arrives(stage, "lan", "text", text=f"{mention}/noinhom ctv")
    assert posted(stage) == []
    await arrives(stage, "giang", "text", text=f"{mention}/noinhom ctv")
    assert bound(stage) == [(GroupPurpose.COLLABORATORS, None)]
    await arrives(stage, "giang", "text", text=f"@Bot Lắng Nghe Khác {mention}/noinhom canbo")
    assert bound(stage) == [(GroupPurpose.COLLABORATORS, None)], "another's command"


async def test_what_is_no_text_gets_no_answer_in_a_group(stage: Stage, giang: Person) -> None:
    for key in ("giang", "lan"):
        await arrives(stage, key, "sticker", sticker="bfe458bf64fa8da4d4eb")
        await arrives(stage, key, "unsupported")
        await arrives(stage, key, "image", photo_url="https://p.zdn.vn/a.jpg", caption=f"@{NAME}")
        await arrives(stage, key, "voice", voice_url="https://p.zdn.vn/a.aac")
        await arrives(stage, key, "text", text=f"@{NAME}")
        await arrives(stage, key, "text", text="")
        await arrives(stage, key, "poll")
    assert posted(stage) == []
    assert queue_of(stage.world.bots[ZALO]).lost == 0


async def test_a_number_of_another_member_s_menu(stage: Stage, giang: Person, on_zalo: Person) -> None:
    """Two members in one group: what either may press in private is nothing here, and stays what it is there."""
    assert on_zalo.buttons and giang.buttons
    for key in ("giang", "dung"):
        for said in ("1", "2", "danh mục", "gửi"):
            assert await picks(stage, key, said) == []
    await giang.presses("Ai đã báo cáo")
    giang.sees("Chưa gửi yêu cầu nào")
    await on_zalo.presses("Báo cáo của tôi")
    on_zalo.sees("Chưa gửi báo cáo nào")


async def test_a_prompt_says_in_the_group_how_to_go_on(stage: Stage, giang: Person, on_zalo: Person) -> None:
    await picks(stage, "giang", "/noinhom ctv")
    await send_prompt(giang)
    text = posted(stage)[-1]
    assert text.startswith(TITLE)
    assert text.endswith(f"\n\nĐể viết báo cáo, nhắn riêng cho {NAME} mã này: YC-1")
    assert not any(line[:1].isdigit() or line.startswith("•") for line in text.splitlines())
    await picks(stage, "dung", "1")
    assert posted(stage)[-1] == text
    on_zalo.sees("Tin viết trong nhóm không phải là báo cáo")
    await on_zalo.says("yc 1")
    on_zalo.sees("1/")


async def test_a_group_that_is_gone(stage: Stage, giang: Person, on_zalo: Person) -> None:
    await picks(stage, "giang", "/noinhom ctv")
    stage.world.remove_bot_from_group("giang", "nhom", ZALO)
    await send_prompt(giang)
    giang.has_seen("Nhóm kín: 0/1")
    await giang.presses("Ai đã báo cáo")
    giang.sees("Đã gửi báo cáo: 0/2")
    on_zalo.has_seen(TITLE)
    [(purpose, why)] = bound(stage)
    assert purpose is GroupPurpose.COLLABORATORS, "what is known of it stays"
    assert why
    stage.world.add_bot_to_group("giang", "nhom", ZALO)
    await picks(stage, "giang", "/noinhom ctv")
    assert bound(stage) == [(GroupPurpose.COLLABORATORS, None)]


async def test_staff_are_told_how(stage: Stage, giang: Person, binh: Person) -> None:
    await giang.presses("Nối nhóm")
    giang.sees("Zalo Bot Creator")
    giang.sees("trưởng nhóm xác nhận")
    giang.sees(f"gõ @, chọn {NAME} trong danh sách, ghi tiếp /noinhom ctv")
    await binh.says("/noinhom")
    binh.sees("thêm @langnghe_bot vào nhóm, rồi gõ /noinhom")
