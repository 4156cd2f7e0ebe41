"""Who gets in, and what a stranger learns."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from sandbox.world import World
from storage.engine.database import Database
from storage.tables import CONSENT, Address, Delivery, Member, Role
from tests.handlers.playing import begin_report, joins, prompt_there
from tests.stage import OaPerson, Person, Stage, ZaloPerson, furnish, new_world, staged


async def test_a_member_joins_and_has_a_menu(stage: Stage, an: Person) -> None:
    an.has_seen("Đã ghi nhận")
    assert "❗ Báo việc khẩn" in an.buttons


async def test_a_stranger_gets_one_neutral_sentence(stage: Stage) -> None:
    lan = stage.person("lan")
    await lan.starts("AAAA-BBBB-CCCC-DDDD-EEEE")
    assert [m.text for m in lan.phone if not m.mine] == [
        "Kênh này chỉ dành cho người được mời. Nếu có lời mời, xin mở đúng đường dẫn đã nhận."
    ]


async def test_who_declines_is_forgotten(database: Database, world: World) -> None:
    codes = database.run_now(lambda session: furnish(session, world.clock.now()))
    async with staged(database, world) as stage:
        an = stage.person("an")
        await an.starts(codes["an"])
        chat = str(an.chat.id)
        await an.presses("Không tham gia")
        an.has_seen("đã xóa tài khoản trò chuyện này")
        assert stage.look(lambda s: s.scalars(select(Address)).all()) == []
        world.clock.advance(timedelta(days=1, minutes=1).total_seconds())
        await stage.app.ticker.tidy()
        assert chat not in {d.chat for d in stage.look(lambda s: s.scalars(select(Delivery)).all())}
        await an.says("xin chào")
        an.sees("Kênh này chỉ dành cho người được mời")


@pytest.mark.parametrize("said", ["đồng ý", "Đồng ý.", "có", "vâng", "ok", "dạ tôi đồng ý tham gia"])
async def test_consent_in_ones_own_words_joins(stage: Stage, said: str) -> None:
    em = await joins(stage, "em", "Đỗ Em", Role.COLLABORATOR, agrees=False)
    await em.starts(stage.codes["em"])
    await em.says(said)
    em.sees("Đã ghi nhận")


async def test_who_asks_who_will_see_it_reads_that_before_joining(stage: Stage) -> None:
    em = await joins(stage, "em", "Đỗ Em", Role.COLLABORATOR, agrees=False)
    await em.starts(stage.codes["em"])
    await em.says("tôi chưa rõ lắm, ai xem được?")
    em.sees("Chỉ cán bộ được giao mới biết ai đã báo cáo.")


async def test_words_that_are_neither_yes_nor_no_get_one_short_line(stage: Stage) -> None:
    em = await joins(stage, "em", "Đỗ Em", Role.COLLABORATOR, agrees=False)
    await em.starts(stage.codes["em"])
    for said in ("không hiểu lắm", "dừng", "cô ơi"):
        await em.says(said)
        em.sees("Em chưa hiểu tin này")
        assert len(em.last.text) < 200
    await em.presses("Không tham gia")
    em.sees("đã xóa tài khoản trò chuyện này")


@pytest.mark.parametrize("kind", [ZaloPerson, OaPerson])
async def test_consent_in_ones_own_words_joins_on_zalo(database: Database, kind: type[ZaloPerson]) -> None:
    world = new_world(zalo=kind is ZaloPerson, oa=kind is OaPerson)
    codes = database.run_now(lambda session: furnish(session, world.clock.now()))
    async with staged(database, world) as stage:
        for key, said in (("an", "Đồng ý."), ("dung", "dạ tôi đồng ý tham gia"), ("binh", "ok"), ("chi", "vâng ạ")):
            person = kind(stage, key)
            await person.starts(codes[key])
            await person.says(said)
            person.sees("Đã ghi nhận")


async def test_a_stranger_is_answered_a_few_times_a_day_and_still_let_in(stage: Stage) -> None:
    lan = stage.person("lan")
    for _ in range(8):
        await lan.says("xin chào")
    assert len([m for m in lan.phone if not m.mine]) == 3
    stage.world.clock.advance(timedelta(days=1).total_seconds())
    await lan.says("xin chào")
    assert len([m for m in lan.phone if not m.mine]) == 4


async def test_who_joined_before_sees_a_changed_consent_text_once(stage: Stage, an: Person) -> None:
    """It comes ahead of what they came for, which goes on; on every network, and once in all."""
    stage.database.run_now(lambda s: setattr(s.scalars(select(Member).where(Member.code == "an")).one(), "consent", 1))
    prompt_there(stage)
    mark = an.last.id
    await an.says("/menu")
    changed, menu = an.answers(mark)
    assert "không cần làm gì thêm" in changed
    assert "không tham gia nữa" in changed
    assert "Chọn việc" in menu or "Báo cáo" in "".join(an.buttons)
    await begin_report(an)
    await an.says("/menu")
    assert not [text for text in an.answers(mark)[2:] if "không cần làm gì thêm" in text]
    assert stage.look(lambda s: {one.consent for one in s.scalars(select(Member))}) == {CONSENT}


async def test_consent_is_eighty_words_and_read_whole_before_and_at_any_time_after(stage: Stage) -> None:
    lan = await joins(stage, "lam", "Lê Lam", Role.COLLABORATOR, unit="X01", agrees=False)
    await lan.starts(lan.code)
    assert len(lan.sees("không dùng để xử lý cá nhân nào").text.split()) <= 80
    lan.sees("Ban lưu họ tên, đơn vị, tài khoản này; tin đi qua máy chủ của mạng.")
    for ask in ("says", "presses"):
        await getattr(lan, ask)("Xem kỹ")
        lan.sees("Tin nhắn đi qua máy chủ của mạng nhắn tin")
        assert {"Đồng ý tham gia", "Không tham gia"} <= set(lan.buttons), "the question is still there"
    await lan.says("Dạ em đồng ý ạ")
    lan.sees("Đã ghi nhận, xin cảm ơn")
    await lan.says("/dieukhoan")
    lan.sees("Ban lưu họ tên, đơn vị và tài khoản trò chuyện này")
    assert "Đồng ý tham gia" not in lan.buttons
    await lan.says("/trogiup")
    await lan.presses("Điều đã đồng ý")
    lan.sees("Tin nhắn đi qua máy chủ của mạng nhắn tin")
