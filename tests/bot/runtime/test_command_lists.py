"""The commands that a network offers are those of the role, in the language of the chat, and change with both."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session, select

from sandbox.world import World
from storage.engine.database import Database
from storage.tables import Member, MemberRole, Role
from tests.conftest import NOW
from tests.stage import BOT, Stage, furnish, new_world, staged


def of(stage: Stage, scope: str, language: str = "") -> dict[str, str]:
    """What Telegram was told to offer, by command."""
    found = stage.world.bots[BOT].commands.get((scope, language), [])
    return {one["command"]: one["description"] for one in found}


def chat(stage: Stage, key: str) -> str:
    return f"chat:{stage.person(key).chat.id}"


async def joins(stage: Stage, key: str) -> None:
    person = stage.person(key)
    await person.starts(stage.codes[key])
    await person.presses("Đồng ý tham gia")


def change(database: Database, code: str, language: str = "vi", role: Role | None = None) -> None:
    def work(session: Session) -> None:
        member = session.scalars(select(Member).where(Member.code == code)).one()
        member.language = language
        if role is not None:
            session.add(MemberRole(member_id=member.id, role=role))

    database.run_now(work)


async def passes(stage: Stage, seconds: float) -> None:
    await stage.at(stage.world.clock.now() + timedelta(seconds=seconds))


async def test_each_chat_is_offered_the_commands_of_its_member(database: Database) -> None:
    world: World = new_world(NOW)
    codes = database.run_now(lambda session: furnish(session, NOW))
    async with staged(database, world) as stage:
        stage.codes = codes
        await stage.settle()
        assert {"baocao", "khan"} <= of(stage, "all_private_chats").keys()
        assert of(stage, "all_private_chats", "en")["menu"] != of(stage, "all_private_chats")["menu"]
        await stage.person("binh").starts(codes["binh"])
        assert of(stage, chat(stage, "binh")) == {}, "before they take part"
        await stage.person("binh").presses("Đồng ý tham gia")
        for key in ("an", "chi"):
            await joins(stage, key)
        assert {"soan", "canhbao", "noinhom"} <= of(stage, chat(stage, "binh")).keys()
        assert "baocao" not in of(stage, chat(stage, "binh"))
        assert "tonghop" in of(stage, chat(stage, "chi"))
        assert "soan" not in of(stage, chat(stage, "an"))

        before = of(stage, chat(stage, "an"))
        change(database, "an", "en", Role.STAFF)
        await passes(stage, 20)
        after = of(stage, chat(stage, "an"))
        assert {"soan", "baocao"} <= after.keys()
        assert after["menu"] not in before.values(), "and in English"

        mark = world.mark()
        await passes(stage, 20)
        assert "setmycommands" not in [call.lower() for call in stage.calls(mark)], "what is so is not told again"
        await stage.restart()
        own = [call for call in stage.calls(mark) if call.lower() == "setmycommands"]
        assert len(own) == 3, "after a restart only what stands for everybody"

        await stage.person("an").says("/stop")
        await stage.person("an").presses("Leave and delete")
        assert of(stage, chat(stage, "an")) == {}, "who left is offered nothing of a role"

        def leave(session: Session) -> None:
            session.scalars(select(Member).where(Member.code == "chi")).one().left_at = world.clock.now()

        database.run_now(leave)
        await passes(stage, 20)
        assert of(stage, chat(stage, "chi")) == {}, "nor who was taken off the roster"
        mark = world.mark()
        await passes(stage, 20)
        assert "deletemycommands" not in [call.lower() for call in stage.calls(mark)], "once"


async def test_in_a_group_officers_are_offered_what_is_understood_there(database: Database) -> None:
    world: World = new_world(NOW)
    codes = database.run_now(lambda session: furnish(session, NOW))
    async with staged(database, world) as stage:
        stage.codes = codes
        await joins(stage, "binh")
        await stage.settle()
        assert (of(stage, "all_group_chats"), of(stage, "all_group_chats", "en")) == ({}, {})
        assert of(stage, "all_chat_administrators").keys() == {"noinhom"}
        await stage.person("binh").says("/noinhom", group="ctv")
        await stage.person("binh").presses("Nhóm cộng tác viên", group="ctv")
        await passes(stage, 20)
        group, binh = world.groups["ctv"].id, world.people["binh"].id
        assert of(stage, f"chat_member:{group}:{binh}").keys() == {"noinhom"}
        change(database, "an", role=Role.STAFF)
        await joins(stage, "an")
        await passes(stage, 20)
        assert of(stage, f"chat_member:{group}:{world.people['an'].id}").keys() == {"noinhom"}


async def test_a_list_that_the_network_puts_off_holds_up_nobody(database: Database) -> None:
    world: World = new_world(NOW)
    codes = database.run_now(lambda session: furnish(session, NOW))
    async with staged(database, world) as stage:
        stage.codes = codes
        await stage.settle()
        world.faults.add("too_many", method="setMyCommands", retry_after=100)
        await joins(stage, "an")
        stage.person("an").sees("xin cảm ơn")
        await stage.person("an").says("/khan")
        stage.person("an").sees("Việc gì?")
        await passes(stage, 60)
        assert of(stage, chat(stage, "an")) == {}
        await passes(stage, 50)
        assert "baocao" in of(stage, chat(stage, "an"))
