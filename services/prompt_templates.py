"""Templates of prompts: words that staff write again and again, kept under a name by those of a unit.

A template holds words, matters, the form, the unit and the marks of an audience. It holds no day, no file and nobody: members
that were chosen by name, those who reported on an issue and those who had not answered are of one time (privacy 3).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from services import audit, staff_scope
from services.actor import Actor, require
from services.audiences import Mark
from services.free_words import taken
from storage.prompts import template_rows
from storage.tables import PromptTemplate, Role
from texts.fold import fold, spaced

LONGEST = 60
"""Letters of a name."""
MOST = 50
"""Templates of one unit."""
_OF_ONE_TIME = ("due", "when", "month", "send_day", "send_hour", "audience_members")
_NOBODY = (f"{Mark.ISSUE}-", f"{Mark.UNANSWERED}-")


class TemplateRefused(Exception):
    """A template that is not kept. `code`: "named" (there is one of this name), "full", or "empty" (it has no name)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def listed(session: Session, actor: Actor) -> Sequence[PromptTemplate]:
    """The templates of the units that the actor sees, by name.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    found = [
        template for template in template_rows.listed(session) if staff_scope.covers(session, actor, template.unit_id)
    ]
    return sorted(found, key=lambda template: fold(template.name))


def seen(session: Session, actor: Actor, template_id: int) -> PromptTemplate | None:
    """A template. None: there is none for this actor.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    found = template_rows.get(session, template_id)
    return found if found is not None and staff_scope.covers(session, actor, found.unit_id) else None


def keep(session: Session, actor: Actor, name: str, answers: Mapping[str, str], now: datetime) -> PromptTemplate:
    """Keep what was written under a name.

    Raises:
        TemplateRefused: there is no name, one of this name is there, or too many are.
        WordsRefused: the name is too long, or holds something personal.
        NotPermitted: the actor is not staff.
    """
    unit_id = staff_scope.unit_of(session, actor).id
    there = listed(session, actor)
    folded = spaced(fold(name))
    if not folded:
        raise TemplateRefused("empty")
    words = taken(name, LONGEST)
    if folded in {spaced(fold(template.name)) for template in there}:
        raise TemplateRefused("named")
    if sum(template.unit_id == unit_id for template in there) >= MOST:
        raise TemplateRefused("full")
    made = PromptTemplate(
        unit_id=unit_id,
        name=words,
        answers=json.dumps(_lasting(answers), ensure_ascii=False),
        created_by=actor.acting_id,
        created_at=now,
    )
    template_rows.add(session, made)
    audit.note(session, actor, now, "template.keep", f"template:{made.id}")
    return made


def remove(session: Session, actor: Actor, template_id: int, now: datetime) -> str | None:
    """Keep a template no more; returns its name. None: there is none for this actor, or somebody was first.

    Raises:
        NotPermitted: the actor is not staff.
    """
    found = seen(session, actor, template_id)
    if found is None:
        return None
    name = found.name
    template_rows.remove(session, found)
    audit.note(session, actor, now, "template.remove", f"template:{template_id}")
    return name


def answers_of(template: PromptTemplate) -> dict[str, str]:
    """The answers that a template holds, by question."""
    return {str(name): str(value) for name, value in json.loads(template.answers).items()}


def _lasting(answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that mean the same at another time."""
    kept = {
        name: value
        for name, value in answers.items()
        if value and name not in _OF_ONE_TIME and not name.startswith("attachment_")
    }
    if kept.get("audience") == "members":
        del kept["audience"]
    if "audience_parts" in kept:
        marks = [mark for mark in kept.pop("audience_parts").split() if not mark.startswith(_NOBODY)]
        if marks:
            kept["audience_parts"] = " ".join(marks)
        else:
            del kept["audience"]
    return kept
