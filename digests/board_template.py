"""The Word template of board digests in its first version, which an office then edits: Party, State or plain layout.

Party: Quy định 399-QĐ/TW and Hướng dẫn 05-HD/VPTW of 2026. State: Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from digests import template_parts as parts
from digests.board_pictures import BELOW
from texts.catalogue import catalogue_for

LAYOUTS = ("party", "state", "plain")
Text = Callable[..., str]


def build(language: str, layout: str) -> Any:
    """The template in one language and layout, as a python-docx document."""
    text = catalogue_for(language).text
    document = Document()
    parts.page(document)
    head(document, text, layout)
    _body(document, text)
    if layout != "plain":
        signature(document, text, layout)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", text("digest-doc-kind"), ""
    return document


def head(document: Any, text: Text, layout: str) -> None:
    """The letterhead and the title of a layout."""
    {"party": _party, "state": _state, "plain": _plain}[layout](document, text)


def _party(document: Any, text: Text) -> None:
    left, right = parts.grid(document, (Mm(77), Mm(88))).rows[0].cells
    _issuer(left)
    parts.write(left.add_paragraph(), "*", align=ALIGN.CENTER)
    parts.write(left.add_paragraph(), "{{ number_line }}", align=ALIGN.CENTER)
    party = parts.write(right.paragraphs[0], text("digest-doc-party"), align=ALIGN.CENTER, bold=True, size=15)
    party.paragraph_format.left_indent = party.paragraph_format.right_indent = Mm(4)
    parts.rule(party)
    place = parts.write(right.add_paragraph(), "{{ place_date }}", align=ALIGN.CENTER, italic=True)
    place.paragraph_format.space_before = Pt(20)
    _title(document, text, line="-----")


def _state(document: Any, text: Text) -> None:
    left, right = parts.grid(document, (Mm(72), Mm(93))).rows[0].cells
    _issuer(left, size=13)
    parts.write(left.add_paragraph(), "{{ number_state }}", align=ALIGN.CENTER, size=13)
    parts.write(right.paragraphs[0], text("board-doc-state"), align=ALIGN.CENTER, bold=True, size=12)
    motto = parts.write(right.add_paragraph(), text("board-doc-motto"), align=ALIGN.CENTER, bold=True, size=13)
    motto.paragraph_format.left_indent = motto.paragraph_format.right_indent = Mm(14)
    parts.rule(motto)
    place = parts.write(right.add_paragraph(), "{{ place_date }}", align=ALIGN.CENTER, italic=True, size=13)
    place.paragraph_format.space_before = Pt(8)
    _title(document, text, size=14)


def _plain(document: Any, text: Text) -> None:
    parts.write(document.add_paragraph(), "{{ board_upper }}", align=ALIGN.CENTER, bold=True)
    _title(document, text)
    parts.write(document.add_paragraph(), "{{ number_line }} · {{ place_date }}", align=ALIGN.CENTER, italic=True)


def _issuer(cell: Any, *, size: int = 14) -> None:
    cell.paragraphs[0].text = "{%p if superior %}"
    parts.write(cell.add_paragraph(), "{{ superior }}", align=ALIGN.CENTER, size=size)
    cell.add_paragraph("{%p endif %}")
    parts.write(cell.add_paragraph(), "{{ board_upper }}", align=ALIGN.CENTER, bold=True, size=size)


def _title(document: Any, text: Text, *, line: str = "", size: int = 15) -> None:
    kind = parts.write(document.add_paragraph(), text("digest-doc-kind"), align=ALIGN.CENTER, bold=True, size=size + 1)
    kind.paragraph_format.space_before = Pt(20)
    parts.write(document.add_paragraph(), "{{ subject }}", align=ALIGN.CENTER, bold=True, size=size)
    parts.tag(document, "{%p if corrects %}")
    parts.write(document.add_paragraph(), "{{ corrects }}", align=ALIGN.CENTER, italic=True, size=13)
    parts.tag(document, "{%p endif %}")
    if line:
        parts.write(document.add_paragraph(), line, align=ALIGN.CENTER).paragraph_format.space_after = Pt(6)


def _body(document: Any, text: Text) -> None:
    _paragraph(document, "{{ opening }}")
    _heading(document, 1, text("digest-doc-general"))
    _paragraph(document, "{{ base }} {{ added_up }}")
    parts.tag(document, "{%p if topics or groups %}")
    _paragraph(document, text("board-doc-note"))
    parts.tag(document, "{%p endif %}")
    _words(document, "assessment", text("board-doc-gap-assessment"))
    _heading(document, 2, text("board-items-heading"))
    _items(document, text)
    _heading(document, 3, text("board-proposals-heading"))
    _words(document, "proposals", text("board-doc-gap-proposals"), last=True)


def _words(document: Any, name: str, gap: str, *, last: bool = False) -> None:
    """The officers' paragraphs, or a gap that cannot be overlooked. last: the signature stands below the last of them."""
    parts.tag(document, f"{{%p if {name} %}}")
    parts.tag(document, f"{{%p for paragraph in {name}[:-1] %}}")
    _paragraph(document, "{{ paragraph }}")
    parts.tag(document, "{%p endfor %}")
    _paragraph(document, f"{{{{ {name}[-1] }}}}").paragraph_format.keep_with_next = last
    parts.tag(document, "{%p else %}")
    marked = _paragraph(document, gap)
    marked.runs[0].font.highlight_color = WD_COLOR_INDEX.YELLOW
    marked.paragraph_format.keep_with_next = last
    parts.tag(document, "{%p endif %}")


