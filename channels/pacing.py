"""How long to wait before the next message, so that a network's limits are kept. Pure: the caller brings the time."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

_MINUTE = 60.0
_PRUNE_FROM = 256
_CATCH_UP = 0.1  # seconds
# A network that refuses does not say whose limit was reached. When this many chats are held back at once, it is ours.
_HELD_CHATS_THAT_MEAN_ALL = 3


@dataclass(slots=True)
class Pacer:
    """The limits of one account: messages a second in all, a second and chat (with a burst), a minute and group.

    None lifts a limit. Telegram: 30 a second in all, one a second in a chat with short bursts tolerated, 20 a minute in
    a group (core.telegram.org/bots/faq, "My bot is hitting limits"). Times are seconds on a clock that never goes back.
    """

    per_second: int | None = 30
    per_chat: float | None = 1.0
    chat_burst: int = 3
    group_per_minute: int | None = 20
    _recent: deque[float] = field(default_factory=deque, repr=False)
    _due: dict[str, float] = field(default_factory=dict, repr=False)
    _groups: dict[str, deque[float]] = field(default_factory=dict, repr=False)
    _held: dict[str, float] = field(default_factory=dict, repr=False)
    _held_all: float = 0.0
    _even: float = 0.0
    _prune_at: int = _PRUNE_FROM

    def delay(self, chat_id: str, group: bool, now: float) -> float:
        """Seconds until a message to this chat may go; 0 is now."""
        return max(0.0, self._account_free(now) - now, self._chat_free(chat_id, group, now) - now)

    def even_delay(self, now: float) -> float:
        """Seconds until the next message of a broadcast may go, to whomever.

        They go evenly: in a burst they would use up the account's second, and what is more urgent would wait for the next.
        """
        return max(0.0, self._account_free(now) - now, self._even - now if self.per_second is not None else 0.0)

    def spend(self, chat_id: str, group: bool, now: float, *, even: bool = False) -> None:
        """A message to this chat goes now; `even`: it is one of a broadcast."""
        if even and self.per_second is not None:
            self._even = max(self._even, now - _CATCH_UP) + 1 / self.per_second
        if self.per_second is not None:
            self._recent.append(now)
            if len(self._recent) > self.per_second:
                self._recent.popleft()
        if self.per_chat is not None:
            self._due[chat_id] = max(self._due.get(chat_id, now), now) + 1 / self.per_chat
        if group and self.group_per_minute is not None:
            sent = self._groups.setdefault(chat_id, deque(maxlen=self.group_per_minute))
            sent.append(now)
        if len(self._due) + len(self._groups) >= self._prune_at:
            self._prune(now)

    def hold(self, chat_id: str | None, until: float) -> None:
        """Nothing to this chat (None: to any chat) before `until`, because the network said so."""
        if chat_id is None:
            self._held_all = max(self._held_all, until)
        else:
            self._held[chat_id] = max(self._held.get(chat_id, until), until)

    def _account_free(self, now: float) -> float:
        free = self._held_all
        if self._held:
            self._held = {chat: until for chat, until in self._held.items() if until > now}
            if len(self._held) >= _HELD_CHATS_THAT_MEAN_ALL:
                free = max(free, min(self._held.values()))
        if self.per_second is not None and len(self._recent) >= self.per_second:
            free = max(free, self._recent[0] + 1)
        return free

    def _chat_free(self, chat_id: str, group: bool, now: float) -> float:
        free = self._held.get(chat_id, now)
        if self.per_chat is not None and chat_id in self._due:
            free = max(free, self._due[chat_id] - (self.chat_burst - 1) / self.per_chat)
        if group and self.group_per_minute is not None:
            sent = self._groups.get(chat_id)
            if sent is not None and len(sent) == self.group_per_minute:
                free = max(free, sent[0] + _MINUTE)
        return free

    def _prune(self, now: float) -> None:
        """Forgets the chats that no limit holds back any more."""
        self._due = {chat: due for chat, due in self._due.items() if due > now}
        self._groups = {chat: sent for chat, sent in self._groups.items() if sent[-1] + _MINUTE > now}
        self._prune_at = max(_PRUNE_FROM, 2 * (len(self._due) + len(self._groups)))
