"""The roster as a spreadsheet: its columns, what is safe to open, and the rows in it.

A workbook is judged by what it holds, never by its name. Headings may be in Vietnamese, in English or our own field names, in
any order; a sheet may leave out the columns that are not required.
"""

from __future__ import annotations

import io
import itertools
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
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
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_HEADING_LINES = 10  # in which the line of headings is looked for, below a title
_CODES = frozenset({"code", "parent", "unit", "officer"})
_DATES = frozenset({"valid_from", "valid_to", "left"})
_DAYS = range(18_264, 73_051)  # day numbers of a workbook: from 1950 until 2099
_ALIKE = {"units": ("don vi", "units"), "members": ("thanh vien", "cong tac vien", "ctv", "members")}
"""Words, folded, of which the title of a sheet that is called otherwise holds one."""
_ALSO = {
    "units": {
        "code": "ma; ma so; ma dv; ma dia ban; ma so don vi; ma co quan; ma dinh danh; ma hanh chinh",
        "name": "ten; don vi; ten dv; ten xa, phuong; xa, phuong; xa, phuong, dac khu; ten xa, phuong, dac khu; dia ban;"
        "ten co quan; co quan, don vi; ten co quan, don vi; dia phuong; ten dia phuong",
        "kind": "loai don vi; loai dv; cap; loai hinh; cap don vi; cap hanh chinh; phan loai",
        "parent": "ma don vi cap tren; don vi cap tren; ma cap tren; cap tren; truc thuoc; ma dv cap tren; thuoc; don vi cha;"
        "ma don vi cha; don vi chu quan; truc thuoc don vi",
        "valid_from": "tu; ngay bat dau; hieu luc tu",
        "valid_to": "den; ngay ket thuc; het hieu luc",
    },
    "members": {
        "code": "ma so; ma ctv; ma thanh vien; ma can bo; ma nguoi dung; ma cong tac vien; ma so ctv; ma nhan su; ma tv",
        "name": "ho ten; ten; ho va ten ctv; ho ten ctv; ho va ten cong tac vien; ten thanh vien",
        "phone": "sdt; so dt; dt; so dien thoai; so dien thoai di dong; dien thoai di dong; di dong; dtdd; so di dong; mobile;"
        "so dien thoai lien he; dien thoai lien he; sdt lien he; so may; so zalo",
        "unit": "don vi; ma dv; ma dia ban; don vi cong tac; ma xa, phuong; ma don vi cong tac; co quan, don vi; noi cong tac;"
        "xa, phuong; xa, phuong, dac khu; co quan",
        "roles": "vai tro trong mang luoi; chuc nang; loai thanh vien",
        "strata": "nhom; nhom doi tuong; doi tuong; nhom phu trach; linh vuc theo doi",
        "honorific": "cach xung ho; danh xung",
        "language": "tieng",
        "single": "don tuyen (x); bao cao don tuyen; ctv don tuyen",
        "officer": "ma cbpt; can bo phu trach; ma nguoi phu trach; nguoi phu trach",
        "duty": "thu tu; truc; thu tu truc ban; lich truc",
        "left": "da nghi; ngay nghi; thoi tham gia; nghi tu ngay",
    },
}
"""Headings as offices write them, folded, beside those of the template."""


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


@dataclass(frozen=True, slots=True)
class Found:
    """A sheet as it was found: its title in the file, the row of its headings, and columns that are none of ours."""

    sheet: str
    title: str
    row: int
    count: int
    ignored: tuple[str, ...]
    absent: tuple[str, ...]
    """Fields without a column."""


@dataclass(slots=True)
class Workbook:
    """The two sheets, the fields that each has a column for, and the cells that could not be read."""

    rows: dict[str, list[Row]]
    fields: dict[str, set[str]]
    mistakes: list[Mistake]
    found: list[Found]


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
        raise _whole("csv" if _is_csv(content) else "not_xlsx")
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise _whole("not_xlsx") from error
    if len(parts) > 1000 or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        raise _whole("too_large_inside")
    if "[Content_Types].xml" not in {part.filename for part in parts}:
        raise _whole("open_document" if _OPEN_DOCUMENT in content[:200] else "not_xlsx")


