"""The document: the office's layout with our numbers in it, and no tag left."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date, tzinfo
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Mm

import digests.document
from digests import board_template
from digests.board_facts import Finishing
from digests.chart import chart_png
from digests.document import Letterhead, document_docx
from digests.outline import Outline
from digests.template_build import build
from storage.statistics.shown_figures import Figures, Place
from texts.catalogue import LANGUAGES, catalogue_for

LETTERHEAD = Letterhead(
    board="Ban Tuyên giáo và Dân vận Tỉnh ủy",
    place="Sông Hồng",
    suffix="BTGDVTU",
    recipients=("Thường trực Tỉnh ủy", "Lưu Văn phòng"),
    superior="Tỉnh ủy Sông Hồng",
)
DAY = date(2026, 11, 3)


def read(made: bytes) -> tuple[Any, str]:
    document = docx.Document(io.BytesIO(made))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    said = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    return document, re.sub(r"(?<=[A-ZÀ-Ỹ])\u00a0(?=[A-ZÀ-Ỹ])", " ", said)  # the issuing body's lines


def test_a_worker_process_fills_in_the_template(full: Figures, zone: tzinfo) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as workers:
        chart = workers.submit(chart_png, full.to_json(), "vi", zone).result()
        made = workers.submit(document_docx, full.to_json(), chart, LETTERHEAD, 12, DAY, "vi", zone).result()
    document, said = read(made)
    for part in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "TỈNH ỦY SÔNG HỒNG",
        "BAN TUYÊN GIÁO VÀ DÂN VẬN\n",
        "Số ……-BC/BTGDVTU",
        "Sông Hồng, ngày 03 tháng 11 năm 2026",
        "Trong kỳ có 1.064 báo cáo từ 38/96 xã, phường, đặc khu (kỳ trước: 1.051 báo cáo).",
        "2.1. Đất đai, giải phóng mặt bằng. Có 17 báo cáo (kỳ trước: 9).",
        "đa số không đồng tình (60\u00a0%)",
        "xã An Phú",
        "nơi khác thuộc tỉnh Sông Hồng",
        "12:30 ngày 03/11/2026 · Môi trường, thiên tai, dịch bệnh · xã An Phú · chờ cán bộ trực nhận",
        "- Thường trực Tỉnh ủy",
    ):
        assert part in said
    assert said.index("Việc khẩn, chưa xác minh nếu không ghi khác") < said.index("Tập trung đông người")
    assert len(document.inline_shapes) == 1
    assert [row.cells[2].text for row in document.tables[2].rows] == ["Số báo cáo", "11", "7", "ít nguồn", "ít nguồn"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_tag_is_left_whatever_there_is_to_say(full: Figures, quiet: Figures, zone: tzinfo, language: str) -> None:
    for figures in (full, quiet):
        made = document_docx(figures.to_json(), None, LETTERHEAD, 1, DAY, language, zone)
        document, said = read(made)
        assert not any(mark in said for mark in ("{", "}", "Undefined"))
        assert len(document.inline_shapes) == 0
        missing = catalogue_for(language).text("document-chart-missing")
        assert (missing in said) is (figures is full), "where no chart belongs none is missed"


def test_period_in_which_nothing_came_says_so_and_speaks_of_no_shares(quiet: Figures, zone: tzinfo) -> None:
    nothing = Finishing(Outline.of(quiet).to_json(), "", "", "")
    for finishing in (None, nothing):
        _, said = read(document_docx(quiet.to_json(), None, LETTERHEAD, 1, DAY, "vi", zone, None, finishing))
        assert "Trong kỳ chưa nhận được báo cáo mới (kỳ trước: 0 báo cáo)." in said
        assert "ước lượng" not in said and "0/" not in said
        assert "Chưa đủ nguồn để nêu theo lĩnh vực." in said, "no heading stands alone"


def test_names_with_marks_of_their_own_stay_what_they_are(full: Figures, zone: tzinfo) -> None:
    named = replace(full, places=(Place("xã <Ông & Bà> {{ x }}", 5, "land"),))
    assert "xã <Ông & Bà> {{ x }}" in read(document_docx(named.to_json(), None, LETTERHEAD, 1, DAY, "vi", zone))[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_the_party_s(full: Figures, zone: tzinfo, language: str) -> None:
    document, _ = read(document_docx(full.to_json(), None, LETTERHEAD, 1, DAY, language, zone))
    section = document.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side / Mm(1)) for side in sides] == [20, 20, 30, 15]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    assert "PAGE" not in section.first_page_header.paragraphs[0]._p.xml
    assert document.styles["Normal"].font.name == "Times New Roman"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", board_template.LAYOUTS)
def test_the_template_that_comes_along_is_the_one_that_is_built(language: str, layout: str) -> None:
    folder = Path(digests.document.__file__).with_name("templates")
    for name, built in (("digest", build(language, layout)), ("board", board_template.build(language, layout))):
        shipped = docx.Document(str(folder / f"{name}_{layout}.{language}.docx"))
        assert shipped.element.xml == built.element.xml


def test_an_office_s_own_template_is_used_and_a_bad_one_is_refused(full: Figures, zone: tzinfo) -> None:
    def filled(said: str) -> bytes:
        own = docx.Document()
        own.add_paragraph(said)
        template = io.BytesIO()
        own.save(template)
        arguments = (LETTERHEAD, 7, DAY, "vi", zone)
        return document_docx(full.to_json(), None, *arguments, template=template.getvalue())

    assert read(filled("Văn phòng: {{ number }}/{{ suffix }}"))[1] == "Văn phòng: 7/BTGDVTU"
    for bad in ("{{ no_such_thing }}", "{% for x in %}", "{{ ''.__class__.__mro__[1].__subclasses__() }}"):
        with pytest.raises(ValueError, match="template"):
            filled(bad)
    with pytest.raises(ValueError, match="template"):
        document_docx(full.to_json(), None, LETTERHEAD, 7, DAY, "vi", zone, template=b"not a Word file")


def test_the_libraries_load_only_when_something_is_made() -> None:
    heavy = "altair docx docxtpl vl_convert"
    look = f"import sys, digests.text, digests.chart, digests.document as d; print(set('{heavy}'.split()) & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True).stdout == "set()\n"
