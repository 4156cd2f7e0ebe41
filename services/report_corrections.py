"""An officer's corrections of a report that they have: its coding, and words of it that are masked.

The author's answers stay in their revision; figures, lists and issues go by what was corrected.
"""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum

from lxml import etree
from sqlmodel import Session

from forms.load_compiled import load_compiled
from forms.model import instance_document
from forms.model.types import Type
from forms.xpath.expressions import local_name
from services import audit, review
from services.actor import Actor
from services.free_words import Fault, WordsRefused, taken
from storage.forms import published_forms
from storage.members import units
from storage.reports import alerts, reports
from storage.reports import review as stored
from storage.tables import Report
from texts.fold import clean, place_key

_FEWEST, _MOST = 2, 300
_SPOKEN_MOST = 4000
_GIST = "gist"
URGENT = "urgent"
"""The choice of a matter for which somebody on duty is called."""


class Coding(StrEnum):
    """A coded answer that an officer may correct."""

    TOPIC = "topic"
    URGENCY = "urgency"


class NobodyAlerted(Exception):
    """A report cannot be made urgent here: nobody on duty would hear of it."""


def correct(session: Session, actor: Actor, report_id: int, coding: Coding, choice: str, now: datetime) -> bool:
    """Count a report under another choice. False: this officer does not have it.

    Raises:
        NobodyAlerted: it is to be urgent, and has raised no alert.
    """
    if not review.has(session, actor, report_id, now):
        return False
    if coding is Coding.URGENCY:
        urgent = choice == URGENT
        if urgent and not alerts.has_alert(session, report_id):
            raise NobodyAlerted
        stored.set_urgent(session, report_id, urgent)
    stored.set_choice(session, report_id, coding, choice)
    audit.note(session, actor, now, f"review.{coding}", f"report:{report_id}", choice)
    return True


def mark_sensitive(session: Session, actor: Actor, report_id: int, sensitive: bool, now: datetime) -> bool:
    """Say whether a report is sensitive. False: this officer does not have it."""
    if not review.has(session, actor, report_id, now):
        return False
    stored.set_sensitive(session, report_id, sensitive, now)
    audit.note(session, actor, now, "review.sensitive", f"report:{report_id}", str(sensitive).lower())
    return True


def correct_place(session: Session, actor: Actor, report_id: int, name: str, now: datetime) -> str | None:
    """Say which commune or ward a report speaks of; returns what it is called. None: this officer does not have it.

    Raises:
        LookupError: there is no such place, or several are called so.
    """
    if not review.has(session, actor, report_id, now):
        return None
    wanted, places = clean(name).casefold(), units.places(session)
    found = [unit for unit in places if unit.name.casefold() == wanted]
    found = found or [unit for unit in places if place_key(unit.name) == place_key(name)]
    if len(found) != 1:
        raise LookupError(name)
    stored.set_place(session, report_id, found[0].id)
    audit.note(session, actor, now, "review.place", f"report:{report_id}")
    return found[0].name


def mask_words(session: Session, actor: Actor, report_id: int, words: str, instead: str, now: datetime) -> int | None:
    """Mask words wherever a text of the report has them: a new revision, the one before is kept.

    Returns how often they stood there; 0: nowhere, nothing changed. None: this officer does not have it. The words are in no
    log.

    Raises:
        WordsRefused: too few letters to be masked alone, or too many.
    """
    if not review.has(session, actor, report_id, now):
        return None
    wanted = " ".join(clean(words).split())
    if len(wanted) < _FEWEST:
        raise WordsRefused(Fault.EMPTY, _MOST)
    if len(wanted) > _MOST:
        raise WordsRefused(Fault.TOO_LONG, _MOST)
    report = reports.get(session, report_id)
    assert report is not None, "an officer has it"
    document, times = _masked(session, report, wanted, instead)
    if times:
        reports.rewrite(session, report, document, now)
        audit.note(session, actor, now, "review.mask", f"report:{report_id}", f"revision:{report.revision}")
    return times


def write_down(session: Session, actor: Actor, report_id: int, words: str, now: datetime) -> bool:
    """Write down what a voice message of a report says, behind what its author wrote: a new revision.

    False: this officer does not have it, or its form has no place for words.

    Raises:
        WordsRefused: the words cannot stay as they are.
    """
    if not review.has(session, actor, report_id, now):
        return False
    written = taken(words, _SPOKEN_MOST)
    report = reports.get(session, report_id)
    assert report is not None, "an officer has it"
    document = reports.newest(session, report).document
    if not document:
        return False
    root = instance_document.parse(document)
    node = next((element for element in root.iter() if local_name(element) == _GIST), None)
    if node is None:
        return False
    node.text = "\n".join(filter(None, (node.text, written)))
    reports.rewrite(session, report, etree.tostring(root, encoding="unicode"), now)
    audit.note(session, actor, now, "review.write_down", f"report:{report_id}", f"revision:{report.revision}")
    return True


def _masked(session: Session, report: Report, wanted: str, instead: str) -> tuple[str, int]:
    """The newest document of a report without some words in its texts, and how often they stood there."""
    document = reports.newest(session, report).document
    if not document:
        return "", 0
    form = load_compiled(published_forms.get_form(session, report.form_id).xml)
    texts = {field.ref.rpartition("/")[2] for field in form.fields if field.kind is Type.TEXT}
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, wanted.split())) + r"(?!\w)", re.IGNORECASE)
    root = instance_document.parse(document)
    times = 0
    for node in root.iter():
        if node.text and local_name(node) in texts:
            node.text, here = pattern.subn(lambda _found: instead, node.text)
            times += here
    return etree.tostring(root, encoding="unicode"), times
