"""`python -m tests.respondents`: 2,000 people of a known population answer by an open link, on two networks, some times over."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("PTB_TIMEDELTA", "true")  # read by python-telegram-bot when it is imported

import uvloop

from bot.runtime.clock import SystemClock
from bot.runtime.logs import configure
from storage.engine.database import Database
from storage.keyring import KeyRing, new_key
from storage.maintenance.migrate import upgrade
from tests.respondents.sample import Sampled, sampled


def once(people: int, seed: int) -> Sampled:
    """Let one sample answer, on a database of its own."""
    with tempfile.TemporaryDirectory(prefix="langnghe-respondents-") as folder:
        database = Database(f"sqlite:///{Path(folder)}/survey.db", KeyRing.parse([new_key()]))
        upgrade(database)
        database.found(SystemClock().now())
        database.open()
        try:
            return uvloop.run(sampled(database, people, seed))
        finally:
            database.close()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.respondents", description=__doc__)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    configure("error")
    held = of = plain = of_plain = wrong = 0
    for seed in range(asked.runs):
        began = time.perf_counter()
        seen = once(asked.people, seed)
        equal = seen.counted == seen.tally
        wrong += not equal
        held, of = held + seen.held[0], of + seen.held[1]
        plain, of_plain = plain + seen.plain[0], of_plain + seen.plain[1]
        print(
            f"sample {seed + 1}: {seen.people} people, counted {'as pressed' if equal else 'OTHERWISE THAN PRESSED'}, "
            f"{seen.held[0]} of {seen.held[1]} weighted intervals hold the truth, {seen.plain[0]} of {seen.plain[1]} without "
            f"weights ({time.perf_counter() - began:.0f} s)",
            flush=True,
        )
    print(
        f"all: {held} of {of} weighted ({held / of:.1%}), {plain} of {of_plain} without weights ({plain / of_plain:.1%})"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
