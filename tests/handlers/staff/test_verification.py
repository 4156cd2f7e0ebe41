"""Verification: reminders, a second answer, who may be asked; an outcome that catches up with whoever was away."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session, select

from storage.tables import Member, MemberRole, Role, Verification
from tests.handlers.playing import joins, only
from tests.handlers.staff.test_review_queue import sent
from tests.stage import Person, Stage

QUESTION = "Giá vật tư nông nghiệp trên địa bàn gần đây có biến động bất thường không?"


async def an_issue(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    await sent(stage, an)
    await binh.says("BC-1126-001")
    await binh.presses("Gộp vào vấn đề")
    await binh.says("Giá vật tư")
    await binh.presses("Xem vấn đề")


async def test_contact_is_reminded_once_and_the_first_of_two_verdicts_stands(
    stage: Stage, an: Person, binh: Person
) -> None:
    giang = await joins(stage, "giang", "Vũ Giang", Role.CONTACT)
    await an_issue(stage, an, binh)
    await binh.presses("Xác minh")
    assert "chỉ có một người có thể đã báo" in binh.last.text
    await binh.presses("Vũ Giang")
    await binh.presses("1 ngày")
    await binh.says(QUESTION)
    asked = giang.last
    due = stage.look(lambda s: s.scalars(select(Verification)).one()).due_at
    mark = giang.last.id
    await stage.at(due + timedelta(minutes=1))
    await stage.restart()
    await stage.at(due + timedelta(hours=20))
    assert sum("đã quá hạn" in line for line in giang.answers(mark)) == 1
    mark = binh.last.id
    await stage.at(due + timedelta(days=1, hours=1))
    await stage.at(due + timedelta(days=3))
    assert sum("không còn đầu mối cấp trên để hỏi" in line for line in binh.answers(mark)) == 1
    await giang.presses("Không đúng")
    binh.sees(": Không đúng")
    mark = binh.last.id
    true = next(button.data for row in asked.keyboard for button in row if button.text == "Đúng")
    await giang.presses_on(asked.id, true)
    giang.sees("Câu hỏi này đã được trả lời: Không đúng.")
    assert binh.answers(mark) == []
    await an.presses_on(an.card.id, true, force=True)
    an.has_not_seen(QUESTION)


async def test_contact_who_reported_is_never_offered_nor_asked(stage: Stage, an: Person, binh: Person) -> None:
    """Privacy 5."""

    def also_contact(session: Session) -> int:
        member = session.scalars(select(Member).where(Member.code == "an")).one()
        session.add(MemberRole(member_id=member.id, role=Role.CONTACT))
        return member.id

    number = stage.database.run_now(also_contact)
    await an_issue(stage, an, binh)
    issue = binh.button("Xác minh")[1].partition(":")[2]
    await binh.presses("Xác minh")
    binh.sees("Chưa có cán bộ đầu mối phù hợp để hỏi.")
    mark = an.last.id
    await binh.presses_on(binh.card.id, f"verification.write:{issue}:{number}:2", force=True)
    await binh.says(QUESTION)
    assert an.answers(mark) == []


async def test_outcome_reaches_a_reporter_who_was_away_once_they_are_back(
    stage: Stage, an: Person, binh: Person
) -> None:
    await an_issue(stage, an, binh)
    await an.does("block")
    await binh.presses("Báo kết quả")
    await binh.says("Đã niêm yết giá.")
    await binh.presses("Gửi kết quả")
    binh.sees("Ai chưa nhắn được thì sẽ nhận khi liên lạc được lại.")
    mark = an.last.id
    await an.does("unblock")
    await an.says("/menu")
    assert sum("Đã niêm yết giá." in line for line in an.answers(mark)) == 1
