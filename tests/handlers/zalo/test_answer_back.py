"""From what people said to the answer that comes back: read, put together, verified, told, said to be not done."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlmodel import Session, select

from storage.audit import entries
from storage.reports import reports
from storage.reports.reports import Submission
from storage.tables import AuditEntry, IdentityLook, Issue, Member, Report, ReportKind, ReportRevision, Role
from tests.handlers.playing import GIST, ISSUE, WHOLE, ZONE, begin_report, joins, only, play, prompt_there
from tests.stage import Person, Stage, ZaloPerson

QUESTION = "Giá vật tư nông nghiệp trên địa bàn gần đây có biến động bất thường không?"
OUTCOME = "Sở Nông nghiệp đã niêm yết giá phân bón ở các cửa hàng."


def likewise(stage: Stage, code: str) -> str:
    """Somebody else has sent the newest report as well; returns its number."""

    def work(session: Session) -> str:
        first = session.scalars(select(Report).order_by(Report.id.desc())).first()  # type: ignore[union-attr]
        member = session.scalars(select(Member).where(Member.code == code)).one()
        assert first and first.id and member.id
        document = session.get_one(ReportRevision, (first.id, first.revision)).document
        now = stage.world.clock.now()
        coded = {"topic": ["farming"], "main": ["concerned"]}
        sent = Submission(
            ReportKind.PERIODIC, first.form_id, None, member.id, member.unit_id, first.place_id, document, coded, False
        )
        return reports.add(session, sent, now.astimezone(ZONE).date(), now).number

    return stage.database.run_now(work)


async def contact(stage: Stage, key: str, name: str, unit: str, phone: type[Person]) -> Person:
    person = await joins(stage, key, name, Role.CONTACT, unit=unit, agrees=False)
    person = phone(stage, key)
    await person.starts(person.code)
    await person.presses("Đồng ý tham gia")
    return person


async def test_outcome_comes_back_on_every_network_and_is_opened_again_by_one_reporter(
    stage: Stage, on_zalo: Person
) -> None:
    """Privacy 5 and 6: the contact reads a neutral question alone, and no reporter hears of another."""
    only(stage)
    an, binh = stage.person("an"), stage.person("binh")
    giang = await contact(stage, "giang", "Vũ Giang", "T", ZaloPerson)
    prompt_there(stage)
    await begin_report(an)
    await play(an, WHOLE)
    await an.presses("Gửi")
    an.has_seen("Xem lại hoặc sửa lúc nào cũng được.")
    number = likewise(stage, "dung")

    await binh.says("báo cáo mới")
    binh.sees("Báo cáo, mới nhất ở trên")
    await binh.presses("BC-1126-001")
    binh.sees(GIST)
    binh.has_not_seen("Hoàng An")
    await binh.presses("Gộp vào vấn đề")
    await binh.says(ISSUE)
    binh.sees("✓ Đã mở vấn đề số")
    await binh.presses("Xem vấn đề")
    binh.sees(
        f"Có thể cùng việc (cùng lĩnh vực, cùng nơi, gần ngày, lời giống nhau): 1 báo cáo, {number} (giống 100 %)"
    )
    await binh.says(number)
    await binh.presses("Gộp vào vấn đề")
    await binh.presses("Vấn đề mới")
    await binh.says("x")
    binh.sees("Ngắn quá, người đọc khó hiểu.")
    await binh.says("thôi em")
    binh.sees("Đã bỏ qua, chưa ghi gì.")
    await binh.says(number)
    await binh.presses("Gộp vào vấn đề")
    await binh.presses("Vấn đề mới")
    await binh.says("số 1")
    binh.sees("Đã gộp.")
    await binh.says("vấn đề số 1")
    binh.sees("2 báo cáo: BC-1126-001, BC-1126-002")

    await _verified(binh, giang)
    await _told_and_reopened(stage, an, on_zalo, binh, number)
    await _told_again_and_done(stage, an, on_zalo, binh)
    assert stage.look(lambda s: entries.check(s)).whole
    actions = stage.look(lambda s: [row.action for row in s.scalars(select(AuditEntry).order_by(AuditEntry.number))])  # type: ignore[arg-type]
    matter = [action for action in actions if action.startswith(("issue.", "verification."))]
    assert matter[:4] == ["issue.open", "issue.group", "verification.ask", "verification.answer"]


async def _verified(binh: Person, giang: Person) -> None:
    await binh.presses("Xác minh")
    await binh.presses("Vũ Giang")
    await binh.presses("2 ngày")
    await binh.says(GIST)
    binh.sees("Lời vừa viết lặp lại lời của báo cáo nên chưa gửi.")
    mark = giang.last.id
    await binh.says(QUESTION)
    binh.has_seen("✓ Đang gửi câu hỏi đến Vũ Giang.")
    (asked,) = giang.answers(mark)
    assert QUESTION in asked
    for kept_back in (GIST, "BC-1126", ISSUE, "An", "2 báo cáo"):
        assert kept_back not in asked
    await giang.presses("Đúng một phần")
    giang.sees("✓ Đã ghi: Đúng một phần.")
    await giang.presses("Ghi thêm")
    await giang.says("Giá có tăng nhẹ từ đầu tháng.")
    binh.sees("Giá có tăng nhẹ từ đầu tháng.")
    await binh.presses("Xem vấn đề")
    binh.sees("đang mở")
    binh.sees("Vũ Giang trả lời: Đúng một phần")


async def _told_and_reopened(stage: Stage, an: Person, on_zalo: Person, binh: Person, number: str) -> None:
    marks = {an: an.last.id, on_zalo: on_zalo.last.id}
    await binh.presses("Báo kết quả")
    await binh.says("a" * 10_000)
    binh.sees("Dài quá: nhiều nhất 1.000 ký tự.")
    await binh.says(OUTCOME)
    await binh.presses("Gửi kết quả")
    binh.sees("✓ Đã ghi kết quả")
    for person, own in ((an, "BC-1126-001"), (on_zalo, number)):
        (told,) = person.answers(marks[person])
        assert f"({own}): {OUTCOME}" in told
        for kept_back in ("Vũ Giang", ISSUE, "2 báo cáo", *{"BC-1126-001", number} - {own}):
            assert kept_back not in told
    await on_zalo.presses("Chưa xong")
    on_zalo.sees("Đã ghi: chưa xong.")
    binh.sees(f"({ISSUE}): có người báo cho biết chưa xong.")
    assert "Dung" not in binh.last.text
    await an.presses("Chưa xong")
    an.sees("Việc này đang được xử lý tiếp, chưa khép lại.")
    assert "ghi nhận trước" not in an.last.text, "nothing of who else has reported (privacy 6)"
    await an.presses("Nói rõ vì sao")
    await an.says("Hai cửa hàng ở thôn tôi chưa niêm yết.")
    binh.sees("Hai cửa hàng ở thôn tôi chưa niêm yết.")


async def _told_again_and_done(stage: Stage, an: Person, on_zalo: Person, binh: Person) -> None:
    await binh.presses("Xem vấn đề")
    binh.sees("người báo cho biết chưa xong")
    await binh.presses("Báo kết quả")
    await binh.says("Các cửa hàng còn lại cũng đã niêm yết.")
    await binh.presses("Gửi kết quả")
    marks = {an: an.last.id, on_zalo: on_zalo.last.id}
    day = stage.world.clock.now() + timedelta(days=7, minutes=1)
    await stage.at(day)
    await stage.at(day + timedelta(days=7))
    for person in (an, on_zalo):
        assert sum("đã xong chưa?" in line for line in person.answers(marks[person])) == 1, "asked once"
    await an.presses("Đã xong")
    an.sees("Đã ghi: đã xong.")
    issue = stage.look(lambda s: s.scalars(select(Issue)).one())
    assert issue.status == "closed"
    assert issue.acted_at is not None
    assert issue.told_at is not None
    assert issue.heard_at <= issue.acted_at <= issue.told_at
    await binh.says("vấn đề")
    binh.sees("Trong tháng 11/2026: nắm được 1 · bắt đầu xử lý 1 (100 %) · báo lại 1 (100 %)")
    await binh.presses("Đã xong")
    assert "Trong tháng" not in binh.last.text, "the month's counts stand above the open list's newest alone"


async def test_look_at_who_reported_is_logged_with_its_reason(stage: Stage) -> None:
    """Privacy 3."""
    an, binh = stage.person("an"), stage.person("binh")
    prompt_there(stage)
    await begin_report(an)
    await play(an, WHOLE)
    await an.presses("Gửi")
    await binh.says("bc-1126-001")
    await binh.presses("Xem ai báo")
    await binh.says("Cần hỏi thêm về số liệu của xã")
    binh.sees("Người báo: Hoàng An. Lần xem này đã được ghi lại.")
    look = stage.look(lambda s: s.scalars(select(IdentityLook)).one())
    assert look.reason == "Cần hỏi thêm về số liệu của xã"
    assert stage.look(lambda s: [row.action for row in entries.newest(s, 1)]) == ["identity.look"]


async def test_contact_answers_on_another_network_than_the_one_they_were_asked_on(stage: Stage) -> None:
    only(stage)
    an, binh = stage.person("an"), stage.person("binh")
    giang = await joins(stage, "giang", "Vũ Giang", Role.CONTACT, unit="T")
    prompt_there(stage)
    await begin_report(an)
    await play(an, WHOLE)
    await an.presses("Gửi")
    await binh.says("BC-1126-001")
    await binh.presses("Gộp vào vấn đề")
    await binh.says(ISSUE)
    for label in ("Xem vấn đề", "Xác minh", "Vũ Giang", "2 ngày"):
        await binh.presses(label)
    await binh.says(QUESTION)
    giang.sees(QUESTION)
    await giang.says("/lienket")
    code = re.search(r"\S{20,}", giang.last.text)
    assert code is not None
    zalo = ZaloPerson(stage, "giang")
    await zalo.starts(code[0])
    await zalo.presses("Đồng ý tham gia")
    await zalo.says("menu")
    await zalo.presses("Câu hỏi xác minh (hạn")
    zalo.sees(QUESTION)
    await zalo.presses("Không đúng")
    zalo.sees("✓ Đã ghi: Không đúng.")
    binh.has_seen(": Không đúng")
    await zalo.says("menu")
    assert not any("Câu hỏi xác minh" in label for label in zalo.buttons)
    await giang.presses("Đúng")
    giang.sees("Câu hỏi này đã được trả lời: Không đúng.")
