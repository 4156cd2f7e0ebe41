"""`make bench-grown REV=…`: both builds on a database that has grown to half a million messages, in one run.

What is compared: an idle tick, an hour's tidying, and the bytes that a month of reports and digests adds.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bench.against import older
from bench.machine import HOME, environment

_LIFE = Path(__file__).with_name("grown_life.py")
_UNITS = {"tick": "an idle tick, ms", "tidy": "an hour's tidying, ms", "megabytes": "a month, MB"}
_TARGETS = {"tick": 1 / 20, "tidy": 1 / 10, "megabytes": 1 / 3}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.grown", description=__doc__)
    parser.add_argument("--against", required=True, help="the older build, a revision")
    parser.add_argument("--rows", type=int, default=500_000, help="messages that were ever sent (500000)")
    parser.add_argument("--days", type=int, default=30, help="days that make a month (30)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, older(given.against, Path(folder)) as before:
        assert before is not None, "a revision was asked for"
        theirs, ours = (lived(home, given.rows, given.days) for home in (before.home, HOME))
    print(table(given.against, theirs, ours))
    return 0


def lived(home: Path, rows: int, days: int) -> Mapping[str, float]:
    """What a build measured of itself on its own grown database."""
    command = [sys.executable, "-P", str(_LIFE), str(rows), str(days)]
    run = subprocess.run(command, cwd=home, env=environment(home), check=True, stdout=subprocess.PIPE)
    found: Mapping[str, float] = json.loads(run.stdout.splitlines()[-1])
    return found


def table(revision: str, theirs: Mapping[str, float], ours: Mapping[str, float]) -> str:
    """Both builds' figures, their ratio, and the one that was aimed at."""
    lines = [f"| | {revision} | now | ratio | aim |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, what in _UNITS.items():
        ratio = ours[name] / theirs[name]
        lines.append(
            f"| {what} | {theirs[name]:.2f} | {ours[name]:.2f} | 1/{1 / ratio:.1f} | 1/{1 / _TARGETS[name]:.0f} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
