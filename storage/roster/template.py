"""The roster to be filled in: two sheets with headings and lists to choose from, and a guide to every column."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from storage.roster.sheet import COLUMNS, REQUIRED, ROW_LIMIT, heading, sheet_title
from storage.tables import Role, UnitKind
from texts.catalogue import LANGUAGES, catalogue_for

_WIDTHS = {"name": 34, "roles": 30, "strata": 40}
_TEXT = {"code", "parent", "unit", "officer", "phone"}
_DATES = {"valid_from", "valid_to", "left"}


Lines = Mapping[str, Sequence[Mapping[str, str | date]]]
"""By sheet its rows, each with its cells by field."""


def template(
    language: str,
    strata: Mapping[str, str],
    root: tuple[str, str, UnitKind] | None = None,
    lines: Lines | None = None,
) -> bytes:
    """The workbook. `strata`: label by name, in `language`. `root`: code, name and kind of the unit that is there already.

    lines: what stands on the roster already, to be changed and imported again.
    """
    import xlsxwriter

    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    say = catalogue_for(language).text
    styles = {
        "required": book.add_format(
            {"bold": True, "bg_color": "#FCE8D5", "border": 1, "text_wrap": True, "valign": "top"}
        ),
        "optional": book.add_format(
            {"bold": True, "bg_color": "#E6EEF5", "border": 1, "text_wrap": True, "valign": "top"}
        ),
        "text": book.add_format({"num_format": "@"}),
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    for name in COLUMNS:
        sheet = book.add_worksheet(sheet_title(language, name))
        _fill(sheet, name, language, styles)
        for row, cells in enumerate(lines[name] if lines else (), start=1):
            _write(sheet, name, row, cells, styles)
    if root is not None:
        code, title, kind = root
        for at, value in enumerate((code, title, say(f"roster-kind-{kind}"))):
            book.worksheets()[0].write_string(1, at, value)
    _explain(book.add_worksheet(say("roster-sheet-guide")), language, strata, styles)
    book.close()
    return memory.getvalue()


def _fill(sheet: Any, name: str, language: str, styles: Mapping[str, Any]) -> None:
    say = catalogue_for(language).text
    choices: dict[str, Sequence[str]] = {
        "kind": [say(f"roster-kind-{kind}") for kind in UnitKind],
        "language": LANGUAGES,
        "single": ["x"],
    }
    for at, column in enumerate(COLUMNS[name]):
        style = "text" if column in _TEXT else "date" if column in _DATES else None
        sheet.set_column(at, at, _WIDTHS.get(column, 18), styles[style] if style else None)
        required = column in REQUIRED[name]
        sheet.write_string(0, at, heading(language, name, column), styles["required" if required else "optional"])
        sheet.write_comment(0, at, _note(language, name, column), {"x_scale": 2, "y_scale": 1.5})
        if column in choices:
            sheet.data_validation(1, at, ROW_LIMIT - 1, at, {"validate": "list", "source": list(choices[column])})
    sheet.freeze_panes(1, 2)


def _write(sheet: Any, name: str, row: int, cells: Mapping[str, str | date], styles: Mapping[str, Any]) -> None:
    for at, column in enumerate(COLUMNS[name]):
        value = cells.get(column, "")
        if isinstance(value, date):
            sheet.write_datetime(row, at, datetime.combine(value, time()), styles["date"])
        elif value:
            sheet.write_string(row, at, value, styles["text"])


def _explain(sheet: Any, language: str, strata: Mapping[str, str], styles: Mapping[str, Any]) -> None:
    """The guide: each column with its rule and an example, then the words that roles, kinds and groups go by."""
    say = catalogue_for(language).text
    lines: list[tuple[str, ...]] = [(say("roster-guide-intro"),), ()]
    for name in COLUMNS:
        lines.append((sheet_title(language, name), say("roster-guide-rule"), say("roster-guide-example")))
        for text in COLUMNS[name]:
            example = say(f"roster-example-{name}-{text.replace('_', '-')}")
            lines.append((heading(language, name, text), _note(language, name, text), example))
        lines.append(())
    roles = tuple((say(f"roster-role-{role}"), say(f"roster-role-note-{role}")) for role in Role)
    lines += [(say("roster-guide-roles"),), *roles, (), (say("roster-guide-strata"),)]
    lines += [(label,) for label in strata.values()]
    sheet.set_column(0, 0, 34, styles["wrapped"])
    sheet.set_column(1, 1, 70, styles["wrapped"])
    sheet.set_column(2, 2, 34, styles["wrapped"])
    for at, line in enumerate(lines):
        heads = at > 0 and (len(line) == 1 or line[1:2] == (say("roster-guide-rule"),))
        for column, value in enumerate(line):
            sheet.write_string(at, column, value, styles["optional"] if heads else styles["wrapped"])


def _note(language: str, sheet: str, column: str) -> str:
    return catalogue_for(language).text(f"roster-note-{sheet}-{column.replace('_', '-')}")
