"""Messages that one network's limit cuts into several, for the adapters that make the parts themselves. Plain text only."""

from __future__ import annotations

import unicodedata
from collections import OrderedDict

from channels.messages import Send
from texts.rich import RichText, utf16_length

_UNFINISHED = 1000


def in_parts(text: RichText, menu: RichText, limit: int) -> list[str]:
    """The text in parts of at most `limit` UTF-16 units, the menu whole in the last one.

    Bold goes: the networks that need this have it as markup only, which would read what people typed, or not at all.
    """
    parts = [part.text for part in _normal(text).split(limit)]
    choices = [part.text for part in _normal(menu).split(limit)]
    if parts and choices and utf16_length(together := f"{parts[-1]}\n\n{choices[0]}") <= limit:
        return [*parts[:-1], together, *choices[1:]]
    return parts + choices


def _normal(text: RichText) -> RichText:
    return RichText(unicodedata.normalize("NFC", text.text))


class Unfinished:
    """How many parts of a message went before one was refused, so that the next try goes on there."""

    def __init__(self) -> None:
        self._numbers: OrderedDict[tuple[str, Send], int] = OrderedDict()

    def take(self, chat_id: str, act: Send) -> int:
        return self._numbers.pop((chat_id, act), 0)

    def keep(self, chat_id: str, act: Send, number: int) -> None:
        if number:
            self._numbers[chat_id, act] = number
            if len(self._numbers) > _UNFINISHED:
                self._numbers.popitem(last=False)
