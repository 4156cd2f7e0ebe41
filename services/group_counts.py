"""The count below a prompt in a closed group: how many at least have answered, without names, in steps.

In steps, so that no single answer shows the moment at which it came, and the message changes seldom. Who reports singly is in
no count (privacy 3); a prompt that is not for everybody stands in no group.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    """The message of a prompt in a group."""

    prompt: Prompt
    group: Group
    sent: SentMessage


def answered(session: Session, prompt: Prompt, group: Group) -> int:
    """How many of a group's unit and below have answered a prompt."""
    below = set(units.below(session, group.unit_id))
    counted = assigned_parts.counted(session, prompt.id, members.singles(session))
    return sum(one.members for one in counted if one.unit_id in below and one.status in _ANSWERED)


def at_least(session: Session, prompt: Prompt, group: Group) -> int:
    """The same, as the group reads it: the last whole step."""
    count = answered(session, prompt, group)
    return count - count % STEP


def waits(session: Session, prompt_id: int | None, member_id: int) -> bool:
    """Tell whether a member has yet to answer a prompt."""
    part = session.get(Assignment, (prompt_id, member_id)) if prompt_id is not None else None
    return part is not None and not part.state.is_answered


def to_change(session: Session, prompt_id: int, member_id: int, *, fewer: bool = False) -> Sequence[Post]:
    """The posts whose count has come to a new step by this member's answer of just now; one in several parts stays as it is.

    fewer: they have taken it back.
    """
    if member_id in members.singles(session):
        return ()
    member = session.get(Member, member_id)
    assert member is not None, "somebody has answered"
    bound = groups.for_purpose(session, GroupPurpose.COLLABORATORS)
    prompt = prompts.get(session, prompt_id) if bound else None
    if prompt is None or audiences.of_prompt(prompt) != audiences.ALL:
        return ()
    there = [one for one in bound if units.covers(session, prompt.unit_id, one.unit_id)]
    there = [one for one in there if units.covers(session, one.unit_id, member.unit_id)]
    step = STEP - 1 if fewer else 0
    there = [one for one in there if (count := answered(session, prompt, one)) and count % STEP == step]
    sent = {one.there: one for one in prompt_messages_sent.in_groups(session, prompt_id)} if there else {}
    return [Post(prompt, one, sent[one.id]) for one in there if one.id in sent and sent[one.id].parts == 1]
