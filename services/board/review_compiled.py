"""The answers to a review (sơ kết, tổng kết), compiled from all units: by heading and by unit, with who is missing.

For officers of the whole province. What single reporters wrote is in no compilation, since it is for their officer alone
(privacy 3); what is personal in the words is masked; what was rejected in the review of reports is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from forms.load_compiled import load_compiled
from forms.model import instance_document
from forms.model.types import Type
from forms.xpath.expressions import local_name
from services import audit, staff_scope
from services.actor import Actor
from storage.forms import published_forms
from storage.members import members, units
from storage.prompts import assigned_parts, prompts
from storage.reports import flagging, review_reports
from storage.tables import AssignmentStatus, Prompt, PromptKind, PromptStatus
from texts.fold import fold, spaced
from texts.personal import Kind, find, mask

LISTED = 8
_MASKED = dict.fromkeys(Kind, "·")
_WAITED_FOR = (AssignmentStatus.PENDING, AssignmentStatus.STARTED)


@dataclass(frozen=True, slots=True)
class Said:
    """One answer, and the units that gave it: what several wrote alike is told once."""

    units: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Heading:
    """One question of the review with all answers to it, in the order of units."""

    title: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class ReviewCompiled:
    """A review as it was answered so far. `answered`, `asked`: units; `missing`: units of which nobody has answered."""

    title: str
    due_at: datetime
    headings: tuple[Heading, ...]
    by_unit: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    answered: int
    asked: int
    missing: tuple[str, ...]


def listed(session: Session, actor: Actor) -> Sequence[Prompt]:
    """The reviews that were sent last."""
    staff_scope.require_all(session, actor)
    return review_reports.sent_reviews(session, LISTED)


def compiled(session: Session, actor: Actor, prompt_id: int) -> ReviewCompiled | None:
    """The answers to a review. None: there is no such review."""
    staff_scope.require_all(session, actor)
    prompt = prompts.get(session, prompt_id)
    if prompt is None or prompt.kind is not PromptKind.REVIEW or prompt.status is not PromptStatus.SENT:
        return None
    form = load_compiled(published_forms.get_form(session, prompt.form_id).xml)
    asked = {
        field.name: form.label(field.ref, (*form.languages, "")[0]).rstrip("?")
        for field in form.fields
        if field.kind is Type.TEXT and field.labels
    }
    reports = review_reports.answers(session, prompt_id)
    documents = flagging.documents(session, reports)
    names = {known.id: known.name for known in units.all_known(session)}
    answers = sorted(reports, key=lambda report: (fold(names[report.unit_id]), report.unit_id, report.id))
    told = [(names[report.unit_id], _words(documents.get(report.id, ""), asked)) for report in answers]
    waited_for, expected = _parts(session, prompt_id)
    answered = {report.unit_id for report in reports}
    return ReviewCompiled(
        title=prompt.title,
        due_at=prompt.due_at,
        headings=tuple(Heading(title, _once(name, told)) for name, title in asked.items()),
        by_unit=tuple(
            (unit, tuple((asked[name], words[name]) for name in asked if words.get(name))) for unit, words in told
        ),
        answered=len(answered),
        asked=len(expected | answered),
        missing=tuple(sorted((names[unit] for unit in waited_for - answered), key=fold)),
    )


def note(session: Session, actor: Actor, prompt_id: int, now: datetime) -> None:
    """Log that an officer has a review compiled."""
    staff_scope.require_all(session, actor)
    audit.note(session, actor, now, "board.review", f"prompt:{prompt_id}")


def _words(document: str, asked: Mapping[str, str]) -> dict[str, str]:
    if not document:
        return {}
    found = {}
    for node in instance_document.parse(document).iter():
        name = local_name(node)
        if name in asked and node.text and node.text.strip():
            text = str(node.text).strip()
            found[name] = mask(text, find(text), _MASKED)
    return found


def _once(name: str, told: Sequence[tuple[str, Mapping[str, str]]]) -> tuple[Said, ...]:
    """The answers to one question; those that differ in capitals, diacritics or spaces alone stand once."""
    alike: dict[str, tuple[list[str], str]] = {}
    for unit, words in told:
        if words.get(name):
            there = alike.setdefault(spaced(fold(words[name])), ([], words[name]))
            if unit not in there[0]:
                there[0].append(unit)
    return tuple(Said(tuple(named), words) for named, words in alike.values())


def _parts(session: Session, prompt_id: int) -> tuple[set[int], set[int]]:
    """The units of those who have not answered, and of all who were asked; single reporters are in neither."""
    alone = members.singles(session)
    parts = [part for part in assigned_parts.of_prompt(session, prompt_id) if part.member_id not in alone]
    told = {part.unit_id for part in parts if part.status not in _WAITED_FOR}
    return {part.unit_id for part in parts} - told, {part.unit_id for part in parts}
