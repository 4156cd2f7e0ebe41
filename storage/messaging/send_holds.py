"""Pauses that networks asked for, kept so that a restart does not write into them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert
from sqlalchemy.orm import Session

from storage.engine.database import backend
from storage.members.addresses import chat_hash
from storage.tables import Account, Address, Group, SendHold

_TABLE = SendHold.__table__
EVERY_CHAT = b""
_REFUSED = b"refused"
"""Stands for no chat: our account itself was refused lately."""


def keep(session: Session, account_id: int, chat: str | None, until: datetime, now: datetime) -> None:
    """Nothing goes to this chat (None: to any of the account) before `until`; of two pauses the longer one stands."""
    _keep(session, account_id, EVERY_CHAT if chat is None else chat_hash(session, account_id, chat), until, now)


def refuse(session: Session, account_id: int, until: datetime, now: datetime) -> None:
    """The network refuses an account: who is there alone cannot be told anything before `until`, unless it takes it again."""
    _keep(session, account_id, _REFUSED, until, now)


def accept(session: Session, account_id: int) -> None:
    """The network takes what the account sends."""
    session.execute(delete(_TABLE).where(_TABLE.c.account_id == account_id, _TABLE.c.chat_hash == _REFUSED))


def refused_accounts(session: Session, now: datetime) -> set[int]:
    """The accounts that their network refuses, as far as was seen lately."""
    ours = _TABLE.c.account_id.in_(
        select(Account.__table__.c.id)
    )  # by it the key finds them, whatever chats are paused
    query = select(_TABLE.c.account_id).where(ours, _TABLE.c.chat_hash == _REFUSED, _TABLE.c.until > now)
    return set(session.scalars(query))


def _keep(session: Session, account_id: int, marked: bytes, until: datetime, now: datetime) -> None:
    session.execute(delete(_TABLE).where(_TABLE.c.until <= now))
    insert = lite_insert if backend(session) == "sqlite" else pg_insert
    made = insert(_TABLE).values(account_id=account_id, chat_hash=marked, until=until)
    session.execute(made.on_conflict_do_nothing())
    mine = _TABLE.c.account_id == account_id, _TABLE.c.chat_hash == marked, _TABLE.c.until < until
    session.execute(update(_TABLE).where(*mine).values(until=until))


def standing(session: Session, account_id: int, now: datetime) -> Mapping[bytes, datetime]:
    """The pauses of an account that are not over, by the hash of the chat."""
    query = select(_TABLE.c.chat_hash, _TABLE.c.until).where(_TABLE.c.account_id == account_id, _TABLE.c.until > now)
    return {bytes(row.chat_hash): row.until for row in session.execute(query)}


def of_chat(session: Session, account_id: int, chat: str) -> bytes:
    """The hash under which a chat's pause stands."""
    return chat_hash(session, account_id, chat)


def chats(session: Session, account_id: int, pauses: Mapping[bytes, datetime]) -> set[str]:
    """The chats of members and groups to which pauses belong."""
    found: set[str] = set()
    for table in (Address.__table__, Group.__table__):
        query = select(table.c.chat).where(table.c.account_id == account_id, table.c.chat_hash.in_(list(pauses)))
        found |= set(session.scalars(query))
    return found
