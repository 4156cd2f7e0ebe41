"""What single parts cost, so that a slow run can be laid at somebody's door."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path


def help_seconds(times: int = 5) -> float:
    """Seconds of `langnghe --help`."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "bot", "--help"], check=True, capture_output=True, cwd=Path(__file__).parents[1]
        )
        took.append(time.perf_counter() - began)
    return statistics.median(took)
