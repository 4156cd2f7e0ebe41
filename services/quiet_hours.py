"""The hours in which nothing leaves of our own accord, but for what is urgent."""

from __future__ import annotations

from datetime import datetime, time, timedelta

QUIET_FROM, QUIET_UNTIL = time(20), time(7)


def morning_after(local: datetime) -> datetime | None:
    """When what falls into the night may leave; None: `local`, in the board's own zone, is no night."""
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return None
    day = local.date() + timedelta(days=1 if local.time() >= QUIET_FROM else 0)
    return datetime.combine(day, QUIET_UNTIL, local.tzinfo)
