"""What single parts cost, so that a slow run can be laid at somebody's door."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.people import WORDS
from forms.draft import Draft
from forms.library import builtin, default_list

_NOW = datetime(2026, 11, 3, 8, 30, tzinfo=UTC)
_LISTS = {name: default_list(name, "vi") for name in ("items", "places", "strata")}


def engine_step(times: int = 200) -> float:
    """Milliseconds of one answer in the form engine alone: load the draft, put, ask the next question, dump."""
    form = builtin("periodic")
    draft = Draft(form, now=_NOW, new_id=lambda: "1", itemsets=_LISTS)
    question = draft.question
    assert question is not None
    draft.put(question.ref, question.choices[0].name)
    kept = draft.dump()
    took = []
    for _ in range(times):
        began = time.perf_counter()
        again = Draft.load(form, kept, now=_NOW, new_id=lambda: "1", itemsets=_LISTS)
        asked = again.question
        assert asked is not None
        again.put(asked.ref, asked.choices[0].name if asked.choices else WORDS)
        assert again.question is not None
        again.dump()
        took.append(time.perf_counter() - began)
    return 1000 * statistics.median(took)


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
