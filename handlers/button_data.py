"""What a button carries: a verb, the row it is about, and its arguments, in at most 64 bytes.

A button of a form is stamped with the draft and the draft's revision, so that an old one is recognised. Nothing is trusted
because it came in a token: whoever presses must be allowed to do what it says, and rows of other people are not found.
"""

from __future__ import annotations

from dataclasses import dataclass

LIMIT = 64
LARGEST_ID = 2**31 - 1  # what comes first is a row's id, and no database has a larger one


@dataclass(frozen=True, slots=True)
class ButtonData:
    """`verb` names the conversation; `numbers` are row ids, revisions and positions."""

    verb: str
    numbers: tuple[int, ...] = ()

    def __getitem__(self, index: int) -> int:
        """A number, or -1 where the token has no such part (which no row has as its id)."""
        return self.numbers[index] if index < len(self.numbers) else -1


def button_data(verb: str, *numbers: int) -> str:
    """Writes a token: "verb:12:3"."""
    text = ":".join((verb, *map(str, numbers)))
    assert len(text) <= LIMIT and text.isascii(), f"a token of {len(text)} letters"
    return text


def read_button(text: str) -> ButtonData | None:
    """Reads a token; None for what we never wrote."""
    verb, *rest = text.split(":")
    if len(text) > LIMIT or not verb.replace("_", "").isalpha() or not verb.isascii():
        return None
    if not all(part.isdecimal() and part.isascii() and len(part) <= 18 for part in rest):
        return None
    numbers = tuple(map(int, rest))
    return ButtonData(verb, numbers) if not numbers or numbers[0] <= LARGEST_ID else None
