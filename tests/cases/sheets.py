"""Real XLSForms with pyxform's verdict on each: ours has to be the same, but for what a chat refuses, with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from forms.authoring.load import load
from forms.errors import FormError
from tests.cases.tally import Declined, Missed, Tally

# Sheets that pyxform compiles without looking further: of no use in a chat, or with expressions that are none.
REFUSALS = (
    "unsupported_type",
    "declined_function",
    "nothing_to_ask",
    "slow_expression",
    "unknown_list",
    "bad_expression",
    "unknown_function",
    "dependency_cycle",
)


def run(stem: str, folder: Path, manifest: Mapping[str, Any]) -> Tally:
    tally = Tally(stem)
    for row in manifest["files"]:
        problem: Exception | None = None
        try:
            _check(folder / row["path"], row["pyxform"] == "ok")
        except (Missed, Declined) as found:
            problem = found
        tally.count(row["path"], problem)
    return tally


def _check(path: Path, accepted: bool) -> None:
    try:
        load(path)
    except FormError as error:
        if accepted and error.code in REFUSALS:
            raise Declined(str(error)) from error
        if accepted:
            raise Missed(f"refused: {error}") from error
        return
    if not accepted:
        raise Missed("accepted")