def _is_csv(content: bytes) -> bool:
    """Tell whether a file is text in columns, in whatever encoding a program saves it."""
    begins = content[:4096].removeprefix(b"\xef\xbb\xbf")
    if begins[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    first = begins.partition(b"\n")[0]
    return b"\0" not in begins and any(sign in first for sign in (b",", b";", b"\t"))


def _read_sheets(book: Any) -> Workbook:
    read_book = Workbook({}, {}, [], [])
    for name in COLUMNS:
        title = _title(book.sheetnames, name)
        if title is None:
            others = ", ".join(book.sheetnames[:10])
            read_book.mistakes.append(
                Mistake("", 0, "", "no_sheet", {"sheet": sheet_title(LANGUAGES[0], name), "others": others})
            )
            continue
        lines = _lines(book[title], name)
        row, columns, ignored = _headings(name, lines, read_book.mistakes)
        fields = read_book.fields[name] = set(columns.values())
        read_book.rows[name] = list(_rows(name, lines, columns, read_book.mistakes, book.epoch))
        absent = tuple(column for column in COLUMNS[name] if column not in fields)
        read_book.found.append(Found(name, title, row, len(read_book.rows[name]), ignored, absent))
    if len(read_book.rows) < len(COLUMNS):
        raise RosterTrouble(read_book.mistakes)
    return read_book


def _title(titles: Sequence[str], name: str) -> str | None:
    """The title of the sheet that is meant: as it is called in the template, else the only one that is called alike."""
    folded = {" ".join(fold(title).split()): title for title in titles}
    known = [fold(sheet_title(language, name)) for language in LANGUAGES] + [name]
    exact = next((folded[text] for text in known if text in folded), None)
    alike = [title for heading_, title in folded.items() if any(word in heading_ for word in _ALIKE[name])]
    return exact or (alike[0] if len(alike) == 1 else None)


def _lines(sheet: Any, name: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The lines that hold something, with the number by which people know them."""
    lines = sheet.iter_rows(max_row=_LAST_ROW, max_col=_COLUMN_LIMIT)
    for number, cells in enumerate(lines, start=1):
        if any(cell.value not in (None, "") for cell in cells):
            if number > ROW_LIMIT:
                raise _whole("too_many_rows", name, limit=str(ROW_LIMIT))
            yield number, cells


def _headings(
    name: str, lines: Iterator[tuple[int, tuple[Any, ...]]], mistakes: list[Mistake]
) -> tuple[int, dict[int, str], tuple[str, ...]]:
    """The row of the headings, the field of each column that has one of ours, and the headings of all others.

    The headings are the first line, or the first below a title that has all that are required.
    """
    first: set[str] = set()
    for number, cells in itertools.islice(lines, _HEADING_LINES):
        columns = {at: column for at, cell in enumerate(cells) if (column := _field(name, str(cell.value or "")))}
        found = list(columns.values())
        if set(REQUIRED[name]) <= set(found):
            mistakes += [
                Mistake(name, number, column, "heading_twice") for column in sorted({*found}) if found.count(column) > 1
            ]
            words = ((at, clean(unescape(str(cell.value or ""))).strip()) for at, cell in enumerate(cells))
            return (
                number,
                columns,
                tuple(" ".join(word.split())[:40] for at, word in words if word and at not in columns),
            )
        first = max(first, {*found}, key=len)
    missing = [column for column in REQUIRED[name] if column not in first]
    raise _whole("no_column", name, columns=", ".join(heading(LANGUAGES[0], name, column) for column in missing))


def _field(name: str, written: str) -> str | None:
    """The field that a heading means: in Vietnamese, in English, in our own words, or as offices write it."""
    return _known_headings(name).get(_heading_key(written))


@cache
def _known_headings(name: str) -> Mapping[str, str]:
    known = {_heading_key(also): column for column, words in _ALSO[name].items() for also in words.split(";")}
    known |= {_heading_key(column): column for column in COLUMNS[name]}
    return known | {
        _heading_key(heading(language, name, column)): column for column in COLUMNS[name] for language in LANGUAGES
    }


def _heading_key(written: str) -> str:
    """A heading without case, accents, signs and what stands in brackets: "SỐ ĐT (*)" and "Số ĐT:" are one."""
    text = fold(re.sub(r"\([^()]*\)", " ", clean(unescape(written))))
    return " ".join(re.sub(r"[\W_]+", " ", text).split())


def _rows(
    name: str,
    lines: Iterator[tuple[int, tuple[Any, ...]]],
    columns: dict[int, str],
    mistakes: list[Mistake],
    epoch: datetime,
) -> Iterator[Row]:
    for number, cells in lines:
        row = Row(number, {})
        for at, column in columns.items():
            if at >= len(cells):
                continue
            value, trouble = _value(cells[at])
            if column in _CODES and isinstance(value, int):
                value = seen_code(value, cells[at].number_format)
                trouble = trouble or ("" if value else "code_format")
            elif column in _CODES and isinstance(value, str):
                value = seen_text(value, cells[at].number_format)
            elif column in _DATES and isinstance(value, (int, float)) and int(value) in _DAYS:
                value = epoch.date() + timedelta(days=int(value))
            if trouble:
                mistakes.append(Mistake(name, number, column, trouble))
            elif value is not None:
                row.cells[column] = value
        if row.cells:
            yield row


def _value(cell: Any) -> tuple[str | int | float | date | None, str]:
    """The value of a cell, or the code of what is wrong with it."""
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
    text = clean(unescape(str(value)))
    return (text or None, "") if len(text) <= _TEXT_LIMIT else (None, "too_long")


def unescape(text: str) -> str:
    """Undo the way in which a workbook writes signs that XML cannot hold: `_x000D_` is a carriage return."""
    found = re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)
    return found if found == text else found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


_SHOWN_TEXT = re.compile(r'((?:"[^"]*"|\\.|[-/. ])*)@((?:"[^"]*"|\\.|[-/. ])*)')
_FORMAT = re.compile(r'((?:"[^"]*"|\\.|[-/. ])*)([#0]+)((?:"[^"]*"|\\.|[-/. ])*)')


def seen_code(value: int, number_format: str) -> str:
    """A code that Excel holds as a number, as its author saw it: 1 in the format 000 is "001"; "": nobody can tell."""
    pattern = re.sub(r"\[[^\]]*\]|[_*].", "", number_format.partition(";")[0])
    if pattern in ("General", "@", "") or (pattern == "#,##0" and abs(value) < 1000):
        return str(value)
    match = _FORMAT.fullmatch(pattern)
    if match is None:
        return ""
    before, after = (re.sub(r'"([^"]*)"|\\(.)', r"\1\2", part) for part in (match[1], match[3]))
    return before + str(value).zfill(match[2].count("0")) + after


def seen_text(value: str, number_format: str) -> str:
    """A code that is text, as its author saw it: "01" in the format "CB"@ is "CB01"."""
    sections = re.sub(r"\[[^\]]*\]|[_*].", "", number_format).split(";")
    match = _SHOWN_TEXT.fullmatch(sections[-1]) if len(sections) in (1, 4) else None
    if match is None:
        return value
    before, after = (re.sub(r'"([^"]*)"|\\(.)', r"\1\2", part) for part in (match[1], match[2]))
    return before + value + after
