"""Parts of Word templates: pages, paragraphs, tables and lines, as python-docx makes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

_FONT = "Times New Roman"


def page(document: Any) -> None:
    """A4 with the margins of official documents, page numbers from the second page on."""
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
    field(number.add_run(), "PAGE")
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(14)
    fonts = normal.element.rPr.rFonts
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), _FONT)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0


def tag(document: Any, tag: str) -> None:
    """A paragraph that holds a tag of docxtpl and is gone when it is filled in."""
    document.add_paragraph(tag)


def write(
    paragraph: Any, said: str, *, align: Any = None, bold: bool = False, italic: bool = False, size: int = 14
) -> Any:
    """Words in a paragraph, as a run of their own."""
    if align is not None:
        paragraph.alignment = align
    run = paragraph.add_run(said)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return paragraph


def paragraph(document: Any, said: str, *, bold: bool = False) -> Any:
    """A paragraph of the text: justified, its first line indented."""
    made = write(document.add_paragraph(), said, align=ALIGN.JUSTIFY, bold=bold)
    made.paragraph_format.first_line_indent = Mm(10)
    made.paragraph_format.space_before = Pt(6)
    return made


def chart(document: Any, caption: str, name: str = "chart") -> None:
    """A chart with its caption, where there is one."""
    tag(document, f"{{%p if {name} %}}")
    picture = write(document.add_paragraph(), f"{{{{ {name} }}}}", align=ALIGN.CENTER)
    picture.paragraph_format.space_before = Pt(8)
    picture.paragraph_format.keep_with_next = True
    write(document.add_paragraph(), caption, align=ALIGN.CENTER, italic=True, size=13)
    tag(document, "{%p endif %}")


def signer(cell: Any, said: str, *, bold: bool) -> None:
    """The office and name of the signer, with room for the signature."""
    sign = write(cell.paragraphs[0], said, align=ALIGN.CENTER, bold=bold)
    sign.paragraph_format.space_after = Pt(64)
    write(cell.add_paragraph(), "{{ signer }}", align=ALIGN.CENTER, bold=True)


def table(document: Any, rows: str, heads: Sequence[str], fields: Sequence[str], widths: Sequence[Any]) -> None:
    """A table with a heading row that repeats on every page, and a row for each of `rows`."""
    spacer = document.add_paragraph()
    spacer.paragraph_format.space_after = Pt(2)
    spacer.paragraph_format.line_spacing = Pt(4)
    spacer.paragraph_format.keep_with_next = True
    made = document.add_table(rows=4, cols=len(heads), style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    head, begin, row, end = made.rows
    for cell, said in zip(head.cells, heads, strict=True):
        write(cell.paragraphs[0], said, align=ALIGN.CENTER, bold=True, size=13).paragraph_format.keep_with_next = True
    begin.cells[0].paragraphs[0].add_run(f"{{%tr for row in {rows} %}}")
    end.cells[0].paragraphs[0].add_run("{%tr endfor %}")
    for cell, field_ in zip(row.cells, ("loop.index", *(f"row.{name}" for name in fields)), strict=True):
        centred = field_ in ("loop.index", "row.reports")
        write(cell.paragraphs[0], f"{{{{ {field_} }}}}", align=ALIGN.CENTER if centred else None, size=13)
    for each in made.rows:
        whole(each)
    set_widths(made, widths)
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def grid(document: Any, widths: Sequence[Any]) -> Any:
    """One row without lines, for what stands side by side."""
    table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    set_widths(table, widths)
    return table


def set_widths(table: Any, widths: Sequence[Any]) -> None:
    """Word reads the widths of cells, other programs those of columns."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def whole(row: Any) -> None:
    """No page break inside the row."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def rule(paragraph: Any) -> None:
    """A line below a paragraph."""
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def field(run: Any, code: str) -> None:
    """A field that Word fills in."""
    for kind in ("begin", None, "end"):
        if kind is None:
            element = OxmlElement("w:instrText")
            element.text = code
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)
