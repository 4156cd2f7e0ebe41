"""Faults of a form in words: the terminal and the chat say the same."""

from __future__ import annotations

from collections.abc import Sequence

from forms.errors import FormError
from texts.catalogue import Catalogue
from texts.rich import RichText

MOST = 15
_NUMBERS = ("length", "most", "seconds")  # written as the language writes numbers


def sentence(t: Catalogue, error: FormError) -> str:
    """One mistake with its place; a code that has no sentence of its own is shown with the reason that came with it."""
    key = f"form-error-{error.code.replace('_', '-')}"
    if key in t.keys and t.variables(key) <= error.details.keys():
        what = t.text(key, **{name: int(told) if name in _NUMBERS else told for name, told in error.details.items()})
    else:
        given = [error.details.get(name, "") for name in ("name", "type", "expression", "reason")]
        what = t.text("form-error-other", reason=", ".join(argument for argument in given if argument) or error.code)
    if error.row is None:
        return what if error.sheet is None else t.text("form-error-on", sheet=error.sheet, what=what)
    place = {"sheet": error.sheet or "survey", "row": str(error.row)}
    column = error.details.get("letter", "")
    if not column:
        return t.text("form-error-at", what=what, **place)
    return t.text("form-error-at-column", what=what, column=column, **place)


def listed(t: Catalogue, problems: Sequence[FormError]) -> RichText:
    """All of them, one a line; of very many the first ones, and how many more there are."""
    lines = [t("form-error-line", what=sentence(t, problem)) for problem in problems[:MOST]]
    if len(problems) > MOST:
        lines.append(t("form-error-more", count=len(problems) - MOST))
    return RichText.join("\n", lines)


def figures(t: Catalogue, names: Sequence[str]) -> str:
    """Figures that a form does not feed, as staff know them."""
    return ", ".join(t.text(f"form-figure-{name}") for name in names)
