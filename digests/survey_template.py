"""The Word template of survey reports in its first version: `python -m digests.survey_template [folder]`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from digests import template_parts as parts
from texts.catalogue import LANGUAGES, catalogue_for

TEMPLATES = Path(__file__).with_name("templates")


def build(language: str) -> Any:
    """The template in one language, as a python-docx document."""
    t = catalogue_for(language)
    document = Document()
    parts.page(document)
    parts.write(document.add_paragraph(), "{{ board_upper }}", align=ALIGN.CENTER, bold=True, size=13)
    title = parts.write(document.add_paragraph(), t.text("survey-doc-title"), align=ALIGN.CENTER, bold=True, size=15)
    title.paragraph_format.space_before = Pt(14)
    parts.write(document.add_paragraph(), "{{ title }}", align=ALIGN.CENTER, bold=True)
    _heading(document, "1. " + t.text("survey-doc-method"))
    parts.paragraph(document, t.text("survey-doc-purpose", purpose="{{ purpose }}"))
    _each(document, "line in method", "- {{ line }}")
    _heading(document, "2. " + t.text("survey-doc-results"))
    parts.chart(document, t.text("survey-doc-chart-caption"))
    parts.tag(document, "{%p for question in questions %}")
    _subheading(document, "{{ question.heading }}")
    wording = parts.write(document.add_paragraph(), "{{ question.wording }}", italic=True, size=12)
    wording.paragraph_format.keep_with_next = True
    parts.tag(document, "{%p if question.rows %}")
    heads = [t.text(f"survey-doc-{name}") for name in ("option", "count", "share", "between")]
    _table(document, "question.rows", heads, ("label", "count", "share", "between"), (80, 20, 25, 40))
    parts.tag(document, "{%p endif %}")
    parts.write(document.add_paragraph(), "{{ question.base }}", italic=True, size=12)
    parts.tag(document, "{%p endfor %}")
    parts.tag(document, "{%p if crosses %}")
    _heading(document, "3. " + t.text("survey-doc-crosses"))
    parts.tag(document, "{%p for cross in crosses %}")
    _subheading(document, "{{ cross.heading }}")
    parts.tag(document, "{%p if cross.rows %}")
    heads = [t.text(f"survey-doc-{name}") for name in ("group", "count", "effective", "shares")]
    _table(document, "cross.rows", heads, ("label", "count", "effective", "shares"), (48, 17, 22, 78))
    parts.tag(document, "{%p endif %}")
    _each(document, "line in cross.told", "- {{ line }}")
    parts.tag(document, "{%p endfor %}")
    parts.tag(document, "{%p endif %}")
    parts.tag(document, "{%p if earlier %}")
    _heading(document, t.text("survey-doc-beside"))
    _each(document, "line in earlier.lines", "- {{ line }}")
    heads = [t.text(f"survey-doc-{name}") for name in ("option", "then", "now", "moved")]
    _table(document, "earlier.rows", heads, ("label", "then", "now", "moved"), (78, 22, 22, 43))
    parts.tag(document, "{%p endif %}")
    parts.tag(document, "{%p if margins %}")
    _heading(document, t.text("survey-doc-population"))
    heads = [t.text(f"survey-doc-{name}") for name in ("group", "share", "source", "as-of")]
    _table(document, "margins", heads, ("label", "share", "source", "as_of"), (65, 20, 52, 28))
    parts.tag(document, "{%p endif %}")
    note = parts.write(document.add_paragraph(), "{{ note }}", italic=True, size=12)
    note.paragraph_format.space_before = Pt(10)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", t.text("survey-doc-title"), ""
    return document


def _heading(document: Any, said: str) -> None:
    heading = parts.paragraph(document, said, bold=True)
    heading.paragraph_format.space_before = Pt(10)
    heading.paragraph_format.keep_with_next = True


def _subheading(document: Any, said: str) -> None:
    made = parts.write(document.add_paragraph(), said, bold=True, size=13)
    made.paragraph_format.space_before = Pt(8)
    made.paragraph_format.keep_with_next = True


def _each(document: Any, what: str, said: str) -> None:
    parts.tag(document, f"{{%p for {what} %}}")
    parts.paragraph(document, said)
    parts.tag(document, "{%p endfor %}")


def _table(document: Any, rows: str, heads: list[str], fields: tuple[str, ...], widths: tuple[int, ...]) -> None:
    """A table with a heading row that repeats on every page, and a row for each of `rows`; widths in millimetres."""
    made = document.add_table(rows=4, cols=len(heads), style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    head, begin, row, end = made.rows
    for cell, said in zip(head.cells, heads, strict=True):
        parts.write(cell.paragraphs[0], said, align=ALIGN.CENTER, bold=True, size=12)
    begin.cells[0].paragraphs[0].add_run(f"{{%tr for row in {rows} %}}")
    end.cells[0].paragraphs[0].add_run("{%tr endfor %}")
    for cell, name in zip(row.cells, fields, strict=True):
        middle = name in ("count", "share", "between", "effective", "as_of", "then", "now", "moved")
        parts.write(cell.paragraphs[0], f"{{{{ row.{name} }}}}", align=ALIGN.CENTER if middle else None, size=12)
    for each in made.rows:
        parts.whole(each)
    parts.set_widths(made, [Mm(width) for width in widths])
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def main(folder: Path = TEMPLATES) -> None:
    """Writes the template in every language."""
    for language in LANGUAGES:
        build(language).save(str(folder / f"survey.{language}.docx"))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
