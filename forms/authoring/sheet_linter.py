"""A spreadsheet looked over cell by cell: what is wrong in many places at once, with sheet, row and column.

The compiler stops at the first mistake; whoever corrects a form in Excel wants them all. Runs after `workbook.guard`.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from forms.errors import FormError

SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
LONGEST_TEXT = 2000  # letters of a label or a hint: with its notes and our words it still fits one message
LONGEST_CHOICE = 300  # letters on a button
MOST_ROWS = 20_000
_EMPTY_ROWS = 100  # so many in a row are the end of a sheet
_MOST_COLUMNS = 400
_FORMULA_ERRORS = frozenset(
    {"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)
_TEXTS = re.compile(r"(label|hint|guidance_hint|(constraint|required)[_ ]message|constraintmsg|requiredmsg)(\s*:.*)?\Z")
_NAME = re.compile(r"[^\W\d][\w.\-]*\Z")
_REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?([^}]*?)\s*\}")
_NO_NAME = re.compile(r"(end[ _]|audit\b)")
_BEGIN, _END = re.compile(r"begin[ _]"), re.compile(r"end[ _]")


@dataclass(frozen=True)
class Cell:
    """One filled cell: the heading above it in small letters, its column as a number from 1, its text."""

    heading: str
    column: int
    text: str


@dataclass
class Sheets:
    """The filled rows of the sheets that a form has, by sheet name; a row is (number, its cells)."""

    rows: dict[str, list[tuple[int, list[Cell]]]] = field(default_factory=dict)
    columns: dict[str, dict[str, int]] = field(default_factory=dict)

    def cells(self, sheet: str) -> Iterator[tuple[int, dict[str, Cell]]]:
        for number, cells in self.rows.get(sheet, ()):
            yield number, {cell.heading: cell for cell in cells}

    def row_of(self, heading: str, text: str) -> int | None:
        """The first row of the survey sheet that has this text under this heading."""
        for number, cells in self.cells("survey"):
            if heading in cells and cells[heading].text.strip() == text:
                return number
        return None

    def column_of(self, sheet: str, row: int | None, error: FormError) -> str:
        """The letter of the column that an error is about; empty where nobody can tell."""
        here = dict(next((cells for number, cells in self.cells(sheet) if number == row), {}))
        wanted = error.details.get("column") or _COLUMN_OF.get(error.code, "")
        heading = _HEADINGS.get(wanted, wanted)
        others = (_ALIASES.get(wanted, ""), *(name for name in here if name.partition(":")[0] == heading))
        for one in (heading, *others):
            if one in here:
                return letter(here[one].column)
        return letter(self.columns[sheet][heading]) if heading in self.columns.get(sheet, {}) else ""


_HEADINGS = {"calculate": "calculation", "required_message": "required message"}
_ALIASES = {"relevant": "relevance", "calculation": "calculate", "calculate": "calculate"}
_COLUMN_OF = {
    "unknown_type": "type",
    "unsupported_type": "type",
    "missing_type": "type",
    "unmatched_group": "type",
    "unknown_list": "type",
    "list_not_here": "type",
    "field_unfit": "type",
    "duplicate_name": "name",
    "bad_name": "name",
    "missing_name": "name",
    "missing_label": "label",
    "reserved_name": "name",
    "choice_without_name": "name",
    "duplicate_choice": "name",
    "missing_calculation": "calculation",
}


def letter(column: int) -> str:
    """ "A" for 1, "AA" for 27: what Excel writes above a column."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def read_sheets(content: bytes) -> Sheets:
    """The cells of a workbook as text.

    Raises:
        FormError: ``unreadable``, ``too_many_rows`` with the sheet.
    """
    from openpyxl import load_workbook

    sheets = Sheets()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            for sheet in book.worksheets:
                name = str(sheet.title).strip().lower()
                if name in SHEETS:
                    _read(sheets, name, sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True))
    except (FormError, MemoryError):
        raise
    except Exception as error:
        # A broken workbook can fail anywhere in its reader.
        raise FormError("unreadable", details={"reason": type(error).__name__}) from error
    return sheets


