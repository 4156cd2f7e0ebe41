"""Forms of the office: those not yet published, what they show, the sheets given out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from storage.forms import decisions, published_forms
from storage.messaging import stored_files
from storage.tables import FormVersion, PendingDecision

_MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
}


def hold(session: Session, name: str, title: str, xml: str, sheet: bytes, now: datetime) -> int:
    """Keep a compiled form and its spreadsheet until staff decide; returns the form's id."""
    file_id = stored_files.store(session, "form", f"{name}.xlsx", _MIME["xlsx"], sheet, now)
    held = published_forms.hold(session, title, xml, now, file_id)
    assert held.id is not None
    return held.id


def attach(session: Session, held_id: int, name: str, mime: str, content: bytes, now: datetime) -> None:
    """Have an unpublished form show a file; one that was published or dropped meanwhile stays as it is."""
    held = published_forms.find_form(session, held_id)
    if held is not None and not held.name:
        published_forms.attach(session, held_id, name, stored_files.store(session, "form", name, mime, content, now))


def keep_sheet(session: Session, form_id: int, extension: str, content: bytes, now: datetime) -> None:
    """Keep the sheet that was made for a version which came without one. `extension`: xlsx or xml."""
    form = published_forms.get_form(session, form_id)
    if form.file_id is None:
        name = f"{form.name}.{extension}"
        form.file_id = stored_files.store(session, "form", name, _MIME[extension], content, now)
        session.flush()


def remember_card(session: Session, choice: PendingDecision, facts: Mapping[str, object]) -> None:
    """Keep what the card of an unpublished form shows."""
    decisions.rewrite(session, choice, json.dumps(facts, ensure_ascii=False))


def close_card(
    session: Session,
    choice: PendingDecision,
    held: FormVersion,
    facts: Mapping[str, object],
    now: datetime,
    *,
    with_file: bool,
) -> None:
    """End the decision about an unpublished form, which goes; `with_file`: its spreadsheet too."""
    decisions.close(session, choice, json.dumps(facts, ensure_ascii=False), now)
    published_forms.let_go(session, held, with_file=with_file)
