"""Templates of an office's own: what is wrong is named with where it stands, wherever Word keeps text."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from digests import office_pdf
from digests.board_facts import Finishing
from digests.board_template import LAYOUTS
from digests.document import Letterhead, document_docx, shipped
from digests.outline import Outline
from digests.template_check import Checked, check
from digests.template_samples import FULL
from digests.template_tags import ALIASES
from digests.workbook import digest_xlsx
from storage.statistics.shown_figures import Figures, Matter
from texts.catalogue import LANGUAGES

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HEAD = Letterhead("Ban Tuyên giáo", "Sông Hồng", "BTG", ("Lưu Văn phòng",), "Tỉnh ủy", "Lê Mẫu")
OFFICERS = Finishing(Outline.of(FULL).to_json(), "Nhận định của ban.", "Đề xuất của ban.", "05-BC/BTG")


def control(said: str, *, bound: bool = False) -> Any:
    """A content control with words in it, and perhaps with values that are stored elsewhere."""
    tie = '<w:dataBinding w:xpath="/a" w:storeItemID="{1}"/><w:showingPlcHdr/>' if bound else ""
    text = f"<w:r><w:t>{said}</w:t></w:r>"
    return parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr>{tie}</w:sdtPr><w:sdtContent><w:p>{text}</w:p></w:sdtContent></w:sdt>"
    )


def template(*paragraphs: str, also: Callable[[Any], None] = lambda document: None) -> bytes:
    document = docx.Document()
    for said in paragraphs:
        document.add_paragraph(said)
    also(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def looked(content: bytes) -> Checked:
    return check(content, "vi", ZONE)


def body(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read("word/document.xml").decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_template_that_comes_along_has_no_fault_in_any_layout(layout: str, language: str) -> None:
    checked = check(shipped(layout, language), language, ZONE)
    assert checked.faults == ()
    assert checked.without == (("recipients",) if layout == "plain" else ())


def test_unknown_tags_are_named_where_they_stand_in_controls_headers_footers_and_loops() -> None:
    def also(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "Đầu {{ boord_upper }}"
        document.sections[0].footer.paragraphs[0].text = "Chân {{ zzz }}"
        document.element.body.insert(0, control("Ô {{ nhan_dinh }}"))
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "{% for item in items %}{{ item.titel }}{% endfor %}"

    checked = looked(template("{{ subject }} {{ assessment }}", also=also))
    told = {(one.name, one.where.part, one.where.in_control, one.close) for one in checked.faults if one.where}
    assert ("boord_upper", "header", False, "board_upper") in told
    assert ("zzz", "footer", False, "") in told
    assert ("nhan_dinh", "body", True, "nhận_định") in told
    assert ("titel", "body", False, "title") in told
    assert {one.code for one in checked.faults} == {"unknown"}
    assert checked.without == ("proposals", "recipients")


def test_decomposed_vietnamese_tags_in_a_bound_control_are_filled_in() -> None:
    said = unicodedata.normalize("NFD", "Số: {{ số_văn_bản }} · {{ cấp_trên }}")
    own = template("x", also=lambda document: document.element.body.insert(0, control(said, bound=True)))
    assert looked(own).faults == ()
    made = document_docx(FULL.to_sealed_json(), None, HEAD, 1, FULL.last_day, "vi", ZONE, own, OFFICERS)
    assert "Số: Số 05-BC/BTG · TỈNH ỦY" in body(made)
    assert "dataBinding" not in body(made)
    assert "showingPlcHdr" not in body(made)


def test_each_tag_has_its_value_in_the_document_under_both_names() -> None:
    for name in ALIASES:
        for tag in (name, ALIASES[name]):
            shown = "".join(f"[{tag}:{{{{ {tag} }}}}]")
            assert looked(template(shown)).faults == (), tag


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("{% for x in items %}", "syntax"),
        ("{{ subject }", "syntax"),
        ("{% if subject %}{{ 'x' * 9 }}{% endif %}", "syntax"),
        ("{{ ''.__class__.__mro__ }}", "syntax"),
        ("{% for x in range(9) %}{% endfor %}", "unknown"),
    ],
)
def test_what_is_no_tag_of_ours_or_could_do_harm_is_a_fault(said: str, code: str) -> None:
    assert code in {one.code for one in looked(template(said)).faults}


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(ValueError, match="Word"):
        looked(b"PK\x03\x04 nothing")


def test_workbook_has_numbers_filters_and_marks_what_is_kept_back_and_hides_no_column() -> None:
    figures = Figures.from_json(FULL.to_json())
    named = {**figures.labels, "topic-own": "=HYPERLINK(1)"}
    figures = Figures(
        **{name: getattr(figures, name) for name in Figures.__dataclass_fields__ if name not in ("labels", "topics")},
        topics=(*figures.topics, Matter("own", 4)),
        labels=named,
    )
    book = openpyxl.load_workbook(io.BytesIO(digest_xlsx(figures.to_sealed_json(), "Báo cáo", "vi", ZONE)))
    topics = book["Lĩnh vực"]
    rows = [[cell.value for cell in row] for row in topics.iter_rows()]
    assert rows[0] == [
        *("Lĩnh vực", "Số báo cáo", "Kỳ trước", "Cùng kỳ năm trước"),
        *("Không đồng tình (%)", "Băn khoăn (%)", "Chưa rõ (%)", "Đồng tình (%)"),
    ]
    assert rows[1] == ["Đất đai, giải phóng mặt bằng", 20, 18, None, 50, 30, 0, 20]
    assert rows[2][1:] == [12, None, None, *["ít nguồn"] * 4]
    assert rows[3][1] == "ít nguồn"
    assert topics.cell(4, 2).fill.patternType == "lightUp"
    assert (topics.cell(5, 1).value, topics.cell(5, 1).data_type) == ("=HYPERLINK(1)", "s"), "words are no formula"
    assert (topics.freeze_panes, topics.auto_filter.ref) == ("B2", "A1:H5")
    for sheet in book:
        assert sheet.sheet_state == "visible"
        assert not any(dimension.hidden for dimension in sheet.column_dimensions.values())
        assert not any(dimension.hidden for dimension in sheet.row_dimensions.values())
    assert [cell.value for cell in book["Chưa gửi theo đơn vị"][2]] == ["xã Mẫu", 3]


def test_missing_office_is_said_and_font_without_letters_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    made = document_docx(FULL.to_sealed_json(), None, HEAD, 1, FULL.last_day, "vi", ZONE, None, OFFICERS)

    def asked(*command: str) -> str:
        return "Liberation Serif" if command[0] == "fc-match" else "DejaVu Serif\nNoto Serif\n"

    monkeypatch.setattr(office_pdf, "asked", asked)
    assert office_pdf.letters_font() == "Noto Serif"
    assert "Times New Roman" not in body(office_pdf.in_font(made, "Noto Serif"))
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(office_pdf.NoOffice):
        office_pdf.pdf(made)


def test_programs_of_the_machine_get_none_of_our_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a program has in its environment, all that it starts has, and a crash report."""
    office = tmp_path / "soffice"
    office.write_text(f"#!/bin/sh\nenv > {tmp_path}/seen\n", "utf-8")
    office.chmod(0o700)
    monkeypatch.setenv("LANGNGHE_SECRET_KEYS", "a-key")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(office_pdf.NotConverted):
        office_pdf.pdf(template("Kính gửi"))
    seen = (tmp_path / "seen").read_text("utf-8")
    assert "HOME=" in seen and "LANGNGHE" not in seen and "a-key" not in seen
