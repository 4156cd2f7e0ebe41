"""The count below a prompt in a closed group: how many at least have answered, without names, in steps.

In steps, so that no single answer shows the moment at which it came, and the message changes seldom. Who reports singly is in
no count (privacy 3); a prompt that is not for everybody stands in no group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from services import audiences
from storage.members import groups, members, units
from storage.prompts import assigned_parts, prompt_messages_sent, prompts
from storage.prompts.prompt_messages_sent import SentMessage
from storage.tables import Assignment, AssignmentStatus, Group, GroupPurpose, Member, Prompt

STEP = 5
_ANSWERED = (AssignmentStatus.SUBMITTED, AssignmentStatus.NOTHING)


@dataclass(frozen=True, slots=True)
class Post:
    """The message of a prompt in a group. `count`: how many it says have answered."""

    prompt: Prompt
    group: Group
    sent: SentMessage
    count: int


def at_least(session: Session, prompt_id: int, bound: Sequence[Group]) -> Mapping[int, int]:
    """How many have answered a prompt in each of these groups, by its id, as the group reads it: the last whole step."""
    counts = _answered(session, prompt_id, bound)
    return {group: _shown(count) for group, count in counts.items()}


def waits(session: Session, prompt_id: int | None, member_id: int) -> bool:
    """Tell whether a member has yet to answer a prompt."""
    part = session.get(Assignment, (prompt_id, member_id)) if prompt_id is not None else None
    return part is not None and part.state.is_part and not part.state.is_answered


def to_change(session: Session, prompt_id: int, member_id: int, *, fewer: bool = False) -> Sequence[Post]:
    """The posts whose count has come to a new step by this member's answer of just now; one in several parts stays as it is.

    fewer: they have taken it back.
    """
    if not groups.is_one_served(session, GroupPurpose.COLLABORATORS):
        return ()
    bound = groups.for_purpose(session, GroupPurpose.COLLABORATORS)
    prompt = prompts.get(session, prompt_id)
    if prompt is None or audiences.of_prompt(prompt) != audiences.ALL or member_id in members.singles(session):
        return ()
    member = session.get(Member, member_id)
    assert member is not None, "somebody has answered"
    theirs = [group for group in bound if units.covers(session, prompt.unit_id, group.unit_id)]
    theirs = [group for group in theirs if units.covers(session, group.unit_id, member.unit_id)]
    groups.lock(session, [group.id for group in theirs])  # of two answers at one instant the later one counts both
    counts, step = _answered(session, prompt_id, theirs), STEP - 1 if fewer else 0
    stepped = [group for group in theirs if counts[group.id] and counts[group.id] % STEP == step]
    sent = {message.there: message for message in prompt_messages_sent.in_groups(session, prompt_id)} if stepped else {}
    posts = [Post(prompt, group, sent[group.id], _shown(counts[group.id])) for group in stepped if group.id in sent]
    return [post for post in posts if post.sent.parts == 1]


def _shown(count: int) -> int:
    return count - count % STEP


def _answered(session: Session, prompt_id: int, bound: Sequence[Group]) -> dict[int, int]:
    """How many of each group's unit and below have answered, by group: all parts are opened once, however many groups."""
    if not bound:
        return {}
    by_unit = Counter[int]()
    for counted in assigned_parts.counted(session, prompt_id, members.singles(session)):
        if counted.status in _ANSWERED:
            by_unit[counted.unit_id] += counted.members
    return {group.id: sum(by_unit[unit] for unit in units.below(session, group.unit_id)) for group in bound}
