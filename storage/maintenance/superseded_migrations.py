"""Keeps Alembic from migrations that another one stands for; imported where Alembic is set up, and nowhere before.

What has landed is neither edited nor taken away: these landed under a number that was taken, and no database has seen them.
"""

from __future__ import annotations

from pathlib import Path

from alembic.script import ScriptDirectory
from alembic.script.base import Script

SUPERSEDED = frozenset({"0028_board_digests.py"})
"""Names of files below `versions`; 0029 makes the table."""
_every = Script._list_py_dir


def _found(scriptdir: ScriptDirectory, path: Path) -> list[Path]:
    return [one for one in _every(scriptdir, path) if one.name not in SUPERSEDED]


Script._list_py_dir = staticmethod(_found)  # type: ignore[method-assign]
