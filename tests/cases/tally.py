"""What became of the rows of one file."""

from __future__ import annotations

from dataclasses import dataclass, field


class Missed(Exception):
    """A row that did not come out as it should; the message says what was found instead."""


class Declined(Exception):
    """A row that asks for something the engine refuses by name; the message is the name."""


@dataclass
class Tally:
    """Rows of one file. ``missed`` and ``declined`` hold (row, reason); ``groups`` counts (passed, all) by a row's mark."""

    stem: str
    passed: int = 0
    missed: list[tuple[str, str]] = field(default_factory=list)
    declined: list[tuple[str, str]] = field(default_factory=list)
    groups: dict[str, list[int]] = field(default_factory=dict)

    def count(self, row: str, problem: Exception | None, group: str = "") -> None:
        if isinstance(problem, Declined):
            self.declined.append((row, str(problem)))
            return
        if problem is None:
            self.passed += 1
        else:
            self.missed.append((row, str(problem)))
        if group:
            counted = self.groups.setdefault(group, [0, 0])
            counted[0] += problem is None
            counted[1] += 1

    @property
    def counts(self) -> dict[str, int]:
        return {"passed": self.passed, "missed": len(self.missed), "declined": len(self.declined)}
