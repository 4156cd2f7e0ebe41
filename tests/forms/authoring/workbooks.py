"""Workbooks as people and programs write them, made in a test."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from forms.authoring.check import Checked, check
from forms.errors import FormError

Row = Sequence[Any]
SURVEY: Row = ("type", "name", "label", "required", "relevant", "constraint", "calculation", "default", "appearance")
CHOICES: Row = ("list_name", "name", "label")


def written(
    survey: Sequence[Row],
    choices: Sequence[Row] = (),
    *,
    sheets: Mapping[str, Sequence[Row]] | None = None,
    finish: Callable[[Workbook], None] = lambda book: None,
) -> bytes:
    """An .xlsx as openpyxl writes it. `survey`, `choices`: rows below the usual headings; `sheets`: with their own."""
    book = Workbook()
    book.remove(book.worksheets[0])
    of_the_form = {"survey": [SURVEY, *survey], **({"choices": [CHOICES, *choices]} if choices else {})}
    for title, rows in {**of_the_form, **(sheets or {})}.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    finish(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(content: bytes, *pairs: tuple[bytes, bytes]) -> bytes:
    """The same archive with other bytes in its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            for old, new in pairs:
                part = part.replace(old, new)
            target.writestr(name, part)
    return out.getvalue()


def places(problems: Sequence[FormError]) -> list[tuple[str, str | None, int | None, str]]:
    """Code, sheet, row and column of each."""
    return [(problem.code, problem.sheet, problem.row, problem.details.get("letter", "")) for problem in problems]


def of_table(*lines: str) -> Checked:
    """A form as a Markdown table, checked."""
    return check("\n".join(lines).encode(), "md")
