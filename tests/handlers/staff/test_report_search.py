"""The search among reports in the chat of staff: masked text alone, a single reporter's by theirs alone, each look logged."""

from __future__ import annotations

from sqlmodel import Session, select

from services import report_search
from storage.tables import AuditEntry, ReportRevision, Role
from tests.handlers.playing import GIST, WHOLE, begin_report, joins, local, play, prompt_there, report_there
from tests.stage import Person, Stage
from texts.fold import fold

SAID = "Giá lúa giảm sâu, ông Trần Văn Bảy than khó trả nợ"


def said(stage: Stage, code: str, words: str, *, topic: str = "farming") -> None:
    """A report that was sent with these words."""
    report_there(stage, code, topic=topic)

    def work(session: Session) -> None:
        newest = session.scalars(select(ReportRevision).order_by(ReportRevision.report_id.desc())).first()  # type: ignore[attr-defined]
        assert newest is not None
        newest.document = f"<data><gist>{words}</gist><topic>{topic}</topic></data>"

    stage.database.run_now(work)


def looks(stage: Stage) -> list[str]:
    query = select(AuditEntry).where(AuditEntry.action == "report.search")
    return stage.look(lambda s: [one.detail for one in s.scalars(query)])


async def test_officers_find_reports_by_words_place_topic_and_period_page_by_page(
    stage: Stage, an: Person, binh: Person
) -> None:
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF)
    await joins(stage, "kim", "Mai Kim", Role.COLLABORATOR, unit="X02", officer="em", agrees=False)
    for number in range(11):
        said(stage, "an", f"{SAID}, lần {number}")
    said(stage, "an", "Giá lúa đứng", topic="economy")
    said(stage, "kim", SAID)
    stage.world.clock.set(local(4, 9))
    await binh.says("/tim")
    binh.sees("Xin ghi điều cần tìm")
    await binh.says("x" * 10_000)
    binh.sees("Dòng tìm dài quá 200 ký tự.")
    await binh.says("trần văn bảy")
    binh.sees("có thể là tên, số điện thoại")
    await binh.says("gia lua giam")
    binh.sees("Báo cáo tìm được")
    binh.sees("Từ ngữ: gia lua giam")
    assert sum("BC-1126" in label for label in binh.buttons) == report_search.LISTED
    assert not any("BC-1126-013" in label for label in binh.buttons), "it is known to her own officer alone"
    await binh.presses("Tìm tiếp")
    assert sum("BC-1126" in label for label in binh.buttons) == 11 - report_search.LISTED
    assert not any("Tìm tiếp" in label for label in binh.buttons)
    # What is masked is not to be found, nor a word of the form.
    for line in ("giá lúa bảy than", "farming", "data"):
        await binh.says(f"/tim {line}")
        binh.sees("Không có báo cáo nào")
    # Narrower.
    await binh.says("/tim giá lúa tháng 11")
    await binh.presses("Lĩnh vực")
    await binh.presses("Kinh tế")
    binh.sees("Lĩnh vực: Kinh tế")
    assert [label for label in binh.buttons if "BC-1126" in label] == [
        label for label in binh.buttons if "BC-1126-012" in label
    ]
    await binh.presses("Trạng thái")
    await binh.presses("đã duyệt")
    binh.sees("Không có báo cáo nào")
    await binh.says("/tim tháng 10")
    binh.sees("Không có báo cáo nào")
    await binh.presses("Thời gian")
    await binh.presses("7 ngày")
    # Her own officer, and nobody else's search.
    await em.says("/tim giá lúa giảm")
    assert any("BC-1126-013" in label for label in em.buttons)
    await em.presses_on(em.card.id, "search.page:1:9", force=True)
    em.sees("Lượt tìm này không còn")
    assert set(looks(stage)) == {"words period", "words topic period", "words topic period state", "period"}
    await an.says("/tim giá lúa")
    an.has_not_seen("Báo cáo tìm được")


async def test_officer_opens_a_report_that_was_found_and_asks_anew_by_typing_alone(
    stage: Stage, an: Person, binh: Person
) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, WHOLE)
    await an.presses("Gửi")
    await binh.says("tim bao cao")
    await binh.says("BC-1126-001")
    binh.sees(GIST)
    await binh.says("/tim " + fold(GIST.split(",")[0]))
    await binh.presses("BC-1126-001")
    binh.sees(GIST)
    await binh.says("/tim cao tốc xã nào")
    binh.sees("Không có báo cáo nào")
    await binh.presses("Tìm dòng khác")
    await binh.says("hôm nay")
    assert any("BC-1126-001" in label for label in binh.buttons)
