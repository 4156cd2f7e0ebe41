"""A bot's monthly messages: counted, shown before a prompt goes out, warned about, and nothing is lost when they are used up."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlmodel import Session, select

from handlers import installation
from sandbox.world import World
from storage.engine import counters
from storage.engine.database import Database
from storage.messaging import quota
from storage.messaging.quota import Quota
from storage.tables import Account, Role
from tests.handlers.playing import TITLE, ZONE, joins, local, only, write_prompt
from tests.handlers.rosters import card, got, member, passes
from tests.handlers.surveys.test_open_links import open_link
from tests.handlers.zalo.joining import joined
from tests.stage import Person, Stage, ZaloPerson, furnish, new_world, staged

QUOTA = 60


@pytest.fixture
def world() -> World:
    return new_world(zalo=True)


@pytest.fixture
async def stage(database: Database, world: World) -> AsyncIterator[Stage]:
    codes = database.run_now(lambda session: furnish(session, world.clock.now()))
    async with staged(database, world, quota=QUOTA) as stage:
        stage.codes = codes
        for key in ("an", "binh"):
            await joined(stage.person(key))
        only(stage)
        yield stage


def account(session: Session) -> int:
    return session.scalars(select(Account.id).where(Account.network == "zalo_bot")).one() or 0


def used(stage: Stage, *, both: bool = True) -> int:
    (found,) = stage.look(lambda s: quota.used(s, Quota(QUOTA, both, ZONE), stage.world.clock.now()))
    return found.count


def spend(stage: Stage, count: int) -> None:
    """So many messages more have gone out this month."""
    month = f"{stage.world.clock.now().astimezone(ZONE):%Y-%m}"
    stage.database.run_now(lambda s: counters.add(s, f"quota:{account(s)}:{month}", count))


async def a_minute_later(stage: Stage) -> None:
    stage.world.clock.advance(61)
    await stage.tick()


async def test_what_goes_and_what_comes_is_counted_by_the_month(stage: Stage) -> None:
    (em,) = await member(stage, "em", "zalo")
    sent = sum(not m.mine for m in em.phone)
    assert (used(stage, both=False), used(stage)) == (sent, len(em.phone))
    assert sum(m.mine for m in em.phone) == 2
    await stage.at(local(1, 0, 0, month=12))
    assert used(stage) == 0, "a new month"
    await em.says("menu")
    assert used(stage) == 2


async def test_a_message_of_several_parts_counts_as_many(stage: Stage) -> None:
    (em,) = await member(stage, "em", "zalo")
    before, seen = used(stage, both=False), len(em.phone)
    binh = stage.person("binh")
    await write_prompt(binh, title="Nội dung dài " + "x" * 150)
    await binh.presses("✓ Gửi đi")
    assert used(stage, both=False) - before == sum(not m.mine for m in em.phone[seen:])


async def test_staff_see_before_they_send_what_is_left(stage: Stage) -> None:
    binh = stage.person("binh")
    for key in ("em", "giang"):
        await member(stage, key, "zalo")
    left = QUOTA - used(stage)
    await write_prompt(binh)
    text = binh.has_seen("Xem trước").text
    assert f"Zalo Bot Lắng Nghe: còn {left}/{QUOTA} tin tháng này; lần gửi này cần khoảng 2." in text
    assert "không đủ lượt" not in text
    await binh.presses("Bỏ, không gửi")
    await binh.presses("Bỏ hẳn")
    spend(stage, left - 1)
    await write_prompt(binh, title="Việc hai")
    binh.has_seen("còn 1/60 tin tháng này")
    binh.has_seen("Bot Lắng Nghe không đủ lượt cho lần gửi này")
    await binh.says("/thanhvien")
    binh.sees("Bot Lắng Nghe: còn 1/60 tin tháng này")


async def test_warned_once_at_eighty_percent_and_once_at_the_end(stage: Stage) -> None:
    binh = stage.person("binh")
    admin = await joins(stage, "quang", "Vũ Quang", Role.ADMIN)
    await member(stage, "em", "zalo")
    mark = binh.last.id
    await a_minute_later(stage)
    assert binh.answers(mark) == []
    spend(stage, 48 - used(stage))
    await a_minute_later(stage)
    await a_minute_later(stage)
    assert [len(person.answers(mark)) for person in (binh,)] == [1]
    binh.sees("Bot Zalo Bot Lắng Nghe đã dùng 48/60 tin của tháng này")
    admin.sees("đã dùng 48/60 tin")
    spend(stage, 20)
    mark = binh.last.id
    await a_minute_later(stage)
    await stage.restart()
    await a_minute_later(stage)
    assert len(binh.answers(mark)) == 1
    binh.sees("đã hết lượt tháng này (68/60 tin)")


async def test_used_up_by_our_own_count_broadcasts_go_elsewhere_and_the_rest_is_tried(stage: Stage) -> None:
    binh = stage.person("binh")
    (only_zalo,) = await member(stage, "em", "zalo")
    phones = await member(stage, "giang", "zalo", "telegram")
    spend(stage, QUOTA)
    await a_minute_later(stage)
    await write_prompt(binh)
    stage.world.press("binh", binh.chat, *binh.button("✓ Gửi đi"))
    await passes(stage, lambda: "✓ Đã gửi" in card(binh), seconds=3)
    assert [got(phone, TITLE) for phone in phones] == [0, 1]
    assert got(only_zalo, TITLE) == 1, "our count may be wrong: the network has the last word"


async def test_no_quota_no_words(database: Database, world: World) -> None:
    codes = database.run_now(lambda session: furnish(session, world.clock.now()))
    async with staged(database, world) as stage:
        stage.codes = codes
        binh: Person = await joined(stage.person("binh"))
        await member(stage, "em", "zalo")
        await write_prompt(binh)
        assert "tin tháng này" not in binh.has_seen("Xem trước").text


async def test_a_stranger_is_answered_once_a_day_where_messages_are_counted(database: Database, world: World) -> None:
    async with staged(database, world, quota=QUOTA) as stage:
        an = ZaloPerson(stage, "an")  # nobody has let them in here
        for _ in range(5):
            await an.says("xin chào")
        assert len([message for message in an.phone if not message.mine]) == 1


async def test_no_stranger_uses_up_the_month_by_the_link_of_a_survey(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked the same again and again the bot falls silent until tomorrow, to that one alone."""
    monkeypatch.setattr(installation, "_GUEST_ANSWERS", 5)
    code = await open_link(stage.person("binh"))
    stage.world.add_person("hoa", "Người hoa")
    hoa, other, asked = ZaloPerson(stage, "hoa"), ZaloPerson(stage, "lan"), "Trả lời là tự nguyện"
    for _ in range(9):
        await hoa.says(f"KS-{code}")
    await other.says(f"KS-{code}")
    other.sees(asked)
    assert sum(asked in one.text for one in hoa.phone) == 5
    stage.world.clock.advance(24 * 3600)
    await hoa.says(f"KS-{code}")
    assert sum(asked in one.text for one in hoa.phone) == 6
