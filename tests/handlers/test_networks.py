"""The main job on every network: the same conversation, by buttons on one and by numbers and words on another."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlmodel import select

from sandbox.world import World
from storage.database import Database
from storage.tables import Answer, Assignment, AssignmentStatus, Report
from tests.handlers.playing import GIST, PROPOSAL, send_prompt
from tests.stage import ROLES, Person, Stage, ZaloPerson, furnish, new_world, staged

NETWORKS = {"telegram": Person, "zalo_bot": ZaloPerson}


@pytest.fixture
def world() -> World:
    return new_world(zalo=True)


@pytest.fixture
async def stage(database: Database, world: World) -> AsyncIterator[Stage]:
    """Everybody but Dung has joined on Telegram."""
    codes = database.run_now(lambda session: furnish(session, world.clock.now()))
    async with staged(database, world) as stage:
        for key in ROLES.keys() - {"dung"}:
            await stage.person(key).starts(codes[key])
            await stage.person(key).presses("Đồng ý tham gia")
        stage.codes = codes
        yield stage


@pytest.fixture(params=NETWORKS)
async def dung(request: pytest.FixtureRequest, stage: Stage) -> Person:
    """Dung, who joins on each network in turn."""
    dung = NETWORKS[request.param](stage, "dung")
    await dung.starts(stage.codes["dung"])
    dung.sees("Lắng Nghe")
    await dung.presses("Đồng ý tham gia")
    dung.sees("Đã ghi nhận")
    return dung


async def test_the_main_job(stage: Stage, dung: Person, binh: Person) -> None:
    await send_prompt(binh)
    dung.sees("Nội dung nắm bắt tháng 11")
    await dung.presses("Viết báo cáo")
    dung.sees("Không ghi bí mật nhà nước")
    await dung.presses("Giá vật tư")
    await dung.says(GIST)
    await dung.chooses("Nông dân", "Phụ nữ")
    await dung.presses("Băn khoăn")
    await dung.presses("Khoảng ba phần tư")
    await dung.presses("Không đồng tình")
    await dung.presses("Một khu dân cư")
    await dung.chooses("Trao đổi trực tiếp")
    await dung.presses("Bỏ qua")
    await dung.presses("Có thể lan rộng")
    await dung.presses("Bình thường")
    await dung.says(PROPOSAL)
    dung.sees("Xem lại")
    await dung.presses("✓ Gửi")
    dung.sees("BC-1126-001")
    report = stage.look(lambda s: s.scalars(select(Report)).one())
    assert report.number == "BC-1126-001"
    coded = stage.look(lambda s: {(a.field, a.choice) for a in s.scalars(select(Answer))})
    expected = {("topic", "farming"), ("main", "concerned"), ("share_concerned", "75"), ("strata", "women")}
    assert expected | {("strata", "farmers"), ("source", "direct")} <= coded
    status = stage.look(lambda s: {a.status for a in s.scalars(select(Assignment))})
    assert AssignmentStatus.SUBMITTED in status
