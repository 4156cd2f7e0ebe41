"""Spreadsheets of every kind read into cells; pyxform never opens a file itself.

One reader, because pyxform's own stops after sixty blank rows, believes the size that WPS writes into a sheet, reads a
formula without a stored value as an empty cell, and keeps neither number formats nor merged cells.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from forms.authoring.workbook.cell_texts import Seen, seen_number, seen_text
from forms.authoring.workbook.cells import SHEETS, Cell, Rows, Workbook, cleaned, column_name
from forms.authoring.workbook.workbook_guard import guard, transitional
from forms.authoring.workbook.workbook_parts import SheetPart, sheet_parts
from forms.errors import FormError

MOST_ROWS = 20_000
_MOST_COLUMNS = 400
_EMPTY_ROWS = 10_000  # so many below one another are the end of a sheet, whatever size it says it has
_FORMULA_ERRORS = frozenset(
    {"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)
# One row as it comes from a file: its number, and for each filled cell the column and what was seen.
_Row = tuple[int, list[tuple[int, Seen]]]


def read_workbook(content: bytes, extension: str) -> Workbook:
    """The cells of a spreadsheet.

    extension: .xlsx, .xlsm, .xls, .csv or .md.

    Raises:
        FormError: ``unreadable``, ``too_many_rows`` with the sheet, and what ``workbook_guard.guard`` refuses.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if extension in (".xlsx", ".xlsm"):
                guard(content)
                return _with_disabled_out(_of_xlsx(transitional(content)))
            return _with_disabled_out(_of_xls(content) if extension == ".xls" else _of_text(content, extension))
    except (FormError, MemoryError):
        raise
    except Exception as error:
        # A broken workbook can fail anywhere in its reader.
        raise FormError("unreadable", details={"reason": type(error).__name__}) from error


def _of_xlsx(content: bytes) -> Workbook:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    parts = sheet_parts(content)
    found = Workbook(names=list(book.sheetnames))
    for sheet in book.worksheets:
        name = _known(str(sheet.title), found.names)
        if name:
            sheet.reset_dimensions()
            part = parts.get(sheet.title, SheetPart())
            _take(found, name, _xlsx_rows(sheet.iter_rows(max_col=_MOST_COLUMNS), part), part)
    book.close()
    return found


def _known(title: str, titles: Sequence[str]) -> str:
    """The sheet that a title means; one that stands alone is the survey, whatever it is called."""
    name = title.strip().lower()
    return name if name in SHEETS else "survey" if len(titles) == 1 else ""


def _xlsx_rows(rows: Iterable[Sequence[Any]], part: SheetPart) -> Iterator[_Row]:
    for number, row in enumerate(rows, start=1):
        cells = [
            (
                at,
                seen_number(cell.value, cell.number_format)
                if not isinstance(cell.value, str)
                else seen_text(cell.value),
            )
            for at, cell in enumerate(row, start=1)
            if cell.value is not None
        ]
        cells += [(at, Seen("", fault="formula_unsaved")) for at in part.unsaved.get(number, ())]
        yield number, sorted(cells, key=lambda pair: pair[0])


def _of_xls(content: bytes) -> Workbook:
    import xlrd

    with xlrd.open_workbook(file_contents=content) as book:
        found = Workbook(names=book.sheet_names())
        for sheet in book.sheets():
            name = _known(sheet.name, found.names)
            if name:
                rows = ((number + 1, list(_xls_row(sheet.row(number), book.datemode))) for number in range(sheet.nrows))
                _take(found, name, rows, SheetPart())
        return found


def _xls_row(row: Sequence[Any], mode: int) -> Iterator[tuple[int, Seen]]:
    import xlrd
    from xlrd.xldate import xldate_as_datetime

    for at, cell in enumerate(row, start=1):
        if cell.ctype == xlrd.XL_CELL_DATE:
            moment = xldate_as_datetime(cell.value, mode)
            yield at, seen_number(moment.time() if cell.value < 1 else moment, "")
        elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
            yield at, seen_number(bool(cell.value), "")
        elif cell.ctype == xlrd.XL_CELL_ERROR:
            yield at, seen_text(xlrd.error_text_from_code.get(cell.value, "#VALUE!"))
        elif cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
            yield at, seen_text(cell.value) if isinstance(cell.value, str) else seen_number(cell.value, "")


