"""Messages that one sender may bring in a minute: what is over the limit costs nobody else a turn.

Kept in memory only, so that a restart forgets it. A message is known by its event, so that one that is brought again (a poll
that failed, a webhook that was not answered in time) counts once and meets the same answer.
"""

from __future__ import annotations

from collections import OrderedDict
from enum import Enum, auto

from channels.messages import Inbound, Kind

_SENDERS = 20_000
"""Senders and minutes that are remembered."""
_COUNTED = frozenset({Kind.TEXT, Kind.MEDIA, Kind.LOCATION, Kind.BUTTON, Kind.EDITED})
"""Kinds that people do as often as they like; that somebody blocks us or a group moves is always taken in."""


class Place(Enum):
    """A message's place in its sender's minute."""

    WITHIN = auto()
    FIRST_OVER = auto()
    OVER = auto()


class SenderLimits:
    """Counts by sender, chat and minute of the network's own time: what waited through an outage is no flood."""

    def __init__(self, members: int, strangers: int) -> None:
        """Messages a minute of a member, and of somebody on no list; 0: any number."""
        self._members = members
        self._strangers = strangers
        self._seen: OrderedDict[tuple[int, str, str, int], dict[str, int]] = OrderedDict()

    def place(self, account_id: int, inbound: Inbound, *, stranger: bool) -> Place:
        """The place of this message."""
        most = self._strangers if stranger else self._members
        if not most or inbound.kind not in _COUNTED:
            return Place.WITHIN
        key = account_id, inbound.chat_id, inbound.sender_id, int(inbound.sent_at.timestamp() // 60)
        events = self._seen.setdefault(key, {})
        if len(self._seen) > _SENDERS:
            self._seen.popitem(last=False)
        if len(events) <= most:
            events.setdefault(inbound.event_id, len(events))
        at = events.get(inbound.event_id, most + 1)
        if at < most:
            return Place.WITHIN
        return Place.FIRST_OVER if at == most else Place.OVER
