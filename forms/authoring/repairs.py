"""Repairs in cells: what pyxform complains of is put aside, so that its next complaint is heard.

The sheets that result are nobody's form. What is put in keeps names where they are, so that nothing else seems wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from forms.authoring.workbook.cells import Cell, Workbook
from forms.errors import FormError

REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?([^}]*?)\s*\}")
_MOST_TRIES = 4


class Repairs:
    """Puts one complaint after the other aside, in the workbook given."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._tries: Counter[tuple[str, int]] = Counter()

    def put_aside(self, error: FormError) -> bool:
        """False where that cannot be done."""
        whole = _WHOLE.get(error.code)
        if whole is not None:
            return whole(self._book, error)
        sheet = error.sheet or "survey"
        row = error.row
        if row is None and error.sheet in (None, "survey"):
            row = self._book.row_like(error)
        cells = self._book.rows.get(sheet, {}).get(row or 0)
        if cells is None or row is None:
            return False
        self._tries[sheet, row] += 1
        if self._tries[sheet, row] > _MOST_TRIES:
            return False
        if sheet != "survey":
            del self._book.rows[sheet][row]
            return True
        return self._in_survey(error, row, cells, self._tries[sheet, row])

    def _in_survey(self, error: FormError, row: int, cells: list[Cell], tried: int) -> bool:
        column = error.details.get("column", "")
        if error.code in _INSTEAD and tried == 1:
            where, text = _INSTEAD[error.code]
            old = next((cell.text for cell in cells if cell.name == where), "")
            self._put(row, where, text.format(row=row, old=old))
            if where == "name" and old and error.code == "bad_name":
                _everywhere(self._book, lambda text: text.replace("${" + old + "}", "${x" + str(row) + "}"))
            return True
        if error.code.startswith("entity"):
            self._keep(row, lambda cell: cell.name != "save_to")
        elif error.code == "unmatched_group":
            return self._match(row, cells)
        elif tried == 1 and column and column not in ("type", "name", "label"):
            self._keep(row, lambda cell: cell.name != column)
        elif tried <= 2:
            self._keep(row, lambda cell: cell.name in ("type", "name", "label"))
        elif tried == 3 and not re.match(r"(begin|end)[ _]", _text(cells, "type")):
            self._put(row, "type", "text")
        else:
            del self._book.rows["survey"][row]
        return True

    def _match(self, row: int, cells: list[Cell]) -> bool:
        kind = _text(cells, "type")
        if re.match(r"begin[ _]", kind):
            type_cell = next(cell for cell in cells if cell.name == "type")
            rows = self._book.rows["survey"]
            rows[max(rows) + 1] = [replace(type_cell, text=re.sub(r"begin([ _]\w+).*", r"end\1", kind))]
        else:
            del self._book.rows["survey"][row]
        return True

    def _keep(self, row: int, wanted: Callable[[Cell], bool]) -> None:
        rows = self._book.rows["survey"]
        rows[row] = [cell for cell in rows[row] if wanted(cell)]

    def _put(self, row: int, column: str, text: str) -> None:
        rows = self._book.rows["survey"]
        heading = next((cell for cell in self._book.headings["survey"] if cell.name == column), None)
        if heading is None:
            heading = Cell(column, 0, column)
            self._book.headings["survey"].append(heading)
        others = [cell for cell in rows[row] if cell.name != column]
        rows[row] = [*others, Cell(heading.heading, heading.column, text)]


# What is put in a row's cell instead: the column, and the text.
_INSTEAD = {
    "duplicate_name": ("name", "{old}_{row}"),
    "reserved_name": ("name", "{old}_{row}"),
    "bad_name": ("name", "x{row}"),
    "missing_name": ("name", "x{row}"),
    "missing_type": ("type", "text"),
    "unknown_type": ("type", "text"),
    "unknown_list": ("type", "text"),
    "bad_list_file": ("type", "text"),
    "missing_calculation": ("calculation", "1"),
}


def _text(cells: list[Cell], column: str) -> str:
    return next((cell.text for cell in cells if cell.name == column), "")


def _everywhere(book: Workbook, change: Callable[[str], str]) -> None:
    for rows in book.rows.values():
        for number, cells in rows.items():
            rows[number] = [replace(cell, text=change(cell.text)) for cell in cells]


def _without_reference(book: Workbook, error: FormError) -> bool:
    """Takes the name out wherever it is quoted; a select from its answers becomes a question for a text."""
    name = error.details.get("name", "")
    quoted = re.compile(r"\$\{\s*(?:last-saved#)?" + re.escape(name) + r"\s*\}")
    before = book.as_dict()
    for rows in book.rows.values():
        for number, cells in rows.items():
            kept = [cell for cell in cells if not (cell.name == "trigger" and quoted.search(cell.text))]
            rows[number] = [
                replace(
                    cell,
                    text="text" if cell.name == "type" and quoted.search(cell.text) else quoted.sub("1", cell.text),
                )
                for cell in kept
            ]
    return book.as_dict() != before


def _without_blanks(book: Workbook, error: FormError) -> bool:
    for number, cells in list(book.rows.get("choices", {}).items()):
        if _text(cells, "list_name") == error.details.get("list"):
            book.rows["choices"][number] = [
                replace(cell, text=cell.text.replace(" ", "_")) if cell.name == "name" else cell for cell in cells
            ]
    return True


def _without_lists(book: Workbook, error: FormError) -> bool:
    """Turn selects into questions for a text, where there are no lists at all."""
    if "choices" not in error.details.get("name", ""):
        return False
    for number, cells in list(book.rows.get("survey", {}).items()):
        book.rows["survey"][number] = [
            replace(cell, text="text") if cell.name == "type" and re.match(r"select|rank", cell.text) else cell
            for cell in cells
        ]
    return True


_WHOLE: dict[str, Callable[[Workbook, FormError], bool]] = {
    "unknown_reference": _without_reference,
    "ambiguous_reference": _without_reference,
    "choice_with_blank": _without_blanks,
    "missing_sheet": _without_lists,
}
