"""Quotas: messages of a month that a network allows our accounts, and how many are used.

What is sent is counted with the outcomes, in the same transaction; what comes in is counted from the events, which are kept
for longer than a month, so that no turn pays for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.engine import counters
from storage.tables import Account, Counter, Event


@dataclass(frozen=True, slots=True)
class Quota:
    """`monthly`: messages a month and account (0: as many as one likes); `both`: what comes in counts as well. `users`: how many
    people an account serves."""

    monthly: int
    both: bool
    zone: ZoneInfo
    network: str = "zalo_bot"
    users: int = 50

    def month(self, now: datetime) -> str:
        """The month by its name, in the board's zone: "2026-11"."""
        return f"{now.astimezone(self.zone):%Y-%m}"

    def since(self, now: datetime) -> datetime:
        """When the month began."""
        return now.astimezone(self.zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Used:
    """One account's use of its month; `name` is its id on the network."""

    account_id: int
    name: str
    count: int
    monthly: int

    @property
    def left(self) -> int:
        return max(0, self.monthly - self.count)


def add(session: Session, quota: Quota, sent: Mapping[int, int], now: datetime) -> None:
    """So many messages went out by each account."""
    for account_id, count in sent.items():
        counters.add(session, _name(account_id, quota.month(now)), count)


def used(session: Session, quota: Quota, now: datetime) -> list[Used]:
    """Every account that has such a quota, in the order in which they came; [] where there is none."""
    if not quota.monthly:
        return []
    accounts = session.execute(
        select(col(Account.id), col(Account.name))
        .where(col(Account.network) == quota.network)
        .order_by(col(Account.id))
    ).all()
    found = []
    for number, name in accounts:
        assert number is not None
        sent = session.get(Counter, _name(number, quota.month(now)))
        count = _came(session, f"{quota.network}:{name}", quota.since(now)) if quota.both else 0
        if sent is not None:
            session.refresh(sent)
            count += sent.value
        found.append(Used(number, name, count, quota.monthly))
    return found


def _came(session: Session, source: str, since: datetime) -> int:
    query = select(func.count(col(Event.id))).where(col(Event.source) == source, col(Event.received_at) >= since)
    return session.scalar(query) or 0


def _name(account_id: int, month: str) -> str:
    return f"quota:{account_id}:{month}"