def _of_text(content: bytes, extension: str) -> Workbook:
    """Tables as text, which pyxform reads: no column there has a letter."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2json_backends import get_xlsform

    try:
        data = get_xlsform(content.removeprefix(b"\xef\xbb\xbf"), file_type=extension)
    except PyXFormError as error:
        raise FormError("unreadable", details={"reason": extension.lstrip(".")}) from error
    found = Workbook(names=list(data.sheet_names or ()))
    for name in SHEETS:
        header = getattr(data, f"{name}_header") or [{}]
        if header[0] or getattr(data, name):
            found.headings[name] = [Cell(cleaned(str(value)), 0, cleaned(str(value))) for value in header[0] if value]
            found.rows[name] = {
                number: [Cell(cleaned(str(key)), 0, cleaned(str(text))) for key, text in row.items() if key and text]
                for number, row in enumerate(getattr(data, name) or (), start=2)
                if row
            }
    return found


def _take(found: Workbook, name: str, rows: Iterator[_Row], part: SheetPart) -> None:
    """Put the rows of one sheet into the workbook, each cell under its heading."""
    headings: dict[int, Cell] = {}
    taken: Rows = {}
    last = 1
    for number, cells in rows:
        last = number if cells else last
        if number - last > _EMPTY_ROWS:
            break
        if number == 1:
            for at, seen in cells:
                text = re.sub(" +", " ", cleaned(seen.text))
                if text or seen.fault:
                    headings[at] = Cell(text, at, text, seen.fault)
            continue
        kept = [_cell(headings[at], seen, name) for at, seen in cells if at in headings]
        kept = [cell for cell in kept if cell.text or cell.fault]
        if kept:
            taken[number] = kept
        if len(taken) > MOST_ROWS:
            raise FormError("too_many_rows", sheet=name, details={"most": str(MOST_ROWS)})
    found.headings[name] = list(headings.values())
    found.rows[name] = taken
    _spread_merged(found, name, part)


def _cell(heading: Cell, seen: Seen, sheet: str) -> Cell:
    column = column_name(heading.heading)
    text = cleaned(seen.text_for(column, sheet, heading.heading))
    fault = seen.fault_for(column, sheet) or ("formula_error" if text in _FORMULA_ERRORS else "")
    return Cell(heading.heading, heading.column, text, fault)


def _spread_merged(found: Workbook, name: str, part: SheetPart) -> None:
    """Give every row its list's name where that is merged downwards; elsewhere merging hides cells."""
    rows = found.rows[name]
    columns = {cell.column: cell for cell in found.headings[name]}
    for left, top, right, bottom in part.merged:
        first = next((cell for cell in rows.get(top, ()) if cell.column == left), None)
        if first is None:
            continue
        below = [number for number in range(top + 1, bottom + 1) if number in rows]
        if first.name == "list_name" and left == right:
            for number in below:
                rows[number].insert(0, first)
        elif below or any(at in columns for at in range(left + 1, right + 1)):
            rows[top] = [
                replace(cell, fault=cell.fault or "merged_cells") if cell is first else cell for cell in rows[top]
            ]


def _with_disabled_out(book: Workbook) -> Workbook:
    """Without the rows that are put aside by a column of that name, and without the column."""
    from forms.authoring.workbook.cells import YES

    rows = book.rows.get("survey", {})
    aside = {
        number
        for number, cells in book.cells("survey")
        if "disabled" in cells and cells["disabled"].text.lower() in YES
    }
    for number in list(rows):
        rows[number] = [] if number in aside else [cell for cell in rows[number] if cell.name != "disabled"]
        if not rows[number]:
            del rows[number]
    if "survey" in book.headings:
        book.headings["survey"] = [cell for cell in book.headings["survey"] if cell.name != "disabled"]
    return book
