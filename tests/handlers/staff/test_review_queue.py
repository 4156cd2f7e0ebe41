"""The review of a report: taken by one officer, corrected, sent back, accepted; a single reporter's by theirs alone."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session, select

from storage.tables import Answer, AuditEntry, Report, ReportReview, ReportRevision, Role, Unit
from tests.handlers.playing import GIST, WHOLE, begin_report, joins, play, prompt_there, report_there
from tests.stage import Person, Stage


async def sent(stage: Stage, person: Person) -> None:
    prompt_there(stage)
    await begin_report(person)
    await play(person, WHOLE)
    await person.presses("Gửi")


async def test_report_is_one_officers_until_sent_back_and_new_again_when_its_author_corrects_it(
    stage: Stage, an: Person, binh: Person
) -> None:
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2)
    await sent(stage, an)
    for officer in (binh, em):
        await officer.says("BC-1126-001")
    await binh.presses("Nhận duyệt")
    binh.sees("Đang xem: Trần Bình")
    await em.presses("Nhận duyệt")
    assert em.toast == "Cán bộ khác đang xem, hoặc đã duyệt xong."
    em.sees("Đang xem: Trần Bình")
    await em.presses_on(em.card.id, "review.accept:1", force=True)
    assert em.toast.startswith("Báo cáo này không còn do mình giữ")
    await binh.presses("Sửa lĩnh vực")
    await binh.presses("Kinh tế")
    topics = stage.look(lambda s: s.scalars(select(Answer.choice).where(Answer.field == "topic")).all())
    assert topics == ["economy"], "figures count it so from now on"
    await binh.presses("Trả lại")
    await binh.says("Nói rõ hơn là loại phân nào")
    an.sees("cần sửa lại: Nói rõ hơn là loại phân nào")
    an.has_not_seen("Trần Bình")
    await em.says("BC-1126-001")
    em.sees("Đã trả lại cho người báo: Nói rõ hơn là loại phân nào")
    await an.presses("Sửa báo cáo này")
    await an.presses("Gửi")
    await em.says("BC-1126-001")
    em.sees("Chưa duyệt")
    await em.presses("Nhận duyệt")
    stage.world.clock.set(stage.world.clock.now() + timedelta(minutes=31))
    await em.presses("Duyệt")
    assert em.toast.startswith("Báo cáo này không còn do mình giữ"), "its half hour is over"
    await binh.says("BC-1126-001")
    await binh.presses("Nhận duyệt")
    await binh.presses("✓ Duyệt")
    binh.sees("✓ Đã duyệt")
    assert stage.look(lambda s: s.scalars(select(ReportReview.status)).one()) == "accepted"


async def test_report_of_a_single_reporter_is_seen_by_the_assigned_officer_alone(stage: Stage, binh: Person) -> None:
    """Privacy 3: in the list, by its number, through every button."""
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2)
    kim = await joins(stage, "kim", "Mai Kim", Role.COLLABORATOR, unit="P01", officer="em")
    await sent(stage, kim)
    await binh.says("báo cáo mới")
    binh.sees("Chưa có báo cáo nào.")
    await binh.says("BC-1126-001")
    binh.sees("Không có báo cáo này")
    verbs = (
        "see",
        "take",
        "accept",
        "topics",
        "ask",
        "return",
        "reject",
        "identity",
        "sensitive",
        "mask",
        "place",
        "urgencies",
    )
    for token in (*(f"review.{verb}:1" for verb in verbs), "issue.new:1", "issue.choose:1"):
        await binh.presses_on(binh.card.id, token, force=True)
        await binh.says("Một câu hỏi bất kỳ")
    for secret in (GIST, "Mai Kim", "Đông Sơn"):
        binh.has_not_seen(secret)
    kim.has_not_seen("Một câu hỏi bất kỳ")
    await em.says("báo cáo mới")
    await em.presses("BC-1126-001")
    em.sees(GIST)
    await em.presses("Gộp vào vấn đề")
    await em.says("Việc ở một phường")
    await binh.says("vấn đề")
    await binh.presses_on(binh.card.id, "issue.see:1", force=True)
    await binh.says("vđ 1")
    binh.has_not_seen("Việc ở một phường")
    await em.says("vđ 1")
    em.sees("1 báo cáo")


async def test_officer_masks_words_and_corrects_the_coding_and_only_while_having_the_report(
    stage: Stage, an: Person, binh: Person
) -> None:
    """Privacy 1: masked words are in no text that leaves the review, and in no log; the author's revision is kept."""
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2)
    await sent(stage, an)
    await binh.says("BC-1126-001")
    await binh.presses("Nhận duyệt")
    await binh.presses("Che chữ")
    await binh.says("những chữ không có")
    binh.sees("Báo cáo không có những chữ ấy, chưa che gì.")
    word = GIST.split(" ", 2)[2]
    await binh.presses("Xem báo cáo")
    await binh.presses("Che chữ")
    await binh.says(word.upper())
    binh.sees("✓ Đã che 1 chỗ.")
    assert not any(one.text == word.upper() for one in binh.phone if not one.deleted), "it left the officer's chat"
    await binh.presses("Xem báo cáo")
    binh.sees("[đã che]")
    assert word not in binh.last.text
    await binh.presses("Sửa nơi")
    await binh.says("xã Không Có")
    binh.sees("Chưa tìm được đúng một nơi có tên ấy.")
    await binh.says("đông sơn")
    binh.sees("✓ Đã sửa nơi: phường Đông Sơn.")
    await binh.presses("Xem báo cáo")
    await binh.presses("Sửa mức gấp")
    await binh.presses("Khẩn")
    binh.sees("Chưa đổi: ở đây không gọi được cán bộ trực.")
    assert not stage.look(lambda s: s.scalars(select(Report)).one()).urgent, "nobody would be alerted"
    stage.database.run_now(lambda s: setattr(s.scalars(select(Report)).one(), "urgent", True))
    await binh.presses("Xem báo cáo")
    await binh.presses("Sửa mức gấp")
    await binh.presses("Cần quan tâm sớm")
    binh.sees("phường Đông Sơn")
    assert not stage.look(lambda s: s.scalars(select(Report)).one()).urgent, "no digest lists it as urgent"

    def held(session: Session) -> None:
        report = session.scalars(select(Report)).one()
        place = session.get_one(Unit, report.place_id)
        assert (report.revision, place.name) == (2, "phường Đông Sơn")
        first, second = session.scalars(select(ReportRevision).order_by(ReportRevision.revision)).all()  # type: ignore[arg-type]
        assert word in first.document
        assert word not in second.document and "concerned" in second.document
        answers = session.scalars(select(Answer)).all()
        assert {(one.revision, one.unit_id) for one in answers} == {(2, place.id)}
        assert [one.choice for one in answers if one.field == "urgency"] == ["soon"]
        logged = [row for row in session.scalars(select(AuditEntry)).all() if row.action.startswith("review.")]
        assert [row.action for row in logged] == ["review.take", "review.mask", "review.place", "review.urgency"]
        assert not any(word in str(row.model_dump()) for row in logged)

    stage.look(held)
    report_there(stage, "dung", topic="party")
    await binh.presses("Đánh dấu nhạy cảm")
    await em.says("BC-1126-001")
    em.sees("⚑ Nhạy cảm")
    await em.presses("Cùng lĩnh vực")
    assert [label for label in em.card.labels() if "BC-" in label] == [em.card.labels()[0]]
    await em.presses("BC-1126-001")
    for token in ("review.mask:1", "review.place:1"):
        await em.presses_on(em.card.id, token, force=True)
        await em.says("Đông Sơn")
        em.sees("Báo cáo này không còn do mình giữ.")
    await em.presses_on(em.card.id, "review.urgency:1:2", force=True)
    assert em.toast.startswith("Báo cáo này không còn do mình giữ")
    await an.says("/cuatoi")
    await an.presses("BC-1126-001")
    an.sees("[đã che]")
