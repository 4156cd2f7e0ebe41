"""Builds the Word templates that an office then edits: `python -m digests.template_build [folder]`.

The layout is that of Party documents (Quy định 399-QĐ/TW of 2026, Hướng dẫn 36-HD/VPTW of 2018): A4, margins 20/20/30/15 mm,
Times New Roman 14, page numbers from page 2. What an office changes it changes in Word; this script gives the first version.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from texts.catalogue import LANGUAGES, catalogue_for

TEMPLATES = Path(__file__).with_name("templates")
_FONT = "Times New Roman"


def build(language: str) -> Any:
    """The template in one language, as a python-docx document."""
    text = catalogue_for(language).text
    document = Document()
    _page(document)
    _letterhead(document, text)
    _title(document, text)
    _body(document, text)
    _urgent(document, text)
    _signature(document, text)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", text("digest-doc-kind"), ""
    return document


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(20),
        Mm(20),
        Mm(30),
        Mm(15),
    )
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    _field(number.add_run(), "PAGE")
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(14)
    fonts = normal.element.rPr.rFonts
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), _FONT)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0


def _letterhead(document: Any, text: Any) -> None:
    table = _grid(document, (Mm(77), Mm(88)))
    left, right = table.rows[0].cells
    _write(left.paragraphs[0], "{{ superior }}", align=ALIGN.CENTER)
    _write(left.add_paragraph(), "{{ board_upper }}", align=ALIGN.CENTER, bold=True)
    _write(left.add_paragraph(), "*", align=ALIGN.CENTER)
    _write(left.add_paragraph(), text("digest-doc-number") + " {{ number }}-BC/{{ suffix }}", align=ALIGN.CENTER)
    party = _write(right.paragraphs[0], text("digest-doc-party"), align=ALIGN.CENTER, bold=True, size=15)
    party.paragraph_format.left_indent = party.paragraph_format.right_indent = Mm(4)
    _rule(party)
    place = _write(right.add_paragraph(), "{{ place_date }}", align=ALIGN.CENTER, italic=True)
    place.paragraph_format.space_before = Pt(20)


def _title(document: Any, text: Any) -> None:
    kind = _write(document.add_paragraph(), text("digest-doc-kind"), align=ALIGN.CENTER, bold=True, size=16)
    kind.paragraph_format.space_before = Pt(24)
    _write(document.add_paragraph(), "{{ subject }}", align=ALIGN.CENTER, bold=True, size=15)
    line = _write(document.add_paragraph(), "-----", align=ALIGN.CENTER)
    line.paragraph_format.space_after = Pt(6)


def _body(document: Any, text: Any) -> None:
    _paragraph(document, "{{ opening }}")
    _heading(document, 1, text("digest-doc-general"))
    _paragraph(document, "{{ base }} {{ progress }}")
    _paragraph(document, text("digest-doc-note"))
    _heading(document, 2, text("digest-doc-topics"))
    _tag(document, "{%p for topic in topics %}")
    one = _paragraph(document, "2.{{ loop.index }}. {{ topic.name }}. ", bold=True)
    _write(one, "{{ topic.text }}")
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p if few_topics %}")
    _paragraph(document, "{{ few_topics }}")
    _tag(document, "{%p endif %}")
    _tag(document, "{%p if chart %}")
    picture = _write(document.add_paragraph(), "{{ chart }}", align=ALIGN.CENTER)
    picture.paragraph_format.space_before = Pt(8)
    picture.paragraph_format.keep_with_next = True
    _write(document.add_paragraph(), text("digest-doc-chart"), align=ALIGN.CENTER, italic=True, size=13)
    _tag(document, "{%p endif %}")
    _heading(document, 3, text("digest-doc-groups"))
    heads = [text(f"digest-doc-{name}") for name in ("row", "group", "reports", "streams")]
    _table(document, "groups", heads, ("name", "reports", "streams"), (Mm(12), Mm(54), Mm(29), Mm(70)))
    _heading(document, 4, text("digest-doc-units"))
    heads = [text(f"digest-doc-{name}") for name in ("row", "place", "reports", "topic")]
    _table(document, "places", heads, ("name", "reports", "topic"), (Mm(12), Mm(62), Mm(29), Mm(62)))
    _heading(document, 5, text("digest-doc-forecast"))
    _paragraph(document, "{{ forecast }}")


def _urgent(document: Any, text: Any) -> None:
    _heading(document, 6, text("digest-doc-urgent"))
    _tag(document, "{%p if urgent %}")
    _paragraph(document, text("digest-doc-urgent-note"))
    _tag(document, "{%p for item in urgent %}")
    _paragraph(document, "- {{ item }}")
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p else %}")
    _paragraph(document, "{{ no_urgent }}")
    _tag(document, "{%p endif %}")


def _signature(document: Any, text: Any) -> None:
    document.add_paragraph()
    table = _grid(document, (Mm(85), Mm(80)))
    _whole(table.rows[0])
    left, right = table.rows[0].cells
    _write(left.paragraphs[0], text("digest-doc-to"), size=14).runs[0].underline = True
    _write(left.add_paragraph(), "{%p for one in recipients %}", size=12)
    _write(left.add_paragraph(), "- {{ one }}", size=12)
    _write(left.add_paragraph(), "{%p endfor %}", size=12)
    sign = _write(right.paragraphs[0], text("digest-doc-sign"), align=ALIGN.CENTER, bold=True)
    sign.paragraph_format.space_after = Pt(64)
    _write(right.add_paragraph(), "{{ signer }}", align=ALIGN.CENTER, bold=True)


def _heading(document: Any, number: int, title: str) -> None:
    heading = _paragraph(document, f"{number}. {title}", bold=True)
    heading.paragraph_format.space_before = Pt(10)
    heading.paragraph_format.keep_with_next = True


def _paragraph(document: Any, said: str, *, bold: bool = False) -> Any:
    paragraph = _write(document.add_paragraph(), said, align=ALIGN.JUSTIFY, bold=bold)
    paragraph.paragraph_format.first_line_indent = Mm(10)
    paragraph.paragraph_format.space_before = Pt(6)
    paragraph.paragraph_format.line_spacing = 1.1
    return paragraph


def _tag(document: Any, tag: str) -> None:
    document.add_paragraph(tag)


def _write(
    paragraph: Any, said: str, *, align: Any = None, bold: bool = False, italic: bool = False, size: int = 14
) -> Any:
    if align is not None:
        paragraph.alignment = align
    run = paragraph.add_run(said)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return paragraph


def _table(document: Any, rows: str, heads: Sequence[str], fields: Sequence[str], widths: Sequence[Any]) -> None:
    """A table with a heading row that repeats on every page, and a row for each of `rows`; "" where there are none."""
    _tag(document, f"{{%p if {rows} %}}")
    spacer = document.add_paragraph()
    spacer.paragraph_format.space_after = Pt(2)
    spacer.paragraph_format.line_spacing = Pt(4)
    spacer.paragraph_format.keep_with_next = True
    table = document.add_table(rows=4, cols=len(heads), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    head, begin, row, end = table.rows
    for cell, said in zip(head.cells, heads, strict=True):
        _write(cell.paragraphs[0], said, align=ALIGN.CENTER, bold=True, size=13).paragraph_format.keep_with_next = True
    begin.cells[0].paragraphs[0].add_run(f"{{%tr for row in {rows} %}}")
    end.cells[0].paragraphs[0].add_run("{%tr endfor %}")
    for cell, field in zip(row.cells, ("loop.index", *(f"row.{field}" for field in fields)), strict=True):
        centred = field in ("loop.index", "row.reports")
        _write(cell.paragraphs[0], f"{{{{ {field} }}}}", align=ALIGN.CENTER if centred else None, size=13)
    for each in table.rows:
        _whole(each)
    _set_widths(table, widths)
    repeat = OxmlElement("w:tblHeader")
    head._tr.get_or_add_trPr().append(repeat)
    _tag(document, "{%p else %}")
    _paragraph(document, "{{ few }}")
    _tag(document, "{%p endif %}")


def _grid(document: Any, widths: Sequence[Any]) -> Any:
    """One row without lines, for what stands side by side."""
    table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    _set_widths(table, widths)
    return table


def _set_widths(table: Any, widths: Sequence[Any]) -> None:
    """Word reads the widths of cells, other programs those of columns."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _whole(row: Any) -> None:
    """No page break inside the row."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _rule(paragraph: Any) -> None:
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def _field(run: Any, code: str) -> None:
    for kind in ("begin", None, "end"):
        if kind is None:
            element = OxmlElement("w:instrText")
            element.text = code
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def main(folder: Path = TEMPLATES) -> None:
    """Writes digest.vi.docx and digest.en.docx."""
    for language in LANGUAGES:
        build(language).save(str(folder / f"digest.{language}.docx"))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
