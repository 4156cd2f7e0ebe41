"""Cells of a spreadsheet as their author saw them, with their places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from forms.errors import FormError

SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
YES = frozenset({"yes", "true", "true()"})
# Other names that a column may have (pyxform's own list), in small letters with "_" for blanks.
_ALIASES: Mapping[str, str] = {
    "relevance": "relevant",
    "caption": "label",
    "calculate": "calculation",
    "command": "type",
    "tag": "name",
    "value": "name",
    "readonly": "read_only",
    "constraining_message": "constraint_message",
    "constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "dataset": "list_name",
    "set_form_id": "form_id",
    "id_string": "form_id",
    "set_form_title": "form_title",
    "title": "form_title",
}
_TRANSLATED = frozenset({"label", "hint", "guidance_hint", "constraint_message", "required_message"})
_CONTAINERS = frozenset({"media", "bind", "jr"})
# What "bind::" may stand in front of in a column that has a shorter name; of others it is a part ("bind::type").
_BOUND = frozenset(
    {"relevant", "required", "constraint", "calculate", "readonly", "jr", "jr:constraintmsg", "jr:requiredmsg"}
)
_FILES = frozenset({"image", "big-image", "audio", "video"})


def column_name(heading: str) -> str:
    """The column that a heading means, without its language: "label" of "Caption :: English"."""
    return _parts(heading)[0]


def language_of(heading: str) -> tuple[str, str]:
    """Split a heading in front of its language; the language is "" where there is none."""
    _name, language = _parts(heading)
    return (heading[: len(heading) - len(language)], language) if language else (heading, "")


def _parts(heading: str) -> tuple[str, str]:
    tokens = [token.strip() for token in re.split("::" if "::" in heading else ":", heading)]
    if tokens[0].lower() == "bind" and tokens[1:2] and tokens[1].lower() not in _BOUND:
        return "::".join(tokens).lower(), ""
    while len(tokens) > 1 and tokens[0].lower() in _CONTAINERS:
        tokens = tokens[1:]
    first = re.sub(r"^jr:(?!count)", "", "_".join(tokens[0].split()).lower())
    name = _ALIASES.get(first, first)
    return name, tokens[1] if len(tokens) == 2 and is_translated(name) else ""


def is_text(column: str) -> bool:
    """Say if people read what stands in a column."""
    return column in _TRANSLATED


def is_translated(column: str) -> bool:
    """Say if a column may stand there once for each language."""
    return column in _TRANSLATED or column in _FILES


@dataclass(frozen=True)
class Cell:
    """One filled cell.

    heading: as it is written above. column: from 1; 0 where the file has no columns that a person counts. text: what the
    author saw. fault: the code of what is wrong with the cell itself, with its detail.
    """

    heading: str
    column: int
    text: str
    fault: str = ""

    @property
    def name(self) -> str:
        """The column that its heading means."""
        return column_name(self.heading)

    @property
    def letter(self) -> str:
        """The letter that Excel writes above its column."""
        return letter(self.column)


Rows = dict[int, list[Cell]]


@dataclass
class Workbook:
    """The sheets that a form has.

    headings, rows: by sheet; rows by their number as a person counts, 2 the first below the headings. names: all sheets.
    """

    names: list[str] = field(default_factory=list)
    headings: dict[str, list[Cell]] = field(default_factory=dict)
    rows: dict[str, Rows] = field(default_factory=dict)

    def cells(self, sheet: str) -> Iterator[tuple[int, dict[str, Cell]]]:
        """The rows of a sheet, each with its cells by column; of several languages the first."""
        for number, cells in self.rows.get(sheet, {}).items():
            found: dict[str, Cell] = {}
            for cell in cells:
                found.setdefault(cell.name, cell)
            yield number, found

    def row_of(self, column: str, text: str, kind: str = "") -> int | None:
        """The first survey row with a text in a column; of several that whose type speaks of `kind`."""
        found = [
            (number, cells["type"].text if "type" in cells else "")
            for number, cells in self.cells("survey")
            if column in cells and cells[column].text == text
        ]
        wanted = next((number for number, its in found if kind and kind in its), None)
        return wanted if wanted is not None else found[0][0] if found else None

    def row_like(self, error: FormError) -> int | None:
        """The row of the survey sheet that an error without one speaks of, by what it tells."""
        details = error.details
        if "within" in details:
            return next(
                (
                    number
                    for number, cells in self.cells("survey")
                    if details["column"] in cells and re.search(details["within"], cells[details["column"]].text)
                ),
                None,
            )
        kind = details.get("list") or details.get("type", "")
        for column in ("name", "type"):
            row = self.row_of(column, details[column], kind) if column in details else None
            if row is not None:
                return row
        return None

    def cell(self, sheet: str, row: int | None, column: str) -> Cell | None:
        """The cell of a column in a row, else the heading of that column."""
        here = self.rows.get(sheet, {}).get(row or 0, self.headings.get(sheet, []) if row == 1 else [])
        for cells in (here, self.headings.get(sheet, [])):
            for cell in cells:
                if cell.name == column:
                    return cell
        return None

    def as_dict(self) -> dict[str, object]:
        """A workbook as pyxform takes it: rows in their places, so that it counts as a person does."""
        found: dict[str, object] = {"sheet_names": list(self.names)}
        for sheet, headings in self.headings.items():
            rows = self.rows.get(sheet, {})
            found[f"{sheet}_header"] = [{cell.heading: None for cell in headings}]
            found[sheet] = [
                {cell.heading: cell.text for cell in rows.get(number, ()) if cell.heading}
                for number in range(2, max(rows, default=1) + 1)
            ]
        return found


def letter(column: int) -> str:
    """ "A" for 1, "AA" for 27: what Excel writes above a column."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cleaned(text: str) -> str:
    """A cell's text without blanks around, its no-break spaces as blanks, composed letters."""
    return unicodedata.normalize("NFC", text.replace("\xa0", " ")).strip()
