"""A member's place on the roster changed in the chat: moved, suspended, back, retired, on every network."""

from __future__ import annotations

import pytest
from sqlmodel import select

from sandbox.world import World
from storage.tables import AuditEntry, MemberChange
from tests.handlers.playing import local, only, prompt_there
from tests.handlers.zalo.joining import joined
from tests.handlers.zalo.test_office_networks import DOORS
from tests.stage import Person, Stage, new_world


@pytest.fixture(params=["telegram", *DOORS])
def door(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(door: str) -> World:
    return new_world(zalo=door != "telegram", oa=door == "zalo_oa")


async def test_member_is_moved_suspended_back_and_retired(stage: Stage, door: str, binh: Person) -> None:
    only(stage)
    stage.world.clock.set(local(3, 9))
    dung = await joined(stage.person("dung") if door == "telegram" else DOORS[door](stage, "dung"))
    prompt_there(stage)
    await binh.says("/thanhvien Phạm Dung")
    binh.sees("Phạm Dung (dung), xã Bình Hòa")
    await binh.presses("Chuyển đơn vị")
    await binh.says("xã An Phú")
    binh.sees("✓ Phạm Dung (dung) nay thuộc xã An Phú.")
    dung.sees("Từ nay anh/chị thuộc xã An Phú")
    await binh.presses("Xem thành viên này")
    binh.sees("chuyển từ xã Bình Hòa (Trần Bình)")
    await binh.presses("Tạm dừng tham gia")
    dung.sees("Anh/chị tạm dừng tham gia")
    mark = dung.phone[-1].id
    await dung.says("/menu")
    assert dung.answers(mark)[-1].startswith("Anh/chị đang tạm dừng tham gia")
    await binh.says("/tiendo")
    binh.sees("Không hỏi nữa: 1/2")
    await binh.says("/thanhvien dung")
    binh.sees("Đang tạm dừng tham gia")
    await binh.presses("Cho tham gia lại")
    dung.sees("Anh/chị tham gia lại từ hôm nay.")
    await dung.says("/menu")
    assert any("Báo cáo" in label for label in dung.buttons)
    await binh.says("/thanhvien dung")
    await binh.presses("Cho nghỉ")
    await binh.presses("Đúng, cho nghỉ")
    binh.sees("nghỉ từ hôm nay")
    dung.sees("không còn trong danh sách mạng lưới")
    await dung.says("/menu")
    dung.sees("chỉ dành cho người được mời")
    kinds = [one.kind for one in stage.look(lambda s: s.scalars(select(MemberChange)).all())]
    assert kinds == ["moved", "suspended", "resumed", "retired"]
    actions = [one.action for one in stage.look(lambda s: s.scalars(select(AuditEntry)).all())]
    assert [one for one in actions if one.startswith("member.") and one != "member.join"] == [
        f"member.{one}" for one in ("move", "suspend", "resume", "retire")
    ]
