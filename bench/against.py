"""An older build beside this one in the same run: its program in a process of its own, the same people and networks.

What differs then is the program alone: the far end, the play and the machine are the same, and the two take turns.
"""

from __future__ import annotations

import contextlib
import statistics
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
SAME_FORM = "same form"
"""How the names of ours begin where the older build's form is filled in: steps of two forms cost differently."""
_TURNS = 7
_ENGINE = """
import gc, sys
from dataclasses import asdict
from pathlib import Path

import orjson
from bench import engine

forms = {"periodic": (engine.load(Path(sys.argv[1]).read_bytes(), kind=".md"), engine._LISTS)}
forms["500 questions, 200 relevants"] = (engine.long_form(), None)
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 50)
for _turn in sys.stdin:
    print(orjson.dumps([asdict(engine._measured(name, *given)) for name, given in forms.items()]).decode(), flush=True)
"""


@dataclass(frozen=True, slots=True)
class EngineBeside:
    """The form engine of this build beside the older one's: ratios of p50 and p99 by turns, and how far p50 swung."""

    form: str
    p50: float
    p99: float
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class Older:
    """A build to compare with. `engine`: of the same forms; `help_seconds`: of its own `langnghe --help`."""

    revision: str
    home: Path
    engine: Sequence[EngineBeside]
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
        yield Older(revision, home, _engines(home), help_seconds(home))
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", str(home)], cwd=HOME, check=False)


def its_form(home: Path) -> Path:
    """The form of a month's prompt as the build in a checkout has it."""
    return home / "forms" / "builtin" / "periodic.md"


def _engines(home: Path) -> list[EngineBeside]:
    """Both engines in processes of their own, by turns, with the form as the older build has it.

    Measured once each, one after the other and each with its own form, they came out at 0.6 in one run and 2.1 in another.
    """
    form = its_form(home)
    with contextlib.ExitStack() as stack:
        older, ours = (stack.enter_context(_engine(one, form)) for one in (home, HOME))
        both = [(_steps(older), _steps(ours)) for _turn in range(_TURNS)]
    beside = []
    for name in (one.form for one in both[0][0]):
        turns = [(_of(before, name), _of(now, name)) for before, now in both]
        p50 = sorted(now.p50 / before.p50 for before, now in turns)
        p99 = [now.p99 / before.p99 for before, now in turns]
        beside.append(EngineBeside(name, statistics.median(p50), statistics.median(p99), p50[0], p50[-1]))
    return beside


@contextlib.contextmanager
def _engine(home: Path, form: Path) -> Iterator[subprocess.Popen[str]]:
    """A build's engine, which measures a turn for each line that it is given."""
    command = [sys.executable, "-c", _ENGINE, str(form)]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=home, env=environment(home), stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True
    ) as run:
        yield run
        assert run.stdin is not None
        run.stdin.close()


def _steps(run: subprocess.Popen[str]) -> list[EngineStep]:
    assert run.stdin is not None and run.stdout is not None
    print("turn", file=run.stdin, flush=True)
    return [EngineStep(**one) for one in orjson.loads(run.stdout.readline())]


def _of(steps: Sequence[EngineStep], form: str) -> EngineStep:
    return next(one for one in steps if one.form == form)


def compared(figures: Mapping[str, Sequence[Figures]]) -> list[tuple[str, Figures, Figures]]:
    """What was measured of both builds: the database and whose form ours had, then the older one's figures and ours."""
    pairs = []
    for name, rows in figures.items():
        which = name.removeprefix(f"{BEFORE}, ")
        for of, said in (("ours", which), (SAME_FORM, f"{which}, {SAME_FORM}")):
            ours = {(one.people, one.latency): one for one in figures.get(f"{of}, {which}", ())}
            for one in rows if which != name else ():
                if (one.people, one.latency) in ours:
                    pairs.append((said, one, ours[one.people, one.latency]))
    return pairs
