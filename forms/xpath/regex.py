"""Regular expressions that cannot hold up a turn.

Python's own engine takes exponential time on patterns such as ``(a+)+b``, and patterns come from whoever writes a form.
Here a pattern becomes a small automaton and a text is read once through it, whatever both are. What needs going back
(lookaround, references to groups) is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_MOST_STATES = 3_000
_MOST_WORK = 20_000_000
_Test = Callable[[str], bool]
_CLASSES: dict[str, _Test] = {
    "d": str.isdecimal,
    "w": lambda letter: letter.isalnum() or letter == "_",
    "s": str.isspace,
}
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v"}


class PatternError(ValueError):
    """A pattern that is none, is too large, or needs going back."""


class _Pattern:
    """An automaton under construction: ``tests`` and ``next`` by state; a state without a test is passed for free."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.tests: list[_Test | str | None] = []
        self.next: list[list[int]] = []

    def state(self, test: _Test | str | None = None) -> int:
        if len(self.tests) >= _MOST_STATES:
            raise PatternError("too large")
        self.tests.append(test)
        self.next.append([])
        return len(self.tests) - 1

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def take(self) -> str:
        letter = self.peek()
        if not letter:
            raise PatternError("ends too early")
        self.at += 1
        return letter

    def alternatives(self, depth: int = 0) -> tuple[int, int]:
        if depth > 30:
            raise PatternError("nested too deeply")
        start, end = self.state(), self.state()
        while True:
            first, last = self.sequence(depth)
            self.next[start].append(first)
            self.next[last].append(end)
            if self.peek() != "|":
                return start, end
            self.take()

    def sequence(self, depth: int) -> tuple[int, int]:
        start = end = self.state()
        while self.peek() not in ("", "|", ")"):
            first, last = self.repeated(depth)
            self.next[end].append(first)
            end = last
        return start, end

    def repeated(self, depth: int) -> tuple[int, int]:
        begin = self.at
        first, last = self.atom(depth)
        least, most = self.quantifier()
        if (least, most) == (1, 1):
            return first, last
        after = self.at
        # The atom is read again for each copy: simpler than copying a piece of an automaton.
        start = end = self.state()
        for _copy in range(least):
            end = self._again(begin, depth, end)
        if most is None:
            loop = self.state()
            self.next[end].append(loop)
            self.next[self._again(begin, depth, loop)].append(loop)
            end = loop
        else:
            out = self.state()
            self.next[end].append(out)
            for _copy in range(most - least):
                end = self._again(begin, depth, end)
                self.next[end].append(out)
            end = out
        self.at = after
        return start, end

    def _again(self, begin: int, depth: int, end: int) -> int:
        self.at = begin
        first, last = self.atom(depth)
        self.next[end].append(first)
        return last

    def quantifier(self) -> tuple[int, int | None]:

        found = re.compile(r"[*+?]|\{(\d{1,4})(,?)(\d{0,4})\}").match(self.text, self.at)
        if found is None:
            return 1, 1
        self.at = found.end()
        if self.peek() in ("?", "+"):
            self.at += 1
        if found[0] in "*+?":
            return {"*": (0, None), "+": (1, None), "?": (0, 1)}[found[0]]
        least = int(found[1])
        if not found[2]:
            return least, least
        most = int(found[3]) if found[3] else -1
        if 0 <= most < least:
            raise PatternError("a range upside down")
        return least, None if most < 0 else most

    def atom(self, depth: int) -> tuple[int, int]:
        letter = self.take()
        if letter == "(":
            if self.peek() == "?":
                self.take()
                if self.take() != ":":
                    raise PatternError("needs going back")
            inside = self.alternatives(depth + 1)
            if self.peek() != ")":
                raise PatternError("a bracket stays open")
            self.take()
            return inside
        if letter in "*+?":
            raise PatternError(f"{letter} repeats nothing")
        if letter in "^$":
            return self._single(letter)
        return self._single(self.test(letter))

    def _single(self, test: _Test | str) -> tuple[int, int]:
        first, last = self.state(test), self.state()
        self.next[first].append(last)
        return first, last

    def test(self, letter: str) -> _Test:
        if letter == ".":
            return lambda other: other != "\n"
        if letter == "[":
            return self.bracket()
        if letter == "\\":
            return self.escape()
        return lambda other: other == letter

    def escape(self) -> _Test:
        letter = self.take()
        if letter in "pP":
            name = re.compile(r"\{(\w{1,2})\}").match(self.text, self.at)
            if name is None:
                raise PatternError("an unknown class")
            self.at = name.end()
            wanted, yes = name[1], letter == "p"
            return lambda other: unicodedata.category(other).startswith(wanted) == yes
        if letter.lower() in _CLASSES:
            test = _CLASSES[letter.lower()]
            return test if letter.islower() else lambda other: not test(other)
        if letter.isdigit() or letter in "bBAZzk":
            raise PatternError("needs going back")
        wanted = _ESCAPES.get(letter, letter)
        return lambda other: other == wanted

    def bracket(self) -> _Test:
        negated = self.peek() == "^"
        self.at += negated
        tests: list[_Test] = []
        while not tests or self.peek() != "]":
            letter = self.take()
            if letter == "\\" and self.peek().lower() in ("d", "w", "s", "p"):
                tests.append(self.escape())
                continue
            low = self._literal(letter)
            if self.peek() == "-" and self.text[self.at + 1 : self.at + 2] not in ("", "]"):
                self.take()
                high = self._literal(self.take())
                if high < low:
                    raise PatternError("a range upside down")
                tests.append(lambda other, low=low, high=high: low <= other <= high)  # type: ignore[misc]
            else:
                tests.append(lambda other, low=low: other == low)  # type: ignore[misc]
        self.take()
        return lambda other: any(test(other) for test in tests) != negated

    def _literal(self, letter: str) -> str:
        if letter != "\\":
            return letter
        letter = self.take()
        return _ESCAPES.get(letter, letter)


class Automaton:
    def __init__(self, text: str) -> None:
        pattern = _Pattern(text)
        self._start, self._end = pattern.alternatives()
        if pattern.at < len(text):
            raise PatternError("a bracket too many")
        self._tests, self._next = pattern.tests, pattern.next

    def fits(self, text: str) -> bool:
        """Whether the whole text fits.

        Raises:
            PatternError: the text is too long for so large a pattern.
        """
        if len(text) * len(self._tests) > _MOST_WORK:
            raise PatternError("too much work")
        here = self._reach([self._start], 0, len(text))
        for at, letter in enumerate(text, 1):
            moved = [
                target
                for state in here
                if callable(test := self._tests[state]) and test(letter)
                for target in self._next[state]
            ]
            if not moved:
                return False
            here = self._reach(moved, at, len(text))
        return self._end in here

    def _reach(self, states: list[int], at: int, length: int) -> set[int]:
        found: set[int] = set()
        while states:
            state = states.pop()
            test = self._tests[state]
            if state in found or (test == "^" and at > 0) or (test == "$" and at < length):
                continue
            found.add(state)
            if not callable(test):
                states.extend(self._next[state])
        return found


@lru_cache(maxsize=500)
def compile_pattern(text: str) -> Automaton:
    """Compile once.

    Raises:
        PatternError: no pattern, or one that needs going back.
    """
    return Automaton(text)


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text fits the pattern; a pattern made up while a form is filled in that is none fits nothing."""
    try:
        return compile_pattern(pattern).fits(text)
    except PatternError:
        return False
