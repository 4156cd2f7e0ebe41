"""Reports go to a server once two officers have agreed in their own chats, and until one of them says stop (privacy 12)."""

from __future__ import annotations

from sqlmodel import Session, select

from storage.members import membership, units
from storage.messaging import stored_files
from storage.reports import reports
from storage.tables import AuditEntry, Report, Role
from tests.handlers.filling.test_attachments import snapshot
from tests.handlers.playing import joins, local
from tests.jobs.odk_server import Central, serving
from tests.jobs.test_push_reports import KNOWN, send
from tests.stage import Person, Stage


def three_reports(session: Session) -> None:
    unit = units.root(session)
    for n in range(3):
        send(session, membership.add_member(session, f"Người Báo {n}", {Role.COLLABORATOR}, unit), unit)


async def test_two_officers_agree_reports_leave_and_one_that_is_refused_is_told(
    stage: Stage, an: Person, binh: Person
) -> None:
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF)
    await binh.says("/dulieumo")
    binh.sees("LANGNGHE_OPEN_DATA_URL")
    central = Central(KNOWN, refuses={1})
    async with serving(central) as server:
        stage.open_data = server
        await stage.restart()
        stage.database.run_now(three_reports)
        await binh.says("dữ liệu mở")
        binh.sees("hiện không gửi gì sang")
        await binh.presses("Đề nghị gửi")
        binh.sees("Đã ghi đề nghị và nhắn các cán bộ khác")
        em.sees("đang chờ một cán bộ thứ hai")
        assert server.address not in em.last.text, "a lock screen says nothing of it"
        await binh.presses_on(binh.last.id, "server.agree:1", force=True)
        binh.sees("không còn chờ ý kiến")
        await an.presses_on(an.last.id, "server.agree:1", force=True)
        await stage.tick()
        assert central.posts == []
        await em.presses("Xem dữ liệu mở")
        em.sees("Trần Bình")
        await em.presses("Đồng ý gửi")
        em.sees("Đã ghi nhận: đồng ý")
        await stage.at(local(4, 9))
        await stage.tick()
        assert (len(central.posts), len(central.there)) == (3, 2)
        binh.sees("không nhận 1 báo cáo")
        assert "400 Could not parse" in binh.last.text
        central.busy_from = 0
        stage.database.run_now(three_reports)
        for hour in range(9, 14):
            await stage.at(local(5, hour))
            await stage.tick()
        told = [one.text for one in em.phone if "máy chủ không trả lời" in one.text]
        assert len(told) == 1
        await em.presses("Xem dữ liệu mở")
        em.sees("máy chủ chưa nhận")
        await em.presses("Dừng gửi")
        em.sees("Đã dừng")
        central.busy_from = 99
        await stage.at(local(7, 9))
        assert len(central.there) == 2
    done = stage.look(
        lambda s: [one.action for one in s.scalars(select(AuditEntry)) if one.action.startswith("server.")]
    )
    assert done == ["server.ask", "server.agree", "server.sent", "server.end"]


async def test_officer_looks_at_a_picture_and_lets_it_go_or_not(stage: Stage, binh: Person) -> None:
    """Privacy 10: a picture of a report is for officers, and leaves by their tick alone."""

    def pictured(session: Session) -> str:
        three_reports(session)
        report = session.scalars(select(Report).order_by(Report.id)).first()
        assert report is not None
        number = stored_files.store(session, "report", "photo.jpg", "image/jpeg", snapshot(), report.submitted_at)
        said = reports.newest(session, report)
        said.document = said.document.replace("photo-7.jpg", f"photo-{number}.jpg")
        return report.number

    number = stage.database.run_now(pictured)
    async with serving(Central(KNOWN)) as server:
        stage.open_data = server
        await stage.restart()
        await binh.says(number)
        await binh.presses("Nhận")
        await binh.presses("Xem ảnh")
        assert [one for one in binh.phone if one.photo]
        await binh.presses("Cho gửi ảnh")
        binh.sees("được phép đi cùng")
        await binh.presses("Xem báo cáo")
        await binh.presses("Xem ảnh")
        binh.sees("được phép gửi cùng")
        await binh.presses("Không cho gửi")
        binh.sees("không đi cùng dữ liệu mở nữa")
    done = stage.look(lambda s: [one.action for one in s.scalars(select(AuditEntry))])
    assert [one for one in done if one in ("review.look", "review.tick", "review.untick")] == [
        "review.look", "review.tick", "review.look", "review.untick",
    ]  # fmt: skip
