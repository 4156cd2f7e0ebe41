"""Groups that are lost and found again: put out and taken in, muted, moved, refused; with topics; bound anonymously."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from sqlmodel import select

from channels.codec import load_act
from channels.messages import Send
from sandbox.faults import FaultKind
from storage.tables import Delivery, Group, GroupPurpose
from tests.handlers.broadcasting import card
from tests.handlers.playing import (
    TITLE,
    UP_TO_URGENCY,
    begin_report,
    local,
    play,
    prompt_there,
    send_prompt,
    write_prompt,
)
from tests.stage import BOT, Person, Stage

_PURPOSES = {"ctv": "Nhóm cộng tác viên", "canbo": "Nhóm cán bộ"}


async def binds(binh: Person, group: str = "ctv") -> None:
    await binh.says("/noinhom", group=group)
    await binh.presses(_PURPOSES[group], group=group)


def bound(stage: Stage) -> list[tuple[GroupPurpose, str | None]]:
    return stage.look(lambda s: [(group.purpose, group.unreachable) for group in s.scalars(select(Group))])


def posted(stage: Stage, text: str, group: str = "ctv") -> int:
    """How many messages of ours in the group, whatever its chat id is now, begin with a text."""
    return sum(m.text.startswith(text) for m in stage.world.messages(group) if m.bot)


async def arrives(stage: Stage, kind: str, **content: Any) -> None:
    """An update from the group ctv as Telegram would send it."""
    world, group = stage.world, stage.world.groups["ctv"]
    head = {"chat": {"id": group.id, "type": "supergroup", "title": group.title}, "date": world.now()}
    world.bots[BOT].queue.push(kind, group.id, head | content, world.clock.timestamp())
    await stage.settle()


async def has_status(stage: Stage, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Our account's place in the group ctv changes."""
    bot = {"id": stage.world.bots[BOT].id, "is_bot": True, "first_name": "Lắng Nghe"}
    by = {"id": stage.world.people["binh"].id, "is_bot": False, "first_name": "Trần Bình"}
    changes = {"old_chat_member": {"user": bot, **before}, "new_chat_member": {"user": bot, **after}}
    await arrives(stage, "my_chat_member", **{"from": by}, **changes)


async def test_group_left_and_joined_again_is_served_and_staff_are_told(
    stage: Stage, an: Person, dung: Person, binh: Person
) -> None:
    await binds(binh)
    stage.world.remove_bot_from_group("binh", "ctv", BOT)
    await stage.settle()
    binh.sees("⚠ Nhóm cộng tác viên Cộng tác viên không nhận được tin của Lắng Nghe: Lắng Nghe không còn trong nhóm.")
    await send_prompt(binh)
    assert "⚠ Chưa tới nhóm Cộng tác viên: Lắng Nghe không còn trong nhóm" in card(binh).text
    assert "Nhóm kín: 0/1" in card(binh).text
    stage.world.add_bot_to_group("binh", "ctv", BOT)
    await stage.settle()
    assert bound(stage) == [(GroupPurpose.COLLABORATORS, None)]
    binh.sees(f"✓ Nhóm cộng tác viên Cộng tác viên đã nối lại, yêu cầu mới lại gửi vào nhóm.\nNhóm chưa nhận {TITLE}.")
    assert posted(stage, TITLE) == 0
    await binh.presses("Gửi lại vào nhóm")
    assert posted(stage, TITLE) == 1
    assert card(binh).text == f"✓ Đã gửi {TITLE}: 2/2\nNhóm kín: 1/1"


async def test_staff_group_joined_again_hears_of_an_alert(stage: Stage, an: Person, binh: Person) -> None:
    await binds(binh, "canbo")
    stage.world.remove_bot_from_group("binh", "canbo", BOT)
    await stage.settle()
    binh.sees("Có việc khẩn, nhóm sẽ không được báo.")
    stage.world.add_bot_to_group("binh", "canbo", BOT)
    await stage.settle()
    prompt_there(stage)
    await begin_report(an)
    await play(an, UP_TO_URGENCY)
    await an.presses("Khẩn")
    assert posted(stage, "❗", "canbo") + posted(stage, "Việc khẩn", "canbo") >= 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"status": "restricted", "is_member": True, "can_send_messages": False}, {"status": "member"}),
        ({"status": "member"}, {"status": "administrator"}),
    ],
)
async def test_group_in_which_we_may_write_again_is_served(
    stage: Stage, an: Person, binh: Person, before: dict[str, Any], after: dict[str, Any]
) -> None:
    await binds(binh)
    group = stage.world.groups["ctv"].id
    stage.world.faults.add(FaultKind.REFUSED, chat=group, said="not enough rights to send text messages to the chat")
    await send_prompt(binh)
    assert bound(stage) == [(GroupPurpose.COLLABORATORS, "no_rights")]
    binh.has_seen("không nhận được tin của Lắng Nghe: Lắng Nghe chưa được quyền nhắn.")
    await has_status(stage, after, before)
    assert bound(stage) == [(GroupPurpose.COLLABORATORS, "no_rights")], "rights taken away are no return"
    stage.world.clock.advance(60)
    await has_status(stage, before, after)
    assert bound(stage) == [(GroupPurpose.COLLABORATORS, None)]
    binh.has_seen("đã nối lại")


