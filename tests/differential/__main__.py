"""``python -m tests.differential [CASES] [--modules DIR]``: built-in forms, real sheets and drawn forms in both engines."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, given, settings

from forms.authoring.load import load
from forms.builtin_forms import builtin, default_list
from forms.errors import FormError
from forms.model.form import Form, ItemsetRow
from tests.differential.two_engines import Played, play
from tests.differential.web_forms import WebForms, missing
from tests.forms.entry.generated_forms import compiled, outlines

_NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
_KNOWN = Path(__file__).parents[2] / "docs" / "differential.md"
_LISTS = ("items", "places", "strata")
_BUILTIN = ("periodic", "urgent", "thematic", "prompt", "review")

Named = tuple[str, Form, Mapping[str, Sequence[ItemsetRow]]]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.differential", description=__doc__)
    parser.add_argument("cases", type=Path, nargs="?", default=Path("../shared/cases"), help="a folder with xlsforms/")
    parser.add_argument("--modules", type=Path, default=Path("node_modules"), help="where the packages of Node are")
    parser.add_argument("--steps", type=int, default=60, help="of each form")
    parser.add_argument("--drawn", type=int, default=40, help="forms drawn by chance")
    chosen = parser.parse_args()
    absent = missing(chosen.modules.resolve())
    if absent:
        print(f"Skipped: {absent} not found (npm install @getodk/xforms-engine jsdom, or --modules DIR).")
        return 0
    known = set(re.findall(r"^\| `([^`]+)`", _KNOWN.read_text("utf-8"), re.MULTILINE))
    new = steps = 0
    for name, form, lists in (*_builtin(), *_sheets(chosen.cases), *_drawn(chosen.drawn)):
        with WebForms(chosen.modules.resolve(), _NOW) as other:
            played = play(other, name, form, lists, _NOW, chosen.steps)
        steps += played.steps
        new += _tell(played, known)
    print(f"{steps} steps, {new} differences that docs/differential.md does not know")
    return 1 if new else 0


def _tell(played: Played, known: set[str]) -> int:
    print(f"{played.name}: {played.steps} steps")
    for what, why in played.untaken.items():
        print(f"  not taken: {what}: {why}")
    fresh = {ref: pair for ref, pair in played.differs.items() if f"{played.name} {ref}" not in known}
    for ref, (ours, theirs) in fresh.items():
        print(f"  differs: {ref}: ours {ours[:80]!r}, theirs {theirs[:80]!r}")
    return len(fresh)


def _builtin() -> Iterator[Named]:
    for name in _BUILTIN:
        yield name, builtin(name), {key: default_list(key, "vi") for key in _LISTS}


def _sheets(cases: Path) -> Iterator[Named]:
    for path in sorted((cases / "xlsforms").glob("**/*")):
        if path.suffix in (".xlsx", ".xls", ".md", ".csv"):
            try:
                yield path.name, load(path), {}
            except FormError:
                continue


def _drawn(many: int) -> list[Named]:
    found: list[Named] = []

    @settings(
        max_examples=many,
        deadline=None,
        database=None,
        derandomize=True,
        phases=(Phase.generate,),
        suppress_health_check=[*HealthCheck],
    )
    @given(outlines())
    def draw(parts: tuple[object, ...]) -> None:
        found.append((f"drawn {len(found) + 1}", compiled(parts), {}))  # type: ignore[arg-type]

    draw()
    return found


if __name__ == "__main__":
    raise SystemExit(main())
