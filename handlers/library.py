"""The published forms, ready to run: a version never changes, so it is read from the database once."""

from __future__ import annotations

from sqlmodel import Session

from forms.form import Form, load_compiled
from storage import drafts
from storage.tables import Form as FormRow


class Library:
    """Forms by the id of their version."""

    def __init__(self) -> None:
        self._forms: dict[int, Form] = {}
        self._names: dict[int, str] = {}

    def form(self, session: Session, form_id: int) -> Form:
        """The form of a version."""
        if form_id not in self._forms:
            self._keep(drafts.get_form(session, form_id))
        return self._forms[form_id]

    def name(self, session: Session, form_id: int) -> str:
        """The name under which a version was published ("periodic")."""
        if form_id not in self._names:
            self._keep(drafts.get_form(session, form_id))
        return self._names[form_id]

    def _keep(self, row: FormRow) -> None:
        assert row.id is not None
        self._forms[row.id] = load_compiled(row.xml)
        self._names[row.id] = row.name
