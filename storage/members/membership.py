"""The roster: who is on it, how it grows by one, and how somebody leaves it."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.members import invitations, members, sealed_replies, units
from storage.members.members import LEFT
from storage.tables import (
    Address,
    Delivery,
    DeliveryStatus,
    Member,
    MemberRole,
    MemberTag,
    Mute,
    Notice,
    NoticeKind,
    Role,
    Unit,
    UnitKind,
)
from texts.fold import clean, place_key

_PREFIXES = {Role.ADMIN: "QT", Role.STAFF: "CB", Role.LEADER: "LD", Role.CONTACT: "DM", Role.COLLABORATOR: "CTV"}


@dataclass(frozen=True, slots=True)
class GoneChat:
    """A chat of somebody who is no longer on the roster, which only this remembers."""

    account_id: int
    chat: str
    offered: bool
    """The network still offers them commands there."""
    told: bool
    """They took part and could be written to there: they are told."""
    language: str


def root_unit(session: Session) -> Unit | None:
    """The unit that all others stand under; None before there is one."""
    return session.scalar(select(Unit).where(col(Unit.parent_id).is_(None)).order_by(col(Unit.id)))


def add_root(session: Session, code: str, name: str) -> Unit:
    unit = Unit(code=code, name=name, sort_key=place_key(name), kind=UnitKind.PROVINCE)
    session.add(unit)
    units.rebuild_paths(session)
    return unit


def by_code(session: Session, code: str) -> Member | None:
    return session.scalar(select(Member).where(Member.code == code))


def named(session: Session, name: str) -> list[Member]:
    """Everybody on the roster who has this name (case and spaces aside), in the order of their coming."""
    wanted = _tidy(name).casefold()
    query = select(Member).where(col(Member.left_at).is_(None)).order_by(col(Member.id))
    return [member for member in session.scalars(query) if _tidy(member.name).casefold() == wanted]


def roles(session: Session, member_id: int) -> set[Role]:
    """The roles of a member."""
    return set(session.scalars(select(MemberRole.role).where(MemberRole.member_id == member_id)))


def first_with(session: Session, role: Role) -> Member | None:
    """The first member on the roster who has a role."""
    query = select(Member).join(MemberRole).where(MemberRole.role == role, col(Member.left_at).is_(None))
    return session.scalar(query.order_by(col(Member.id)).limit(1))


def add_member(session: Session, name: str, roles: Collection[Role], unit: Unit) -> Member:
    """Puts a person on the roster, with the next free code of the weightiest role."""
    prefix = next(prefix for role, prefix in _PREFIXES.items() if role in roles)
    taken = set(session.scalars(select(Member.code)))
    code = next(code for number in range(1, len(taken) + 2) if (code := f"{prefix}{number:02}") not in taken)
    member = Member(code=code, name=_tidy(name), unit_id=unit.id)
    session.add(member)
    session.flush()
    session.add_all(MemberRole(member_id=member.id, role=role) for role in roles)
    session.flush()
    return member


def _tidy(name: str) -> str:
    return " ".join(clean(name).split())


def held(session: Session, member_id: int) -> Member | None:
    """A member as they are now; until this transaction ends nobody else changes them."""
    session.flush()
    return session.get(Member, member_id, populate_existing=True, with_for_update={"key_share": True})


def leave(session: Session, member: Member, since: datetime, now: datetime) -> list[GoneChat]:
    """The member is no longer on the roster: nothing more goes to them, and their chat ids are gone (privacy 11).

    So are the tags that staff gave them, the reasons for which they were not reminded, and what they were still to be told.
    """
    held(session, member.id)  # whoever suspends them meanwhile would leave a chat that is gone
    member.left_at, member.suspended, member.remind_at = since, False, None
    for table in (MemberTag, Mute, Notice):
        session.execute(delete(table).where(col(table.member_id) == member.id))
    invitations.void(session, member.id, now)
    gone = []
    for address in session.scalars(select(Address).where(Address.member_id == member.id)):
        if address.chat:
            told = member.joined_at is not None and address.unreachable is None
            offered = address.commands is not None
            gone.append(GoneChat(address.account_id, address.chat, offered, told, member.language))
        address.chat, address.chat_hash, address.unreachable = "", os.urandom(16), LEFT
        address.commands = None
        address.focus_draft_id = address.focus_choice_id = None
        replies = sealed_replies.kept_of(session, address.id)
        mine = or_(col(Delivery.address_id) == address.id, col(Delivery.id).in_(replies))
        waiting = col(Delivery.status) == DeliveryStatus.QUEUED
        session.execute(
            update(Delivery).where(mine, waiting).values(status=DeliveryStatus.EXPIRED, reason=LEFT, act=None)
        )
        session.execute(update(Delivery).where(mine).values(chat=""))
    return gone


def lose_documents(session: Session, member_ids: Collection[int]) -> None:
    """Members who read leaders' documents no more: what is queued of them, until a morning or an hour of their own, is dropped.

    A digest's chart leaves before its page, written in the same instant.
    """
    queued = col(Delivery.status) == DeliveryStatus.QUEUED
    waits = Notice.kind == NoticeKind.BOARD_DIGEST, col(Notice.member_id).in_(member_ids)
    of_board = [
        delivery_id
        for delivery_id in session.scalars(select(Notice.delivery_id).where(*waits))
        if delivery_id is not None
    ]
    document = or_(col(Delivery.digest_id).is_not(None), col(Delivery.id).in_(of_board))
    for address_id in session.scalars(select(Address.id).where(col(Address.member_id).in_(member_ids))).all():
        mine = col(Delivery.address_id) == address_id
        written = session.scalars(select(Delivery.created_at).where(mine, queued, document)).all()
        session.execute(
            update(Delivery)
            .where(mine, queued, col(Delivery.created_at).in_(written), col(Delivery.prompt_id).is_(None))
            .values(status=DeliveryStatus.EXPIRED, reason=LEFT, act=None, chat="")
        )


def suspend(session: Session, member: Member, now: datetime) -> None:
    """The member is off the roster for a while: nothing goes to them, and what waits for them does not leave."""
    member.left_at, member.suspended = now, True
    invitations.void(session, member.id, now)
    mine = select(Address.id).where(Address.member_id == member.id)
    waiting = col(Delivery.address_id).in_(mine), col(Delivery.status) == DeliveryStatus.QUEUED
    session.execute(
        update(Delivery).where(*waiting).values(status=DeliveryStatus.EXPIRED, reason=LEFT, act=None, chat="")
    )
    session.execute(
        update(Address).where(col(Address.member_id) == member.id).values(focus_draft_id=None, focus_choice_id=None)
    )


def come_back(member: Member) -> None:
    """The member is on the roster again: after a while as they were, else they join by a new invitation."""
    if not member.suspended:
        member.joined_at = None
    member.left_at, member.suspended = None, False


def present(session: Session) -> list[Member]:
    """Everybody on the roster, those who are off it for a while included."""
    here = or_(col(Member.left_at).is_(None), col(Member.suspended).is_(True))
    return list(session.scalars(select(Member).where(here).order_by(col(Member.code))))


def has_singles(session: Session, officer_id: int) -> bool:
    """True if somebody on the roster reports to this officer alone."""
    theirs = [member_id for member_id, officer in members.singles(session).items() if officer == officer_id]
    query = select(Member.id).where(col(Member.id).in_(theirs), col(Member.left_at).is_(None))
    return bool(theirs) and session.scalar(query.limit(1)) is not None
