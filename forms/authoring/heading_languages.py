"""Languages in headings, each in one spelling: "Tiếng Việt(vi)" and "Tiếng Việt (vi)" are one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from forms.authoring.workbook.cells import Cell, Workbook, is_translated, language_of
from forms.xform.itext import language_code


def with_one_spelling(book: Workbook) -> Workbook:
    """Every language in headings, and in the settings' default, as it is first written."""
    first: dict[str, str] = {}
    for cell in (cell for sheet in ("survey", "choices") for cell in book.headings.get(sheet, ())):
        language = language_of(cell.heading)[1]
        if language:
            first.setdefault(language_code(language), language)
    renamed = {cell.heading: _renamed(cell.heading, first) for cells in book.headings.values() for cell in cells}
    for sheet in {"survey", "choices"} & book.headings.keys():
        book.headings[sheet] = list(_under(book.headings[sheet], renamed))
        rows = book.rows.get(sheet, {})
        for number, cells in rows.items():
            rows[number] = list(_under(cells, renamed))
    for cells in book.rows.get("settings", {}).values():
        for at, cell in enumerate(cells):
            if cell.name == "default_language":
                cells[at] = replace(cell, text=first.get(language_code(cell.text), cell.text))
    return book


def _renamed(heading: str, first: dict[str, str]) -> str:
    before, language = language_of(heading)
    return before + first.get(language_code(language), language) if language else heading


def _under(cells: Iterable[Cell], renamed: dict[str, str]) -> Iterable[Cell]:
    return (replace(cell, heading=renamed.get(cell.heading, cell.heading)) for cell in cells)


def languages(book: Workbook) -> dict[str, tuple[str, Cell]]:
    """Languages by their code: the name as it is written, and the first heading that has it."""
    found: dict[str, tuple[str, Cell]] = {}
    for sheet in ("survey", "choices"):
        for cell in book.headings.get(sheet, ()):
            language = language_of(cell.heading)[1]
            if language and is_translated(cell.name):
                found.setdefault(language_code(language), (language, cell))
    return found