def _read(sheets: Sheets, name: str, rows: Iterator[tuple[object, ...]]) -> None:
    headings: dict[int, str] = {}
    found: list[tuple[int, list[Cell]]] = []
    empty = 0
    for number, row in enumerate(rows, start=1):
        filled = {at: str(value) for at, value in enumerate(row, start=1) if value is not None and str(value).strip()}
        empty = 0 if filled else empty + 1
        if empty > _EMPTY_ROWS:
            break
        if number == 1:
            headings = {at: " ".join(text.split()).lower() for at, text in filled.items()}
            sheets.columns[name] = {heading: at for at, heading in headings.items()}
        elif filled:
            found.append((number, [Cell(headings.get(at, ""), at, text) for at, text in filled.items()]))
        if len(found) > MOST_ROWS:
            raise FormError("too_many_rows", sheet=name, details={"most": str(MOST_ROWS)})
    sheets.rows[name] = found


def look_over(sheets: Sheets) -> list[FormError]:
    """What is wrong whatever the compiler says: cells that Excel could not work out, texts too long, names."""
    found = [error for sheet in sheets.rows for error in _texts(sheets, sheet)]
    return [*found, *_names(sheets)]


def _texts(sheets: Sheets, sheet: str) -> Iterator[FormError]:
    most = LONGEST_CHOICE if sheet in ("choices", "external_choices") else LONGEST_TEXT
    for number, cells in sheets.rows[sheet]:
        for cell in cells:
            if cell.text.strip() in _FORMULA_ERRORS:
                yield _at("formula_error", sheet, number, cell, name=cell.text.strip())
            elif sheet != "settings" and _TEXTS.match(cell.heading) and len(cell.text) > most:
                yield _at("text_too_long", sheet, number, cell, length=str(len(cell.text)), most=str(most))


def _names(sheets: Sheets) -> Iterator[FormError]:
    """Names: there, fit for XML, and once in their group."""
    scopes: list[set[str]] = [set()]
    for number, cells in sheets.cells("survey"):
        kind = cells["type"].text.strip().lower() if "type" in cells else ""
        if _END.match(kind):
            scopes = scopes[:-1] or [set()]
            continue
        name = cells["name"].text.strip() if "name" in cells else ""
        if name and name in scopes[-1]:
            yield _at("duplicate_name", "survey", number, cells["name"], name=name[:100])
        elif name and not _NAME.match(name):
            yield _at("bad_name", "survey", number, cells["name"], name=name[:100])
        scopes[-1].add(name)
        if _BEGIN.match(kind):
            scopes.append(set())


def others_like(error: FormError, sheets: Sheets) -> list[FormError]:
    """The compiler stops at the first reference to nothing, or name with a blank; here are all of them."""
    if error.code == "choice_with_blank":
        return _with_blank(error, sheets)
    if error.code != "unknown_reference":
        return [error]
    known = {cells["name"].text.strip() for _, cells in sheets.cells("survey") if "name" in cells}
    found = [
        _at("unknown_reference", "survey", number, cell, name=name[:100])
        for number, cells in sheets.rows.get("survey", ())
        for cell in cells
        for name in dict.fromkeys(_REFERENCE.findall(cell.text))
        if name not in known
    ]
    return found or [error]


def _with_blank(error: FormError, sheets: Sheets) -> list[FormError]:
    found = [
        _at("choice_with_blank", "choices", number, cells["name"], choice=cells["name"].text.strip()[:100])
        for number, cells in sheets.cells("choices")
        if "name" in cells and " " in cells["name"].text.strip() and error.details["list"] in _list_of(cells)
    ]
    return found or [error]


def _list_of(cells: Mapping[str, Cell]) -> tuple[str, ...]:
    return tuple(cells[heading].text.strip() for heading in ("list_name", "list name") if heading in cells)


def placed(error: FormError, sheets: Sheets) -> FormError:
    """The same error with its row and the letter of its column, as far as the cells tell."""
    sheet, row = error.sheet or "survey", error.row
    if row is None:
        for heading in ("name", "type"):
            if row is None and heading in error.details and error.code not in ("missing_sheet", "duplicate_column"):
                row = sheets.row_of(heading, error.details[heading])
    column = error.details.get("letter") or (sheets.column_of(sheet, row, error) if row is not None else "")
    details: Mapping[str, str] = {**error.details, **({"letter": column} if column else {})}
    return FormError(error.code, sheet=sheet if row is not None else error.sheet, row=row, details=details)


def _at(code: str, sheet: str, row: int, cell: Cell, **details: str) -> FormError:
    return FormError(code, sheet=sheet, row=row, details={**details, "letter": letter(cell.column)})
