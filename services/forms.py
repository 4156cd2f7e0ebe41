"""Forms of the office: those not yet published, what they show, the sheets given out."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from services import audit, staff_scope
from services.actor import Actor
from storage.forms import decisions, published_forms
from storage.messaging import stored_files
from storage.tables import FormVersion, PendingDecision

CARD = "form"
"""The kind of the decision about an unpublished form."""
_KEPT = timedelta(days=30)

_MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
}


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that came with a form."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Published:
    """A form's newest version. `is_new`: it was made now; `lacking`: the files that it shows and nobody brought, by name."""

    form: FormVersion
    is_new: bool
    lacking: Sequence[str]


def hold(session: Session, name: str, title: str, xml: str, sheet: bytes, now: datetime) -> int:
    """Keep a compiled form and its spreadsheet until staff decide; returns the form's id."""
    file_id = stored_files.store(session, "form", f"{name}.xlsx", _MIME["xlsx"], sheet, now)
    held = published_forms.hold(session, title, xml, now, file_id)
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


def offer(
    session: Session,
    actor: Actor,
    held_id: int,
    name: str,
    media: Collection[str],
    facts: Mapping[str, object],
    now: datetime,
) -> PendingDecision:
    """Ask whoever sent a form what becomes of it; it shows what its newest version shows until other files come.

    Raises:
        NotPermitted: the actor is not staff.
    """
    staff_scope.require_all(session, actor)
    for called, file_id in published_forms.carried(session, name, media, {}).items():
        published_forms.attach(session, held_id, called, file_id)
    payload = json.dumps(facts, ensure_ascii=False)
    asked = PendingDecision(member_id=actor.acting_id, kind=CARD, payload=payload, created_at=now)
    return decisions.ask(session, asked)


def publish(
    session: Session,
    actor: Actor,
    choice: PendingDecision,
    held: FormVersion,
    name: str,
    media: Collection[str],
    now: datetime,
) -> Published:
    """Make an unpublished form the next version of the one of this name, and end the decision about it.

    Raises:
        NotPermitted: the actor is not staff.
    """
    staff_scope.require_all(session, actor)
    files = published_forms.carried(session, name, media, published_forms.form_files(session, held.id))
    form = published_forms.publish(session, name, held.title, held.xml, now, file_id=held.file_id, files=files)
    is_new = form.file_id == held.file_id
    if is_new:
        audit.note(session, actor, now, "form.publish", f"form:{form.id}", f"{name}:{form.version}")
    _decide(session, choice, {"version": form.version}, now)
    published_forms.let_go(session, held, with_file=not is_new)
    return Published(form, is_new, sorted(set(media) - files.keys()))


def publish_file(
    session: Session,
    actor: Actor,
    name: str,
    title: str,
    xml: str,
    sheet: Brought,
    media: Collection[str],
    shown: Sequence[Brought],
    now: datetime,
) -> Published:
    """Publish a compiled form with its sheet and the files brought along. `media`: the names of all that it shows.

    Raises:
        NotPermitted: the actor is neither staff nor at the terminal.
    """
    if actor.member_id is not None:
        staff_scope.require_all(session, actor)
    kept = stored_files.store(session, "form", sheet.name, sheet.mime, sheet.content, now)
    brought = {
        file.name: stored_files.store(session, "form", file.name, file.mime, file.content, now) for file in shown
    }
    files = published_forms.carried(session, name, media, brought)
    form = published_forms.publish(session, name, title, xml, now, file_id=kept, files=files)
    is_new = form.file_id == kept
    if is_new:
        audit.note(session, actor, now, "form.publish", f"form:{form.id}", f"{name}:{form.version}")
    else:
        stored_files.remove_file(session, kept)
    published_forms.forget_unused(session, brought.values())
    return Published(form, is_new, sorted(set(media) - files.keys()))


def drop(session: Session, actor: Actor, choice: PendingDecision, held: FormVersion, now: datetime) -> None:
    """Do not publish a form: it goes, with its spreadsheet and what was tried out with it.

    Raises:
        NotPermitted: the actor is not staff.
    """
    staff_scope.require_all(session, actor)
    audit.note(session, actor, now, "form.drop", f"form:{held.id}")
    _decide(session, choice, {}, now)
    published_forms.let_go(session, held, with_file=True)


def discard_unclaimed(session: Session, held: FormVersion) -> None:
    """Take away an unpublished form whose sender is not staff any more."""
    if not held.name:
        published_forms.let_go(session, held, with_file=True)


def forget_undecided(session: Session, now: datetime) -> None:
    """Take away the forms that nobody decided on for a month."""
    published_forms.forget_held(session, now - _KEPT)


def _decide(session: Session, choice: PendingDecision, more: Mapping[str, object], now: datetime) -> None:
    facts = {**json.loads(choice.payload), **more}
    decisions.close(session, choice, json.dumps(facts, ensure_ascii=False), now)
