"""Until when a network lets us write: counted from what the person did last."""

from __future__ import annotations

from datetime import timedelta

from handlers.turn import Turn
from storage.members import addresses

_OFTEN = timedelta(hours=1)


def note(turn: Turn) -> None:
    """Move the end of the network's window on; to the hour is enough."""
    until = turn.installation.until(turn.account_id, turn.event.sent_at)
    if turn.person is not None and until is not None:
        known = turn.me.reachable_until
        if known is None or until - known >= _OFTEN:
            addresses.set_reachable_until(turn.session, turn.me, until)
