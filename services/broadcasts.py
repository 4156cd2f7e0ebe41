"""Broadcasts: the rounds in which a prompt goes out, which staff pause, resume, cancel and repeat.

Staff's acts on the rounds of one prompt come one after the other (`storage.prompts.broadcasts.lock_prompt`): what each sees
of who was reached holds until its commit.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from services import audiences, audit, staff_scope
from services.actor import PROGRAM, Actor, require
from services.notifications import PromptNotification, PromptRound, ReminderRound
from services.reports import LATE_FOR
from storage.members import addresses, groups, members, units
from storage.members.addresses import NOT_SERVED, Recipient
from storage.prompts import broadcasts, prompts, reachability
from storage.prompts.reachability import Reach
from storage.tables import (
    Broadcast,
    BroadcastKind,
    BroadcastStatus,
    GroupPurpose,
    Prompt,
    PromptStatus,
    Role,
)


class Refusal(StrEnum):
    """Why one more round does not begin."""

    OVER = "over"  # its answers are due already
    UNDER_WAY = "under_way"  # the last round has not ended
    NOBODY = "nobody"  # nobody is left who can be reached


@dataclass(frozen=True, slots=True)
class RoundResult:
    """A prompt's broadcast after an act.

    `broadcast`: the round that the act was about, or else the last one.
    `done`: the act was carried out; else somebody or something was first, or `refusal` says why not. `reach`: as it is with
    what `told` brings on its way.
    """

    prompt: Prompt
    broadcast: Broadcast | None
    reach: Reach
    done: bool
    told: Sequence[PromptNotification] = ()
    refusal: Refusal | None = None

    @property
    def ended(self) -> bool:
        return self.broadcast is not None and self.broadcast.ended_at is not None


def launch(session: Session, actor: Actor, prompt: Prompt, now: datetime) -> RoundResult | None:
    """Send a prompt that waits to its audience and its groups. None: it does not wait any more.

    Raises:
        NotPermitted: the actor is neither staff nor the program itself.
    """
    if actor is not PROGRAM:
        require(actor, Role.STAFF)
    if not prompts.set_sent(session, prompt, now):
        return None
    audience = audiences.asked(session, prompt)
    prompts.assign(session, prompt.id, audience, audiences.beside(session, prompt))
    round_ = broadcasts.start(session, prompt.id, BroadcastKind.FIRST, now)
    people = addresses.reached(session, audience, now)
    chosen = audiences.of_prompt(prompt)
    whole = chosen == audiences.ALL  # in a group everybody would read what is not for all of them
    bound = [
        group
        for group in groups.for_purpose(session, GroupPurpose.COLLABORATORS)
        if whole and units.covers(session, prompt.unit_id, group.unit_id)
    ]
    told = PromptRound(prompt, round_.id, people, bound, whole=True, hidden=chosen.hidden)
    asked = len(members.countable(session, audience))
    waiting = len(members.countable(session, [person.member_id for person in people]))
    reach = Reach(asked, 0, waiting, asked - waiting, reachability.reach(session, prompt.id).groups)
    audit.note(session, actor, now, "prompt.send", f"prompt:{prompt.id}", f"broadcast:{round_.id}")
    return RoundResult(prompt, round_, _with_groups(reach, {group.id for group in bound}), True, (told,))


def pause(session: Session, actor: Actor, broadcast_id: int, now: datetime) -> RoundResult | None:
    """Let nothing more of a round leave until it is resumed. None: there is no such round."""
    return _act(session, actor, broadcast_id, "pause", (BroadcastStatus.SENDING,), BroadcastStatus.PAUSED, now)


def resume(session: Session, actor: Actor, broadcast_id: int, now: datetime) -> RoundResult | None:
    """Let a paused round go on, to those who joined meanwhile as well. None: there is no such round."""
    found = _act(session, actor, broadcast_id, "resume", (BroadcastStatus.PAUSED,), BroadcastStatus.SENDING, now)
    if found is None or not found.done or found.broadcast is None or found.broadcast.kind is BroadcastKind.REMINDER:
        return found
    people = not_yet_told(session, found.prompt.id, now, never_tried=True)
    return replace(found, told=(PromptRound(found.prompt, broadcast_id, people),))


def cancel(session: Session, actor: Actor, broadcast_id: int, now: datetime) -> RoundResult | None:
    """Let nothing more of a round leave, ever. None: there is no such round."""
    under_way = (BroadcastStatus.SENDING, BroadcastStatus.PAUSED)
    found = _act(session, actor, broadcast_id, "cancel", under_way, BroadcastStatus.CANCELLED, now)
    if found is None or not found.done:
        return found
    broadcasts.drop_rest(session, broadcast_id)
    return replace(found, reach=reachability.reach(session, found.prompt.id))


def again(session: Session, actor: Actor, prompt_id: int, now: datetime) -> RoundResult | None:
    """Begin one more round, to those whom a prompt can reach now. None: there is no such prompt."""
    found = _may_begin(session, actor, prompt_id, now)
    if found is None or found.refusal is not None:
        return found
    people = not_yet_told(session, prompt_id, now)
    if not people:
        return replace(found, refusal=Refusal.NOBODY)
    round_ = _one_more(session, actor, found, now)
    reachability.ask_again(session, prompt_id, [person.member_id for person in people])
    before = found.reach
    reach = replace(before, waiting=before.waiting + len(people), unreached=before.unreached - len(people))
    return RoundResult(found.prompt, round_, reach, True, (PromptRound(found.prompt, round_.id, people),))


def again_to_groups(session: Session, actor: Actor, prompt_id: int, now: datetime) -> RoundResult | None:
    """Begin one more round, to the closed groups that missed a prompt: who refused us is tried anew."""
    found = _may_begin(session, actor, prompt_id, now)
    if found is None or found.refusal is not None:
        return found
    missed = [
        group_reach.group_id
        for group_reach in found.reach.groups
        if group_reach.missed and group_reach.missed != NOT_SERVED
    ]
    if not missed:
        return replace(found, refusal=Refusal.NOBODY)
    round_ = _one_more(session, actor, found, now)
    groups.set_reachable(session, missed)
    bound = [group for group in (groups.get(session, number) for number in missed) if group is not None]
    for group in bound:
        session.refresh(group)
    reach = _with_groups(found.reach, set(missed))
    return RoundResult(found.prompt, round_, reach, True, (PromptRound(found.prompt, round_.id, (), bound),))


def moved(session: Session, broadcast_id: int, now: datetime) -> RoundResult | None:
    """Take in that results of a round were written. None: it had ended before.

    Whom one address did not reach gets it at the next, and where nothing is left the round has ended. `done`: there is
    something new to show.
    """
    round_ = broadcasts.get_locked(session, broadcast_id)
    prompt = prompts.get(session, round_.prompt_id) if round_ is not None else None
    if round_ is None or prompt is None or round_.ended_at is not None:
        return None
    people = addresses.mixed(
        session, addresses.at_addresses(session, reachability.to_go_elsewhere(session, round_, now))
    )
    told = (_round(prompt, round_, people),) if people else ()
    if people and broadcasts.just_shown(round_, now):
        broadcasts.touch(session, round_)
        return RoundResult(prompt, round_, reachability.reach(session, prompt.id), False, told)
    stands = broadcasts.pulse(session, broadcast_id, now)
    ended = not stands.waiting and not people
    broadcasts.show(session, round_, stands, now, ended=ended)
    if ended and round_.status is BroadcastStatus.CANCELLED and round_.kind is not BroadcastKind.REMINDER:
        reachability.excuse_unreached(session, prompt.id)
    reach = reachability.reach(session, prompt.id)
    others = len(members.countable(session, [person.member_id for person in people]))
    return RoundResult(
        prompt,
        round_,
        replace(reach, waiting=reach.waiting + others, unreached=reach.unreached - others),
        round_.kind is not BroadcastKind.REMINDER,
        told,
    )


def not_yet_told(session: Session, prompt_id: int, now: datetime, *, never_tried: bool = False) -> list[Recipient]:
    """The members whom a prompt has not reached although it could now.

    never_tried: but for those where sending failed.
    """
    rows = reachability.unreached(session, prompt_id, now)
    wanted = [row.id for row in rows if not never_tried or row.reason == "later"]
    return addresses.mixed(session, addresses.reached(session, wanted, now))


def catch_up(session: Session, person: Recipient, now: datetime) -> Sequence[PromptRound]:
    """The open prompts that a member who is there now has not got.

    What is stopped, or on its way to them elsewhere, is left out.
    """
    found = []
    for prompt in prompts.current(session, person.member_id, now):
        last = broadcasts.last(session, prompt.id)
        if reachability.has_it(session, prompt.id, person.member_id):
            continue
        if last is None or last.status in (BroadcastStatus.SENDING, BroadcastStatus.DONE):
            found.append(PromptRound(prompt, None, [person]))
    return found


def _round(prompt: Prompt, round_: Broadcast, people: Sequence[Recipient]) -> PromptRound | ReminderRound:
    held = round_.status is BroadcastStatus.PAUSED
    if round_.kind is BroadcastKind.REMINDER:
        until = prompt.due_at + LATE_FOR if round_.started_at >= prompt.due_at else None
        return ReminderRound(prompt, round_.id, people, held, until)
    return PromptRound(prompt, round_.id, people, held=held)


def _act(
    session: Session,
    actor: Actor,
    broadcast_id: int,
    act: str,
    before: Collection[BroadcastStatus],
    after: BroadcastStatus,
    now: datetime,
) -> RoundResult | None:
    require(actor, Role.STAFF)
    round_ = broadcasts.get_locked(session, broadcast_id)
    prompt = prompts.get(session, round_.prompt_id) if round_ is not None else None
    if round_ is None or prompt is None or not staff_scope.covers(session, actor, prompt.unit_id):
        return None
    done = broadcasts.change(session, round_, before, after, actor.acting_id, now)
    if done:
        audit.note(session, actor, now, f"broadcast.{act}", f"broadcast:{broadcast_id}")
    return RoundResult(prompt, round_, reachability.reach(session, round_.prompt_id), done)


def _may_begin(session: Session, actor: Actor, prompt_id: int, now: datetime) -> RoundResult | None:
    """The prompt as it stands, with the reason why no further round may begin, if there is one."""
    require(actor, Role.STAFF)
    broadcasts.lock_prompt(session, prompt_id)
    prompt = prompts.get(session, prompt_id)
    mine = prompt is not None and staff_scope.covers(session, actor, prompt.unit_id)
    if prompt is None or prompt.status is not PromptStatus.SENT or not mine:
        return None
    last = broadcasts.last(session, prompt_id)
    found = RoundResult(prompt, last, reachability.reach(session, prompt_id), False)
    if prompt.due_at <= now:
        return replace(found, refusal=Refusal.OVER)
    if last is not None and last.ended_at is None:
        return replace(found, refusal=Refusal.UNDER_WAY)
    return found


def _one_more(session: Session, actor: Actor, found: RoundResult, now: datetime) -> Broadcast:
    if found.broadcast is not None:
        broadcasts.take_over(session, found.broadcast, actor.acting_id, now)
    round_ = broadcasts.start(session, found.prompt.id, BroadcastKind.AGAIN, now, by=actor.acting_id)
    audit.note(session, actor, now, "broadcast.again", f"prompt:{found.prompt.id}", f"broadcast:{round_.id}")
    return round_


def _with_groups(reach: Reach, sending: Collection[int | None]) -> Reach:
    """Count these groups among those to which it is on its way."""
    return replace(
        reach, groups=tuple(replace(group, missed="") if group.group_id in sending else group for group in reach.groups)
    )
