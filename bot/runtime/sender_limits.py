"""Messages that one sender may bring in a minute: what is over the limit costs nobody else a turn.

Kept in memory only, so that a restart forgets it. A message is known by its event, so that one that is brought again (a poll
that failed, a webhook that was not answered in time) counts once and meets the same answer.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from enum import Enum, auto

from channels.messages import Inbound, Kind
from handlers.button_data import read_button
from handlers.typed import intents

_SENDERS = 20_000
"""Senders and minutes that are remembered."""
_COUNTED = frozenset({Kind.TEXT, Kind.MEDIA, Kind.LOCATION, Kind.BUTTON, Kind.EDITED})
"""Kinds that people do as often as they like; that somebody blocks us or a group moves is always taken in."""
_URGENT = ("form.urgent", "form.submit", "report.urgent", "words.urgent")
"""How the verbs begin by which something urgent is told, or what was written is sent."""


class Place(Enum):
    """A message's place in its sender's minute."""

    WITHIN = auto()
    FIRST_OVER = auto()
    OVER = auto()


class SenderLimits:
    """Counts by sender, chat and minute of the network's own time: what waited through an outage is no flood.

    A tap has no time of its own, only that of the message with the button: it counts in the minute in which it comes.
    """

    def __init__(self, members: int, strangers: int) -> None:
        """Messages a minute of a member, and of somebody on no list; 0: any number."""
        self._members = members
        self._strangers = strangers
        self._seen: OrderedDict[tuple[int, str, str, int, bool], dict[str, int]] = OrderedDict()

    def place(self, account_id: int, inbound: Inbound, now: datetime, *, stranger: bool) -> Place:
        """The place of this message. What a member calls urgent is counted apart, so that it comes through a flood."""
        most = self._strangers if stranger else self._members
        if not most or inbound.kind not in _COUNTED:
            return Place.WITHIN
        at = now if inbound.kind is Kind.BUTTON else inbound.sent_at
        urgent = not stranger and _is_urgent(inbound)
        key = account_id, inbound.chat_id, inbound.sender_id, int(at.timestamp() // 60), urgent
        events = self._seen.setdefault(key, {})
        if len(self._seen) > _SENDERS:
            self._seen.popitem(last=False)
        if len(events) <= most:
            events.setdefault(inbound.event_id, len(events))
        number = events.get(inbound.event_id, most + 1)
        if number < most:
            return Place.WITHIN
        return Place.FIRST_OVER if number == most else Place.OVER


def _is_urgent(inbound: Inbound) -> bool:
    if inbound.kind is Kind.BUTTON:
        pressed = read_button(inbound.token)
        return pressed is not None and pressed.verb.startswith(_URGENT)
    return inbound.kind is Kind.TEXT and bool(intents.urgent_matter(inbound.text))
