"""A spreadsheet that staff sent, compiled in a process of its own: the form, or all that is wrong with it."""

from __future__ import annotations

from typing import Any

from bot.confined import limit_memory
from forms.check import check
from handlers.publishing import name_for, refusals

SECONDS = 20
MEMORY = 1 << 30  # bytes, beyond what the libraries take


def read_form(content: bytes, file_name: str) -> dict[str, Any]:
    """The form as JSON (`as`: the name to publish it under, `questions`, `missing` figures, `title`, `xml`), or `problems`."""
    import openpyxl  # noqa: F401 - loaded before the limit, so that the limit is for the spreadsheet alone
    import pyxform.xls2xform  # noqa: F401

    limit_memory(MEMORY)
    checked = check(content, ".xlsx", lambda form: refusals(form, name_for(form, file_name)))
    if checked.form is None:
        return {"problems": [one.as_order() for one in checked.problems]}
    form = checked.form
    return {
        "as": name_for(form, file_name),
        "title": form.title if form.title != "data" else name_for(form, file_name),
        "xml": form.xml,
        "questions": len(form.walk),
        "missing": list(form.figures_missing()),
    }
