"""Members: they join, they see what is held of them, and they leave (privacy 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from services import audit
from services.actor import Actor, NotPermitted
from services.notifications import ErasureAsked, MemberLeft
from services.surveys import answering
from storage.forms import decisions, drafts
from storage.members import (
    address_book,
    addresses,
    invitations,
    member_tags,
    members,
    membership,
    muted_members,
    reach,
    units,
)
from storage.members.address_book import Place
from storage.messaging import pending_notices
from storage.prompts import assigned_parts
from storage.reports import reports
from storage.statistics import wished_digests
from storage.surveys import survey_answers
from storage.tables import CONSENT, Member, Role


@dataclass(frozen=True, slots=True)
class Held:
    """All that is held of a member, as the member is shown it."""

    name: str
    phone: str | None
    unit: str
    roles: frozenset[Role]
    strata: Sequence[str]
    """The groups that they cover, by our own names."""
    networks: Sequence[str]
    joined_at: datetime | None
    drafts: int
    kept: int
    """Words, files and requests that wait for the member's own decision or for an answer."""
    reports: int
    """Reports that are still linked to them."""
    tags: Sequence[str]
    """The names of the groups into which staff put them."""
    muted: Sequence[tuple[date, str]]
    """For each time in which they were not reminded its last day, and why."""
    remind_at: int | None
    """Minutes since midnight of the hour at which they want to be reminded."""
    prompts: int
    """Prompts of which it is kept whether they answered."""
    surveys_begun: int
    surveys_answered: int
    """Of which nothing but that is kept of them."""
    notices: int
    """Outcomes, questions and answers that they are still to be told."""


@dataclass(frozen=True, slots=True)
class Left:
    """A member who has left, and the staff who are told."""

    address_ids: Sequence[int]
    told: Sequence[MemberLeft]


class StillNeeded(Exception):
    """Staff who cannot leave by themselves: nobody else could take alerts, or somebody reports to them alone."""


def join(session: Session, actor: Actor, now: datetime) -> bool:
    """The member takes part from now on. False: they did already. Raises NotPermitted: nobody acts."""
    member = _me(session, actor)
    if member.joined_at is not None:
        return False
    members.join(session, member.id, now)
    members.saw_consent(session, member.id, CONSENT)
    audit.note(session, actor, now, "member.join", f"member:{member.id}")
    return True


def saw_changes(session: Session, actor: Actor, now: datetime) -> bool:
    """The member is shown what has changed in the consent text. False: they have seen it, or take no part."""
    member = _me(session, actor)
    if member.joined_at is None or member.consent >= CONSENT:
        return False
    members.saw_consent(session, member.id, CONSENT)
    audit.note(session, actor, now, "member.consent", f"member:{member.id}", str(CONSENT))
    return True


def decline(session: Session, actor: Actor, address_id: int, now: datetime) -> None:
    """The member does not take part at this address: its chat id goes, and what waits for it does not leave.

    Raises:
        NotPermitted: nobody acts.
    """
    member = _me(session, actor)
    addresses.forget_address(session, address_id)
    audit.note(session, actor, now, "member.decline", f"member:{member.id}")


def withdraw(session: Session, actor: Actor, address_id: int, now: datetime) -> Sequence[ErasureAsked]:
    """The network asked for a member to be erased: this chat goes, and with the last one what they were writing.

    Whoever sees to the roster is told, since name and unit stand there.

    Raises:
        NotPermitted: nobody acts.
    """
    member = _me(session, actor, suspended=True)
    addresses.forget_address(session, address_id)
    if not addresses.has_address(session, member.id):
        for draft in drafts.of_member(session, member.id):
            drafts.remove(session, draft.id)
        invitations.void(session, member.id, now)
        members.stop_taking_part(session, member.id)
    audit.note(session, actor, now, "member.withdraw", f"member:{member.id}")
    unit = units.get(session, member.unit_id).name
    keepers = _keepers(session, member)
    return [ErasureAsked(person, member.name, unit) for person in addresses.reached(session, keepers, now)]


