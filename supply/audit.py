"""Ask for known weaknesses of what is locked: Python's packages by pip-audit, npm's by npm where the page has tools of its own.

`python -m supply.audit`: exit 1 where something was found, 0 where nothing was. What could not be asked is said in a line.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Audit:
    """One answer. `asked`: how many packages were looked up; `unreached`: why not all, if not."""

    what: str
    asked: int
    found: tuple[str, ...] = ()
    unreached: str = ""

    def lines(self) -> list[str]:
        said = [f"{self.what}: {fault}" for fault in self.found]
        if self.asked:
            said.append(f"{self.what}: {len(self.found)} found in {self.asked} packages looked up")
        if self.unreached:
            said.append(f"{self.what}: not looked up: {self.unreached}")
        return said


def read_pip_audit(what: str, output: str, trouble: str) -> Audit:
    """What pip-audit answered as JSON; it answers nothing where its service cannot be reached."""
    answer = _json(output)
    if answer is None:
        return Audit(what, 0, unreached=_last_line(trouble))
    packages: list[dict[str, Any]] = answer.get("dependencies", [])
    found = tuple(
        f"{package['name']} {package['version']}: {weakness['id']}, mended in {', '.join(weakness['fix_versions']) or 'none'}"
        for package in packages
        for weakness in package.get("vulns", ())
    )
    skipped = {package["name"]: str(package["skip_reason"]) for package in packages if "skip_reason" in package}
    unreached = f"{len(skipped)} of {len(packages)} packages ({', '.join(list(skipped)[:3])} …)" if skipped else ""
    unreached += f": {next(iter(skipped.values()))}" if skipped else ""
    return Audit(what, len(packages) - len(skipped), found, unreached)


def read_npm(what: str, output: str, trouble: str) -> Audit:
    """What `npm audit --json` answered."""
    answer = _json(output)
    if answer is None or "metadata" not in answer:
        said = (answer or {}).get("message") or (answer or {}).get("error", {}).get("summary") or _last_line(trouble)
        return Audit(what, 0, unreached=str(said))
    found = tuple(
        f"{name}: {about['severity']} ({about['range']})" for name, about in answer["vulnerabilities"].items()
    )
    return Audit(what, int(answer["metadata"]["dependencies"]["total"]), found)


def _json(output: str) -> dict[str, Any] | None:
    try:
        answer = json.loads(output)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _last_line(trouble: str) -> str:
    lines = [line.strip() for line in trouble.splitlines() if line.strip()]
    return lines[-1][:200] if lines else "no answer"


def _run(*command: str, folder: Path = ROOT) -> tuple[str, str]:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        return "", f"no answer within {_SECONDS} seconds"
    return done.stdout, done.stderr


def audits() -> list[Audit]:
    """Every lock file's answer."""
    made = []
    for lock in ("requirements.lock", "requirements-dev.lock"):
        options = ("--disable-pip", "--no-deps", "--format", "json", "--progress-spinner", "off", "--requirement", lock)
        made.append(read_pip_audit(lock, *_run(sys.executable, "-m", "pip_audit", *options)))
    for lock_file in sorted(
        path for path in ROOT.glob("**/package-lock.json") if not {"node_modules", ".venv"} & set(path.parts)
    ):
        what = str(lock_file.relative_to(ROOT))
        if shutil.which("npm") is None:
            made.append(Audit(what, 0, unreached="npm is not installed"))
        else:
            made.append(read_npm(what, *_run("npm", "audit", "--json", "--package-lock-only", folder=lock_file.parent)))
    return made


def main() -> int:
    answers = audits()
    for answer in answers:
        print(*answer.lines(), sep="\n")
    return 1 if any(answer.found for answer in answers) else 0


if __name__ == "__main__":
    sys.exit(main())
