"""The main job as a conversation: a prompt goes out, a report comes in, the urgent is flagged, the digest reaches the leader."""

from __future__ import annotations

import re
from datetime import datetime

from sqlmodel import select

from storage.tables import Answer, Assignment, AssignmentStatus, Report, Reporter, Role
from tests.handlers.playing import GIST, ZONE, joins, send_prompt, write_prompt
from tests.stage import Person, Stage


async def fill_periodic(an: Person, urgency: str) -> None:
    """An answers every question up to the proposal."""
    await an.presses("Viết báo cáo")
    an.sees("Không ghi bí mật nhà nước")
    await an.presses("Giá vật tư")
    await an.says(GIST)
    assert an.buttons[0] == "☐ Phụ nữ", "the groups that An covers come first"
    await an.presses("Nông dân")
    await an.presses("Phụ nữ")
    await an.presses("Xong")
    await an.presses("Băn khoăn")
    await an.presses("Khoảng ba phần tư")
    await an.presses(urgency)


async def test_from_prompt_to_digest(stage: Stage, an: Person, binh: Person, chi: Person) -> None:
    await send_prompt(binh)
    an.sees("Nội dung nắm bắt tháng 11")
    await fill_periodic(an, "Khẩn")
    assert re.fullmatch(r"❗ Việc khẩn cần nhận · số \d+ · 08:30", binh.sees("❗").text), (
        "a lock screen shows no content"
    )
    await binh.presses("Xem")
    binh.sees(GIST)
    binh.sees("chưa xác minh")
    await binh.presses("Nhận việc")
    binh.sees("Trần Bình đã nhận lúc 08:30")

    an.sees("Xem lại")
    await an.presses("✓ Gửi")
    an.sees("BC-1126-001")
    report = stage.look(lambda s: s.scalars(select(Report)).one())
    assert (report.number, report.urgent, f"{report.day}") == ("BC-1126-001", True, "2026-11-03")
    coded = stage.look(lambda s: {(a.field, a.choice) for a in s.scalars(select(Answer))})
    assert {("topic", "farming"), ("main", "concerned"), ("share_concerned", "75"), ("strata", "women")} <= coded
    assert not any(GIST in choice for _, choice in coded)
    assert stage.look(lambda s: s.scalars(select(Reporter)).one()).report_id == report.id

    await binh.says("/tinhhinh")
    binh.sees("Đã gửi báo cáo: 1/2")
    binh.sees("xã Bình Hòa: Phạm Dung")

    await stage.at(datetime(2026, 11, 3, 17, 0, 1, tzinfo=ZONE))
    digest = chi.sees("Chưa xác minh")
    assert GIST not in digest.text
    assert "xã An Phú" not in digest.text, "one reporter names no commune"
    assert "Hoàng An" not in digest.text
    await chi.presses("DOCX")
    document = next(m.document for m in reversed(chi.phone) if m.document)
    assert document.name == "ban-tong-hop-2026-11-03.docx"
    assert document.content[:2] == b"PK"


async def test_the_prompt_also_reaches_the_group_that_staff_bound(stage: Stage, an: Person, binh: Person) -> None:
    await binh.says("/noinhom", group="ctv")
    await binh.presses("Nhóm cộng tác viên", group="ctv")
    await send_prompt(binh)
    posted = [m for m in stage.world.messages("ctv") if "Giá vật tư" in m.text]
    assert len(posted) == 1
    link = posted[0].keyboard[0][0].url
    assert "start=p" in link
    stage.world.open_link("an", link)
    await stage.settle()
    an.has_seen("Giá vật tư nông nghiệp tăng")
    an.sees("1/")
    assert any("Giá vật tư" in label for label in an.buttons), "the form is open at its first question"


async def test_nothing_to_report_is_one_tap(stage: Stage, an: Person, binh: Person) -> None:
    await send_prompt(binh)
    await an.presses("Đã hỏi, dân không có ý kiến")
    an.sees("đã hỏi, dân không có ý kiến")
    status = stage.look(
        lambda s: {a.member_id: (a.state.status, a.state.nothing_reason) for a in s.scalars(select(Assignment))}
    )
    assert (AssignmentStatus.NOTHING, "calm") in status.values()


async def test_the_group_reads_in_steps_how_many_have_answered(stage: Stage, an: Person, binh: Person) -> None:
    people = [an, *[await joins(stage, f"c{n}", f"Ngô Hoa {n}", Role.COLLABORATOR) for n in range(5)]]
    alone = await joins(stage, "mot", "Ngô Một", Role.COLLABORATOR, officer="binh")
    await binh.says("/noinhom", group="ctv")
    await binh.presses("Nhóm cộng tác viên", group="ctv")
    await write_prompt(binh)
    await binh.presses("✓ Gửi đi")
    await stage.tick()

    def post() -> str:
        return next(m.text for m in stage.world.messages("ctv") if "Giá vật tư" in m.text)

    link = next(m for m in stage.world.messages("ctv") if "Giá vật tư" in m.text).keyboard[0][0].url
    for person in (alone, *people[:4]):
        await person.presses("Đã hỏi, dân không có ý kiến")
        assert "đã trả lời" not in post(), "four of whom the group may know have answered"
    await people[4].presses("Chưa hỏi được")
    assert "✓ Ít nhất 5 người đã trả lời." in post()
    await people[5].presses("Chưa hỏi được")
    assert "✓ Ít nhất 5 người đã trả lời." in post()
    assert not any(name in post() for name in ("Hoàng An", "Ngô Hoa"))
    assert sum("Giá vật tư" in m.text for m in stage.world.messages("ctv")) == 1, "the message changes itself"
    stage.world.open_link("an", link)
    await stage.settle()
    an.sees("Anh/chị đã trả lời Nội dung nắm bắt tháng 11 rồi.")
