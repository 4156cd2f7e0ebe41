"""Queries about the closed groups that staff bound."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.members.addresses import chat_hash
from storage.tables import Group, GroupPurpose


def at_chat(session: Session, account_id: int, chat: str) -> Group | None:
    return session.scalar(
        select(Group).where(Group.account_id == account_id, Group.chat_hash == chat_hash(session, account_id, chat))
    )


def bind(session: Session, group: Group) -> None:
    """Binds a chat to a unit and a purpose; a chat that was bound before is bound anew."""
    group.chat_hash = chat_hash(session, group.account_id, group.chat)
    found = at_chat(session, group.account_id, group.chat)
    if found is None:
        session.add(group)
    else:
        found.purpose, found.unit_id, found.bound_by = group.purpose, group.unit_id, group.bound_by
        found.title, found.unreachable = group.title, None
    session.flush()


def move(session: Session, group: Group, chat: str) -> None:
    """The network gave the group a new chat id."""
    group.chat, group.chat_hash = chat, chat_hash(session, group.account_id, chat)
    session.flush()


def for_purpose(session: Session, purpose: GroupPurpose) -> Sequence[Group]:
    query = select(Group).where(Group.purpose == purpose, col(Group.unreachable).is_(None)).order_by(col(Group.id))
    return session.scalars(query).all()
