"""Who gets in, and what a stranger learns."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import select

from sandbox.world import World
from storage.engine.database import Database
from storage.tables import Address, Delivery
from tests.stage import Person, Stage, furnish, staged


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
