"""Everything that is wrong with a form, found in one go: what an author is told before it is published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from forms.authoring.load import load
from forms.authoring.unreachable import never_relevant
from forms.errors import FormError
from forms.model.form import Form

LARGEST = 2 << 20  # bytes of a spreadsheet that came by chat
_SHEETS = ("survey", "choices", "external_choices", "settings")


@dataclass(frozen=True)
class Checked:
    """The form where it can be used, else all that is wrong with it, in the order of the spreadsheet.

    warnings: what an author may not have meant in a form that can be used.
    """

    form: Form | None
    problems: tuple[FormError, ...] = ()
    warnings: tuple[FormError, ...] = ()


def check(source: bytes, kind: str, own: Callable[[Form], Sequence[FormError]] = lambda form: ()) -> Checked:
    """Look over, compile and load a form.

    kind: the extension. own: what the host refuses, by the names of fields; their rows are found here.
    """
    from forms.authoring.sheet_linter import look_over, others_like, placed, read_sheets
    from forms.authoring.workbook_guard import guard

    if kind.lower().lstrip(".") not in ("xlsx", "xlsm"):
        return _load(source, kind, own)
    try:
        guard(source)
        sheets = read_sheets(source)
    except FormError as error:
        return Checked(None, (error,))
    checked = _load(source, kind, own)
    problems = [
        placed(one, sheets)
        for one in (*look_over(sheets), *(other for error in checked.problems for other in others_like(error, sheets)))
    ]
    if not problems:
        return Checked(checked.form, (), tuple(placed(one, sheets) for one in checked.warnings))
    return Checked(None, _in_order(problems))


def _load(source: bytes, kind: str, own: Callable[[Form], Sequence[FormError]]) -> Checked:
    try:
        form = load(source, kind=kind)
    except FormError as error:
        return Checked(None, (error,))
    found = tuple(_in_sheet(one, source, kind) for one in (*own(form), *never_relevant(form)))
    refused = tuple(one for one in found if one.code != "switched_off")
    return Checked(None, refused) if refused else Checked(form, (), found)


def _in_sheet(error: FormError, source: bytes, kind: str) -> FormError:
    from forms.authoring.compiler import SPREADSHEETS, Compiled, with_place

    extension = "." + kind.lower().lstrip(".")
    return with_place(error, Compiled("", source, extension)) if extension in SPREADSHEETS else error


def _in_order(problems: Sequence[FormError]) -> tuple[FormError, ...]:
    """Each mistake once, from the top of the first sheet to the bottom of the last."""
    once: dict[tuple[str, ...], FormError] = {}
    for one in problems:
        about = [one.details.get(key, "") for key in ("letter", "name", "field")]
        once.setdefault((one.code, str(one.sheet), str(one.row), *about), one)
    # The compiler's complaint about a row that the cells have told on already says nothing more.
    told = {(one.sheet, one.row) for one in once.values() if one.row is not None and "name" in one.details}
    kept = [one for one in once.values() if "name" in one.details or (one.sheet, one.row) not in told]
    return tuple(sorted(kept, key=lambda one: (_place(one.sheet), one.row or 0, one.details.get("letter", ""))))


def _place(sheet: str | None) -> int:
    return _SHEETS.index(sheet) if sheet in _SHEETS else len(_SHEETS)
