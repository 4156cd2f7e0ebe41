"""Figures beside those of the year before and of twelve months: taken from what was shown, and from nothing else."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from docx import Document
from sqlmodel import Session

from digests.board_facts import Finishing
from digests.board_text import Head, board_page
from digests.document import Letterhead, document_docx
from digests.month_chart import month_png
from digests.outline import ItemKind, Outline
from digests.template_samples import FULL
from digests.workbook import digest_xlsx
from services import earlier_periods
from services.earlier_periods import year_before
from storage.engine.database import Database
from storage.statistics import digests
from storage.statistics.shown_figures import Figures, Matter
from storage.tables import DigestKind

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("first", "last", "then"),
    [
        (date(2026, 11, 1), date(2026, 11, 30), (date(2025, 11, 1), date(2025, 11, 30))),
        (date(2025, 2, 1), date(2025, 2, 28), (date(2024, 2, 1), date(2024, 2, 29))),
        (date(2026, 7, 1), date(2026, 9, 30), (date(2025, 7, 1), date(2025, 9, 30))),
        (date(2026, 11, 23), date(2026, 11, 29), (date(2025, 11, 24), date(2025, 11, 30))),
        (date(2028, 2, 29), date(2028, 3, 10), (date(2027, 2, 28), date(2027, 3, 10))),
    ],
    ids=["month", "February", "quarter", "week", "leap day"],
)
def test_same_days_a_year_before(first: date, last: date, then: tuple[date, date]) -> None:
    assert year_before(first, last) == then


def _month(at: int) -> tuple[date, date]:
    first, after = (date(one // 12, one % 12 + 1, 1) for one in (at, at + 1))
    return first, after - timedelta(days=1)


NOVEMBER = 2026 * 12 + 10
TOLD = {12: 20, 11: 22, 10: 19, 8: None, 3: 31, 2: 33, 1: 37}
"""Reports that the digest of so many months before November told of."""


def _told(session: Session) -> Figures:
    """Digests of some months, and November beside them."""
    for back, reports in TOLD.items():
        first, last = _month(NOVEMBER - back)
        topics = (Matter("land", reports), Matter("health", 5)) if reports is not None else ()
        figures = replace(FULL, first_day=first, last_day=last, reports=reports, topics=topics)
        at = datetime.combine(last, datetime.min.time(), UTC) + timedelta(days=1)
        digests.create(session, DigestKind.MONTHLY, first, last, at, figures, [], at)
    return earlier_periods.beside(session, FULL)


def test_year_before_and_twelve_months_stand_in_chat_document_and_workbook(database: Database) -> None:
    figures = Figures.from_json(database.run_now(_told).to_sealed_json())
    assert figures.months == (22, 19, None, None, None, None, None, None, 31, 33, 37, 40)
    assert (figures.months_end, figures.last_year_reports) == (date(2026, 11, 1), 20)
    land, health, culture = figures.topics
    assert (land.last_year, land.months[-1], health.last_year, culture.last_year) == (20, 20, 5, 0)
    assert culture.months[-1] is None, "hidden now, hidden there"
    outline = Outline.of(figures)
    assert ItemKind.TREND in [item.kind for item in outline.items]
    page = board_page(Head("monthly"), figures, outline, "", "", "vi", ZONE).text
    assert "Cùng kỳ năm trước: 20 báo cáo." in page
    assert "22, 19, –, –, –, –, –, –, 31, 33, 37, 40; tăng 3 tháng liền." in page
    assert "cùng kỳ năm trước 5" in page
    head = Letterhead("Ban Tuyên giáo", "Tỉnh mẫu", "BTG", ("Tỉnh ủy",))
    picture = month_png(figures.to_sealed_json(), "vi")
    finishing = Finishing(outline.to_json(), "", "", "")
    made = document_docx(
        figures.to_sealed_json(),
        picture,
        head,
        0,
        date(2026, 12, 1),
        "vi",
        ZONE,
        None,
        finishing,
        {"months_chart": picture, "stances_chart": picture},
    )
    document = Document(io.BytesIO(made))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["1", "12/2025", "22"] in rows
    assert ["3", "02/2026", "–"] in rows
    assert ["12", "11/2026", "40"] in rows
    assert len(document.inline_shapes) == 3
    without = Document(
        io.BytesIO(document_docx(figures.to_json(), None, head, 0, date(2026, 12, 1), "vi", ZONE, None, finishing))
    )
    assert sum("chưa vẽ được biểu đồ" in one.text for one in without.paragraphs) == 2
    told = replace(finishing, outline=Outline((), outline.items).to_json())
    plain = Document(
        io.BytesIO(document_docx(figures.to_json(), None, head, 0, date(2026, 12, 1), "vi", ZONE, None, told))
    )
    assert not any("chưa vẽ được" in one.text for one in plain.paragraphs), "what was taken out is not missed"
    assert all(one.height.mm <= 110.5 for one in document.inline_shapes), "no half page stands empty before a chart"
    book = openpyxl.load_workbook(io.BytesIO(digest_xlsx(figures.to_sealed_json(), "", "vi", ZONE)))
    sheet = [[cell.value for cell in row] for row in book["Theo tháng"].iter_rows()]
    assert sheet[0][1:] == [f"{month:02}/2026" if month < 12 else "12/2025" for month in (12, *range(1, 12))]
    assert sheet[1][1:3] == [22, 19]
    assert sheet[2][0] == "Đất đai, giải phóng mặt bằng"


def test_without_earlier_digests_nothing_is_compared(database: Database) -> None:
    figures = database.run_now(lambda session: earlier_periods.beside(session, FULL))
    assert [figures.last_year_reports, *(one.last_year for one in figures.topics)] == [None] * 4
    assert ItemKind.TREND not in [item.kind for item in Outline.of(figures).items]
    with pytest.raises(ValueError, match="too few months"):
        month_png(figures.to_json(), "vi")