def _items(document: Any, text: Text) -> None:
    parts.chart(document, text("digest-doc-chart"))  # not beside the other one: together they would fill a page
    parts.tag(document, "{%p for item in items %}")
    parts.tag(document, "{%p if item.title %}")
    heading = _paragraph(document, "2.{{ loop.index }}. {{ item.title }}", bold=True)
    heading.paragraph_format.keep_with_next = True
    parts.tag(document, "{%p endif %}")
    parts.tag(document, "{%p for line in item.lines %}")
    _paragraph(document, "{{ line }}")
    parts.tag(document, "{%p endfor %}")
    _table(document, text, "item.rows and item.wide", ("name", "reports", "more"), (Mm(12), Mm(56), Mm(29), Mm(68)))
    _table(document, text, "item.rows and not item.wide", ("name", "reports"), (Mm(12), Mm(113), Mm(40)))
    parts.tag(document, "{%p endfor %}")
    for name in BELOW:
        parts.chart(document, text(f"board-doc-{name.replace('_', '-')}"), name)
    parts.tag(document, "{%p if not items %}")
    _paragraph(document, "{{ few_topics }}")
    parts.tag(document, "{%p endif %}")


def _table(document: Any, text: Text, condition: str, fields: tuple[str, ...], widths: tuple[Any, ...]) -> None:
    """The rows of an item, where the condition holds; the heading row stands on every page."""
    parts.tag(document, f"{{%p if {condition} %}}")
    heads = (text("digest-doc-row"), *(f"{{{{ item.heads[{n}] }}}}" for n in range(len(fields))))
    parts.table(document, "item.rows", heads, fields, widths)
    parts.tag(document, "{%p endif %}")


def signature(document: Any, text: Text, layout: str) -> None:
    """To whom it goes, and who signs it, on one page with the last words."""
    space = document.add_paragraph()
    space.paragraph_format.keep_with_next = True
    table = parts.grid(document, (Mm(85), Mm(80)))
    parts.whole(table.rows[0])
    left, right = table.rows[0].cells
    if layout == "party":
        parts.write(left.paragraphs[0], text("digest-doc-to"), size=14).runs[0].underline = True
    else:
        parts.write(left.paragraphs[0], text("digest-doc-to"), size=12, bold=True, italic=True)
    size = 12 if layout == "party" else 11
    parts.write(left.add_paragraph(), "{%p for one in recipients %}", size=size)
    comma = "," if layout == "party" else ";"
    parts.write(left.add_paragraph(), f"- {{{{ one }}}}{{{{ '.' if loop.last else '{comma}' }}}}", size=size)
    parts.write(left.add_paragraph(), "{%p else %}", size=size)
    gap = parts.write(left.add_paragraph(), text("board-doc-gap-recipients"), size=size)
    gap.runs[0].font.highlight_color = WD_COLOR_INDEX.YELLOW
    parts.write(left.add_paragraph(), "{%p endfor %}", size=size)
    parts.signer(right, text("digest-doc-sign"), bold=layout == "state")


def _heading(document: Any, number: int, said: str) -> None:
    heading = _paragraph(document, f"{number}. {said}", bold=True)
    heading.paragraph_format.space_before = Pt(8)
    heading.paragraph_format.keep_with_next = True


def _paragraph(document: Any, said: str, *, bold: bool = False) -> Any:
    paragraph = parts.paragraph(document, said, bold=bold)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(18)
    control = OxmlElement("w:widowControl")
    paragraph._p.get_or_add_pPr().append(control)
    return paragraph
