"""A leader's word on an urgent matter: to the officer who has it, answered once, back to that leader."""

from __future__ import annotations

from sqlmodel import select

from storage.tables import Alert, AuditEntry, Role
from tests.handlers.playing import joins, local, only, play
from tests.handlers.staff.test_alerts import URGENT
from tests.stage import Person, Stage

CROWD = "Khoảng 40 người đứng trước cổng chợ"


async def an_urgent_section(stage: Stage, an: Person, chi: Person) -> int:
    """The leader looks at the urgent matters of the day's digest; returns the number of the only one."""
    only(stage, "daily_digest")
    stage.world.clock.set(local(3, 16))
    await play(an, URGENT)
    await stage.at(local(3, 17))
    await chi.presses("Việc khẩn")
    return stage.look(lambda s: s.scalars(select(Alert.id)).one()) or 0


async def test_words_go_to_the_officer_who_has_it_and_the_answer_to_that_leader_alone(
    stage: Stage, an: Person, binh: Person, chi: Person
) -> None:
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2)
    giang = await joins(stage, "giang", "Vũ Giang", Role.LEADER)
    number = await an_urgent_section(stage, an, chi)
    await binh.presses("Xem")
    await binh.presses("Nhận việc")
    await binh.presses("Chuyển người khác")
    await binh.presses("Đỗ Em")
    await chi.presses("Cho ý kiến việc khẩn")
    await chi.presses("Việc số")
    await chi.presses("Đã biết")
    await chi.presses("Đã biết")
    chi.sees("đồng chí đã biết việc này")
    assert [m.text for m in em.phone if "đã biết" in m.text] == [f"Lê Chi đã biết việc khẩn số {number} (16:00)."], (
        "told once"
    )
    await chi.presses("Cho ý kiến")
    await chi.says("Gọi ông Nguyễn Văn Tám 0912345678")
    chi.sees("không được ghi lại")
    em.has_not_seen("0912345678")
    await chi.says("Cử người xuống ngay, tối nay báo lại.")
    chi.sees("Đã ghi ý kiến, đang chuyển tới cán bộ phụ trách.")
    em.sees(f"Lê Chi cho ý kiến về việc khẩn số {number} (16:00):\n\nCử người xuống ngay, tối nay báo lại.")
    binh.has_not_seen("Cử người xuống ngay")
    data = em.button("Trả lời lãnh đạo")
    await binh.presses_on(binh.card.id, data[1], force=True)
    binh.sees("không còn chờ đồng chí trả lời")
    await em.presses("Trả lời lãnh đạo")
    await em.says("Anh em đã xuống, bà con đã về.")
    em.sees("Đã ghi câu trả lời, đang gửi tới lãnh đạo.")
    chi.sees(f"Cán bộ phụ trách trả lời về việc khẩn số {number} (16:00):\n\nAnh em đã xuống, bà con đã về.")
    giang.has_not_seen("bà con đã về")
    mark = chi.last.id
    await em.presses_on(*data, force=True)
    em.sees("Việc này đã được trả lời")
    assert chi.answers(mark) == []


async def test_check_of_a_single_reporters_matter_is_the_assigned_officers_with_a_due_day(
    stage: Stage, binh: Person, chi: Person
) -> None:
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2)
    kim = await joins(stage, "kim", "Mai Kim", Role.COLLABORATOR, unit="P01", officer="em")
    number = await an_urgent_section(stage, kim, chi)
    await chi.says("cho ý kiến")
    chi.sees(f"• Việc khẩn số {number} · 16:00 · chờ cán bộ trực nhận")
    await chi.presses("Việc số")
    await chi.presses("Cho kiểm tra")
    await chi.says("Kiểm tra xem có đúng không.")
    chi.sees("hạn 17:00 ngày 05/11")
    em.sees(f"Lê Chi giao kiểm tra việc khẩn số {number} (16:00), hạn 17:00 ngày 05/11")
    binh.has_not_seen("Kiểm tra xem có đúng không.")
    due = "Hạn 17:00 ngày 05/11, đồng chí chưa trả lời: Lê Chi giao kiểm tra việc khẩn"
    await stage.at(local(5, 14, 59))
    em.has_not_seen(due)
    await stage.restart()
    await stage.at(local(5, 15))
    em.has_seen(due)
    await em.presses("Trả lời lãnh đạo")
    await em.says("Đã hỏi xã, chưa rõ.")
    chi.sees("Đã hỏi xã, chưa rõ.")
    await stage.at(local(6, 15))
    assert sum(due in one.text for one in em.phone) == 1, "once, and not where it was answered"
    for secret in ("Mai Kim", "Đỗ Em", "Đông Sơn"):
        chi.has_not_seen(secret)


async def test_commune_is_named_to_leaders_by_a_logged_decision_alone(
    stage: Stage, an: Person, binh: Person, chi: Person
) -> None:
    """Privacy 4: one reporter names no commune, unless whoever has the matter decides so, in words of their own."""
    only(stage, "daily_digest")
    stage.world.clock.set(local(3, 16))
    await play(an, (*URGENT[:2], ("press", "phường Đông Sơn"), ("say", CROWD), *URGENT[5:]))
    await stage.at(local(3, 17))
    chi.has_not_seen("phường Đông Sơn")
    await binh.presses("Xem")
    await binh.presses("Nhận việc")
    await binh.presses("Nêu tên xã cho lãnh đạo")
    await binh.says("Có tin khoảng 40 người, báo ông Trần Bình số 0912345678.")
    binh.sees("thông tin riêng")
    await binh.says(CROWD)
    binh.sees("báo cáo")
    await binh.says("Ban đang cùng phường xác minh một việc tập trung đông người.")
    binh.sees("Đã nêu tên xã cho lãnh đạo (17:00): Ban đang cùng phường xác minh")
    await chi.says("/ykien")
    chi.sees("phường Đông Sơn")
    chi.sees("(chưa xác minh): Ban đang cùng phường xác minh một việc tập trung đông người.")
    chi.has_not_seen("40 người")
    logged = stage.look(lambda s: s.scalars(select(AuditEntry).where(AuditEntry.action == "alert.name")).all())  # type: ignore[arg-type]
    assert len(logged) == 1
    await stage.at(local(4, 17))
    chi.has_seen("Tập trung đông người · phường Đông Sơn")
