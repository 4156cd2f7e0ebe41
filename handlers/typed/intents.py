"""Intents: what somebody wants who writes a sentence of their own, while no form asks for one.

Read by likeness to sentences of which we know what they want (`intent_examples.txt`, and `office_examples.txt` for officers
and leaders, one "intent|sentence" a line, all of them invented): naive Bayes over words, pairs of words and runs of four
letters, without diacritics. What tells of the world ("Đường liên xã hỏng nặng") is one of the kinds, and asks for nothing.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter, defaultdict
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path

from texts.fold import fold, spaced


class Intent(StrEnum):
    """Say what a sentence asks for."""

    QUIT = "quit"  # takes part no more
    MOVED = "moved"  # works or lives elsewhere now, or somebody else does the work
    ABSENCE = "absence"
    LATE = "late"  # until when, and what if later
    DELETE = "delete"
    FIX = "fix"
    WHO_SEES = "who_sees"
    NOTHING = "nothing"  # no opinions to report
    OWN = "own"  # one's own reports, and what became of them
    CONTINUE = "continue"
    LATER = "later"
    PERSON = "person"
    HELP = "help"
    URGENT = "urgent"
    WRITE = "write"
    THANKS = "thanks"
    AS_IS = "as_is"  # a wish taken back, or one that was never meant: nothing is to change
    MENU = "menu"
    GREETING = "greeting"

    PROGRESS = "progress"  # from here on, what officers and leaders want: who has answered, and reminding the others
    COMPOSE = "compose"  # a prompt
    ALERTS = "alerts"
    MEMBERS = "members"
    NEW_REPORTS = "new_reports"
    ISSUES = "issues"
    DIGEST = "digest"
    HOURS = "hours"
    DUTY = "duty"
    FORMS = "forms"
    BOARD = "board"  # the board's own reports
    REQUESTS = "requests"  # collaborators who asked for help


_TELLS = "content"
"""The kind of the examples that begin a report."""
_EXAMPLES = Path(__file__).with_name("intent_examples.txt")
_OFFICE_EXAMPLES = Path(__file__).with_name("office_examples.txt")
_OF_EVERYBODY = frozenset((Intent.THANKS, Intent.GREETING, Intent.MENU, Intent.HELP, Intent.QUIT, Intent.AS_IS, _TELLS))
"""What officers and leaders say in the words of everybody."""
_MEANT = {
    **dict.fromkeys(("ko", "k", "hong", "hok", "hk", "kg", "kh", "khum"), "khong"),
    **dict.fromkeys(("dc", "dk"), "duoc"),
    **dict.fromkeys(("tks", "thanks", "thank"), "cam on"),
    **dict.fromkeys(("j", "ji"), "gi"),
    **dict.fromkeys(("z", "dzay", "dzi"), "vay"),
    **dict.fromkeys(("tui", "mk"), "toi"),
    "bc": "bao cao",
    "e": "em",
    "a": "anh",
    "c": "chi",
    "r": "roi",
    "vs": "voi",
    "ntn": "the nao",
    "ctv": "cong tac vien",
    "sdt": "so dien thoai",
    "bv": "benh vien",
    "bh": "bay gio",
}
"""How people shorten words on phones."""
_RUN = 4  # letters
_SMOOTHING = 0.3
_LONGEST = 40
"""Words; a longer text tells something."""
_LIKELY, _SURE, _AHEAD = 2.5, 4.0, 1.5
"""How much must speak for a kind, and by how much more than for the next one."""
_SHORTEST = 4
_URGENT_SHORTEST = 2
_NOTHING = frozenset(("khong", "chua", "het", "no", "none"))
"""Words; fewer tell nothing that a report could begin with."""
_SIGN = re.compile(r"[:!\-–—]")
_NAMED_URGENT = re.compile(r"\W*khan(?: cap)?\s*[:!\-–—]")
_LEAD = 40
"""Letters within which "KHẨN:" ends, whatever decorates it."""


def read(text: str, *, sure: bool = False, office: bool = False) -> Intent | None:
    """Read what a sentence asks for. None: it asks for nothing that we know, or it tells something.

    `sure`: only what can hardly be meant otherwise, where the sentence may also be an answer that was mistyped. `office`:
    an officer or a leader says it, who sends no reports.
    """
    words = _words(text)
    named = sum(word.isalpha() for word in words)
    if not named or 2 * named < len(words) or len(words) > _LONGEST:  # figures tell a day, an hour, a number: no wish
        return None
    kind, for_it, ahead = _examples(office).nearest(words)
    enough = for_it >= _SURE and ahead >= _AHEAD if sure else for_it >= _LIKELY
    return Intent(kind) if enough and kind != _TELLS else None


def tells(text: str) -> bool:
    """Tell whether a text that asks for nothing is long enough to be the beginning of a report."""
    return len(spaced(fold(text)).split()) >= _SHORTEST


def urgent_matter(text: str) -> str:
    """The matter of a text that begins with "KHẨN:"; "" where it does not."""
    ends = (sign.end() for sign in _SIGN.finditer(text[:_LEAD]))
    end = next((end for end in ends if _NAMED_URGENT.fullmatch(fold(text[:end]))), None)
    matter = text[end:].lstrip(":!-–— ").strip() if end is not None else ""
    words = spaced(fold(matter)).split()
    named = len(words) >= _URGENT_SHORTEST and words[0] not in _NOTHING  # "vỡ đê" is enough, "không có" is none
    return matter if named else ""


def prepare() -> None:
    """Read the examples, so that no turn waits for it (some tenths of a second)."""
    for office in (False, True):
        _examples(office)


class _Examples:
    """How much each feature speaks for each kind: the logarithm of how much likelier it is there than elsewhere."""

    def __init__(self, lines: list[str]) -> None:
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        sentences: Counter[str] = Counter()
        everywhere: Counter[str] = Counter()
        for line in lines:
            kind, _, sentence = line.partition("|")
            features = _features(_words(sentence))
            sentences[kind] += 1
            found[kind].update(features)
            everywhere.update(features)
        self._kinds = tuple(sentences)
        self._speaks: dict[str, array[float]] = {}
        for feature, count in everywhere.items():
            if count > 1:
                self._speaks[feature] = array(
                    "f", [self._odds(found[kind][feature], sentences[kind], count, len(lines)) for kind in self._kinds]
                )

    @staticmethod
    def _odds(here: int, sentences: int, everywhere: int, all_sentences: int) -> float:
        there = (everywhere - here + _SMOOTHING) / (all_sentences - sentences + 2 * _SMOOTHING)
        return math.log((here + _SMOOTHING) / (sentences + 2 * _SMOOTHING) / there)

    def nearest(self, words: list[str]) -> tuple[str, float, float]:
        """The kind for which most speaks, how much, and how much more than for the next one.

        "" where less than half of the words were seen before. Longer sentences have more features: the sum is taken by the
        root of their number.
        """
        if 2 * sum(word in self._speaks for word in words) < len(words):
            return "", 0.0, 0.0
        known = [self._speaks[feature] for feature in _features(words) if feature in self._speaks]
        sums = [sum(column) / math.sqrt(len(known)) for column in zip(*known, strict=True)]
        best, second = sorted(sums, reverse=True)[:2]
        return self._kinds[sums.index(best)], best, best - second


def _words(text: str) -> list[str]:
    return [part for word in spaced(fold(text)).split() for part in _MEANT.get(word, word).split()]


def _features(words: list[str]) -> set[str]:
    said = ["<", *words, ">"]
    line = " ".join(said)
    return {
        *said,
        *(f"{a}_{b}" for a, b in pairwise(said)),
        *(f"{a}~{b}" for a, b in zip(said, said[2:], strict=False)),
        *(f"#{line[at : at + _RUN]}" for at in range(len(line) - _RUN + 1)),
    }


@cache
def _examples(office: bool) -> _Examples:
    lines = _EXAMPLES.read_text(encoding="utf-8").splitlines()
    if office:
        shared = [line for line in lines if line.partition("|")[0] in _OF_EVERYBODY]
        lines = _OFFICE_EXAMPLES.read_text(encoding="utf-8").splitlines() + shared
    return _Examples(lines)
