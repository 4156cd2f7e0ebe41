"""The times of a period in which an account of ours could not hear: a digest claims no calm for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from storage.schema.members import Account
from storage.schema.system import Heartbeat, Outage

_SILENT = timedelta(minutes=3)
"""An account whose heartbeat is older than this does not hear now: there is one every minute."""


@dataclass(frozen=True, slots=True)
class OutageSpan:
    """`until` None: it lasts. `lost_before`: what was written before may never come. `networks`: (): all of them.

    `restored`: the program ran, and what it took in is gone.
    """

    since: datetime
    until: datetime | None
    lost_before: datetime | None = None
    networks: tuple[str, ...] = ()
    restored: bool = False


def outages_in(session: Session, begins: datetime, until: datetime) -> tuple[OutageSpan, ...]:
    """The outages that reach into a period, those of several accounts that overlap as one, in the order of time."""
    networks = {row[0]: row[1] for row in session.execute(select(col(Account.id), col(Account.network)))}
    heard = {row.account_id: row.heard_at for row in session.scalars(select(Heartbeat))}
    over = session.scalars(select(Outage).where(col(Outage.until) > begins, col(Outage.since) < until)).all()
    restored = [OutageSpan(*span, restored=True) for span in {(o.since, o.until, o.until) for o in over if o.restored}]
    found = [
        (outage.since, outage.until, outage.lost_before, outage.account_id) for outage in over if not outage.restored
    ]
    lasting = [(at, None, None, number) for number, at in heard.items() if at < until - _SILENT]
    merged: list[tuple[datetime, datetime | None, datetime | None, set[int]]] = []
    for since, end, lost, number in sorted([*found, *lasting], key=lambda pair: (pair[0], pair[3])):
        last = merged[-1] if merged else None
        if last is None or (last[1] is not None and since > last[1]):
            merged.append((since, end, lost, {number}))
        else:
            ends = None if last[1] is None or end is None else max(last[1], end)
            merged[-1] = (last[0], ends, max(filter(None, (last[2], lost)), default=None), last[3] | {number})
    spans = [
        OutageSpan(since, end, lost, _named(numbers, networks, heard.keys() <= numbers))
        for since, end, lost, numbers in merged
    ]
    return tuple(sorted([*restored, *spans], key=lambda outage_span: outage_span.since))


def _named(numbers: set[int], networks: dict[int, str], whole: bool) -> tuple[str, ...]:
    return () if whole else tuple(sorted({networks[number] for number in numbers}))
