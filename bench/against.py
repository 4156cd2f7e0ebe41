"""An older build beside this one in the same run: its program in a process of its own, the same people and networks.

What differs then is the program alone: the far end, the play and the machine are the same, and the two take turns.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from bench.engine import EngineStep
from bench.machine import HOME, environment
from bench.parts import help_seconds
from bench.run import Figures

BEFORE = "before"
"""How the names of its variants begin, as ours begin with "ours"."""
_ENGINE = (
    "from dataclasses import asdict; import sys, orjson; from bench.engine import engine_steps; "
    "sys.stdout.buffer.write(orjson.dumps([asdict(one) for one in engine_steps()]))"
)


@dataclass(frozen=True, slots=True)
class Older:
    """A build to compare with, and its own parts: `engine` of the same forms, `help_seconds` of `langnghe --help`."""

    revision: str
    home: Path
    engine: Sequence[EngineStep]
    help_seconds: float


@contextlib.contextmanager
def older(revision: str, folder: Path) -> Iterator[Older | None]:
    """A checkout of `revision` in a folder while the block runs; None for "". Raises `SystemExit` where there is none such."""
    if not revision:
        yield None
        return
    home = folder / "before"
    made = subprocess.run(
        ["git", "worktree", "add", "--detach", str(home), revision],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise SystemExit(f"no build {revision} here: {made.stderr.strip()}")
    try:
        yield Older(revision, home, _engine(home), help_seconds(home))
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", str(home)], cwd=HOME, check=False)


def _engine(home: Path) -> list[EngineStep]:
    run = subprocess.run(
        [sys.executable, "-c", _ENGINE], cwd=home, env=environment(home), check=True, capture_output=True
    )
    return [EngineStep(**one) for one in orjson.loads(run.stdout)]


def compared(figures: Mapping[str, Sequence[Figures]]) -> list[tuple[str, Figures, Figures]]:
    """What was measured of both builds: the database, then the older one's figures and ours."""
    pairs = []
    for name, rows in figures.items():
        which = name.removeprefix(f"{BEFORE}, ")
        ours = {(one.people, one.latency): one for one in figures.get(f"ours, {which}", ())}
        for one in rows if which != name else ():
            if (one.people, one.latency) in ours:
                pairs.append((which, one, ours[one.people, one.latency]))
    return pairs
