"""A roster's rows as what they mean: units and members, or the mistake that a cell holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from storage.roster.sheet import REQUIRED, Mistake, Row, Workbook
from storage.tables import Role, UnitKind
from texts.catalogue import LANGUAGES, catalogue_for
from texts.dates import read_date
from texts.fold import fold

Cell = str | int | float | date

_CODE = re.compile(r"[\w./-]{1,32}")
_PHONE = re.compile(r"0(?:[35789]\d{8}|2\d{9})", re.ASCII)
_LIKE = 70  # percent
_PHONE_WORD = re.compile(r"^\s*(?:số\s*)?(?:đtdđ|sđt|đt|tel|mobile|điện thoại)\s*[.:]*\s*", re.IGNORECASE)
_HOUR = re.compile(r"[T ]+\d{1,2}[:h]\d{0,2}(?::\d{2})?(?:\.\d+)?(?: ?[AaPpSsCc][MmAaHh]\.?)?$")
_WITH_YEAR = re.compile(r"\d{4}|[/.-] ?\d{2}$")
_YES = {"x", "co", "yes", "y", "1", "true", "v", "✓"}
_NO = {"khong", "no", "n", "0", "false"}


@dataclass(slots=True)
class UnitRow:
    """`parent` None: directly under the root, or the root itself."""

    number: int
    code: str
    name: str
    kind: UnitKind
    parent: str | None
    valid_from: date
    valid_to: date | None


@dataclass(slots=True)
class MemberRow:
    """`left`: whether the person has left, or since when."""

    number: int
    code: str
    name: str
    phone: str | None
    unit: str
    roles: frozenset[Role]
    strata: frozenset[str]
    honorific: str
    language: str
    single: bool
    officer: str | None
    duty: int | None
    left: date | bool


class _Wrong(ValueError):
    """A cell's mistake on its way up."""

    def __init__(self, code: str, **args: str) -> None:
        super().__init__(code)
        self.code = code
        self.sentence_args = args


class Rows:
    """All rows that can be read, and all mistakes so far. `strata`: the stratum by every word for it."""

    def __init__(self, book: Workbook, strata: Mapping[str, str]) -> None:
        self.fields, self.found = book.fields, book.found
        self.mistakes = list(book.mistakes)
        self._bad = {(mistake.sheet, mistake.row, mistake.column) for mistake in book.mistakes}
        self.units = [UnitRow(row.number, **self._read("units", row, _UNIT)) for row in book.rows["units"]]
        folded = {fold(word): stratum for word, stratum in strata.items()}
        strata_of = partial(_several, words=folded, code="unknown_stratum", written=tuple(strata))
        member = _MEMBER | {"strata": (strata_of, frozenset())}
        self.members = [MemberRow(row.number, **self._read("members", row, member)) for row in book.rows["members"]]
        self._check_units()
        self._check_members()

    def wrong(self, sheet: str, number: int, column: str, code: str, **args: str) -> None:
        self.mistakes.append(Mistake(sheet, number, column, code, args))
        self._bad.add((sheet, number, column))

    def is_bad(self, sheet: str, number: int, column: str) -> bool:
        """True if a cell is known to be wrong, so that nothing is concluded from it."""
        return (sheet, number, column) in self._bad

    def _read(self, sheet: str, row: Row, readers: Mapping[str, tuple[Callable[[Cell], Any], Any]]) -> dict[str, Any]:
        values = {}
        for field, (reader, default) in readers.items():
            values[field] = default
            cell = row.cells.get(field)
            try:
                if cell is not None:
                    values[field] = reader(cell)
                elif field in REQUIRED[sheet] and not self.is_bad(sheet, row.number, field):
                    raise _Wrong("required")
            except _Wrong as wrong:
                self.wrong(sheet, row.number, field, wrong.code, **wrong.sentence_args)
        return values

    def _check_units(self) -> None:
        self._find_twice("units", "code", [(unit.number, unit.code) for unit in self.units])
        for unit in self.units:
            if unit.valid_to is not None and unit.valid_to < unit.valid_from:
                self.wrong("units", unit.number, "valid_to", "dates_reversed")

    def _check_members(self) -> None:
        self._find_twice("members", "code", [(member.number, member.code) for member in self.members])
        for member in self.members:
            if member.single and member.officer is None and not self.is_bad("members", member.number, "officer"):
                self.wrong("members", member.number, "officer", "single_without_officer")
            if member.duty is None or self.is_bad("members", member.number, "roles"):
                continue
            if Role.STAFF not in member.roles:
                self.wrong("members", member.number, "duty", "duty_not_staff")

    def _find_twice(self, sheet: str, column: str, codes: Sequence[tuple[int, str]]) -> None:
        first: dict[str, int] = {}
        for number, code in codes:
            if code and first.setdefault(code.upper(), number) != number:
                self.wrong(sheet, number, column, "twice", value=code, row=str(first[code.upper()]))


def _text(cell: Cell) -> str:
    return " ".join(str(cell).split())


def _code(cell: Cell) -> str:
    text = str(cell)
    if isinstance(cell, (float, date)) or not _CODE.fullmatch(text):
        raise _Wrong("bad_code", value=_short(cell))
    return text


