"""A spreadsheet that staff sent, compiled in a process of its own: the form, or all that is wrong with it."""

from __future__ import annotations

from typing import Any

from forms.authoring.check import check
from forms.errors import FormError
from handlers.staff.form_rules import name_for, refusals
from uploads.isolation import Exceeded, limit_memory

SECONDS = 20
MEMORY = 1 << 30  # bytes, beyond what the libraries take


def exceeded(error: Exceeded) -> dict[str, Any]:
    """The same `problems` for a form that took longer, or more, than it may."""
    code = "too_slow" if error.what == "time" else "too_much_memory"
    return {"problems": [FormError(code, details={"seconds": f"{SECONDS:.0f}"}).as_order()]}


def read_form(
    content: bytes, file_name: str, kind: str = ".xlsx", name: str = "", asked_only: bool = True
) -> dict[str, Any]:
    """The form as JSON (`as`: the name to publish it under, `questions`, `missing` figures, `media`: the files that it
    shows, `warnings`, `title`, `xml`), or `problems`.

    kind: the extension. name: the name to publish it under, where that is given. asked_only: what a chat cannot ask is
    refused; otherwise all that compiles is taken.
    """
    import openpyxl  # noqa: F401 - loaded before the limit, so that the limit is for the spreadsheet alone
    import pyxform.xls2xform  # noqa: F401

    limit_memory(MEMORY)
    checked = check(content, kind, lambda form: refusals(form, name or name_for(form, file_name)) if asked_only else ())
    if checked.form is None:
        return {"problems": [one.as_order() for one in checked.problems]}
    form = checked.form
    called = name or name_for(form, file_name)
    return {
        "as": called,
        "title": form.title if form.title != "data" else called,
        "xml": form.xml,
        "questions": len(form.walk),
        "missing": list(form.figures_missing()),
        "media": sorted(form.media_names),
        "warnings": [one.as_order() for one in checked.warnings],
    }
