"""A bulk export needs a second officer, who agrees in their own chat (privacy 12)."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import select

from services import bulk_exports as exports
from storage.tables import AuditEntry, ExportRequest, ExportStatus, Role
from tests.handlers.playing import joins
from tests.stage import Person, Stage


def ask(stage: Stage, who: bool = False) -> int:
    now = stage.world.clock.now()
    number = stage.database.run_now(lambda s: exports.ask(s, "binh", "Báo cáo năm", who, now))
    assert number is not None
    return number


def use(stage: Stage, number: int) -> bool:
    now = stage.world.clock.now()
    return stage.database.run_now(lambda s: exports.use(s, number, now)) is not None


async def test_only_somebody_else_can_agree_and_it_is_good_once(
    stage: Stage, an: Person, binh: Person, chi: Person
) -> None:
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF)
    number = ask(stage, who=True)
    assert not use(stage, number)
    seen = len(binh.phone)
    await stage.tick()
    em.sees(f"số {number} đang chờ một cán bộ thứ hai")
    assert "Báo cáo năm" not in em.last.text, "a lock screen says nothing of it"
    waits = len(em.phone)
    await stage.tick()
    assert (len(em.phone), len(binh.phone)) == (waits, seen), "told once, and not to whoever asks"
    assert not [one for person in (an, chi) for one in person.phone if "cán bộ thứ hai" in one.text]
    await em.presses("Xem yêu cầu")
    em.sees("Báo cáo năm")
    await binh.says("/duyetxuat")
    binh.sees("Không có yêu cầu")
    for stranger_to_it in (binh, an, chi):
        await stranger_to_it.presses_on(stranger_to_it.last.id, f"export.agree:{number}", force=True)
    assert not use(stage, number), "neither whoever asks, nor who is no officer"
    await em.says("duyệt xuất")
    shown = em.sees("tên từng người báo cáo").text
    assert "Trần Bình" in shown
    assert "Báo cáo năm" in shown
    await em.presses("Đồng ý cho xuất")
    em.sees(f"đồng ý yêu cầu số {number}")
    assert use(stage, number)
    assert not use(stage, number)
    done = stage.look(lambda s: [(one.action, one.member_id) for one in s.scalars(select(AuditEntry))])
    row = stage.look(lambda s: s.scalars(select(ExportRequest)).one())
    assert [one for one in done if one[0].startswith("export.")] == [
        ("export.ask", row.asked_by),
        ("export.agree", row.decided_by),
        ("export.write", row.asked_by),
    ]


async def test_a_refusal_or_a_day_ends_it(stage: Stage, binh: Person) -> None:
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF)
    refused, old = ask(stage), ask(stage)
    await em.says("/duyetxuat")
    await em.presses_on(em.last.id, f"export.refuse:{refused}", force=True)
    em.sees("không đồng ý")
    assert not use(stage, refused)
    await em.presses_on(em.last.id, f"export.agree:{old}", force=True)
    stage.world.clock.advance(timedelta(days=2).total_seconds())
    assert not use(stage, old), "it was for a day"
    number = ask(stage)
    stage.world.clock.advance(timedelta(days=2).total_seconds())
    await em.presses_on(em.last.id, f"export.agree:{number}", force=True)
    em.sees("không còn chờ ý kiến")
    states = stage.look(lambda s: [one.status for one in s.scalars(select(ExportRequest))])
    assert states == [ExportStatus.REFUSED, ExportStatus.AGREED, ExportStatus.ASKED]
