"""Until when an Official Account may write to a person, so that a broadcast can say beforehand whom it cannot reach. Pure.

Source: Zalo's rules for messages of consultation (tin tư vấn) as of 2026: free within 48 hours of the person's last
interaction (a message, a press, following), billed within 7 days, refused later. Its groups have no window.
"""

from __future__ import annotations

from datetime import datetime, timedelta

FREE = timedelta(hours=48)
BILLED = timedelta(days=7)


def reachable_until(last_inbound: datetime, *, billed: bool = True) -> datetime:
    """The instant from which a message to the person is refused.

    `last_inbound` is the `sent_at` of their last interaction with this account. `billed` False: only what is free.
    """
    return last_inbound + (BILLED if billed else FREE)
