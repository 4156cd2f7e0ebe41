"""Polls of a network's own in a group: asked once, closed by an officer or by their hour, their counts taken in.

For a question that is not sensitive: whoever is in the group sees each other there. What the network counts is not a sample
of anybody, and of one that is anonymous nothing but counts ever comes here (privacy 9).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
from sqlmodel import Session

from services import audit, free_words, staff_scope, who_hears
from services.actor import PROGRAM, Actor, NotPermitted, require
from services.free_words import WordsRefused
from services.surveys.surveys import STEP
from storage.members import addresses, groups
from storage.members.addresses import Recipient
from storage.surveys import poll_counts
from storage.tables import Group, GroupPoll, GroupPollStatus, GroupPurpose, Role

QUESTION = 300
"""The most letters of a question. Source: core.telegram.org/bots/api#sendpoll."""
OPTION = 100
OPTIONS = range(2, 11)
_LISTED = 8
_AWAY = ("gave_up", "expired")
"""The reasons of a network that was away: the poll may still stand there and take votes."""
_TRIED_FOR = timedelta(days=7)
"""So long after its hour a poll is asked to close again and again, while its network is away."""
_CLOSED_ALREADY = "poll_closed"
"""The reason of a network that has closed a poll before: its last counts come by themselves."""
_OPEN = (GroupPollStatus.ASKED, GroupPollStatus.CLOSING)


@dataclass(frozen=True, slots=True)
class Written:
    """A poll as it was written, for one group."""

    group_id: int
    question: str
    options: tuple[str, ...]
    named: bool
    several: bool
    closes_at: datetime


class OptionsRefused(ValueError):
    """The options are too few or too many, or one is too long (`long`)."""

    def __init__(self, long: str = "") -> None:
        super().__init__(long)
        self.long = long


@dataclass(frozen=True, slots=True)
class Standing:
    """A poll as staff see it.

    `counts`: for each option, in steps of five while it is open (None: fewer than five), exact once the last counts are in;
    [] where none are known. `voters`: the same of all who voted. `members`: of members alone, where it is not anonymous and over.
    """

    poll: GroupPoll
    group: str
    options: Sequence[str]
    counts: Sequence[int | None]
    voters: int | None
    members: Sequence[int]


@dataclass(frozen=True, slots=True)
class PollEnded:
    """A poll is over, or never came into its group; told to whoever asked it."""

    recipient: Recipient
    poll: GroupPoll
    group: str


@dataclass(frozen=True, slots=True)
class Ending:
    """The group in which a poll is to be closed. None: it is told alone."""

    poll: GroupPoll
    group: Group | None
    told: Sequence[PollEnded] = ()


def can_ask(session: Session, actor: Actor, asks_polls: Callable[[int], bool]) -> Sequence[Group]:
    """The groups that an officer may ask: served, of their units, on a network with polls. `asks_polls`: by account."""
    require(actor, Role.STAFF)
    found = [group for purpose in GroupPurpose for group in groups.for_purpose(session, purpose)]
    return [
        group for group in found if asks_polls(group.account_id) and staff_scope.covers(session, actor, group.unit_id)
    ]


def checked_question(question: str) -> str:
    """The question as it is asked. Raises WordsRefused: it is too short, or names somebody."""
    return free_words.taken(question, QUESTION, least=free_words.LEAST)


def checked(written: Written) -> Written:
    """The poll with its words as they are asked.

    Raises:
        WordsRefused: the question is too short, or it or an option names somebody.
        OptionsRefused: there are too few options or too many, or one is too long.
    """
    question = checked_question(written.question)
    if len(written.options) not in OPTIONS:
        raise OptionsRefused
    for option in written.options:
        try:
            free_words.taken(option, OPTION)
        except WordsRefused as refused:
            if refused.fault is free_words.Fault.PERSONAL:
                raise
            raise OptionsRefused(option) from None
    return Written(written.group_id, question, written.options, written.named, written.several, written.closes_at)


def ask(session: Session, actor: Actor, written: Written, delivery_id: int, now: datetime) -> GroupPoll:
    """Store a poll that a delivery brings into its group.

    Raises:
        NotPermitted: the actor is not staff, or not of the group's unit.
        WordsRefused, OptionsRefused: see `checked`.
    """
    require(actor, Role.STAFF)
    group, written = groups.get(session, written.group_id), checked(written)
    if group is None or not staff_scope.covers(session, actor, group.unit_id):
        raise NotPermitted
    poll = poll_counts.add(
        session,
        GroupPoll(
            group_id=group.id,
            unit_id=group.unit_id,
            question=written.question,
            options=orjson.dumps(written.options).decode(),
            named=written.named,
            several=written.several,
            status=GroupPollStatus.ASKED,
            asks=delivery_id,
            delivery_id=delivery_id,
            created_by=actor.acting_id,
            created_at=now,
            closes_at=written.closes_at,
        ),
    )
    audit.note(session, actor, now, "poll.ask", f"group_poll:{poll.id}", "named" if written.named else "")
    return poll


