"""What staff and members do by chat stands in the audit log: who, what, about which row, and no words."""

from __future__ import annotations

from sqlmodel import select

from storage.tables import AuditEntry, Member, Role
from tests.handlers.playing import joins, local, only
from tests.handlers.sheets import ROADS
from tests.handlers.staff.test_forms import sends
from tests.handlers.staff.test_groups_back import binds
from tests.handlers.staff.test_planned import CONFIRM, write_for_later
from tests.stage import Person, Stage


def entries(stage: Stage, since: int = 0) -> list[tuple[str, str, str, int | None]]:
    query = select(AuditEntry).where(AuditEntry.number >= since).order_by(AuditEntry.number)  # type: ignore[arg-type]
    return stage.look(lambda s: [(one.action, one.about, one.detail, one.member_id) for one in s.scalars(query)])


def number(stage: Stage, name: str) -> int | None:
    return stage.look(lambda s: next(member.id for member in s.scalars(select(Member)) if member.name == name))


async def test_prompts_forms_groups_and_leaving_leave_an_entry_each(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    before, officer = len(entries(stage)), number(stage, "Trần Bình")
    await write_for_later(binh)
    await binh.presses(CONFIRM)
    await binh.presses("Hủy lịch gửi")
    await write_for_later(binh)
    await binh.presses(CONFIRM)
    await stage.at(local(10, 9))
    written = entries(stage, before)
    assert [(action, who) for action, _, _, who in written] == [
        ("prompt.schedule", officer),
        ("prompt.cancel", officer),
        ("prompt.schedule", officer),
        ("prompt.send", None),
    ]
    first, cancelled, second, left = [about for _, about, _, _ in written]
    assert first == cancelled != second == left

    before = len(entries(stage))
    await sends(binh, ROADS)
    await binh.presses("Công bố")
    await sends(binh, ROADS)
    await binh.presses("Công bố")  # the same once more publishes nothing
    await sends(binh, ROADS)
    await binh.presses("Bỏ")
    await binds(binh)
    assert [(action, detail, who) for action, _, detail, who in entries(stage, before)] == [
        ("form.publish", "duong_thon:1", officer),
        ("form.drop", "", officer),
        ("group.bind", "collaborators", officer),
    ]

    before = len(entries(stage))
    await joins(stage, "lananh", "Đỗ Lan Anh", Role.STAFF)
    await an.says("/stop")
    await an.presses("Ngừng tham gia và xóa")
    new, gone = number(stage, "Đỗ Lan Anh"), number(stage, "Hoàng An")
    assert entries(stage, before) == [
        ("invitation.redeem", f"member:{new}", "", new),
        ("member.join", f"member:{new}", "", new),
        ("member.leave", f"member:{gone}", "", gone),
    ]
