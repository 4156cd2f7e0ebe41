"""A form's file compiled in a process of its own: the form, or all that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from forms.authoring.check import check
from forms.errors import FormError
from services.form_rules import name_for, refusals
from uploads.isolation import Exceeded, limit_memory

SECONDS = 20
READ_AHEAD = ("pyxform.xls2xform", "jobs.compile_form")
"""Modules that a process in which a form is compiled has read before."""
MEMORY = 1 << 30  # bytes, beyond what the libraries take


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
    return CompiledForm(
        name=called,
        title=form.title if form.title != "data" else called,
        xml=form.xml,
        questions=len(form.walk),
        missing=tuple(form.figures_missing()),
        media=tuple(sorted(form.media_names)),
        warnings=checked.warnings,
    )
