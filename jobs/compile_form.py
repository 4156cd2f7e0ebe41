"""A form's file compiled in a process of its own: the form, or all that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from forms.authoring.check import check
from forms.errors import FormError
from jobs.form_workbook import as_workbook, tables
from services.form_rules import name_for, refusals
from uploads import identify
from uploads.errors import Unfit
from uploads.isolation import Exceeded, limit_memory

SECONDS = 20
READ_AHEAD = ("pyxform.xls2xform", "jobs.compile_form")
"""Modules that a process in which a form is compiled has read before."""
MEMORY = 1 << 30  # bytes, beyond what the libraries take
_PLAIN = (".csv", ".md")
"""Kinds of files that name nobody."""


@dataclass(frozen=True, slots=True)
class CompiledForm:
    """A form that can be used."""

    name: str
    """Name to publish it under."""
    title: str
    xml: str
    questions: int
    missing: tuple[str, ...]
    """Figures that will lack, since the form has no fields for them."""
    media: tuple[str, ...]
    """Names of the files that it shows."""
    warnings: tuple[FormError, ...]
    """What its author may not have meant."""
    sheet: bytes
    """The file to be kept and given out: without who wrote it (PRIVACY.md 10)."""
    extension: str
    """The kind of that file ("xlsx")."""


def exceeded(error: Exceeded) -> FormError:
    """The problem of a form that took longer, or more, than it may."""
    code = "too_slow" if error.what == "time" else "too_much_memory"
    return FormError(code, details={"seconds": f"{SECONDS:.0f}"})


def read_form(
    content: bytes, file_name: str, kind: str = ".xlsx", name: str = "", asked_only: bool = True
) -> CompiledForm | tuple[FormError, ...]:
    """Compile a form, or find all that is wrong with it.

    kind: the extension. name: the name to publish it under, where that is given. asked_only: what a chat cannot ask is
    refused; otherwise all that compiles is taken.
    """
    import openpyxl  # noqa: F401 - loaded before the limit, so that the limit is for the spreadsheet alone
    import pyxform.xls2xform  # noqa: F401

    limit_memory(MEMORY)
    checked = check(content, kind, lambda form: refusals(form, name or name_for(form, file_name)) if asked_only else ())
    if checked.form is None:
        return checked.problems
    form = checked.form
    called = name or name_for(form, file_name)
    sheet, extension = without_author(content, kind)
    return CompiledForm(
        name=called,
        title=form.title if form.title != "data" else called,
        xml=form.xml,
        questions=len(form.walk),
        missing=tuple(form.figures_missing()),
        media=tuple(sorted(form.media_names)),
        warnings=checked.warnings,
        sheet=sheet,
        extension=extension,
    )


def without_author(content: bytes, kind: str) -> tuple[bytes, str]:
    """A form's file without who wrote it, and its kind. What cannot be cleaned is written anew from its tables."""
    if kind in _PLAIN:
        return content, kind.removeprefix(".")
    try:
        found = identify.checked(content, "file")
    except Unfit:
        return as_workbook(tables(content, kind)), "xlsx"
    return found.content, found.extension
