"""What there is to tell after a play."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.chaos.crossing import LOST, Fate


@dataclass(slots=True)
class Figures:
    """What there is to tell afterwards."""

    kills: Counter[str] = field(default_factory=Counter)
    compared: int = 0
    answers: int = 0
    answers_found: int = 0
    reports: int = 0
    reports_found: int = 0
    prompts_due: int = 0
    prompts_delivered: int = 0
    alerts: int = 0
    alerts_put: int = 0
    messages: int = 0
    repeats: int = 0
    in_flight: int = 0
    spoiled: int = 0
    silences: list[float] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    person_waited: float = 0.0
    deeds: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    fates: Counter[Fate] = field(default_factory=Counter)
    seconds: float = 0.0

    def lines(self) -> Iterator[str]:
        kills = ", ".join(f"{point or 'at random'} {count}" for point, count in sorted(self.kills.items()))
        faults = ", ".join(f"{name} {count}" for name, count in sorted(self.faults.items()))
        yield f"kills                          {self.kills.total()}: {kills}"
        yield f"faults of the network          {self.faults.total()}: {faults}"
        yield f"deeds of people                {self.deeds}"
        yield f"comparisons after kills        {self.compared} answers shown as kept"
        yield f"answers acknowledged / found   {self.answers} / {self.answers_found}"
        yield f"reports acknowledged / found   {self.reports} / {self.reports_found}"
        if self.fates.total():
            yield f"what people sent on Zalo       {self.fates.total()}: kept {self.fates[Fate.KEPT]}"
            for fate in LOST:
                yield f"  {fate:<60} {self.fates[fate]}"
        yield f"prompts due / delivered        {self.prompts_due} / {self.prompts_delivered}"
        yield f"urgent reports / officer told   {self.alerts} / {self.alerts_put}"
        yield (
            f"messages, repeats              {self.messages}, {self.repeats} "
            f"(in flight at the kills {self.in_flight}, answers spoiled by the network {self.spoiled})"
        )
        yield f"from start to first call       {_spread(self.starts)}"
        yield f"silence after a kill           {_spread(self.silences)}"
        yield f"longest wait of a person       {self.person_waited:.2f} s"
        yield f"time                           {self.seconds:.0f} s"


def _spread(seconds: list[float]) -> str:
    ordered = sorted(seconds) or [0.0]
    return f"median {ordered[len(ordered) // 2]:.2f} s, longest {ordered[-1]:.2f} s"
