"""Notices: what a member is to be told, until a network has taken it.

Written down counts for nothing: a network may refuse the chat (blocked, never begun, its window shut). So whoever is to be
told something has a row until a network took it; what was refused goes to another address of theirs, and what no address
takes waits until they can be reached. `services/telling.py` says what each kind brings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from storage.members import addresses
from storage.members.addresses import Recipient
from storage.messaging import pending_notices
from storage.tables import Notice, NoticeKind

AGAIN = timedelta(days=1)
"""How often it is looked whether somebody who could not be told can be reached again; whoever writes is told at once."""


def keep(
    session: Session,
    kind: NoticeKind,
    subject_id: int,
    member_ids: Iterable[int],
    now: datetime,
    *,
    told_round: int = 0,
    by_id: int | None = None,
    words: str | None = None,
    begins_at: datetime | None = None,
) -> list[tuple[Notice, Recipient]]:
    """Note what these members are to be told, each once; returns those who can be told now, with their address.

    The others wait until they can be reached; for whom it is under way already nothing is returned. `begins_at`: nobody is
    told before that, and nothing is returned.
    """
    kept = []
    for member_id in dict.fromkeys(member_ids):
        made = Notice(
            kind=kind,
            subject_id=subject_id,
            member_id=member_id,
            told_round=told_round,
            by_id=by_id,
            words=words,
            next_at=begins_at or now + AGAIN,
        )
        kept.append(pending_notices.keep(session, made))
    if begins_at is not None:
        return []
    free = [notice for notice in kept if notice.delivery_id is None]
    reached = {
        person.member_id: person for person in addresses.reached(session, [waiting.member_id for waiting in free], now)
    }
    return [(notice, reached[notice.member_id]) for notice in free if notice.member_id in reached]


def on_its_way(session: Session, notice_id: int, delivery_id: int, address_id: int, now: datetime) -> None:
    """Note that a delivery brings it to an address of the member's."""
    notice = pending_notices.get(session, notice_id)
    if notice is None:
        return
    notice.delivery_id, notice.next_at = delivery_id, now
    notice.tried = ",".join(dict.fromkeys([*_tried(notice), str(address_id)]))
    notice.tries += 1
    session.flush()


def elsewhere(session: Session, notice: Notice, now: datetime) -> Recipient | None:
    """Another address of the member's, where it was not refused; None: there is none, and it waits from now on."""
    refused = set(_tried(notice))
    others = addresses.open_addresses(session, notice.member_id, now)
    there = next((person for person in others if str(person.address_id) not in refused), None)
    if there is None:
        wait(session, notice, now)
    return there


def wait(session: Session, notice: Notice, now: datetime) -> None:
    """Nothing is under way of it: it is looked at again a day later, or when the member is there."""
    notice.delivery_id, notice.tried, notice.next_at = None, "", now + AGAIN
    session.flush()


def waiting_for(session: Session, member_id: int) -> Sequence[Notice]:
    """Say what waits for a member who is there again."""
    return pending_notices.waiting_for(session, member_id)


def _tried(notice: Notice) -> list[str]:
    return [address for address in notice.tried.split(",") if address]
