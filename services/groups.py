"""Groups: staff bind a closed chat group to a purpose; one that we lost comes back.

Whatever ends and whatever begins anew is told to staff: a group that is not served misses what is sent meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from services import alert_lines, audit, notice_delivery, staff_scope
from services.actor import Actor, require
from services.notifications import GroupServed, GroupUnserved, Notification
from storage.members import addresses, groups, reach
from storage.members.addresses import Recipient
from storage.prompts import group_reach
from storage.tables import Group, GroupPurpose, Notice, NoticeKind, Role

KICKED = "not_member"
"""The reason of a group that we were taken out of."""

_OUTSIDE = frozenset(
    {KICKED, "kicked", "not_found", "group_deleted", "group_deactivated", "group_private", "forbidden"}
)


@dataclass(frozen=True, slots=True)
class GroupChat:
    """A group as the network knows it.

    `topic`: the one inside it in which something happened, "" for the general one.
    """

    account_id: int
    chat: str
    title: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """A group that was bound: for all of which unit it is, by name. `told`: what it missed before."""

    purpose: GroupPurpose
    unit: str
    told: Sequence[Notification] = ()


def bind(session: Session, actor: Actor, there: GroupChat, purpose: GroupPurpose, now: datetime) -> Bound:
    """Bind a chat to the unit of whoever binds it, for a purpose; we write in the topic where that was asked for.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    unit = staff_scope.unit_of(session, actor)
    group = Group(
        account_id=there.account_id,
        chat=there.chat,
        chat_hash=b"",
        title=there.title or "?",
        purpose=purpose,
        unit_id=unit.id,
        bound_by=actor.acting_id,
        topic=there.topic or None,
    )
    bound = groups.bind(session, group)
    audit.note(session, actor, now, "group.bind", f"group:{bound.id}", purpose)
    return Bound(purpose, unit.name, alert_lines.group_is_there(session, bound))


def back(session: Session, there: GroupChat, at: datetime, now: datetime) -> Sequence[Notification]:
    """Serve a group again that we may write in, unless the network refused since; staff hear it."""
    group = groups.at_chat(session, there.account_id, there.chat)
    if group is None or group.unreachable is None:
        return ()
    refused = group.unreachable_at
    if refused is not None and refused.replace(microsecond=0) > at:
        return ()
    if not groups.set_reachable(session, [group.id]):
        return ()
    session.refresh(group)
    return _served(session, group, now)


def heard(session: Session, there: GroupChat, at: datetime, now: datetime) -> Sequence[Notification]:
    """Somebody's words came from a group: whoever took us for out of it was wrong."""
    group = groups.at_chat(session, there.account_id, there.chat)
    return back(session, there, at, now) if group is not None and group.unreachable in _OUTSIDE else ()


def written_to_us(session: Session, there: GroupChat, who: Recipient, today: date) -> bool:
    """A member spoke to us where collaborators read prompts. True: they are to hear, once a day, where reports are written."""
    return reads_prompts(session, there, who) and is_first_today(session, who, today)


def written_in_office(session: Session, there: GroupChat, who: Recipient) -> bool:
    """Tell whether an officer who can be written to themselves spoke in the staff's group."""
    group = groups.at_chat(session, there.account_id, there.chat)
    staff = group is not None and group.purpose is GroupPurpose.STAFF and Role.STAFF in who.roles
    return staff and who.unreachable is None


def is_first_today(session: Session, who: Recipient, today: date) -> bool:
    """Tell, once a day, that a member is to hear what becomes of words in a group."""
    return addresses.point_out(session, who.address_id, today)


def reads_prompts(session: Session, there: GroupChat, who: Recipient) -> bool:
    """Tell whether prompts are read in a group, by a member who can be written to themselves."""
    group = groups.at_chat(session, there.account_id, there.chat)
    return group is not None and group.purpose is GroupPurpose.COLLABORATORS and who.unreachable is None


def topic_reopened(session: Session, there: GroupChat, at: datetime, now: datetime) -> Sequence[Notification]:
    """A topic is open again: of a group that is bound to another one nothing has changed."""
    group = groups.at_chat(session, there.account_id, there.chat)
    return back(session, there, at, now) if group is not None and (group.topic or "") == there.topic else ()


def left(session: Session, there: GroupChat, at: datetime, now: datetime) -> Sequence[GroupUnserved]:
    """We were taken out of a group: nothing goes there any more, and staff hear it."""
    group = groups.at_chat(session, there.account_id, there.chat)
    if group is None or not groups.set_unreachable(session, group.id, KICKED, at):
        return ()
    session.refresh(group)
    return unserved(session, group.id, now)


def unserved(session: Session, group_id: int, now: datetime) -> Sequence[GroupUnserved]:
    """The network takes nothing for a group: tell staff why."""
    group = groups.get(session, group_id)
    if group is None or group.unreachable is None:
        return ()
    title, purpose, reason = group.title, group.purpose, group.unreachable
    return [
        GroupUnserved(person, title, purpose, reason, notice.id) for notice, person in _kept(session, group, 0, now)
    ]


def moved(session: Session, there: GroupChat, chat: str, now: datetime) -> Sequence[Notification]:
    """A group has a new chat id. One that was given up is served again, and staff hear that."""
    group = groups.at_chat(session, there.account_id, there.chat)
    if group is None:
        return ()
    given_up = group.unreachable is not None
    found = groups.move(session, group.id, chat)
    here = groups.get(session, found) if found is not None else None
    return _served(session, here, now) if here is not None and given_up and here.unreachable is None else ()


def _served(session: Session, group: Group, now: datetime) -> Sequence[Notification]:
    missed = group_reach.missed_by(session, group, now)
    kept = _kept(session, group, 1, now)
    served = [GroupServed(person, group.title, group.purpose, missed, notice.id) for notice, person in kept]
    return [*served, *alert_lines.group_is_there(session, group)]


def state_again(session: Session, notice: Notice) -> Callable[[Recipient], Notification] | None:
    """How a group stands now, for an officer who was away; None: it is not bound any more."""
    group = groups.get(session, notice.subject_id)
    if group is None:
        return None
    title, purpose, reason = group.title, group.purpose, group.unreachable
    if reason is not None:
        return lambda person: GroupUnserved(person, title, purpose, reason, notice.id)
    return lambda person: GroupServed(person, title, purpose, (), notice.id)


def _kept(session: Session, group: Group, state: int, now: datetime) -> list[tuple[Notice, Recipient]]:
    """Note that the officers are to hear it. state: 0 it is lost, 1 it is served."""
    officers = reach.officers(session, group.unit_id)
    return notice_delivery.keep(session, NoticeKind.GROUP_STATE, group.id, officers, now, told_round=state)
