"""Help: a member asks an officer something in their own words, and reads the answer where they asked.

A request is kept as a pending decision of the member's. Whoever reports singly asks the assigned officer alone (privacy 3).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlmodel import Session

from services import audit, notice_delivery
from services.actor import Actor, NotPermitted, require
from services.free_words import NOTE, taken
from services.notifications import HelpAnswered, HelpAsked, Notification
from storage.forms import decisions
from storage.members import addresses, members, reach, units
from storage.members.addresses import Recipient
from storage.tables import Member, Notice, NoticeKind, PendingDecision, Role

_KIND = "help.request"
MOST = 5
"""Requests of one member that may wait at once."""


class TooMany(Exception):
    """The member has asked as often as may wait at once."""


@dataclass(frozen=True, slots=True)
class HelpRequest:
    """A member's request as an officer sees it."""

    id: int
    name: str
    unit: str
    words: str
    asked_at: datetime


def ask(session: Session, actor: Actor, words: str, now: datetime) -> Sequence[HelpAsked]:
    """Keep a request and tell the officers; empty: none can be told now, and it waits in their menu.

    Raises:
        NotPermitted: nobody acts.
        WordsRefused: the words cannot stay as they are.
        TooMany: `MOST` of theirs wait already.
    """
    member = session.get(Member, actor.member_id) if actor.member_id is not None else None
    if member is None or member.id is None:
        raise NotPermitted
    kept = taken(words, NOTE)
    if len(decisions.open_choices(session, member.id, _KIND)) >= MOST:
        raise TooMany
    payload = orjson.dumps({"words": kept}).decode()
    made = decisions.ask(session, PendingDecision(member_id=member.id, kind=_KIND, payload=payload, created_at=now))
    audit.note(session, actor, now, "help.ask", f"help:{made.id}")
    request = _request(session, made, member)
    people = addresses.reached(session, _keepers(session, member), now)
    return [HelpAsked(person, request.id, request.name, request.unit, kept) for person in people]


def waiting(session: Session, actor: Actor) -> Sequence[HelpRequest]:
    """Say what waits for this officer's answer, the oldest first.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    rows = decisions.open_of_kind(session, _KIND)
    found = [(row, session.get_one(Member, row.member_id)) for row in rows]
    return [_request(session, row, by) for row, by in found if actor.member_id in _keepers(session, by)]


def request(session: Session, actor: Actor, request_id: int) -> HelpRequest | None:
    """One that waits for this officer's answer; None: somebody has answered it, or it is not for this officer."""
    return next((request for request in waiting(session, actor) if request.id == request_id), None)


def answer(session: Session, actor: Actor, request_id: int, words: str, now: datetime) -> Sequence[HelpAnswered] | None:
    """Answer a request, once, for the member alone. None: somebody has. Empty: the member cannot be told now.

    Raises:
        NotPermitted: the actor is not staff.
        WordsRefused: the words cannot stay as they are.
    """
    require(actor, Role.STAFF)
    if request(session, actor, request_id) is None:
        return None
    kept = taken(words, NOTE)
    asked = decisions.of_kind(session, request_id, _KIND)
    if asked is None or not decisions.answered(session, request_id, now):
        return None
    audit.note(session, actor, now, "help.answer", f"help:{request_id}")
    kind, member = NoticeKind.HELP_ANSWER, [asked.member_id]
    people = notice_delivery.keep(session, kind, request_id, member, now, by_id=actor.member_id, words=kept)
    return [HelpAnswered(person, kept, notice.id) for notice, person in people]


def answer_again(session: Session, notice: Notice) -> Callable[[Recipient], Notification] | None:
    """The answer to a request, in its words."""
    words = notice.words or ""
    return lambda person: HelpAnswered(person, words, notice.id)


def about(session: Session, notice: Notice) -> str:
    """The name of who asked for help: only the officer who answered them reads it."""
    member = session.get(Member, notice.member_id)
    return member.name if member is not None else ""


def _request(session: Session, row: PendingDecision, member: Member) -> HelpRequest:
    words = orjson.loads(row.payload)["words"]
    assert row.id is not None
    return HelpRequest(row.id, member.name, units.get(session, member.unit_id).name, words, row.created_at)


def _keepers(session: Session, member: Member) -> Sequence[int]:
    """The officers whom a member's request may reach, without the member."""
    if member.single and member.officer_id is not None:
        return [officer for officer in members.officers(session) if officer == member.officer_id]
    return [officer for officer in reach.officers(session, member.unit_id) if officer != member.id]
