"""Audiences: whom a prompt asks. A unit with everything below it, or several marks together, or members by name.

Marks of one kind add up (two units), those of different kinds narrow (a unit, and who covers farmers there). Nobody is asked
whom its author does not see, and whoever has left is not asked.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from services import staff_scope
from services.actor import Actor
from storage.issues import issues
from storage.members import member_tags, members, muted_members, units
from storage.prompts import audience_members, prompts
from storage.statistics import shielded_audiences
from storage.statistics.suppression import K
from storage.tables import IssueStatus, Member, Prompt, Role, Survey, UnitKind
from texts.fold import fold, spaced

PROVINCIAL, LOCAL = "provincial", "local"
_LOCAL = frozenset({UnitKind.COMMUNE, UnitKind.WARD, UnitKind.ZONE, UnitKind.DISTRICT})

_OPEN = (IssueStatus.OPEN, IssueStatus.VERIFYING, IssueStatus.ESCALATED, IssueStatus.RESOLVED)


class Mark(StrEnum):
    """The kinds of marks; "unit-X01" names one."""

    UNIT = "unit"
    LEVEL = "level"
    STRATUM = "stratum"
    TAG = "tag"
    ISSUE = "issue"  # whoever reported on it
    UNANSWERED = "unanswered"  # whoever has not answered a prompt


@dataclass(frozen=True, slots=True)
class Audience:
    """Marks by name, or the ids of chosen members; neither: the unit of the prompt."""

    marks: tuple[str, ...] = ()
    members: tuple[int, ...] = ()

    @property
    def shielded(self) -> bool:
        """True if to be asked tells what somebody reported: nobody is named (privacy 3)."""
        return any(_is_issue(mark) for mark in self.marks)

    @property
    def hidden(self) -> bool:
        """True if to be asked tells what somebody did before, so that the database may not tell who was (privacy 3)."""
        return self.shielded or any(mark.startswith(f"{Mark.UNANSWERED}-") for mark in self.marks)

    @property
    def crossed(self) -> bool:
        """True if something narrows those who reported: the count of what is left tells of one named member (privacy 4)."""
        return self.shielded and bool(self.members or not all(_is_issue(mark) for mark in self.marks))

    def dump(self) -> str | None:
        """The text that is kept with a prompt; None: there is nothing to keep."""
        if not self.marks and not self.members:
            return None
        return json.dumps({"marks": self.marks, "members": self.members})


ALL = Audience()
"""Everybody of the prompt's unit and below."""


class MembersRefused(Exception):
    """Words that name nobody, or several, of those whom their author sees. `unknown`, `several`: those words."""

    def __init__(self, unknown: Sequence[str], several: Sequence[str]) -> None:
        super().__init__("members are not told apart")
        self.unknown, self.several = unknown, several


def of_prompt(prompt: Prompt | Survey) -> Audience:
    """The audience that a prompt, or a survey, was written for."""
    if not prompt.audience:
        return Audience()
    kept = json.loads(prompt.audience)
    return Audience(tuple(kept["marks"]), tuple(kept["members"]))


def is_shielded(session: Session, prompt: Prompt) -> bool:
    """Tell whether to be asked by a prompt tells what somebody reported: nobody is named, and no unit (privacy 3).

    One that went to who had not answered such a prompt is as well, whenever that was.
    """
    return shielded_audiences.is_shielded(session, prompt.audience)


def asked(session: Session, prompt: Prompt | Survey) -> list[int]:
    """The collaborators whom a prompt asks, or a survey, as the roster is now.

    Nobody, where too few reported on an issue, and where other marks narrow them.
    """
    chosen = of_prompt(prompt)
    if chosen.crossed:
        return []
    author = Actor(prompt.created_by, frozenset({Role.STAFF}))
    inside = staff_scope.units_seen(session, author)
    if not chosen.marks and not chosen.members:
        found = prompts.audience(session, prompt.unit_id)
        if inside is None:
            return found
        below = set(units.below(session, prompt.unit_id)) & set(inside)
        return [collaborator.id for collaborator in audience_members.collaborators(session, below)]
    people = audience_members.collaborators(session, inside)
    if chosen.members:
        return [collaborator.id for collaborator in people if collaborator.id in chosen.members]
    wanted: dict[str, set[int]] = defaultdict(set)
    for mark in chosen.marks:
        kind, _, name = mark.partition("-")
        wanted[kind] |= _marked(session, Mark(kind), name, people)
    found = [collaborator.id for collaborator in people if all(collaborator.id in meant for meant in wanted.values())]
    few = chosen.shielded and len(members.countable(session, found)) < K
    return [] if few else found


