"""One text read once through the automaton of a pattern, whatever both are."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from forms.xpath.regex_classes import PatternError, Test, is_word

_MOST_WORK = 8_000_000  # states looked at, over a whole text: some seconds


@dataclass
class State:
    """One state of an automaton.

    test: of the letter that is passed over; None to go on for free. edge: what has to hold between two letters. least,
    most: of a counted state, how many letters in a row; most None for any number.
    """

    test: Test | None = None
    edge: str = ""
    least: int = 0
    most: int | None = 0
    counted: bool = False
    next: list[int] = field(default_factory=list)


class Run:
    """One text read once. begun: by counted state where each of its counts began, the longest first."""

    def __init__(self, states: Sequence[State], text: str) -> None:
        self._states = states
        self._text = text
        self._begun: dict[int, deque[int]] = {}
        self._work = 0

    def step(self, here: set[int], letter: str, at: int) -> list[int]:
        """The states that follow on one more letter, which is the `at`-th."""
        moved: list[int] = []
        for number in here:
            state = self._states[number]
            if state.test is None:
                continue
            if not state.test(letter):
                self._begun.pop(number, None)
            elif not state.counted:
                moved += state.next
            else:
                moved += self._count(number, state, at)
        return moved

    def _count(self, number: int, state: State, at: int) -> list[int]:
        begun = self._begun[number]
        if state.most is not None:
            while begun and at - begun[0] > state.most:
                begun.popleft()
        elif len(begun) > 1:
            # The longest count is all that matters where there is no most.
            self._begun[number] = begun = deque((begun[0],))
        if not begun:
            del self._begun[number]
            return []
        self._work += 1
        more = state.most is None or at - begun[-1] < state.most
        on = [number] if more else []
        return [*on, *state.next] if at - begun[0] >= state.least else on

    def reach(self, waiting: list[int], at: int) -> set[int]:
        """All that can be got to without a letter. A counted state that was not counting begins to."""
        found: set[int] = set()
        kept = {number for number in waiting if self._states[number].counted and number in self._begun}
        entered: set[int] = set()
        for number in kept:
            found.add(number)
        stack = [number for number in waiting if number not in kept]
        while stack:
            number = stack.pop()
            state = self._states[number]
            if state.counted:
                entered.add(number)
                found.add(number)
                continue
            if number in found or (state.edge and not self._holds(state.edge, at)):
                continue
            found.add(number)
            if state.test is None:
                stack.extend(state.next)
        for number in entered:
            begun = self._begun.setdefault(number, deque())
            if not begun or begun[-1] != at:
                begun.append(at)
        for number in [number for number in self._begun if number not in found]:
            del self._begun[number]
        self._work += len(found)
        if self._work > _MOST_WORK:
            raise PatternError("too_large")
        return found

    def _holds(self, edge: str, at: int) -> bool:
        text = self._text
        if edge == "^":
            return at == 0
        if edge == "$":
            return at == len(text)
        if edge == "Z":
            return at == len(text) or (at == len(text) - 1 and text[at] == "\n")
        inside = (at > 0 and is_word(text[at - 1])) != (at < len(text) and is_word(text[at]))
        return inside == (edge == "b")
