"""What many turns read and few change: published forms, a prompt's matters, the places of the province.

A form's version and the matters of a prompt that was sent never change and are read once; places are read again after a
minute, since a roster may be imported by another process.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from forms.form import Form, load_compiled
from storage import drafts, prompts, units
from storage.tables import Form as FormRow

Row = Mapping[str, str]

_SHORT = 60
_PROMPTS = 64
_PLACES_KEPT = timedelta(minutes=1)


class Library:
    """Read through a session, kept in memory."""

    def __init__(self) -> None:
        self._forms: dict[int, Form] = {}
        self._names: dict[int, str] = {}
        self._matters: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._places: Sequence[Row] = ()
        self._places_at: datetime | None = None

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

    def matters(self, session: Session, prompt_id: int) -> Sequence[Row]:
        """The matters of a prompt that was sent, as rows of a choice list."""
        if prompt_id not in self._matters:
            self._matters[prompt_id] = [
                {"name": item.name, "label": short(item.text), "topic": item.topic}
                for item in prompts.items(session, prompt_id)
            ]
            if len(self._matters) > _PROMPTS:
                self._matters.popitem(last=False)
        return self._matters[prompt_id]

    def places(self, session: Session, now: datetime) -> Sequence[Row]:
        """The communes, wards and zones of today, as rows of a choice list."""
        if self._places_at is None or not timedelta(0) <= now - self._places_at < _PLACES_KEPT:
            self._places = [{"name": unit.code, "label": unit.name} for unit in units.places(session)]
            self._places_at = now
        return self._places

    def _keep(self, row: FormRow) -> None:
        assert row.id is not None
        self._forms[row.id] = load_compiled(row.xml)
        self._names[row.id] = row.name


def short(text: str) -> str:
    """The first line of a matter, as a button shows it."""
    line = text.strip().partition("\n")[0]
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rstrip() + "…"
