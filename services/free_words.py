"""Words that people write outside a form.

An outcome, a question, a note. Nothing personal is kept in them (privacy 1).
"""

from __future__ import annotations

from enum import StrEnum

from texts.fold import clean
from texts.personal import find

TITLE = 120
LEAST = 4
"""The fewest letters of what others read as it stands: fewer are a slip, "x" or "ok"."""
NOTE = 1000
"""The most letters."""


class Fault(StrEnum):
    """Why words are not taken; each is a sentence."""

    EMPTY = "empty"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    PERSONAL = "personal"
    REPORT_SENTENCE = "report_sentence"  # they repeat what a report says
    REPORT_NUMBER = "report_number"
    REPORT_PLACE = "report_place"


class WordsRefused(Exception):
    """Words that cannot stay as they are; whoever wrote them writes them anew."""

    def __init__(self, fault: Fault, most: int = 0) -> None:
        super().__init__(fault)
        self.fault = fault
        self.most = most


def taken(text: str, most: int = NOTE, *, least: int = 1) -> str:
    """The words as they are kept.

    Raises:
        WordsRefused: there are none, or fewer letters than `least`, or more than `most`, or they hold something personal.
    """
    words = clean(text).strip()
    if not words:
        raise WordsRefused(Fault.EMPTY, most)
    if sum(letter.isalnum() for letter in words) < least:
        raise WordsRefused(Fault.TOO_SHORT, most)
    if len(words) > most:
        raise WordsRefused(Fault.TOO_LONG, most)
    if find(words):
        raise WordsRefused(Fault.PERSONAL, most)
    return words
