"""Groups: privacy mode, joining and leaving, administrators, and the move to a supergroup."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.acts import ActError
from sandbox.people import Bot
from sandbox.world import World
from tests.sandbox.conftest import Api

GROUP = -4_200_000_001


def seen(updates: list[dict[str, Any]]) -> list[str]:
    messages = [update["message"] for update in updates if "message" in update]
    return [message["text"] for message in messages if "text" in message]


async def test_privacy_mode_lets_through_what_is_meant_for_the_bot(world: World, api: Api) -> None:
    sent = await api.ok("sendMessage", chat_id=GROUP, text="nội dung tháng")
    other = world.say("an", "nhom", "chuyện riêng của nhóm")
    world.say("an", "nhom", "/tinhhinh")
    world.say("an", "nhom", "/tinhhinh@thu_bot tuần này")
    world.say("an", "nhom", "/tinhhinh@other_bot")
    world.say("an", "nhom", "hỏi @Thu_Bot nhé")
    world.say("an", "nhom", "trả lời bot", reply_to=sent["message_id"])
    world.say("an", "nhom", "trả lời người", reply_to=other.id)
    assert seen(await api.updates()) == ["/tinhhinh", "/tinhhinh@thu_bot tuần này", "hỏi @Thu_Bot nhé", "trả lời bot"]
    reply = (await api.updates())[-1]["message"]["reply_to_message"]
    assert (reply["message_id"], reply["from"]["is_bot"]) == (sent["message_id"], True)
    assert (await api.ok("getMe"))["can_read_all_group_messages"] is False


async def test_an_administrator_or_an_open_bot_sees_everything(world: World, api: Api, bot: Bot) -> None:
    world.make_admin("an", "nhom")
    world.say("binh", "nhom", "một")
    assert seen(await api.updates()) == ["một"]
    member = await api.ok("getChatMember", chat_id=GROUP, user_id=bot.id)
    assert (member["status"], member["can_delete_messages"]) == ("administrator", True)
    bot.privacy = False
    assert (await api.ok("getMe"))["can_read_all_group_messages"] is True


async def test_with_two_bots_a_bare_command_goes_to_the_one_that_spoke_last(world: World, api: Api) -> None:
    second = world.add_bot("hai_bot")
    world.add_bot_to_group("an", "nhom", second)
    await api.ok("sendMessage", chat_id=GROUP, text="tôi nói sau cùng")
    start = second.queue.unconfirmed
    world.say("an", "nhom", "/help")
    assert second.queue.unconfirmed == start
    assert seen(await api.updates())[-1:] == ["/help"]


async def test_a_bot_hears_that_it_came_and_went(world: World, api: Api) -> None:
    world.add_group("moi", "Nhóm mới", [world.people["chi"], world.people["an"]])
    world.add_bot_to_group("chi", "moi")
    world.remove_bot_from_group("chi", "moi")
    joined, welcome, goodbye, left = await api.updates()
    assert joined["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert joined["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert joined["my_chat_member"]["from"]["first_name"] == "Lê Chi"
    assert welcome["message"]["new_chat_members"][0]["username"] == "thu_bot"
    assert goodbye["message"]["left_chat_member"]["username"] == "thu_bot"
    assert left["my_chat_member"]["new_chat_member"] == {
        "user": joined["my_chat_member"]["new_chat_member"]["user"],
        "status": "kicked",
        "until_date": 0,
    }
    world.say("an", "moi", "/start")
    assert len(await api.updates()) == 4, "outside a bot hears nothing"


async def test_the_move_to_a_supergroup(world: World, api: Api) -> None:
    old = world.groups["nhom"]
    for _ in range(3):
        before = await api.ok("sendMessage", chat_id=old.id, text="trước")
    new = world.upgrade_group("nhom")
    came, leaving, arrived = await api.updates()
    assert came["my_chat_member"]["chat"] == {"id": new.id, "title": "Nhóm kín", "type": "supergroup"}
    assert leaving["message"]["chat"]["id"] == old.id
    assert leaving["message"]["migrate_to_chat_id"] == new.id
    assert arrived["message"]["chat"]["id"] == new.id
    assert arrived["message"]["migrate_from_chat_id"] == old.id
    assert arrived["message"]["from"]["username"] == "GroupAnonymousBot"
    after = await api.ok("sendMessage", chat_id=new.id, text="sau")
    assert after["message_id"] < before["message_id"], "a supergroup numbers its own messages"
    with pytest.raises(ActError, match="group_moved"):
        world.say("an", old, "vào nhóm cũ")
    world.say("an", "nhom", "/a")
    assert (await api.updates())[-1]["message"]["chat"]["id"] == new.id
    with pytest.raises(ActError):
        world.upgrade_group("nhom")


async def test_members_come_and_go(world: World, api: Api) -> None:
    world.join_group("chi", "nhom")
    world.leave_group("binh", "nhom")
    joined, left = await api.updates()
    assert joined["message"]["new_chat_members"][0]["first_name"] == "Lê Chi"
    assert left["message"]["left_chat_member"]["first_name"] == "Trần Bình"
    assert await api.ok("getChatMemberCount", chat_id=GROUP) == 3
    assert (await api.ok("getChatMember", chat_id=GROUP, user_id=5_001_000_002))["status"] == "left"
    assert (await api.ok("getChatMember", chat_id=GROUP, user_id=5_001_000_001))["status"] == "creator"
    with pytest.raises(ActError, match="not_member"):
        world.say("binh", "nhom", "còn đây không")


async def test_delete_needs_the_right(world: World, api: Api) -> None:
    message = world.say("an", "nhom", "/bi-mat")
    assert "can't be deleted" in await api.refused("deleteMessage", chat_id=GROUP, message_id=message.id)
    world.make_admin("an", "nhom")
    assert await api.ok("deleteMessage", chat_id=GROUP, message_id=message.id) is True
    assert [view.deleted for view in world.messages("nhom") if view.text] == [True]
    assert "not found" in await api.refused("deleteMessage", chat_id=GROUP, message_id=message.id)
