"""Outages: times in which the program could not hear, found when it hears again, and told to those whom they concern."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from sqlmodel import Session

from services import audit, staff_scope
from services.actor import Actor, require
from services.outage_notifications import (
    DeadlineInOutage,
    MoreTime,
    MoreTimeGiven,
    OutageNotification,
    OutageToStaff,
    WriteAgain,
)
from services.surveys import surveys
from services.surveys.surveys import SurveyNotification
from storage.members import addresses, members, reach
from storage.messaging import heartbeats
from storage.prompts import prompts
from storage.tables import Outage, Prompt, Role

LEAST = timedelta(minutes=15)
"""Shorter ones are no news: a restart, a hiccup of a network."""
_ASKED_FROM = timedelta(hours=1)
"""What is lost of a shorter time is told to staff alone; everybody is asked to write again only beyond."""
_ROOM = timedelta(hours=6)
"""Time that an extension gives at least."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Outages that staff are told of as one. `lost_before`: what was written before may never come; None: all comes."""

    since: datetime
    until: datetime
    lost_before: datetime | None
    accounts: frozenset[int]
    restored: bool = False

    @classmethod
    def over(cls, found: Sequence[Outage]) -> Gap:
        """All of them, from the first instant to the last."""
        lost = [outage.lost_before for outage in found if outage.lost_before is not None]
        return cls(
            min(outage.since for outage in found),
            max(outage.until for outage in found),
            max(lost, default=None),
            frozenset(outage.account_id for outage in found),
            any(outage.restored for outage in found),
        )


@dataclass(frozen=True, slots=True)
class Extended:
    """A prompt that has more time, or (`done` False) had been given as much before. `told`: who hears of it."""

    prompt: Prompt
    done: bool
    told: Sequence[OutageNotification] = ()


def hear(
    session: Session, hearing: Mapping[int, timedelta], now: datetime, ever_since: Mapping[int, datetime] | None = None
) -> None:
    """Note that accounts hear, each with how long its network keeps what it could not bring; a gap becomes an outage.

    `ever_since`: from when on an account is known to have heard, where that is earlier than now.
    """
    for account_id, keeps in sorted(hearing.items()):
        before, until = heartbeats.beat(session, account_id, now), (ever_since or {}).get(account_id, now)
        if before is None or until - before < LEAST:
            continue
        lost = until - keeps
        heartbeats.add(session, account_id, before, until, lost if lost > before else None)


def tell(session: Session, now: datetime, zone: tzinfo) -> Sequence[OutageNotification]:
    """Tell staff of what could not be heard, and the members whom it concerns.

    Those whose deadline fell into it, and those who may have written in vain.
    """
    found = heartbeats.untold(session)
    heartbeats.set_told(session, [outage.id for outage in found if outage.id is not None])
    told: list[OutageNotification] = []
    for restored in (True, False):
        alike = [outage for outage in found if outage.restored is restored]
        if alike:
            told += _tell_of(session, Gap.over(alike), now, zone)
    return told


def keep_surveys_open(session: Session, now: datetime, zone: tzinfo) -> Sequence[SurveyNotification]:
    """Let surveys that came to their hour in an outage of which nobody was told yet end later, as prompts may be let."""
    found = [outage for outage in heartbeats.untold(session) if not outage.restored]
    if not found:
        return ()
    heard = heartbeats.heard_at(session).keys()

    def was_deaf(at: datetime) -> bool:  # at every account: by another one people could answer
        return all(
            any(outage.account_id == number and outage.since <= at <= outage.until for outage in found)
            for number in heard
        )

    return surveys.keep_open(session, was_deaf, lambda closes_at: more_time(closes_at, now, zone), now)


def _tell_of(session: Session, gap: Gap, now: datetime, zone: tzinfo) -> list[OutageNotification]:
    whole = heartbeats.heard_at(session).keys() <= gap.accounts
    over = prompts.due_between(session, gap.since, gap.until)
    offered = [MoreTime(prompt, more_time(prompt.due_at, now, zone), len(waiting)) for prompt, waiting in over]
    there = reach.officers(session) + members.with_role(session, Role.ADMIN)
    staff = addresses.reached(session, list(dict.fromkeys(there)), now)
    asks = gap.lost_before is not None and gap.lost_before - gap.since >= _ASKED_FROM
    told: list[OutageNotification] = [
        OutageToStaff(
            person, gap.since, gap.until, gap.lost_before, () if whole else gap.accounts, asks, offered, gap.restored
        )
        for person in staff
    ]
    heard: set[int] = {person.member_id for person in staff}
    for prompt, waiting in over:
        for person in _at(session, waiting, gap, now):
            told.append(DeadlineInOutage(person, gap.since, gap.until, prompt, gap.restored))
            heard.add(person.member_id)
    if asks and gap.lost_before is not None:
        others = members.with_role(session, Role.COLLABORATOR) + members.with_role(session, Role.CONTACT)
        wanted = [number for number in dict.fromkeys(others) if number not in heard]
        told += [
            WriteAgain(person, gap.since, gap.until, gap.lost_before, gap.restored)
            for person in _at(session, wanted, gap, now)
        ]
    return told


def _at(session: Session, member_ids: Sequence[int], gap: Gap, now: datetime) -> list[addresses.Recipient]:
    """Of these members those who write at an account that could not hear, where they can be reached."""
    there = addresses.everywhere(session, member_ids, now)
    concerned = {person.member_id for person in there if person.account_id in gap.accounts}
    return addresses.reached(session, [number for number in member_ids if number in concerned], now)


def more_time(due_at: datetime, now: datetime, zone: tzinfo) -> datetime:
    """The deadline that is offered instead: its own hour, today or tomorrow, so that there is time to answer."""
    local, day = due_at.astimezone(zone), now.astimezone(zone).date()
    again = datetime.combine(day, local.time(), zone)
    return again if again - now >= _ROOM else datetime.combine(day + timedelta(days=1), local.time(), zone)


def extend(session: Session, actor: Actor, prompt_id: int, due_at: datetime, now: datetime) -> Extended | None:
    """Give those who have not answered a prompt until another instant. None: it was not sent.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    prompt = prompts.get(session, prompt_id)
    if prompt is None or due_at <= now or not staff_scope.covers(session, actor, prompt.unit_id):
        return None
    done = prompts.extend(session, prompt, due_at)
    if not done:
        return Extended(prompt, False) if prompt.sent_at is not None else None
    audit.note(session, actor, now, "prompt.extend", f"prompt:{prompt_id}", f"{due_at:%Y-%m-%dT%H:%M}")
    waiting = prompts.waited_for(session, prompt_id)
    offered = MoreTime(prompt, due_at, len(waiting))
    people = addresses.reached(session, waiting, now)
    return Extended(prompt, True, [MoreTimeGiven(person, offered) for person in people])
