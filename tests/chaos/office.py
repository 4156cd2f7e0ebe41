"""The people of the play: so many collaborators who have joined and were asked something, and an officer."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, select

from forms.library import builtin
from sandbox.world import World
from storage import drafts, members, prompts, units
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
_COMMUNES = 10
_MATTERS = [("Giá vật tư nông nghiệp tăng", "farming"), ("Sáp nhập thôn, tổ dân phố", "party")]


def keys(people: int) -> list[str]:
    """The names of the collaborators."""
    return [f"ctv{number}" for number in range(1, people + 1)]


def new_world(now: datetime, people: int) -> World:
    """Everybody has the bot's chat open."""
    world = World.empty(now, running=True)
    bot = world.add_bot(BOT, "Lắng Nghe", TOKEN)
    world.populate(people, prefix="ctv", started=[bot])
    world.add_person(OFFICER, "Trần Bình", started=[bot])
    world.history = 100_000
    world.retry_unit = 0.1
    return world


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
    account = members.account(session, "telegram", TOKEN.partition(":")[0])
    for number, key in enumerate((*keys(people), OFFICER)):
        staff = key == OFFICER
        home = province if staff else communes[number % _COMMUNES]
        assert home.id and account.id
        member = Member(code=key, name=key, unit_id=home.id, joined_at=now, duty=1 if staff else None)
        session.add(member)
        session.flush()
        assert member.id
        chat = str(world.chat(key, BOT).id)
        marked = members.chat_hash(session, account.id, chat)
        session.add(MemberRole(member_id=member.id, role=Role.STAFF if staff else Role.COLLABORATOR))
        session.add(Address(account_id=account.id, member_id=member.id, chat=chat, chat_hash=marked, created_at=now))
    session.flush()
    return _ask(session, province, now)


def _ask(session: Session, province: Unit, now: datetime) -> dict[str, str]:
    form = builtin("periodic")
    published = drafts.publish(session, "periodic", form.title, form.xml, now, builtin=True)
    officer = session.scalars(select(Member.id).where(Member.code == OFFICER)).one()
    assert published.id and province.id and officer
    prompt = Prompt(
        kind=PromptKind.MONTHLY,
        status=PromptStatus.SENT,
        form_id=published.id,
        title="Nội dung nắm bắt tháng",
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