def beside(session: Session, prompt: Prompt) -> list[int]:
    """The members among whom those whom a prompt asks may not be told: all whom its author sees, or nobody."""
    if not of_prompt(prompt).hidden:
        return []
    inside = staff_scope.units_seen(session, Actor(prompt.created_by, frozenset({Role.STAFF})))
    return [collaborator.id for collaborator in audience_members.collaborators(session, inside)]


def named_members(session: Session, actor: Actor, text: str) -> tuple[int, ...]:
    """The members whom words name, by code or by name, parted by commas or lines.

    Raises:
        MembersRefused: some of them name nobody on the roster whom the actor sees, or several.
    """
    inside = staff_scope.units_seen(session, actor)
    there = {collaborator.id for collaborator in audience_members.collaborators(session, inside)}
    found: list[int] = []
    unknown: list[str] = []
    several: list[str] = []
    for word in (word.strip() for line in text.split("\n") for word in line.replace(";", ",").split(",")):
        if not word:
            continue
        meant = [
            member_id
            for member_id in muted_members.named(session, spaced(fold(word)), word.upper())
            if member_id in there
        ]
        meant = [member_id for member_id in meant if may_name(session, actor, member_id)]
        if len(meant) == 1:
            found += meant
        else:
            (several if meant else unknown).append(word)
    if unknown or several or not found:
        raise MembersRefused(unknown, several)
    return tuple(dict.fromkeys(found))


def issues_to_ask(session: Session, actor: Actor, limit: int) -> list[tuple[int, str]]:
    """Open issues with enough reporters whom the actor sees to be asked together, the newest first: id and title."""
    there, found = _known_below(session, actor), []
    for issue in issues.listed(session, _OPEN, limit, officer_id=actor.acting_id):
        reporters = issues.reporters(session, issue.id)
        known = reporters if there is None else reporters & there
        if len(members.countable(session, sorted(known))) >= K:
            found.append((issue.id, issue.title))
    return found


def may_name(session: Session, actor: Actor, member_id: int) -> bool:
    """Tell whether an actor of the staff may know of a member at all: of their reach, and no other officer's single reporter."""
    member = session.get(Member, member_id)
    if member is None or not staff_scope.covers(session, actor, member.unit_id):
        return False
    return not member.single or member.officer_id == actor.member_id


def _marked(session: Session, kind: Mark, name: str, people: Collection[audience_members.Collaborator]) -> set[int]:
    match kind:
        case Mark.UNIT:
            unit = units.of_today(session, name)
            below = set(units.below(session, unit.id)) if unit is not None else set()
            return {collaborator.id for collaborator in people if collaborator.unit_id in below}
        case Mark.LEVEL:
            return {collaborator.id for collaborator in people if (collaborator.kind in _LOCAL) == (name == LOCAL)}
        case Mark.STRATUM:
            return {collaborator.id for collaborator in people if name in collaborator.strata}
        case Mark.TAG:
            return set(member_tags.members(session, _number(name)))
        case Mark.ISSUE:
            return issues.reporters(session, _number(name))
        case Mark.UNANSWERED:
            before = prompts.get(session, _number(name))
            if before is None or is_shielded(
                session, before
            ):  # their audience would be the issue's reporters, unshielded
                return set()
            return set(prompts.waited_for(session, before.id))


def _known_below(session: Session, actor: Actor) -> set[int] | None:
    """The collaborators whom an actor sees. None: all of them, who need not be read."""
    inside = staff_scope.units_seen(session, actor)
    return None if inside is None else {person.id for person in audience_members.collaborators(session, inside)}


def _is_issue(mark: str) -> bool:
    return mark.startswith(f"{Mark.ISSUE}-")


def _number(name: str) -> int:
    return int(name) if name.isdecimal() else 0


def unanswered_prompts(session: Session, actor: Actor, limit: int) -> list[tuple[int, str]]:
    """The prompts sent last that somebody whom the actor sees has not answered: id and title. None that is shielded."""
    there = _known_below(session, actor)
    found = []
    for prompt in (sent for sent in prompts.sent(session, limit) if not is_shielded(session, sent)):
        waited = set(prompts.waited_for(session, prompt.id))
        if waited if there is None else waited & there:
            found.append((prompt.id, prompt.title))
    return found


def open_to_count(session: Session, due: Iterable[tuple[int, datetime]]) -> dict[int, datetime]:
    """The prompts of some, by id with their due time, that may be counted by member or unit: those that are not shielded."""
    found = ((session.get_one(Prompt, number), due_at) for number, due_at in due)
    return {prompt.id: due_at for prompt, due_at in found if not is_shielded(session, prompt)}
