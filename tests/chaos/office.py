"""The people of the play: so many collaborators who have joined and were asked something, and an officer on Telegram."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, select

from channels.zalo_bot.adapter import USERS
from forms.builtin_forms import builtin
from sandbox.chats import Chat
from sandbox.people import Bot
from sandbox.world import World, crowd_name
from sandbox.zalo_names import chat_name
from storage.forms import published_forms
from storage.members import addresses, units
from storage.prompts import prompts
from storage.tables import (
    Address,
    Member,
    MemberRole,
    Prompt,
    PromptItem,
    PromptKind,
    PromptStatus,
    Role,
    Unit,
    UnitKind,
)
from tests.stage import BOT, TOKEN

OFFICER = "binh"
TITLE = "Nội dung nắm bắt tháng"
_COMMUNES = 10
_MATTERS = [("Giá vật tư nông nghiệp tăng", "farming"), ("Sáp nhập thôn, tổ dân phố", "party")]


def keys(people: int) -> list[str]:
    """The names of the collaborators."""
    return [f"ctv{number}" for number in range(1, people + 1)]


def new_world(now: datetime, people: int, *, zalo: bool) -> World:
    """Everybody has the chat of the bot that serves them open. `zalo`: collaborators write there, to one of several bots."""
    world = World.empty(now, running=True)
    telegram = world.add_bot(BOT, "Lắng Nghe", TOKEN)
    names = keys(people)
    room = min(USERS, -(-people // 2))
    for number in range(1, -(-people // room) + 1) if zalo else ():
        token = f"{200_000 + number}:SANDBOX-zalo-token-{number}"
        world.add_bot(f"bot.LangNghe{number}", f"Bot Lắng Nghe {number}", token, network="zalo")
    bots = zalo_bots(world) or [telegram]
    for place, key in enumerate(names):
        world.add_person(key, crowd_name(place + 1), started=[bots[place // room] if zalo else telegram])
    world.add_person(OFFICER, "Trần Bình", started=[telegram])
    world.history = 100_000
    world.retry_unit = 0.1
    return world


def zalo_bots(world: World) -> list[Bot]:
    """The bots on Zalo, in the order in which they were filled."""
    return [bot for bot in world.bots.values() if bot.network == "zalo"]


def bot_of(world: World, key: str) -> Bot:
    """The bot that somebody writes to."""
    return next(bot for bot in world.bots.values() if any(c.person is world.people[key] for c in world.chats_of(bot)))


def chats(world: World) -> dict[str, int]:
    """Every chat by the name that the program knows it by, and the world's own number of it."""
    return {known_as(bot, chat): chat.id for bot in world.bots.values() for chat in world.chats_of(bot)}


def known_as(bot: Bot, chat: Chat) -> str:
    """The id that a bot knows a chat by."""
    return chat_name(bot.id, chat) if bot.on_zalo else str(chat.id)


def furnish(session: Session, world: World, people: int, now: datetime) -> dict[str, str]:
    """Puts them into the database; returns the codes of the matters that they were asked about, by text."""
    province = Unit(code="T", name="Tỉnh Mẫu", sort_key="a", kind=UnitKind.PROVINCE)
    session.add(province)
    session.flush()
    communes = [
        Unit(code=f"X{n:02}", name=f"xã Mẫu {n}", sort_key=f"xa {n:02}", kind=UnitKind.COMMUNE, parent_id=province.id)
        for n in range(_COMMUNES)
    ]
    session.add_all(communes)
    units.rebuild_paths(session)
    for number, key in enumerate((*keys(people), OFFICER)):
        staff = key == OFFICER
        home = province if staff else communes[number % _COMMUNES]
        assert home.id
        member = Member(code=key, name=key, unit_id=home.id, joined_at=now, duty=1 if staff else None)
        session.add(member)
        session.flush()
        bot = bot_of(world, key)
        account = addresses.account(session, "zalo_bot" if bot.on_zalo else "telegram", str(bot.id))
        assert member.id and account.id
        chat = known_as(bot, world.private(bot, world.people[key]))
        marked = addresses.chat_hash(session, account.id, chat)
        session.add(MemberRole(member_id=member.id, role=Role.STAFF if staff else Role.COLLABORATOR))
        session.add(Address(account_id=account.id, member_id=member.id, chat=chat, chat_hash=marked, created_at=now))
    session.flush()
    return _ask(session, province, now)


def _ask(session: Session, province: Unit, now: datetime) -> dict[str, str]:
    form = builtin("periodic")
    published = published_forms.publish(session, "periodic", form.title, form.xml, now, builtin=True)
    officer = session.scalars(select(Member.id).where(Member.code == OFFICER)).one()
    assert published.id and province.id and officer
    prompt = Prompt(
        kind=PromptKind.MONTHLY,
        status=PromptStatus.SENT,
        form_id=published.id,
        title=TITLE,
        intro="",
        unit_id=province.id,
        due_at=now + timedelta(days=20),
        created_by=officer,
        created_at=now,
        send_at=now,
        sent_at=now,
    )
    prompts.add(session, prompt, _MATTERS)
    assert prompt.id
    prompts.assign(session, prompt.id, prompts.audience(session, province.id))
    return {item.text: item.name for item in session.scalars(select(PromptItem))}
