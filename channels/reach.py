"""Until when an Official Account may write to a person, so that a broadcast can say beforehand whom it cannot reach. Pure.

Source: Zalo's rules for messages of consultation (tin tư vấn) as of 2026: free within 48 hours of the person's last
interaction, billed within 7 days, refused later. Its groups have no window.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from channels.messages import Kind

FREE = timedelta(hours=48)
BILLED = timedelta(days=7)

_NO_INTERACTION = (Kind.BLOCKED, Kind.WITHDRAWN)


def is_interaction(kind: Kind) -> bool:
    """Whether what came in from a person opens the window again: a message, a press, following; not leaving."""
    return kind not in _NO_INTERACTION


def reachable_until(last_inbound: datetime | None, *, billed: bool = True) -> datetime | None:
    """The instant from which a message to the person is refused; None: they have done nothing yet, so nothing can be sent.

    `last_inbound` is the `sent_at` of their last interaction with this account. `billed` False: only what is free.
    """
    if last_inbound is None:
        return None
    return last_inbound + (BILLED if billed else FREE)
