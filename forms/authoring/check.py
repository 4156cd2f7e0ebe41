"""Everything that is wrong with a form, found in one go: what an author is told before it is published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from forms.authoring.constants import wrong_defaults
from forms.authoring.idle_conditions import idle_conditions, is_warning
from forms.authoring.load import in_order, look_through
from forms.authoring.sheet_linter import placed, too_long
from forms.authoring.unreachable import never_relevant
from forms.errors import FormError
from forms.model.form import Form

LARGEST = 2 << 20  # bytes of a spreadsheet that came by chat


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
    looked = look_through(source, kind)
    long = list(too_long(looked.book)) if looked.book is not None else []
    if looked.form is None:
        return Checked(None, in_order([*looked.problems, *long]))
    found = [
        *long,
        *own(looked.form),
        *never_relevant(looked.form),
        *idle_conditions(looked.form),
        *wrong_defaults(looked.form),
    ]
    if looked.book is not None:
        found = [placed(error, looked.book) for error in found]
    warned = [error for error in found if error.code == "switched_off" or is_warning(error)]
    problems = in_order([error for error in found if error not in warned])
    if problems:
        return Checked(None, problems)
    return Checked(looked.form, (), in_order([*looked.warnings, *warned]))