@pytest.mark.parametrize(
    ("said", "reason"),
    [("TOPIC_CLOSED", "chủ đề đã đóng"), ("CHAT_SEND_PLAIN_FORBIDDEN", "không cho gửi tin chữ")],
)
async def test_refusal_of_a_chat_names_group_and_reason_and_sends_again(
    stage: Stage, an: Person, binh: Person, said: str, reason: str
) -> None:
    await binds(binh)
    stage.world.faults.add(FaultKind.REFUSED, chat=stage.world.groups["ctv"].id, said=said)
    await send_prompt(binh)
    assert card(binh).text == f"✓ Đã gửi {TITLE}: 2/2\nNhóm kín: 0/1\n⚠ Chưa tới nhóm Cộng tác viên: {reason}"
    binh.has_seen(f"⚠ Nhóm cộng tác viên Cộng tác viên không nhận được tin của Lắng Nghe: {reason}.")
    await binh.presses("Gửi lại vào nhóm")
    assert posted(stage, TITLE) == 1
    assert card(binh).text == f"✓ Đã gửi {TITLE}: 2/2\nNhóm kín: 1/1"


async def test_group_bound_anew_before_its_move_is_known_gets_the_prompt_once(
    stage: Stage, an: Person, binh: Person
) -> None:
    await binds(binh)
    await stage.app.stop()
    stage.world.upgrade_group("ctv")
    stage.world.bots[BOT].queue.clear()
    await stage.starts_again()
    await binds(binh)
    assert len(bound(stage)) == 2
    await send_prompt(binh)
    assert posted(stage, TITLE) == 1
    assert bound(stage) == [(GroupPurpose.COLLABORATORS, None)]
    assert card(binh).text == f"✓ Đã gửi {TITLE}: 2/2\nNhóm kín: 1/1"


async def test_group_deleted_then_moved_is_served_again(stage: Stage, an: Person, binh: Person) -> None:
    await binds(binh)
    stage.world.faults.add(FaultKind.REFUSED, chat=stage.world.groups["ctv"].id, said="group is deactivated")
    await send_prompt(binh)
    assert bound(stage) == [(GroupPurpose.COLLABORATORS, "group_deactivated")]
    stage.world.upgrade_group("ctv")
    await stage.settle()
    assert bound(stage) == [(GroupPurpose.COLLABORATORS, None)]
    binh.has_seen("đã nối lại")
    await binh.presses("Gửi lại vào nhóm")
    assert posted(stage, TITLE) == 1


async def test_anonymous_administrator_gets_buttons_that_only_staff_can_press(
    stage: Stage, an: Person, binh: Person
) -> None:
    group = stage.world.groups["ctv"]
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    said = {"from": anonymous, "sender_chat": {"id": group.id, "type": "supergroup"}, "message_id": 900001}
    await arrives(stage, "message", text="/noinhom", **said)
    assert (posted(stage, "Nhóm này dùng làm gì? Chỉ cán bộ của Ban bấm được."), bound(stage)) == (1, [])
    await arrives(stage, "message", text="Chào cả nhóm", **said)
    assert posted(stage, "") == 1, "what is said besides is nobody's command"
    await an.presses("Nhóm cộng tác viên", group="ctv")
    assert bound(stage) == []
    await binh.presses("Nhóm cộng tác viên", group="ctv")
    assert bound(stage) == [(GroupPurpose.COLLABORATORS, None)]


async def test_group_with_topics_is_answered_and_served_in_the_topic(stage: Stage, an: Person, binh: Person) -> None:
    by = {"id": stage.world.people["binh"].id, "is_bot": False, "first_name": "Trần Bình"}
    there = {"message_thread_id": 77, "is_topic_message": True, "message_id": 900004}
    await arrives(stage, "message", text="/noinhom ctv", **{"from": by}, **there)
    await send_prompt(binh)
    assert topics_of(stage) == {"77"}
    stage.world.faults.add(FaultKind.REFUSED, chat=stage.world.groups["ctv"].id, said="TOPIC_CLOSED")
    await write_prompt(binh, title="Việc thứ hai")
    await binh.presses("✓ Gửi đi")
    stage.world.clock.advance(60)
    for topic, reason in ((5, "topic_closed"), (77, None)):
        reopened = {**there, "message_thread_id": topic, "forum_topic_reopened": {}}
        await arrives(stage, "message", **{"from": by}, **reopened)
        assert bound(stage) == [(GroupPurpose.COLLABORATORS, reason)]


def topics_of(stage: Stage) -> set[str]:
    """The topics of all that was sent to the group ctv."""
    chat = str(stage.world.groups["ctv"].id)

    def find(session: Any) -> set[str]:
        sent = [one for one in session.scalars(select(Delivery)) if one.chat == chat and one.act]
        return {act.topic for act in (load_act(one.act) for one in sent) if isinstance(act, Send)}

    return stage.look(find)


async def test_word_from_a_group_that_was_taken_for_lost_serves_it(stage: Stage, an: Person, binh: Person) -> None:
    await binds(binh)
    stage.world.faults.add(FaultKind.REFUSED, chat=stage.world.groups["ctv"].id, said="chat not found")
    await send_prompt(binh)
    assert bound(stage)[0][1] is not None
    stage.world.clock.set(local(3, 12))
    await an.says("/menu", group="ctv")
    assert bound(stage) == [(GroupPurpose.COLLABORATORS, None)]
    binh.has_seen("đã nối lại")


async def test_a_prompt_in_the_group_says_that_reports_are_written_in_private(stage: Stage, binh: Person) -> None:
    await binds(binh)
    await send_prompt(binh)
    assert any(
        "Nhắn riêng cho " in m.text and "để viết báo cáo" in m.text for m in stage.world.messages("ctv") if m.bot
    )
