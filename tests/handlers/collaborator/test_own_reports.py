"""One's own reports: found again, taken back just after they were sent, deleted; every way back ends in a sentence."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from sqlmodel import Session, select

from services import alerts, review
from services.actor import Actor
from services.alerts import Plan
from storage.statistics.figures import revisions
from storage.tables import (
    Alert,
    AlertNote,
    AlertStatus,
    Answer,
    Assignment,
    AssignmentStatus,
    AuditEntry,
    DigestReport,
    FlagKind,
    FlagRule,
    FlagRuleStatus,
    Report,
    ReportQuestion,
    ReportRevision,
    Role,
    StoredFile,
)
from tests.handlers.playing import (
    GIST,
    QUICK,
    begin_report,
    kept,
    line,
    local,
    member_id,
    only,
    play,
    prompt_there,
    value,
)
from tests.sandbox.pictures import picture
from tests.stage import Person, Stage


def counted(stage: Stage) -> list[str]:
    """The numbers of the reports that figures of today count."""

    def work(session: Session) -> list[str]:
        day = stage.world.clock.now().date()
        ids = [one for one, _ in revisions(session, day, day, stage.world.clock.now() + timedelta(hours=1), 1)]
        return [session.get_one(Report, one).number for one in ids]

    return stage.look(work)


def spoken_of(session: Session, officer: int, now: datetime) -> None:
    """A rule has flagged the first report, and its author was asked about it."""
    report = session.get_one(Report, 1)
    rule = FlagRule(
        number=1,
        version=1,
        kind=FlagKind.WORDS,
        unit_id=report.unit_id,
        spec="{}",
        status=FlagRuleStatus.ACTIVE,
        proposed_by=officer,
        proposed_at=now,
    )
    session.add(rule)
    session.flush()
    plan = Plan(timedelta(minutes=5), timezone(timedelta(hours=7)))
    assert alerts.raise_by_rule(session, report, rule.id, now, plan)
    alert = session.scalars(select(Alert)).one()
    alert.named_words = "Giá phân bón tăng."
    session.add(AlertNote(alert_id=alert.id, at=now, member_id=officer, words="Đã gọi xã."))
    session.add(ReportQuestion(report_id=1, asked_by=officer, asked_at=now, question="Ở đâu?", answer="Ở chợ."))
    session.flush()


async def test_report_is_taken_back_for_two_minutes_and_sent_again(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    prompt = prompt_there(stage)
    await begin_report(an)
    await play(an, QUICK)
    await an.presses("✓ Gửi")
    receipt = an.button("Lấy lại")
    assert counted(stage) == ["BC-1126-001"]
    stage.world.clock.set(stage.world.clock.now() + timedelta(minutes=1))
    await an.presses_on(*receipt)
    an.has_seen("✓ Đã lấy lại BC-1126-001")
    an.sees("Xem lại")
    assert (counted(stage), kept(stage, "an", "gist")) == ([], [GIST])
    assert not stage.look(lambda s: s.scalars(select(Answer)).all())
    assert [r.document for r in stage.look(lambda s: s.scalars(select(ReportRevision)).all())] == [""]
    status = stage.look(lambda s: s.get_one(Assignment, (prompt, member_id(stage, "an"))).state.status)
    assert status is AssignmentStatus.STARTED
    entry = stage.look(lambda s: s.scalars(select(AuditEntry).where(AuditEntry.action == "report.take_back")).one())
    assert (entry.about, entry.member_id) == ("report:1", None), "the log names nobody"
    await binh.says("BC-1126-001")
    binh.sees("Tác giả đã rút báo cáo này")
    officer = Actor(member_id(stage, "binh"), frozenset({Role.STAFF}))
    now = stage.world.clock.now()
    assert (
        stage.database.run_now(lambda s: (review.take(s, officer, 1, now), review.has(s, officer, 1, now)))[1] is False
    )
    await an.presses_on(*receipt, force=True)
    an.sees("đã lấy lại và đang viết dở")

    stage.world.clock.set(stage.world.clock.now() + timedelta(minutes=30))
    await an.presses("Viết tiếp")
    await an.says("2")
    await an.says("Giá phân bón giảm rồi.")
    await an.presses("✓ Gửi")
    an.sees("Đã nhận báo cáo BC-1126-001")
    assert counted(stage) == ["BC-1126-001"]
    await an.presses("Xem lại")
    an.sees("Giá phân bón giảm rồi.")


async def test_taking_back_too_late_or_after_the_digest_is_a_sentence(stage: Stage, an: Person, chi: Person) -> None:
    only(stage, "daily_digest")
    prompt_there(stage)
    await begin_report(an)
    await play(an, QUICK)
    stage.world.clock.set(local(3, 16, 59))
    await an.presses("✓ Gửi")
    receipt = an.button("Lấy lại")
    await stage.at(local(3, 17))
    await stage.tick()
    assert stage.look(lambda s: s.scalars(select(DigestReport)).all())
    await an.presses_on(*receipt)
    an.sees("đã vào bản tổng hợp nên không lấy lại được")
    await begin_report(an, "Nội dung nắm bắt tháng 11")
    await play(an, QUICK)
    await an.presses("✓ Gửi")
    back = an.button("Lấy lại")
    await an.presses("✎ Sửa")
    await an.says("2")
    await an.says("Sửa dở thì lấy lại.")
    await an.presses_on(*back)
    assert kept(stage, "an", "gist") == ["Sửa dở thì lấy lại."], "one draft, with what was being corrected"
    await an.presses("✓ Gửi")
    an.sees("Đã nhận báo cáo BC-1126-002")
    stage.world.clock.set(stage.world.clock.now() + timedelta(minutes=3))
    await an.says("/laylai")
    an.sees("Đã quá 2 phút nên không lấy lại BC-1126-002 được nữa")
    assert len(stage.look(lambda s: s.scalars(select(Report).where(Report.withdrawn_at == None)).all())) == 2  # noqa: E711


async def test_report_is_found_by_its_words_and_deleted_with_its_files(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    prompt_there(stage)
    receipt = ("", "")
    for gist, photo in ((GIST, True), ("Thôn mới xa quá, đi họp khó.", False)):
        await begin_report(an)
        await an.presses("Giá vật tư")
        await an.says(gist)
        await play(an, QUICK[2:])
        if photo:
            await an.presses(f"✎ {line(an, 'Ảnh kèm theo')}")
            await an.does("send_photo", picture())
        await an.presses("✓ Gửi")
        receipt = an.button("Lấy lại") if photo else receipt
    await an.says("/cuatoi phan bon")
    an.sees("BC-1126-001 · 03/11 · Nông nghiệp, nông thôn · Người dân lo giá phân bón")
    assert "BC-1126-002" not in an.last.text
    await an.says("/cuatoi không có lãi")
    an.sees("BC-1126-001")  # by words behind those that the list shows
    await an.says("/cuatoi không có chữ này")
    an.sees("Không thấy báo cáo nào có mấy chữ ấy")
    await an.says("/cuatoi")
    await an.presses("BC-1126-001")
    await an.presses("Sửa báo cáo này")
    await an.presses(f"✎ {line(an, 'Ảnh kèm theo')}")
    await an.does("send_photo", picture(80, 60))
    await an.presses("✓ Gửi")
    assert len(stage.look(lambda s: s.scalars(select(StoredFile)).all())) == 2, "one of each revision"
    stage.database.run_now(lambda s: spoken_of(s, member_id(stage, "binh"), stage.world.clock.now()))
    await an.presses_on(*receipt)
    an.sees("BC-1126-001 đã được sửa sau khi gửi nên không lấy lại được")
    await an.says("/cuatoi")
    await an.presses("BC-1126-001")
    await an.presses("Xóa báo cáo này")
    an.sees("chỉ còn số")
    yes = an.button("Xóa hẳn")
    await an.presses_on(*yes)
    an.sees("✓ Đã xóa nội dung báo cáo BC-1126-001")
    await an.presses_on(*yes, force=True)
    an.sees("Nội dung báo cáo BC-1126-001 đã xóa; chỉ còn số.")
    binh.sees("tác giả đã rút báo cáo, không phải xem nữa")
    alert = stage.look(lambda s: s.scalars(select(Alert)).one())
    assert (alert.status, alert.named_words) == (AlertStatus.WITHDRAWN, None)
    assert not stage.look(lambda s: [*s.scalars(select(ReportQuestion)), *s.scalars(select(AlertNote))])
    assert counted(stage) == ["BC-1126-002"]
    assert not stage.look(lambda s: s.scalars(select(StoredFile).where(StoredFile.purpose == "report")).all())
    documents = stage.look(lambda s: s.scalars(select(ReportRevision).order_by(ReportRevision.report_id)).all())
    assert [value(one.document, "gist") for one in documents] == ["", "", "Thôn mới xa quá, đi họp khó."]
    await an.says("/cuatoi")
    an.sees("BC-1126-001 · 03/11 · đã rút hoặc xóa")
    assert stage.look(lambda s: [a.state.status for a in s.scalars(select(Assignment))]).count("submitted") == 1  # type: ignore[arg-type]


async def test_urgent_report_goes_with_its_alert_or_not_at_all(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)

    async def report() -> None:
        await an.says("/khan")
        await an.presses("Tập trung đông người")
        await an.presses("xã An Phú")
        await an.says("Khoảng 40 người trước trụ sở")
        await an.presses("Tận mắt thấy")
        await an.presses("Gửi ngay")

    await report()
    await an.says("/laylai")
    an.has_seen("✓ Đã lấy lại BC-1126-001")
    binh.sees("rút")
    assert stage.look(lambda s: s.scalars(select(Alert)).one()).status is AlertStatus.WITHDRAWN
    await an.presses("Để sau")
    await report()
    await binh.presses("Nhận việc") if "✓ Nhận việc" in binh.buttons else await binh.presses("Xem")
    if stage.look(lambda s: s.scalars(select(Alert).order_by(Alert.id.desc())).first()).status is AlertStatus.OPEN:  # type: ignore[union-attr]
        await binh.presses("Nhận việc")
    await an.says("/laylai")
    an.sees("Cán bộ trực đã được báo việc khẩn trong BC-1126-002")
    assert counted(stage) == ["BC-1126-002"]


async def test_correction_by_mistake_is_taken_back_for_two_minutes_and_nothing_is_lost(
    stage: Stage, an: Person, binh: Person
) -> None:
    only(stage)
    prompt_there(stage)
    await begin_report(an)
    await play(an, QUICK)
    await an.presses("✓ Gửi")
    first = an.button("Lấy lại")
    await an.presses("✎ Sửa")
    await an.says("2")
    await an.says("Sửa nhầm phiếu.")
    await an.presses("✓ Gửi")
    an.sees("✓ Đã sửa báo cáo BC-1126-001")
    receipt = an.button("Lấy lại")
    await an.presses_on(*first, force=True)
    an.sees("đã được sửa sau khi gửi nên không lấy lại được")
    stage.world.clock.set(stage.world.clock.now() + timedelta(minutes=1))
    await an.presses_on(*receipt, force=True)
    an.has_seen("✓ Đã lấy lại lần sửa vừa gửi; BC-1126-001 trở lại như trước khi sửa.")
    assert kept(stage, "an", "gist") == ["Sửa nhầm phiếu."], "as the draft that it was"
    documents = stage.look(lambda s: s.scalars(select(ReportRevision).order_by(ReportRevision.revision)).all())  # type: ignore[arg-type]
    assert [value(one.document, "gist") for one in documents] == [GIST, "Sửa nhầm phiếu.", GIST]
    assert stage.look(lambda s: {one.revision for one in s.scalars(select(Answer))}) == {3}, "counted as before"
    await an.presses_on(*receipt, force=True)
    an.sees("đã được sửa sau khi gửi nên không lấy lại được")
    await an.says("/menu")
    await an.presses("Viết tiếp")
    await an.presses("✓ Gửi")
    officer = Actor(member_id(stage, "binh"), frozenset({Role.STAFF}))
    assert stage.database.run_now(lambda s: review.take(s, officer, 1, stage.world.clock.now()))
    await an.says("/laylai")
    an.sees("Cán bộ đang xem bản vừa sửa của BC-1126-001")
