"""Load a form from a spreadsheet or a compiled XForm, at publishing time: a turn reads compiled forms alone."""

from __future__ import annotations

from pathlib import Path

from forms.authoring.compiler import compile_spreadsheet, with_place
from forms.authoring.cost import check_effort
from forms.errors import FormError
from forms.load_compiled import load_compiled
from forms.model.form import Form


def load(source: Path | bytes, *, kind: str | None = None) -> Form:
    """A form from a spreadsheet (.xlsx, .xls, .csv, .md) or a compiled XForm (.xml).

    kind: the extension, with or without its dot; needed when ``source`` is bytes.

    Raises:
        FormError: the form cannot be used; its code, sheet, row and details say why.
    """
    if isinstance(source, Path):
        kind = kind or source.suffix
        try:
            source = source.read_bytes()
        except OSError as error:
            raise FormError("unreadable", details={"reason": str(error.strerror)}) from error
    extension = "." + (kind or "").lower().lstrip(".")
    if extension == ".xml":
        try:
            return _with_questions(load_compiled(source.decode()))
        except UnicodeDecodeError as error:
            raise FormError("not_an_xform", details={"reason": "encoding"}) from error
    compiled = compile_spreadsheet(source, extension)
    try:
        form = _with_questions(load_compiled(compiled.xml), "survey")
        check_effort(form)
        return form
    except FormError as error:
        raise with_place(error, compiled) from error


def _with_questions(form: Form, sheet: str | None = None) -> Form:
    if not any(one.walked for one in form.fields):
        raise FormError("nothing_to_ask", sheet=sheet)
    return form
