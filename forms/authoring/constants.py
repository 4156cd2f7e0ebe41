"""Constants in a form that are no value of their kind: defaults that no question takes, letters that no date has."""

from __future__ import annotations

from collections.abc import Iterator

from forms.errors import FormError
from forms.model.form import Form


def wrong_constants(form: Form) -> Iterator[FormError]:
    yield from ()
