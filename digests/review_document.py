"""The compilation of a review as a Word document: by heading, by unit, and who is missing. Made in a worker process."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from texts.catalogue import catalogue_for

Headings = Sequence[tuple[str, Sequence[tuple[str, str]]]]
"""Each with what was said of it: (units, words)."""


def review_docx(
    board: str,
    title: str,
    due: date,
    headings: Headings,
    by_unit: Headings,
    answered: tuple[int, int],
    missing: Sequence[str],
    language: str,
) -> bytes:
    """The document. by_unit: units with (heading, words). answered: units that have, of those that were asked."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.shared import Pt

    from digests import template_parts as parts

    text = catalogue_for(language).text
    document = Document()
    parts.page(document)
    parts.write(document.add_paragraph(), board.upper(), align=ALIGN.CENTER, bold=True)
    heading = parts.write(
        document.add_paragraph(), text("board-review-doc-kind"), align=ALIGN.CENTER, bold=True, size=16
    )
    heading.paragraph_format.space_before = Pt(12)
    parts.write(document.add_paragraph(), title, align=ALIGN.CENTER, bold=True, size=15)
    said = text("board-review-doc-base", answered=answered[0], asked=answered[1], due=f"{due:%d/%m/%Y}")
    parts.paragraph(document, said)
    parts.paragraph(document, text("board-review-doc-note"))
    _part(document, parts, "I", text("board-review-doc-by-heading"))
    for number, (name, answers) in enumerate(headings, 1):
        _head(document, parts, f"{number}. {name}")
        for units, words in answers:
            _said(document, parts, units, words)
        if not answers:
            parts.paragraph(document, text("board-review-doc-nothing"))
    _part(document, parts, "II", text("board-review-doc-by-unit"))
    for number, (unit, answers) in enumerate(by_unit, 1):
        _head(document, parts, f"{number}. {unit}")
        for name, words in answers:
            _said(document, parts, name, words)
    _part(document, parts, "III", text("board-review-doc-missing"))
    parts.paragraph(document, "; ".join(missing) + "." if missing else text("board-review-doc-none-missing"))
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", title, ""
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _part(document: Any, parts: Any, number: str, said: str) -> None:
    _head(document, parts, f"{number}. {said.upper()}")


def _head(document: Any, parts: Any, said: str) -> None:
    parts.paragraph(document, said, bold=True).paragraph_format.keep_with_next = True


def _said(document: Any, parts: Any, who: str, words: str) -> None:
    """An answer: who first, in italics; its further lines are paragraphs of their own."""
    first, *rest = [line.strip() for line in words.splitlines() if line.strip()]
    made = parts.paragraph(document, "")
    parts.write(made, f"{who}: ", italic=True)
    parts.write(made, first)
    for line in rest:
        parts.paragraph(document, line)