def mine(session: Session, actor: Actor, poll_id: int) -> GroupPoll | None:
    """A poll of a unit that an actor of the staff sees. None: there is none, or it is another unit's."""
    poll = poll_counts.get(session, poll_id) if Role.STAFF in actor.roles else None
    return poll if poll is not None and staff_scope.covers(session, actor, poll.unit_id) else None


def newest(session: Session, actor: Actor) -> Sequence[GroupPoll]:
    """The polls of an officer's units that were asked last. Raises NotPermitted: the actor is not staff."""
    require(actor, Role.STAFF)
    return poll_counts.newest(session, _LISTED, staff_scope.units_seen(session, actor))


def standing(session: Session, actor: Actor, poll_id: int) -> Standing | None:
    """A poll as it stands, for staff. None: there is no such poll."""
    require(actor, Role.STAFF)
    poll = mine(session, actor, poll_id)
    if poll is None:
        return None
    group = groups.get(session, poll.group_id)
    title = group.title if group is not None else ""
    exact = poll.counted
    counts = [count if exact else _about(count) for count in orjson.loads(poll.counts)]
    voters = poll.voters if exact else _about(poll.voters)
    return Standing(poll, title, orjson.loads(poll.options), counts, voters, orjson.loads(poll.members))


def _about(count: int) -> int | None:
    return count - count % STEP if count >= STEP else None


def close(session: Session, actor: Actor, poll_id: int, delivery_id: int, now: datetime) -> Ending | None:
    """Close a poll that stands in its group. None: there is no such poll, it is over, or it is not there yet.

    `delivery_id`: the delivery by which the network is asked to take no more votes.
    """
    require(actor, Role.STAFF)
    poll = mine(session, actor, poll_id)
    if poll is None or poll.network_poll is None:
        return None
    return _ending(session, actor, poll, delivery_id, now)


def tick(session: Session, poll_id: int, delivery_id: int, now: datetime) -> Ending | None:
    """Do what is due of a poll: it is closed, or it is over and whoever asked it hears so. None: nothing is."""
    poll = poll_counts.get(session, poll_id)
    if poll is None or poll.status not in _OPEN:
        return None
    refused = poll_counts.refusal(session, poll.delivery_id)
    lost = refused is not None and poll.status is GroupPollStatus.ASKED
    if refused in _AWAY and not lost and not poll.counted and now < poll.closes_at + _TRIED_FOR:
        return _ending(session, PROGRAM, poll, delivery_id, now, GroupPollStatus.CLOSING)
    if refused is None and not poll.counted:
        return _ending(session, PROGRAM, poll, delivery_id, now) if poll.closes_at <= now else None
    values: dict[str, object] = {
        "status": GroupPollStatus.LOST if lost else GroupPollStatus.CLOSED,
        "closed_at": now,
        "reason": "" if poll.counted or refused == _CLOSED_ALREADY else refused or "",
    }
    if poll.named and not lost:
        values["members"] = orjson.dumps(_of_members(session, poll)).decode()
    if not poll_counts.change(session, poll, _OPEN, values):
        return None
    poll_counts.forget_votes(session, poll.id)
    audit.note(session, PROGRAM, now, "poll.lost" if lost else "poll.closed", f"group_poll:{poll.id}")
    group = groups.get(session, poll.group_id)
    title = group.title if group is not None else ""
    told = [PollEnded(recipient, poll, title) for recipient in _officers(session, poll, now)]
    return Ending(poll, None, told)


def _ending(
    session: Session,
    actor: Actor,
    poll: GroupPoll,
    delivery_id: int,
    now: datetime,
    before: GroupPollStatus = GroupPollStatus.ASKED,
) -> Ending | None:
    values = {"status": GroupPollStatus.CLOSING, "delivery_id": delivery_id}
    if not poll_counts.change(session, poll, (before,), values):
        return None
    audit.note(session, actor, now, "poll.close", f"group_poll:{poll.id}")
    return Ending(poll, groups.get(session, poll.group_id))


def counted(session: Session, network_poll: str, counts: Sequence[int], voters: int, *, last: bool) -> None:
    """Take in counts as the network tells them."""
    poll_counts.count(session, network_poll, counts, voters, last=last)


def voted(session: Session, account_id: int, chat: str, network_poll: str, choices: Sequence[int]) -> None:
    """Take in the vote of a member in a poll that is not anonymous, where the group was told so; nobody else's is kept."""
    poll = poll_counts.of_network(session, network_poll)
    if poll is None or not poll.named or poll.status not in _OPEN or poll.counted:
        return
    who = addresses.at_chat(session, account_id, chat)
    if who is not None and who.joined:
        poll_counts.vote(session, poll.id, poll_counts.whose(session, poll.id, who.member_id), choices)


def _of_members(session: Session, poll: GroupPoll) -> list[int]:
    counts = [0] * len(orjson.loads(poll.options))
    for choices in poll_counts.votes(session, poll.id):
        for choice in choices:
            if 0 <= choice < len(counts):
                counts[choice] += 1
    return counts


def _officers(session: Session, poll: GroupPoll, now: datetime) -> Sequence[Recipient]:
    """Whoever wrote it, where they can be reached; where they are no officer of its unit any more, all who are."""
    return addresses.reached(session, who_hears.of_unit(session, poll.unit_id, [poll.created_by]), now)
