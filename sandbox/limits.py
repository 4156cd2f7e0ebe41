"""Flood control on the world's clock: the limits that Telegram's FAQ gives to bots (core.telegram.org/bots/faq).

About 30 messages a second in all, one a second in a chat with short bursts, 20 a minute in a group. Telegram keeps the
exact rule to itself; a bucket for each of the three is near enough to find a bot that does not pace itself.
"""

from __future__ import annotations

import math

ALL = (30.0, 30.0)  # tokens a second, tokens at most
CHAT = (1.0, 5.0)
GROUP = (20.0 / 60.0, 20.0)


class Flood:
    """Off unless `on`. Buckets are kept for the chats that were written to."""

    def __init__(self) -> None:
        self.on = False
        self._buckets: dict[tuple[int, int], tuple[float, float]] = {}

    def hit(self, now: float, bot: int, chat: int, *, group: bool) -> int:
        """Counts one message at world time `now` (Unix seconds). 0 if it may go, else the seconds to wait."""
        if not self.on:
            return 0
        keys = [((bot, 0), ALL), ((bot, chat), GROUP if group else CHAT)]
        levels = [self._level(key, rule, now) for key, rule in keys]
        wait = max((1.0 - level) / rule[0] for level, (_, rule) in zip(levels, keys, strict=True))
        if wait > 0:
            return max(1, math.ceil(wait))
        for level, (key, _) in zip(levels, keys, strict=True):
            self._buckets[key] = (level - 1.0, now)
        return 0

    def _level(self, key: tuple[int, int], rule: tuple[float, float], now: float) -> float:
        rate, size = rule
        level, at = self._buckets.get(key, (size, now))
        return min(size, level + max(0.0, now - at) * rate)
