"""Builds the Word templates that an office then edits: `python -m digests.template_build [folder]`.

A4, margins 20/20/30/15 mm, Times New Roman 14, page numbers from page 2; the three layouts are those of `digests.board_template`.
What an office changes it changes in Word; this script gives the first version.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Mm, Pt

from digests import board_template
from digests import template_parts as parts
from texts.catalogue import LANGUAGES, catalogue_for

TEMPLATES = Path(__file__).with_name("templates")


def build(language: str, layout: str = "party") -> Any:
    """The template of the automatic digests in one language and layout, as a python-docx document."""
    text = catalogue_for(language).text
    document = Document()
    parts.page(document)
    board_template.head(document, text, layout)
    _body(document, text)
    _urgent(document, text)
    if layout != "plain":
        board_template.signature(document, text, layout)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", text("digest-doc-kind"), ""
    return document


def _body(document: Any, text: Any) -> None:
    _paragraph(document, "{{ opening }}")
    _heading(document, 1, text("digest-doc-general"))
    _paragraph(document, "{{ base }} {{ progress }}")
    parts.tag(document, "{%p if topics or groups %}")
    _paragraph(document, text("digest-doc-note"))
    parts.tag(document, "{%p endif %}")
    _heading(document, 2, text("digest-doc-topics"))
    parts.tag(document, "{%p for topic in topics %}")
    paragraph = _paragraph(document, "2.{{ loop.index }}. {{ topic.name }}. ", bold=True)
    parts.write(paragraph, "{{ topic.text }}")
    parts.tag(document, "{%p endfor %}")
    parts.tag(document, "{%p if few_topics %}")
    _paragraph(document, "{{ few_topics }}")
    parts.tag(document, "{%p endif %}")
    parts.chart(document, text("digest-doc-chart"))
    _heading(document, 3, text("digest-doc-groups"))
    heads = [text(f"digest-doc-{name}") for name in ("row", "group", "reports", "streams")]
    _table(document, "groups", heads, ("name", "reports", "streams"), (Mm(12), Mm(54), Mm(29), Mm(70)))
    _heading(document, 4, text("digest-doc-units"))
    heads = [text(f"digest-doc-{name}") for name in ("row", "place", "reports", "topic")]
    _table(document, "places", heads, ("name", "reports", "topic"), (Mm(12), Mm(62), Mm(29), Mm(62)))
    _heading(document, 5, text("digest-doc-forecast"))
    parts.tag(document, "{%p if causes %}")
    _paragraph(document, "{{ causes }}")
    parts.tag(document, "{%p endif %}")
    _paragraph(document, "{{ forecast }}")


def _urgent(document: Any, text: Any) -> None:
    _heading(document, 6, text("digest-doc-urgent"))
    parts.tag(document, "{%p if urgent %}")
    _paragraph(document, text("digest-doc-urgent-note"))
    parts.tag(document, "{%p for item in urgent[:-1] %}")
    _paragraph(document, "- {{ item }}")
    parts.tag(document, "{%p endfor %}")
    _paragraph(document, "- {{ urgent[-1] }}").paragraph_format.keep_with_next = True  # no signature alone on a page
    parts.tag(document, "{%p else %}")
    _paragraph(document, "{{ no_urgent }}").paragraph_format.keep_with_next = True
    parts.tag(document, "{%p endif %}")


def _heading(document: Any, number: int, title: str) -> None:
    heading = _paragraph(document, f"{number}. {title}", bold=True)
    heading.paragraph_format.space_before = Pt(10)
    heading.paragraph_format.keep_with_next = True


def _paragraph(document: Any, said: str, *, bold: bool = False) -> Any:
    paragraph = parts.paragraph(document, said, bold=bold)
    paragraph.paragraph_format.line_spacing = 1.1
    return paragraph


def _table(document: Any, rows: str, heads: Sequence[str], fields: Sequence[str], widths: Sequence[Any]) -> None:
    """A table with a heading row that repeats on every page, and a row for each of `rows`; "" where there are none."""
    parts.tag(document, f"{{%p if {rows} %}}")
    parts.table(document, rows, heads, fields, widths)
    parts.tag(document, "{%p else %}")
    _paragraph(document, "{{ few }}")
    parts.tag(document, "{%p endif %}")


def main(folder: Path = TEMPLATES) -> None:
    """Writes the templates of automatic and board digests in every layout and language."""
    for language in LANGUAGES:
        for layout in board_template.LAYOUTS:
            build(language, layout).save(str(folder / f"digest_{layout}.{language}.docx"))
            board_template.build(language, layout).save(str(folder / f"board_{layout}.{language}.docx"))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
