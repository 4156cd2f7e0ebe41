"""``python -m tests.cases DIR [--json FILE]``: every case file of a folder, with each miss and each refusal by name."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from tests.cases import expressions, scenarios, sheets, turn2
from tests.cases.tally import Tally


def tallies(folder: Path, *, walk: bool = False) -> Iterator[Tally]:
    """One for each file of expressions or scenarios, told apart by their rows, each folder of sheets, and each of small cases."""
    for path in sorted(folder.glob("*.json")):
        content = json.loads(path.read_text("utf-8"))
        rows = content.get("cases") if isinstance(content, dict) else None
        if not rows:
            continue
        runner = scenarios if "steps" in rows[0] else expressions
        yield runner.run(path.name.partition(".")[0], content)
    for path in sorted(folder.glob("*/manifest.json")):
        manifest = json.loads(path.read_text("utf-8"))
        yield sheets.run(path.parent.name, path.parent, manifest)
        if walk:
            from tests.cases import walks

            yield from walks.run(f"{path.parent.name}-walked", path.parent, manifest)
    for path in sorted(folder.glob("turn2")):
        yield from turn2.run(path.name, path, chat=walk)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.cases", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--walk", action="store_true", help="walk the sheets through the chat, too (minutes)")
    parser.add_argument("--json", type=Path, help="write the counts of each file here")
    chosen = parser.parse_args()
    if not chosen.folder.is_dir():
        parser.error(f"no folder {chosen.folder}")
    found = []
    for tally in tallies(chosen.folder, walk=chosen.walk):
        found.append(tally)
        counts = tally.counts
        groups = "".join(f", {name} {passed}/{total}" for name, (passed, total) in sorted(tally.groups.items()))
        print(f"{tally.stem}: {', '.join(f'{word} {count}' for word, count in counts.items())}{groups}")
        for what, rows in (("missed", tally.missed), ("declined", tally.declined)):
            for row, reason in rows:
                print(f"  {what} {row}: {reason}")
    if chosen.json:
        chosen.json.write_text(json.dumps({tally.stem: tally.counts for tally in found}, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
