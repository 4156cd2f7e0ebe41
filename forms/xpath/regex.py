"""Regular expressions as Java's, the reference for regex() in forms, that cannot hold up a turn.

Python's own engine takes exponential time on patterns such as ``(a+)+b``, and patterns come from whoever writes a form.
Here a pattern becomes a small automaton and a text is read once through it, whatever both are. What needs going back
(lookaround, references to groups) is refused, with a word for what it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from forms.xpath.regex_classes import PatternError, Reader, Test
from forms.xpath.regex_run import Run, State

__all__ = ["PatternError", "compile_pattern", "matches"]

_MOST_STATES = 10_000
_MOST_DEPTH = 30
_QUANTIFIER = re.compile(r"[*+?]|\{(\d{1,9})(,?)(\d{0,9})\}")
_FLAGS = re.compile(r"\?([a-zA-Z]*)(?:-([a-zA-Z]*))?([:)])")
_LINES = "\n\r\x85\u2028\u2029"


@dataclass(frozen=True)
class _Flags:
    ignore_case: bool = False
    unicode_case: bool = False
    dot_all: bool = False


class _Pattern(Reader):
    """An automaton under construction, from the text of a pattern."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.states: list[State] = []
        self.flags = _Flags()

    def state(self, **what: object) -> int:
        """The number of a new state."""
        if len(self.states) >= _MOST_STATES:
            raise PatternError("too_large")
        self.states.append(State(**what))  # type: ignore[arg-type]
        return len(self.states) - 1

    def join(self, first: int, then: int) -> None:
        """Let one state lead to another."""
        self.states[first].next.append(then)

    def alternatives(self, depth: int = 0) -> tuple[int, int]:
        """The first and the last state of what "|" parts; so with all that follow."""
        if depth > _MOST_DEPTH:
            raise PatternError("too_large")
        start, end = self.state(), self.state()
        outside = self.flags
        while True:
            first, last = self.sequence(depth)
            self.join(start, first)
            self.join(last, end)
            if self.peek() != "|":
                self.flags = outside
                return start, end
            self.take()

    def sequence(self, depth: int) -> tuple[int, int]:
        """Pieces one behind the other."""
        start = end = self.state()
        while self.peek() not in ("", "|", ")"):
            first, last = self.repeated(depth)
            self.join(end, first)
            end = last
        return start, end

    def repeated(self, depth: int) -> tuple[int, int]:
        """A piece as often as its quantifier says."""
        begin, flags = self.at, self.flags
        test = self.single()
        first, last = self.atom(depth) if test is None else (-1, -1)
        least, most = self.quantifier()
        if test is not None:
            return self.counted(test, least, most)
        if (least, most) == (1, 1):
            return first, last
        after = self.at
        # The atom is read again for each copy: simpler than copying a piece of an automaton.
        start = end = self.state()
        for _copy in range(least):
            end = self.again(begin, flags, depth, end)
        if most is None:
            loop = self.state()
            self.join(end, loop)
            self.join(self.again(begin, flags, depth, loop), loop)
            end = loop
        else:
            out = self.state()
            self.join(end, out)
            for _copy in range(most - least):
                end = self.again(begin, flags, depth, end)
                self.join(end, out)
            end = out
        self.at = after
        return start, end

    def again(self, begin: int, flags: _Flags, depth: int, end: int) -> int:
        """One more copy of an atom behind a state."""
        self.at, self.flags = begin, flags
        first, last = self.atom(depth)
        self.join(end, first)
        return last

    def counted(self, test: Test, least: int, most: int | None) -> tuple[int, int]:
        """However often one letter is repeated, it is one state that counts."""
        last = self.state()
        if (least, most) == (1, 1):
            first = self.state(test=test)
        else:
            first = self.state(test=test, least=least, most=most, counted=True)
            if least == 0:
                skip = self.state()
                self.join(skip, first)
                self.join(skip, last)
                self.join(first, last)
                return skip, last
        self.join(first, last)
        return first, last

    def quantifier(self) -> tuple[int, int | None]:
        """The least and the most number of times; None for no most."""
        found = _QUANTIFIER.match(self.text, self.at)
        if found is None:
            if self.peek() == "{":
                raise PatternError("brace")
            return 1, 1
        self.at = found.end()
        if self.peek() == "+":
            raise PatternError("possessive")
        if self.peek() == "?":  # a lazy one takes the same whole texts
            self.at += 1
        if _QUANTIFIER.match(self.text, self.at):
            raise PatternError("repeats_nothing")
        if found[0] in "*+?":
            return {"*": (0, None), "+": (1, None), "?": (0, 1)}[found[0]]
        least = int(found[1])
        if not found[2]:
            return least, least
        most = int(found[3]) if found[3] else None
        if most is not None and most < least:
            raise PatternError("upside_down")
        return least, most

    def single(self) -> Test | None:
        """The test of one letter; None where a group, an edge or nothing stands here."""
        letter = self.peek()
        if letter in "*+?" or letter in "(^$":
            if letter in "*+?":
                raise PatternError("repeats_nothing")
            return None
        if letter == "\\" and self.text[self.at + 1 : self.at + 2] in tuple("bBAzZR"):
            return None
        if letter == "{":
            raise PatternError("brace")
        self.take()
        if letter == ".":
            return (lambda _other: True) if self.flags.dot_all else lambda other: other not in _LINES
        return self.cased(
            self.bracket() if letter == "[" else self.escape() if letter == "\\" else self.literal(letter)
        )

    @staticmethod
    def literal(letter: str) -> Test:
        """A letter that stands for itself."""
        return lambda other: other == letter

    def cased(self, test: Test) -> Test:
        """The test, of capitals and small letters alike where a flag says so."""
        if not self.flags.ignore_case:
            return test
        everywhere = self.flags.unicode_case

        def either(other: str) -> bool:
            if test(other) or not (everywhere or other.isascii()):
                return test(other)
            return any(len(letter) == 1 and test(letter) for letter in (other.lower(), other.upper()))

        return either

    def atom(self, depth: int) -> tuple[int, int]:
        """A letter, an edge or a group."""
        test = self.single()
        if test is not None:
            return self.counted(test, 1, 1)
        letter = self.take()
        if letter == "(":
            return self.group(depth)
        edge = letter if letter in "^$" else self.take()
        if edge == "R":
            return self.line_break()
        first, last = self.state(edge={"A": "^", "z": "$"}.get(edge, edge)), self.state()
        self.join(first, last)
        return first, last

    def line_break(self) -> tuple[int, int]:
        r"""Any end of a line, \r\n as one."""
        whole = self.state(test=lambda other: other in _LINES + "\v\f")
        first, feed, last = self.state(), self.state(test=lambda other: other == "\n"), self.state()
        carriage = self.state(test=lambda other: other == "\r")
        for before, after in ((first, whole), (first, carriage), (carriage, feed), (whole, last), (feed, last)):
            self.join(before, after)
        return first, last

    def group(self, depth: int) -> tuple[int, int]:
        """The inside of a bracket."""
        outside = self.flags
        if self.peek() == "?" and self.extension():
            return (empty := self.state(), empty)
        inside = self.alternatives(depth + 1)
        if self.peek() != ")":
            raise PatternError("open_bracket")
        self.take()
        self.flags = outside
        return inside

    def extension(self) -> bool:
        """Read what is behind "(?"; True for flags that hold until the group around them ends."""
        named = re.compile(r"\?<[a-zA-Z][a-zA-Z0-9]*>").match(self.text, self.at)
        if named:
            self.at = named.end()
            return False
        for begin, what in (("?=", "lookaround"), ("?!", "lookaround"), ("?<", "lookaround"), ("?>", "atomic")):
            if self.text.startswith(begin, self.at):
                raise PatternError(what)
        flags = _FLAGS.match(self.text, self.at)
        if flags is None:
            raise PatternError("syntax")
        for letters, on in ((flags[1], True), (flags[2] or "", False)):
            for letter in letters:
                name = {"i": "ignore_case", "u": "unicode_case", "s": "dot_all", "U": "unicode_case"}.get(letter)
                if name is None:
                    raise PatternError("flag", letter)
                self.flags = replace(self.flags, **{name: on})
        self.at = flags.end()
        return flags[3] == ")"


class Automaton:
    """A compiled pattern."""

    def __init__(self, text: str) -> None:
        pattern = _Pattern(text)
        self._start, self._end = pattern.alternatives()
        if pattern.at < len(pattern.text):
            raise PatternError("extra_bracket")
        self._states = pattern.states

    def fits(self, text: str) -> bool:
        """True if the whole text fits.

        Raises:
            PatternError: the text is too long for so large a pattern.
        """
        run = Run(self._states, text)
        here = run.reach([self._start], 0)
        for at, letter in enumerate(text, 1):
            here = run.reach(run.step(here, letter, at), at)
            if not here:
                return False
        return self._end in here


@lru_cache(maxsize=500)
def compile_pattern(text: str) -> Automaton:
    """Compile once.

    Raises:
        PatternError: no pattern, or one that needs going back.
    """
    return Automaton(text)


def matches(pattern: str, text: str) -> bool:
    """True if the whole text fits the pattern; a pattern made up while a form is filled in that is none fits nothing."""
    try:
        return compile_pattern(pattern).fits(text)
    except PatternError:
        return False
