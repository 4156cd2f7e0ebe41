"""The figures as a table that people read, and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bench.against import Older, compared
from bench.broadcast import Broadcast
from bench.crowd import Crowd
from bench.engine import EngineStep
from bench.machine import Machine
from bench.run import Figures, Memory
from bench.storm import Storm

_FLOOR = "floor"
THINKING, ON_ZALO = "thinking, Telegram", "thinking, Zalo"
"""The same play on two networks, whose people do not answer at once."""
BY_TWO = "ours, PostgreSQL by two"
"""Two processes on one core and one database; CPU and memory are those of both."""
_COLUMNS = (
    "bot",
    "people",
    "API ms",
    "steps/s",
    "of the peer",
    "of the floor",
    "p50 ms",
    "p99 ms",
    "CPU s / 1000 steps",
    "MB",
    "calls a step",
    "busy: bot, far end",
    "unanswered",
)


@dataclass(frozen=True, slots=True)
class Result:
    """A whole run: the medians by bot, one for each number of people."""

    machine: Machine
    figures: Mapping[str, Sequence[Figures]]
    broadcasts: Sequence[Broadcast]
    memory: Memory | None
    engine: Sequence[EngineStep]
    help_seconds: float
    crowds: Sequence[Crowd] = ()
    older: Older | None = None
    storms: Sequence[Storm] = ()


def table(result: Result) -> str:
    """Markdown, so that it can be put into a page as it is."""
    speeds = {
        (name, row.people, row.latency): row.steps_per_second for name, rows in result.figures.items() for row in rows
    }
    here = result.machine
    lines = [
        f"{here.cores} cores ({here.model}), Python {here.python}, load before the run {here.load:.1f}",
        "",
        "| " + " | ".join(_COLUMNS) + " |",
        "| --- |" + " ---: |" * (len(_COLUMNS) - 1),
    ]
    for name, rows in result.figures.items():
        for one in rows:
            cells = (
                name,
                str(one.people),
                f"{one.latency:.0f}",
                f"{one.steps_per_second:.0f}",
                _share(one.steps_per_second, speeds.get((_peer(name), one.people, one.latency))),
                _share(one.steps_per_second, speeds.get((_FLOOR, one.people, one.latency))),
                f"{one.p50:.1f}",
                f"{one.p99:.1f}",
                f"{one.cpu_per_1000:.2f}",
                f"{one.resident:.0f}",
                f"{one.calls_per_step:.2f}",
                f"{one.bot_busy:.0%}, {one.far_busy:.0%}",
                str(one.unanswered),
            )
            lines.append("| " + " | ".join(cells) + " |")
    lines.append("")
    lines += _beside(result.figures)
    lines += _against(result)
    lines += map(_sentence, result.broadcasts)
    if result.memory:
        lines.append(
            f"resident after {result.memory.reports} reports, and {result.memory.nothing} members with nothing to report: "
            f"{result.memory.resident:.0f} MB"
        )
    for one_crowd in result.crowds:
        lines.append(
            f"{one_crowd.people} people write at the same moment: the network has its answer after p50 "
            f"{one_crowd.p50:.2f}, at the latest {one_crowd.longest:.2f} s, {one_crowd.refused} refused"
        )
    for one_storm in result.storms:
        lines.append(
            f"{one_storm.copies} updates come twice at the same moment, {one_storm.database}: {one_storm.acknowledged} "
            f"acknowledged within {one_storm.seconds:.2f} s, CPU of 1000 {one_storm.cpu_per_1000:.2f} s, "
            f"{one_storm.told} messages came of them"
        )
    for step in result.engine:
        lines.append(f"a step of the form engine alone, {step.form}: p50 {step.p50:.2f} ms, p99 {step.p99:.2f} ms")
    lines.append(f"langnghe --help: {result.help_seconds:.2f} s")
    return "\n".join(lines)


def as_json(result: Result) -> dict[str, Any]:
    """The same as plain values."""
    return asdict(result)


def _beside(figures: Mapping[str, Sequence[Figures]]) -> list[str]:
    """What a step without buttons costs beside one with them."""
    said = []
    with_buttons = {(one.people, one.latency): one for one in figures.get(THINKING, ())}
    for one in figures.get(ON_ZALO, ()):
        other = with_buttons.get((one.people, one.latency))
        if other is not None:
            said.append(
                f"Zalo beside Telegram, {one.people} people, {one.latency:.0f} ms: CPU a step "
                f"{one.cpu_per_1000 / other.cpu_per_1000:.2f}, steps/s {one.steps_per_second / other.steps_per_second:.2f}"
            )
    return said


def _against(result: Result) -> list[str]:
    """What this build costs beside the older one: below 1 is cheaper, of steps a second above 1 is faster."""
    if result.older is None:
        return []
    said = [
        f"ours beside {result.older.revision}, {which}, {old.people} people, {old.latency:.0f} ms: CPU a step "
        f"{new.cpu_per_1000 / old.cpu_per_1000:.2f}, steps/s {new.steps_per_second / old.steps_per_second:.2f}, "
        f"p50 {new.p50 / old.p50:.2f}, p99 {new.p99 / old.p99:.2f}, memory {new.resident / old.resident:.2f}"
        for which, old, new in compared(result.figures)
    ]
    said += [
        f"the form engine beside {result.older.revision}, {one.form}: p50 {one.p50:.2f} "
        f"({one.lowest:.2f} to {one.highest:.2f}), p99 {one.p99:.2f}"
        for one in result.older.engine
    ]
    said.append(
        f"langnghe --help beside {result.older.revision}: {result.help_seconds / result.older.help_seconds:.2f}"
    )
    return [*said, ""]


def _sentence(one: Broadcast) -> str:
    sent = (
        f"broadcast to {one.members}: {one.arrived} in {one.seconds:.2f} s, the first after {one.began:.0f} ms, "
        f"{one.per_second:.0f} messages/s"
    )
    if one.share is None:
        return sent
    return (
        f"{sent} in all, {one.share:.1%} of the allowed rate, {one.held} refused (429); meanwhile {one.replies} replies: "
        f"p50 {one.reply_p50:.0f}, p99 {one.reply_p99:.0f} ms, {one.alerts} alerts: p99 {one.alert_p99:.0f} ms"
    )


def _peer(name: str) -> str:
    """The peer on the same database (the floor has none: SQLite's)."""
    return f"peer, {name.partition(', ')[2].removesuffix(' by two') or 'SQLite'}"


def _share(value: float, of: float | None) -> str:
    return f"{value / of:.2f}" if of else ""
