"""The roster as a spreadsheet: its columns, what is safe to open, and the rows in it.

A workbook is judged by what it holds, never by its name. Headings may be in Vietnamese, in English or our own field names, in
any order; a sheet may leave out the columns that are not required.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from texts.catalogue import LANGUAGES, catalogue_for
from texts.fold import clean, fold

UNIT_FIELDS = ("code", "name", "kind", "parent", "valid_from", "valid_to")
MEMBER_FIELDS = (
    "code",
    "name",
    "phone",
    "unit",
    "roles",
    "strata",
    "honorific",
    "language",
    "single",
    "officer",
    "duty",
    "left",
)
COLUMNS = {"units": UNIT_FIELDS, "members": MEMBER_FIELDS}
REQUIRED = {"units": ("code", "name", "kind"), "members": ("code", "name", "unit", "roles")}

SIZE_LIMIT = 5 << 20  # bytes, of the file
UNPACKED_LIMIT = 60 << 20  # bytes, of all that is packed in it
ROW_LIMIT = 20_000
_LAST_ROW = 1 << 20  # of a sheet, by its own rules
_COLUMN_LIMIT = 50
_TEXT_LIMIT = 300  # characters
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One wrong cell: sheet ("units", "members"; "": the file), row (0: the sheet itself), column (a field).

    `code` and `args` make the sentence ("roster-mistake-<code>" in `texts`).
    """

    sheet: str
    row: int
    column: str
    code: str
    args: Mapping[str, str] = field(default_factory=dict)


class RosterTrouble(Exception):
    """All that is wrong with a roster file; nothing of it was taken over."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(f"{len(mistakes)} mistakes in the roster")
        self.mistakes = mistakes


@dataclass(slots=True)
class Row:
    """A row's cells by field: text, a number or a date; an empty cell is not there."""

    number: int
    cells: dict[str, str | int | float | date]


@dataclass(slots=True)
class Workbook:
    """The two sheets, the fields that each has a column for, and the cells that could not be read."""

    rows: dict[str, list[Row]]
    fields: dict[str, set[str]]
    mistakes: list[Mistake]


def heading(language: str, sheet: str, name: str) -> str:
    return catalogue_for(language).text(f"roster-{sheet}-{name.replace('_', '-')}")


def sheet_title(language: str, sheet: str) -> str:
    return catalogue_for(language).text(f"roster-sheet-{sheet}")


def read(content: bytes) -> Workbook:
    """Reads a workbook. Raises `RosterTrouble` for a file that is none, and where sheets or required columns are missing."""
    _refuse_unsafe(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import openpyxl

            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
            return _read_sheets(book)
    except RosterTrouble:
        raise
    except Exception as error:
        raise _whole("not_xlsx") from error


def _whole(code: str, sheet: str = "", **args: str) -> RosterTrouble:
    return RosterTrouble([Mistake(sheet, 0, "", code, args)])


def _refuse_unsafe(content: bytes) -> None:
    if len(content) > SIZE_LIMIT:
        raise _whole("too_large", limit=str(SIZE_LIMIT >> 20))
    if content.startswith(_OLE):
        raise _whole("old_or_locked")
    if not content.startswith(_ZIP):
        raise _whole("not_xlsx")
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise _whole("not_xlsx") from error
    if len(parts) > 1000 or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        raise _whole("too_large_inside")
    if "[Content_Types].xml" not in {part.filename for part in parts}:
        raise _whole("not_xlsx")


def _read_sheets(book: Any) -> Workbook:
    titles = {fold(title): title for title in book.sheetnames}
    read_book = Workbook({}, {}, [])
    for name in COLUMNS:
        known = [fold(sheet_title(language, name)) for language in LANGUAGES] + [name]
        title = next((titles[folded] for folded in known if folded in titles), None)
        if title is None:
            read_book.mistakes.append(Mistake("", 0, "", "no_sheet", {"sheet": sheet_title(LANGUAGES[0], name)}))
            continue
        lines = _lines(book[title], name)
        columns = _headings(name, next(lines, (0, ()))[1], read_book.mistakes)
        read_book.fields[name] = set(columns.values())
        read_book.rows[name] = list(_rows(name, lines, columns, read_book.mistakes))
    if len(read_book.rows) < len(COLUMNS):
        raise RosterTrouble(read_book.mistakes)
    return read_book


def _lines(sheet: Any, name: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The lines that hold something, with the number by which people know them."""
    lines = sheet.iter_rows(max_row=_LAST_ROW, max_col=_COLUMN_LIMIT)
    for number, cells in enumerate(lines, start=1):
        if any(cell.value not in (None, "") for cell in cells):
            if number > ROW_LIMIT:
                raise _whole("too_many_rows", name, limit=str(ROW_LIMIT))
            yield number, cells


def _headings(name: str, cells: tuple[Any, ...], mistakes: list[Mistake]) -> dict[int, str]:
    """The field of each column that has one of ours; other columns are the office's own affair."""
    known = {fold(heading(language, name, one)): one for one in COLUMNS[name] for language in LANGUAGES}
    known |= {fold(one.replace("_", " ")): one for one in COLUMNS[name]}
    columns: dict[int, str] = {}
    for at, cell in enumerate(cells):
        one = known.get(fold(str(cell.value or "").replace("_", " ").replace("*", " ")))
        if one is None:
            continue
        if one in columns.values():
            mistakes.append(Mistake(name, 1, one, "heading_twice"))
        columns[at] = one
    missing = [one for one in REQUIRED[name] if one not in columns.values()]
    if missing:
        wanted = ", ".join(heading(LANGUAGES[0], name, one) for one in missing)
        raise _whole("no_column", name, columns=wanted)
    return columns


def _rows(
    name: str, lines: Iterator[tuple[int, tuple[Any, ...]]], columns: dict[int, str], mistakes: list[Mistake]
) -> Iterator[Row]:
    for number, cells in lines:
        row = Row(number, {})
        for at, one in columns.items():
            if at >= len(cells):
                continue
            value, trouble = _value(cells[at])
            if trouble:
                mistakes.append(Mistake(name, number, one, trouble))
            elif value is not None:
                row.cells[one] = value
        if row.cells:
            yield row


def _value(cell: Any) -> tuple[str | int | float | date | None, str]:
    """What a cell holds, or the code of what is wrong with it."""
    value = cell.value
    kind = getattr(cell, "data_type", "n")
    if kind == "f":
        return None, "formula"
    if kind == "e":
        return None, "error_cell"
    if isinstance(value, datetime):
        return value.date(), ""
    if isinstance(value, bool):
        return ("x" if value else None), ""
    if value is None or isinstance(value, (date, int)):
        return value, ""
    if isinstance(value, float):
        return (int(value) if value.is_integer() else value), ""
    text = clean(str(value))
    return (text or None, "") if len(text) <= _TEXT_LIMIT else (None, "too_long")
