"""Sentences on a roster file: its sheets, its mistakes, and the changes that it brings."""

from __future__ import annotations

from collections.abc import Sequence

from storage.roster.importer import Change
from storage.roster.sheet import Found, Mistake, heading, sheet_title
from storage.tables import Role, UnitKind
from texts.catalogue import Catalogue

_KNOWN = {"unknown_kind": ("kind", UnitKind), "unknown_role": ("role", Role)}


def mistake_lines(t: Catalogue, mistakes: Sequence[Mistake], most: int) -> list[str]:
    """Every mistake by sheet, row and column, in the order of the sheets."""
    lines = [_mistake(t, mistake) for mistake in mistakes[:most]]
    if len(mistakes) > most:
        lines.append(t.text("cli-roster-more", count=len(mistakes) - most))
    return lines


def found_lines(t: Catalogue, found: Sequence[Found]) -> list[str]:
    """The sheets as they were found, which columns mean nothing to us and which are not there."""
    lines = []
    for sheet in found:
        lines.append(t.text("roster-found", title=sheet.title, row=str(sheet.row), count=sheet.count))
        absent = [heading(t.language, sheet.sheet, column) for column in sheet.absent]
        for key, columns in (("roster-found-ignored", sheet.ignored), ("roster-found-absent", absent)):
            if columns:
                lines.append(t.text(key, title=sheet.title, columns=", ".join(columns)))
    return lines


def change_lines(t: Catalogue, changes: Sequence[Change], most: int) -> list[str]:
    """Each row that is new or changes something: new, or column by column what was there and what is there then."""
    lines = [_change(t, change) for change in changes[:most]]
    if len(changes) > most:
        lines.append(t.text("roster-change-more", count=len(changes) - most))
    return lines


def _change(t: Catalogue, change: Change) -> str:
    if not change.values:
        return t.text("roster-change-new", code=change.code, name=change.name)
    empty = t.text("roster-change-empty")
    what = [
        t.text(
            "roster-change-value",
            column=heading(t.language, change.sheet, column),
            before=_worded(t, column, before) or empty,
            after=_worded(t, column, after) or empty,
        )
        for column, before, after in change.values
    ]
    return t.text("roster-change-changed", code=change.code, name=change.name, what=", ".join(what))


def _mistake(t: Catalogue, mistake: Mistake) -> str:
    args = dict(mistake.args)
    if mistake.code in _KNOWN:
        group, kind = _KNOWN[mistake.code]
        args["known"] = ", ".join(t.text(f"roster-{group}-{value}") for value in kind)
    what = t.text(f"roster-mistake-{mistake.code.replace('_', '-')}", **args)
    if not mistake.sheet:
        return what
    sheet = sheet_title(t.language, mistake.sheet)
    if not mistake.row:
        return f"{sheet}: {what}"
    column = heading(t.language, mistake.sheet, mistake.column)
    return t.text("roster-mistake-at", sheet=sheet, row=str(mistake.row), column=column, what=what)


def _worded(t: Catalogue, column: str, value: str) -> str:
    """A cell's value in the words of the sheet, where it is a word of ours."""
    group = {"kind": "kind", "roles": "role"}.get(column)
    return "; ".join(t.text(f"roster-{group}-{part}") for part in value.split("; ")) if group and value else value
