"""Read a compiled XForm: what is stored, and what drafts are pinned to. It never needs the spreadsheet or pyxform."""

from __future__ import annotations

from forms.model.form import Form
from forms.xform.reader import read


def load_compiled(xml: str) -> Form:
    """A form from its compiled XForm. The caller keeps it: the result is immutable and shared by drafts.

    Raises:
        FormError: not an XForm, or one that asks for what a chat cannot run.
    """
    return read(xml)