def _unit(cell: Cell) -> str:
    """A unit by its code or by its name: which of them it is shows where all units are known."""
    if isinstance(cell, (float, date)):
        raise _Wrong("bad_code", value=_short(cell))
    return _text(cell)


def _phone(cell: Cell) -> str:
    """A number as people write it: with the country's 84 or without, with the zero that a spreadsheet eats or without."""
    text = _PHONE_WORD.sub("", unicodedata.normalize("NFKC", str(cell)).strip("' `’"))
    text = re.sub(r"[\s.,()\-‐-―/]", "", text)
    abroad = re.fullmatch(r"(?:\+|00)84(\d+)|84(\d{9,11})", text, re.ASCII)
    if abroad:
        text = abroad[1] or abroad[2]
    text = "0" + text.removeprefix("0")
    if not _PHONE.fullmatch(text):
        raise _Wrong("bad_phone", value=_short(cell))
    return text


def _day(cell: Cell) -> date:
    """A day with its year; an hour behind it says nothing."""
    if isinstance(cell, date):
        return cell
    found = None
    if isinstance(cell, str) and _WITH_YEAR.search(said := _HOUR.sub("", cell.strip())):
        found = read_date(said, date(2000, 1, 1))
    if found is None:
        raise _Wrong("bad_date", value=_short(cell))
    return found


def _yes(cell: Cell) -> bool:
    word = fold(str(cell))
    if word not in _YES | _NO:
        raise _Wrong("bad_yes", value=_short(cell))
    return word in _YES


def _left(cell: Cell) -> date | bool:
    if isinstance(cell, str) and fold(cell) not in _YES | _NO:
        return _day(cell)
    return cell if isinstance(cell, date) else _yes(cell)


def _order(cell: Cell) -> int:
    text = str(cell)
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:6]) <= 999:
        raise _Wrong("bad_order", value=_short(cell))
    return int(text)


def _language(cell: Cell) -> str:
    if fold(str(cell)) not in LANGUAGES:
        raise _Wrong("bad_language", value=_short(cell), languages=", ".join(LANGUAGES))
    return fold(str(cell))


def _one(cell: Cell, *, words: Mapping[str, Any], code: str, written: Sequence[str] = ()) -> Any:
    found = words.get(fold(str(cell)))
    if found is None:
        like = nearest(str(cell), written)
        raise _Wrong(code, value=_short(cell), nearest=like, likely="yes" if like else "no")
    return found


def _several(cell: Cell, *, words: Mapping[str, Any], code: str, written: Sequence[str] = ()) -> frozenset[Any]:
    """The items of a cell, separated by semicolons or line breaks (or commas, where no item has one of its own)."""
    found = set()
    for part in re.split(r"[;\n]", str(cell)):
        items = [part] if fold(part) in words else part.split(",")
        found |= {_one(item.strip(), words=words, code=code, written=written) for item in items if item.strip()}
    return frozenset(found)


def nearest(written: str, words: Iterable[str]) -> str:
    """The word of these that is most like a misspelt one; "" where none is like it."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(
        fold(written), {word: fold(word) for word in words}, scorer=fuzz.ratio, score_cutoff=_LIKE
    )
    return found[2] if found else ""


def _words(kind: type[StrEnum], group: str) -> dict[str, Any]:
    """Every word for a value, folded: our own, and those of the texts ("roster-kind-commune")."""
    words: dict[str, Any] = {fold(value): value for value in kind}
    for language in LANGUAGES:
        words |= {fold(catalogue_for(language).text(f"roster-{group}-{value}")): value for value in kind}
    return words


def _kind(cell: Cell) -> Any:
    return _known(cell, UnitKind, "kind", lambda words: _one(cell, words=words, code="unknown_kind"))


def _roles(cell: Cell) -> Any:
    return _known(cell, Role, "role", lambda words: _several(cell, words=words, code="unknown_role"))


def _known(cell: Cell, kind: type[StrEnum], group: str, reader: Callable[[Mapping[str, Any]], Any]) -> Any:
    """One of a few words; where it is none, all of them are told in its stead."""
    try:
        return reader(_words(kind, group))
    except _Wrong as wrong:
        known = ", ".join(catalogue_for(LANGUAGES[0]).text(f"roster-{group}-{value}") for value in kind)
        raise _Wrong(wrong.code, value=wrong.sentence_args["value"], known=known) from None


def _short(cell: Cell) -> str:
    text = str(cell)
    return text if len(text) <= 40 else text[:39] + "…"


_Readers = dict[str, tuple[Callable[[Cell], Any], Any]]
_UNIT: _Readers = {
    "code": (_code, ""),
    "name": (_text, ""),
    "kind": (_kind, UnitKind.BODY),
    "parent": (_unit, None),
    "valid_from": (_day, date(1900, 1, 1)),
    "valid_to": (_day, None),
}
_MEMBER: _Readers = {
    "code": (_code, ""),
    "name": (_text, ""),
    "phone": (_phone, None),
    "unit": (_unit, ""),
    "roles": (_roles, frozenset()),
    "honorific": (_text, "anh/chị"),
    "language": (_language, LANGUAGES[0]),
    "single": (_yes, False),
    "officer": (_code, None),
    "duty": (_order, None),
    "left": (_left, False),
}
