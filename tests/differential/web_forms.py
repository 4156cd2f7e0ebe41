"""ODK Web Forms' engine under Node, spoken to in lines of JSON."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

_SCRIPT = Path(__file__).with_name("web_forms.mjs")
PACKAGES = ("@getodk/xforms-engine", "jsdom")


def missing(modules: Path) -> str:
    """What is not there of Node and its packages; "" where all is."""
    if shutil.which("node") is None:
        return "Node"
    return ", ".join(name for name in PACKAGES if not (modules / name).is_dir())


class WebForms:
    """One process with one form open at a time."""

    def __init__(self, modules: Path, now: datetime) -> None:
        # Packages are found from where the script lies.
        script = modules.parent / "differential.mjs"
        script.write_text(_SCRIPT.read_text("utf-8"), "utf-8")
        self._process = subprocess.Popen(
            ["node", str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "TZ": str(now.tzinfo), "NOW": now.isoformat()},
        )

    def __enter__(self) -> WebForms:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()

    def says(self, line: Mapping[str, Any]) -> dict[str, Any]:
        """One line in, one line out; ``error`` where it was not taken."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(line) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        found: dict[str, Any] = json.loads(answer) if answer else {"error": "the engine ended"}
        return found
