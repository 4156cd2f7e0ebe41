"""An officer without Telegram: a board digest drafted, finished and approved, a report found, by what Zalo's doors allow."""

from __future__ import annotations

import pytest

from sandbox.world import World
from storage.tables import Role
from tests.handlers.playing import joins, local, only, report_there
from tests.handlers.zalo.test_office_networks import DOORS, moved
from tests.stage import Person, Stage, new_world


@pytest.fixture(params=DOORS)
def door(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(door: str) -> World:
    return new_world(zalo=True, oa=door == "zalo_oa")


async def test_officer_finishes_and_approves_a_digest_and_finds_a_report(stage: Stage, door: str, chi: Person) -> None:
    only(stage)
    stage.patience = 60.0
    for number in range(4):
        await joins(stage, f"m{number}", f"Người {number}", Role.COLLABORATOR, unit="X01", agrees=False)
        report_there(stage, f"m{number}")
    officer = await moved(stage, "binh", door)
    stage.world.clock.set(local(4, 9))
    await officer.says("/baocaoban")
    await officer.presses("Lập báo cáo")
    await officer.presses("Kỳ khác")
    await officer.says("03/11/2026")
    officer.sees("DỰ THẢO")
    await officer.presses("Nhận định")
    await officer.says("Dư luận cơ bản ổn định.")
    officer.sees("Dư luận cơ bản ổn định.")
    mark = chi.last.id
    await officer.presses("Duyệt và gửi")
    await officer.presses("Không thuộc danh mục bí mật")
    officer.sees("✓ Đã duyệt, số 01-BC/BTGDVTU.")
    assert sum("Số 01-BC/BTGDVTU" in text for text in chi.answers(mark)) == 1
    await officer.says("/tim nông nghiệp, nông thôn tháng 11")
    officer.sees("Lĩnh vực: Nông nghiệp, nông thôn")
    officer.sees("BC-1126-004")
    await officer.says("/tim nguyễn văn tám")
    officer.sees("có thể là tên")
