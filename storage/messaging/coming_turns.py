"""The questions that every turn of a person asks, for the turns of many at once: is it new, who writes, which draft."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from storage.engine import ahead
from storage.engine.database import backend
from storage.forms import drafts
from storage.members import addresses, member_locks
from storage.messaging import deliveries, events
from storage.messaging.events import Arrived

_LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class ComingTurn:
    """A turn of a private chat. draft_id: the draft that a button of it names; without one, what the chat focuses on."""

    event: Arrived
    account_id: int
    chat: str
    draft_id: int | None = None

    @classmethod
    def fetch(cls, session: Session, coming: Sequence[ComingTurn]) -> Sequence[Mapping[Hashable, object] | None]:
        """Locks their members, notes their events and reads who they are and their drafts.

        None: another process is at work for that member, and the turn has to wait by itself.
        """
        marked = [(turn.account_id, addresses.chat_hash(session, turn.account_id, turn.chat)) for turn in coming]
        had = member_locks.lock_members(session, marked)
        mine = [(turn, chat) for turn, chat, locked in zip(coming, marked, had, strict=True) if locked]
        if not mine:
            return [None] * len(coming)
        new = events.take_several(session, [turn.event for turn, _ in mine])
        here = addresses.at_chats(session, [chat for _, chat in mine])
        people = [row for rows in here.values() for row in rows]
        named = {*(turn.draft_id for turn, _ in mine), *(row.focus_draft_id for row in people)}
        read: dict[Hashable, object] = {**here, **drafts.get_several(session, sorted(named - {None}))}
        if people and backend(session) == "postgresql":
            read |= deliveries.queued_for(session, sorted({row.address_id for row in people}))
        found: list[Mapping[Hashable, object] | None] = []
        for turn, locked in zip(coming, had, strict=True):
            key = turn.event.source, turn.event.event_id
            found.append({**read, events.key_of(turn.event): key in new, _LOCKED: True} if locked else None)
            new.discard(key)  # what comes twice in one group counts once
        return found


def is_locked(session: Session) -> bool:
    """True if this turn's member was locked with those of its group."""
    fetched = ahead.of(session)
    return fetched is not None and _LOCKED in fetched.found
