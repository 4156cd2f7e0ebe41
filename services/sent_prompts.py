"""Prompts that were sent: their words put right, or taken back. Whoever got one hears of it.

Of two officers in one instant the second learns who was first: a correction says which version it was made of, and a prompt
is taken back once. While a round is still going out neither is possible: half of its members would get the old words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from services import audit, notice_delivery, staff_scope
from services.actor import Actor, require
from services.free_words import taken
from services.notifications import Notification, PromptRevised, PromptRevisedFor
from storage.members import addresses, groups, members
from storage.members.addresses import Recipient
from storage.prompts import broadcasts, prompt_messages_sent, prompts
from storage.tables import Notice, NoticeKind, Prompt, PromptStatus, Role

LONGEST = {"title": 200, "intro": 2000}
_MATTER = 500
"""Letters, as the form for prompts takes them."""


class Unchanged(StrEnum):
    """Why a prompt stays as it is; each is a sentence."""

    GONE = "gone"  # it was taken back
    CHANGED = "changed"  # somebody corrected it meanwhile
    GOING_OUT = "going_out"  # a round of it has not ended


@dataclass(frozen=True, slots=True)
class Revised:
    """A prompt after the act. `by`, `at`: who changed it before, where that is why it stays as it is."""

    prompt: Prompt
    told: PromptRevised | None = None
    refusal: Unchanged | None = None
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a prompt that can be put right. `name`: title, intro, or a matter's."""

    name: str
    text: str


def parts(session: Session, actor: Actor, prompt_id: int) -> tuple[Prompt, Sequence[Part]] | None:
    """The words of a prompt that was sent. None: there is none that the actor may change.

    Raises:
        NotPermitted: the actor is not staff.
    """
    prompt = _may_change(session, actor, prompt_id)
    if prompt is None:
        return None
    own = [Part("title", prompt.title), Part("intro", prompt.intro)]
    return prompt, [*own, *(Part(item.name, item.text) for item in prompts.items(session, prompt_id))]


def correct(
    session: Session, actor: Actor, prompt_id: int, version: int, name: str, text: str, now: datetime
) -> Revised | None:
    """Put other words in the place of one part of a prompt. None: there is no such prompt, or no such part.

    Raises:
        WordsRefused: there are none, they are too long, or hold something personal.
        NotPermitted: the actor is not staff.
    """
    there = parts(session, actor, prompt_id)
    if there is None:
        return _gone(session, actor, prompt_id)
    prompt, known = there
    if name not in {part.name for part in known}:
        return None
    words = taken(text, LONGEST.get(name, _MATTER))
    if _going_out(session, prompt):
        return Revised(prompt, refusal=Unchanged.GOING_OUT)
    if not prompts.correct(session, prompt, version, actor.acting_id, now, **{name: words}):
        gone = prompt.status is not PromptStatus.SENT
        return _first(session, prompt, Unchanged.GONE if gone else Unchanged.CHANGED)
    audit.note(session, actor, now, "prompt.correct", f"prompt:{prompt_id}", name)
    return Revised(prompt, _told(session, prompt, now, withdrawn=False))


def withdraw(session: Session, actor: Actor, prompt_id: int, now: datetime) -> Revised | None:
    """Take a prompt back: nobody is asked, nor reminded any more; reports that came stay. None: there is no such prompt.

    Raises:
        NotPermitted: the actor is not staff.
    """
    prompt = _may_change(session, actor, prompt_id)
    if prompt is None:
        return _gone(session, actor, prompt_id)
    if _going_out(session, prompt):
        return Revised(prompt, refusal=Unchanged.GOING_OUT)
    if not prompts.withdraw(session, prompt, actor.acting_id, now):
        return _first(session, prompt, Unchanged.GONE)
    audit.note(session, actor, now, "prompt.withdraw", f"prompt:{prompt_id}")
    return Revised(prompt, _told(session, prompt, now, withdrawn=True))


def _may_change(session: Session, actor: Actor, prompt_id: int) -> Prompt | None:
    require(actor, Role.STAFF)
    broadcasts.lock_prompt(session, prompt_id)
    prompt = prompts.get(session, prompt_id)
    if prompt is None or prompt.status is not PromptStatus.SENT:
        return None
    return prompt if staff_scope.covers(session, actor, prompt.unit_id) else None


def _going_out(session: Session, prompt: Prompt) -> bool:
    last = broadcasts.last(session, prompt.id)
    return last is not None and last.ended_at is None


def _gone(session: Session, actor: Actor, prompt_id: int) -> Revised | None:
    """Say who took it back, where somebody did."""
    prompt = prompts.get(session, prompt_id)
    if prompt is None or prompt.sent_at is None or not staff_scope.covers(session, actor, prompt.unit_id):
        return None
    return _first(session, prompt, Unchanged.GONE)


def _first(session: Session, prompt: Prompt, refusal: Unchanged) -> Revised:
    return Revised(prompt, refusal=refusal, by=members.name_of(session, prompt.changed_by), at=prompt.changed_at)


def _told(session: Session, prompt: Prompt, now: datetime, *, withdrawn: bool) -> PromptRevised:
    """Everybody who has it and can be reached, and the messages in which it stands; who cannot be reached hears it later."""
    sent = {message.there: message for message in prompt_messages_sent.at_addresses(session, prompt.id)}
    holders = addresses.at_addresses(session, list(sent))
    kind, told_round = NoticeKind.PROMPT_REVISION, 2 * prompt.version + withdrawn
    kept = notice_delivery.keep(
        session, kind, prompt.id, [person.member_id for person in holders], now, told_round=told_round
    )
    there = [person for person in holders if addresses.is_open(person.unreachable, person.reachable_until, now)]
    here = {person.member_id for person in there}
    there += [person for _, person in kept if person.member_id not in here]
    notices = {person.member_id: notice.id for notice, person in kept}
    people = [
        PromptRevisedFor(person, prompt, sent.get(person.address_id), withdrawn, notices.pop(person.member_id, None))
        for person in there
    ]
    posted = [
        (groups.get(session, message.there), message) for message in prompt_messages_sent.in_groups(session, prompt.id)
    ]
    bound = [(group, message) for group, message in posted if group is not None and group.unreachable is None]
    return PromptRevised(prompt, people, bound, withdrawn)


def revision_again(session: Session, notice: Notice) -> Callable[[Recipient], Notification] | None:
    """A prompt as it is now, for somebody who has it as it was; None: its time is over."""
    prompt = prompts.get(session, notice.subject_id)
    if prompt is None or prompt.sent_at is None:
        return None
    sent = {message.there: message for message in prompt_messages_sent.at_addresses(session, prompt.id)}
    gone = prompt.status is PromptStatus.CANCELLED
    return lambda person: PromptRevisedFor(person, prompt, sent.get(person.address_id), gone, notice.id)
