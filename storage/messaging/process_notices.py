"""Notices between the processes on one PostgreSQL: they leave when the transaction commits, and reach every process.

A notice says which account has something to send, or that there are tasks. Where the row itself may not be stored (the
answer to a stranger), it travels in the notice, encrypted.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.engine.database import backend, ring
from storage.engine.ownership_locks import CHANNEL
from storage.keyring import KeyRing, KeyTrouble
from storage.messaging.deliveries import Outgoing
from storage.tables import Lane

EVERYBODY = -1
"""Instead of an account: every process that sends looks at what there is (a broadcast was paused, perhaps)."""
_LARGEST = 7900  # bytes: PostgreSQL takes less than 8000


@dataclass(frozen=True, slots=True)
class Notice:
    """`account` has something to send; 0: there are tasks. `row`: a delivery that is stored nowhere."""

    account: int
    row: Outgoing | None = None


def post(session: Session, account: int, row: Outgoing | None = None) -> None:
    """Tells the other processes, once this transaction commits. On SQLite there is none."""
    if backend(session) != "postgresql":
        return
    text = str(account) if row is None else f"{account} {_packed(row, ring(session))}"
    if len(text) <= _LARGEST:
        session.execute(select(func.pg_notify(CHANNEL, text)))


def read(text: str, keys: KeyRing) -> Notice:
    """The content of a notice. Raises ValueError for what is none of ours."""
    account, _, packed = text.partition(" ")
    try:
        return Notice(int(account), _unpacked(packed, keys) if packed else None)
    except KeyTrouble:
        raise ValueError("encrypted with a key that is not ours") from None


def _packed(row: Outgoing, keys: KeyRing) -> str:
    values = [row.id, row.account_id, row.chat, row.lane, row.act.decode(), row.created_at, row.expires_at]
    return base64.b64encode(keys.encrypt(orjson.dumps(values))).decode()


def _unpacked(packed: str, keys: KeyRing) -> Outgoing:
    number, account, chat, lane, act, created, expires = orjson.loads(keys.decrypt(base64.b64decode(packed)))
    until = datetime.fromisoformat(expires) if expires else None
    return Outgoing(number, account, chat, Lane(lane), act.encode(), datetime.fromisoformat(created), expires_at=until)