def write_first(session: Session, actor: Actor, address_id: int, now: datetime) -> Place | None:
    """Write to the member at this address before any other, as they wish. None: it is none of theirs.

    Raises:
        NotPermitted: nobody acts.
    """
    member = _me(session, actor)
    places = address_book.of_member(session, member.id, now)
    chosen = next((place for place in places if place.address_id == address_id), None)
    if chosen is not None:
        address_book.prefer(session, member.id, address_id)
    return chosen


def held(session: Session, actor: Actor, now: datetime) -> Held:
    """All that is held of the member who asks. Raises NotPermitted: nobody acts."""
    member = _me(session, actor, suspended=True)
    return Held(
        name=member.name,
        phone=member.phone,
        unit=units.get(session, member.unit_id).name,
        roles=frozenset(actor.roles),
        strata=members.strata(session, member.id),
        networks=[place.network for place in address_book.of_member(session, member.id, now)],
        joined_at=member.joined_at,
        drafts=len(drafts.of_member(session, member.id)),
        kept=decisions.count_open(session, member.id),
        reports=reports.count_own(session, member.id),
        tags=member_tags.of_member(session, member.id),
        muted=[(mute.last, mute.reason) for mute in muted_members.of_member(session, member.id)],
        remind_at=member.remind_at,
        prompts=assigned_parts.count_own(session, member.id),
        surveys_begun=len(answering.begun_by_member(session, member.id)),
        surveys_answered=survey_answers.count_answered(session, "member", str(member.id)),
        notices=pending_notices.count_for(session, member.id),
    )


def leave(session: Session, actor: Actor, now: datetime) -> Left:
    """End a member's part by their own wish: chat ids, drafts, open questions, begun surveys and notes of staff go.

    The roster keeps that they were there.

    Raises:
        NotPermitted: nobody acts.
        StillNeeded: an officer without whom an alert or somebody who reports singly would reach nobody.
    """
    member = _me(session, actor, suspended=True)
    membership.held(session, member.id)
    if member.left_at is not None and not member.suspended:
        raise NotPermitted
    if Role.STAFF in actor.roles:
        still_needed(session, member)
    keepers, unit = _keepers(session, member), units.get(session, member.unit_id).name
    places = end_part(session, member, now)
    audit.note(session, actor, now, "member.leave", f"member:{member.id}")
    people = addresses.reached(session, [keeper for keeper in keepers if keeper != member.id], now)
    return Left(places, [MemberLeft(person, member.name, unit) for person in people])


def end_part(session: Session, member: Member, now: datetime) -> list[int]:
    """Take a member off the roster, with what was theirs to go on with; returns where they were: ids of addresses."""
    places = [place.address_id for place in address_book.of_member(session, member.id, now)]
    for draft in drafts.of_member(session, member.id):
        drafts.remove(session, draft.id)
    for who, survey_id in answering.begun_by_member(session, member.id):
        answering.leave(session, who, survey_id)
    decisions.forget(session, member.id)
    wished_digests.forget(session, member.id)
    membership.leave(session, member, now, now)
    return places


def still_needed(session: Session, member: Member) -> None:
    """Raise StillNeeded for an officer without whom an alert or somebody who reports singly would reach nobody."""
    if members.officers(session) == [member.id] or membership.has_singles(session, member.id):
        raise StillNeeded


def _keepers(session: Session, member: Member) -> list[int]:
    """The officers who are told of a member: who see their unit, or the one who alone knows them."""
    return [member.officer_id] if member.single and member.officer_id else reach.officers(session, member.unit_id)


def _me(session: Session, actor: Actor, *, suspended: bool = False) -> Member:
    """The member who acts; `suspended`: also where they are off the roster for a while, which keeps nobody's data."""
    member = session.get(Member, actor.member_id) if actor.member_id is not None else None
    if member is None or (member.left_at is not None and not (suspended and member.suspended)):
        raise NotPermitted
    return member
