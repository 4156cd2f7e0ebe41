"""A cache of what many turns read and few change: published forms, a prompt's matters, the places of the province.

A form's version never changes and is read once, unless it was published in the very transaction that reads it, which may be
undone and its number given to another. Those that come along are there before any turn. What a roster or a prompt says is
read again after a minute, since another process may import the one and correct the other.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlmodel import Session

from forms.load_compiled import load_compiled
from forms.model.form import Form
from storage.engine import ahead
from storage.forms import published_forms
from storage.members import members, units
from storage.prompts import prompts

Row = Mapping[str, str]

_SHORT = 60
_ROSTER_KEPT = timedelta(minutes=1)
_ROSTER_ROWS = 4096

_SETTLED = timedelta(minutes=1)
"""The age at which a version counts as committed where nobody knows what its reader's transaction has changed."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Version:
    """A published version; `xml`: what it was compiled of, as long as another may stand under its number."""

    form: Form
    name: str
    xml: str


class Library:
    """Read through a session, kept in memory."""

    def __init__(self) -> None:
        self._forms: dict[int, _Version] = {}
        self._roster: OrderedDict[object, tuple[datetime, Any]] = OrderedDict()

    def form(self, session: Session, form_id: int, now: datetime) -> Form:
        """The form of a version."""
        return self._version(session, form_id, now).form

    def name(self, session: Session, form_id: int, now: datetime) -> str:
        """The name under which a version was published ("periodic")."""
        return self._version(session, form_id, now).name

    def matters(self, session: Session, prompt_id: int, now: datetime) -> Sequence[Row]:
        """The matters of a prompt, as rows of a choice list; staff may correct their words."""

        def read() -> Sequence[Row]:
            items = prompts.items(session, prompt_id)
            return [{"name": item.name, "label": short(item.text), "topic": item.topic} for item in items]

        return self._kept(("matters", prompt_id), now, read)

    def places(self, session: Session, now: datetime) -> Sequence[Row]:
        """The communes, wards and zones of today, as rows of a choice list."""
        return self._kept("places", now, lambda: [{"name": u.code, "label": u.name} for u in units.places(session)])

    def own_place(self, session: Session, unit_id: int, now: datetime) -> str:
        """The code of the commune, ward or zone to which members of a unit belong; "" where there is none."""

        def read() -> str:
            place = units.own_place(session, unit_id)
            return place.code if place else ""

        return self._kept(("place", unit_id), now, read)

    def strata(self, session: Session, member_id: int, now: datetime) -> frozenset[str]:
        """The groups of people that a member covers."""
        return self._kept(("strata", member_id), now, lambda: frozenset(members.strata(session, member_id)))

    def _kept(self, key: object, now: datetime, read: Callable[[], T]) -> T:
        at, value = self._roster.get(key, (None, None))
        if at is None or not timedelta(0) <= now - at < _ROSTER_KEPT:
            value = read()
            self._roster[key] = (now, value)
            if len(self._roster) > _ROSTER_ROWS:
                self._roster.popitem(last=False)
        return value  # type: ignore[return-value]

    def _version(self, session: Session, form_id: int, now: datetime) -> _Version:
        kept = self._forms.get(form_id)
        if kept is not None and not kept.xml:
            return kept
        row = published_forms.get_form(session, form_id)
        form = kept.form if kept is not None and kept.xml == row.xml else load_compiled(row.xml)
        fetched = ahead.of(session)
        committed = fetched is not None and fetched.stands(tables=[published_forms.TABLE])
        settled = row.builtin or committed or now - row.published_at > _SETTLED
        self._forms[form_id] = kept = _Version(form, row.name, "" if settled else row.xml)
        return kept


def short(text: str) -> str:
    """The first line of a matter, as a button shows it."""
    line = text.strip().partition("\n")[0]
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rstrip() + "…"
