"""How long to wait before the next message, so that a network's limits are kept. Pure: the caller brings the time."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

_MINUTE = 60.0
_PRUNE_FROM = 256
_CATCH_UP = 0.1  # seconds
_NAP = 0.02
"""Seconds after which it is looked again where all that may be under way is."""
_SEEN = 30
"""Answers of which the shortest round trip is known well enough to be reckoned with."""
_FADES = 0.995
"""How much of the longest round trip is left after one more answer."""
_CREEP = 0.001
"""Seconds by which the shortest round trip is taken for longer with each answer: networks change."""
# A network that refuses does not say whose limit was reached. When this many chats are held back at once, it is ours.
_HELD_CHATS_THAT_MEAN_ALL = 3


@dataclass(slots=True)
class _Window:
    """At most `most` messages in any `seconds`, as the network counts them when they arrive.

    Nobody knows when that is: after the call began and before its answer came. So a place is taken from the beginning of the
    call until `seconds` after its answer.
    """

    most: int
    seconds: float
    flying: int = 0
    _free: deque[float] = field(default_factory=deque)

    def free_at(self, now: float, more: int = 0) -> float:
        """When one more may go; `now` or before is now. `more`: how many beyond `most` may."""
        while self._free and self._free[0] <= now:
            self._free.popleft()
        over = self.flying + len(self._free) - self.most - more
        if over < 0:
            return now
        return self._free[over] if over < len(self._free) else now + _NAP

    def begin(self, now: float, *, awaited: bool) -> None:
        """A call begins; not `awaited`: nobody will say when it was answered."""
        if awaited:
            self.flying += 1
        else:
            self._end(now)

    def answered(self, now: float, margin: float) -> None:
        """The answer to a call came; the message had arrived at least `margin` seconds before."""
        self.flying = max(0, self.flying - 1)
        self._end(now - margin)

    def is_idle(self, now: float) -> bool:
        """Tell whether it holds nothing back any more."""
        return not self.flying and (not self._free or self._free[-1] <= now)

    def _end(self, at: float) -> None:
        free = max(at + self.seconds, self._free[-1]) if self._free else at + self.seconds
        if (
            len(self._free) >= self.most
        ):  # one beyond: its place is free only after that of the one it came too early for
            free = max(free, self._free[-self.most] + self.seconds)
        self._free.append(free)


@dataclass(slots=True)
class Pacer:
    """The limits of one account: messages a second in all, a second and chat (with a burst), a minute and group.

    None lifts a limit. `alert_burst`: so many alerts at once to somebody alone, on a network that tolerates short bursts;
    what follows to that chat waits until they have their seconds, so that the rate stays. Telegram: 30 a second in all, one
    a second in a chat, 20 a minute in a group (core.telegram.org/bots/faq, "My bot is hitting limits"). Times are seconds
    on a clock that never goes back.
    """

    per_second: int | None = 30
    per_chat: float | None = 1.0
    chat_burst: int = 1
    group_per_minute: int | None = 20
    alert_burst: int = 1
    _all: _Window | None = field(default=None, repr=False)
    _chats: dict[str, _Window] = field(default_factory=dict, repr=False)
    _groups: dict[str, _Window] = field(default_factory=dict, repr=False)
    _held: dict[str, float] = field(default_factory=dict, repr=False)
    _held_all: float = 0.0
    _even: float = 0.0
    _shortest: float = 0.0
    _longest: float = 0.0
    _seen: int = 0
    _prune_at: int = _PRUNE_FROM

    def __post_init__(self) -> None:
        if self.per_second is not None:
            self._all = _Window(self.per_second, 1.0)

    def delay(self, chat_id: str, group: bool, now: float, *, alert: bool = False) -> float:
        """Seconds until a message to this chat may go; 0 is now."""
        more = max(0, self.alert_burst - self.chat_burst) if alert and not group else 0
        return max(0.0, self._account_free(now) - now, self._chat_free(chat_id, group, now, more) - now)

    def even_delay(self, now: float) -> float:
        """Seconds until the next message of a broadcast may go, to whomever.

        They go evenly: in a burst they would use up the account's second, and what is more urgent would wait for the next.
        """
        return max(0.0, self._account_free(now) - now, self._even - now if self.per_second is not None else 0.0)

    def spend(self, chat_id: str, group: bool, now: float, *, even: bool = False, awaited: bool = False) -> None:
        """A message to this chat goes now; `even`: it is one of a broadcast; `awaited`: `answered` will be called."""
        if even and self.per_second is not None:
            self._even = max(self._even, now - _CATCH_UP) + 1 / self.per_second
        for window in self._windows(chat_id, group):
            window.begin(now, awaited=awaited)
        if len(self._chats) + len(self._groups) >= self._prune_at:
            self._prune(now)

    def answered(self, chat_id: str, group: bool, began: float, now: float) -> None:
        """The network answered the call that began then, whatever it said."""
        took = max(0.0, now - began)
        self._shortest = min(took, self._shortest + _CREEP) if self._seen else took
        self._seen += 1
        self._longest = max(took, self._longest * _FADES)
        # A way that takes now longer and now shorter says little about how long a message is on it at least.
        margin = max(0.0, self._shortest - self._longest / 2) if self._seen > _SEEN else 0.0
        for window in self._windows(chat_id, group):
            window.answered(now, margin)

    def unsent(self, chat_id: str, group: bool) -> None:
        """A message that was to go now did not: it takes up no place."""
        for window in self._windows(chat_id, group):
            window.flying = max(0, window.flying - 1)

    def hold(self, chat_id: str | None, until: float) -> None:
        """Nothing to this chat (None: to any chat) before `until`, because the network said so."""
        if chat_id is None:
            self._held_all = max(self._held_all, until)
        else:
            self._held[chat_id] = max(self._held.get(chat_id, until), until)

    def _windows(self, chat_id: str, group: bool) -> list[_Window]:
        found = [self._all] if self._all is not None else []
        if self.per_chat is not None:
            seconds = self.chat_burst / self.per_chat
            found.append(self._chats.setdefault(chat_id, _Window(self.chat_burst, seconds)))
        if group and self.group_per_minute is not None:
            found.append(self._groups.setdefault(chat_id, _Window(self.group_per_minute, _MINUTE)))
        return found

    def _account_free(self, now: float) -> float:
        free = self._held_all
        if self._held:
            self._held = {chat: until for chat, until in self._held.items() if until > now}
            if len(self._held) >= _HELD_CHATS_THAT_MEAN_ALL:
                free = max(free, min(self._held.values()))
        return max(free, self._all.free_at(now)) if self._all is not None else free

    def _chat_free(self, chat_id: str, group: bool, now: float, more: int) -> float:
        free = self._held.get(chat_id, now)
        for windows in (self._chats, self._groups) if group else (self._chats,):
            window = windows.get(chat_id)
            if window is not None:
                free = max(free, window.free_at(now, more))
        return free

    def _prune(self, now: float) -> None:
        """Forgets the chats that no limit holds back any more."""
        self._chats = {chat: window for chat, window in self._chats.items() if not window.is_idle(now)}
        self._groups = {chat: window for chat, window in self._groups.items() if not window.is_idle(now)}
        self._prune_at = max(_PRUNE_FROM, 2 * (len(self._chats) + len(self._groups)))
