"""What the operating system tells of a process: its cores, its CPU time, its memory. Linux alone."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).parents[1]
"""The checkout that this benchmark is of."""
_TICKS = os.sysconf("SC_CLK_TCK")


def environment(home: Path) -> dict[str, str]:
    """The environment of a process that runs the code of a checkout, whichever is installed."""
    return os.environ | {"PYTHONPATH": str(home)}


def pin(core: int) -> None:
    """Keeps this process on one core; where there are fewer cores, on the last one."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[min(core, len(cores) - 1)]})


def cpu_seconds(pid: int) -> float:
    """The CPU time that a process and its threads have used, user and system."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def resident(pid: int) -> float:
    """The resident memory of a process in megabytes (2**20 bytes)."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


@dataclass(frozen=True, slots=True)
class Machine:
    """Where a run took place."""

    cores: int
    model: str
    python: str
    load: float  # of the last minute, before the run


def here() -> Machine:
    """This machine."""
    info = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in info if line.startswith("model name")), "")
    return Machine(os.cpu_count() or 1, model, platform.python_version(), os.getloadavg()[0])
