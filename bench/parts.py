"""What single parts cost, so that a slow run can be laid at somebody's door."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.machine import HOME, environment


def help_seconds(home: Path = HOME, times: int = 5) -> float:
    """Seconds of `langnghe --help` of a checkout."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        command = [sys.executable, "-m", "bot", "--help"]
        subprocess.run(command, check=True, capture_output=True, cwd=home, env=environment(home))
        took.append(time.perf_counter() - began)
    return statistics.median(took)
