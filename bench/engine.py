"""What one answer costs in the form engine alone, for the form that everybody fills in and for one that is very long."""

from __future__ import annotations

import gc
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bench.people import WORDS
from forms.authoring.load import load
from forms.builtin_forms import builtin, default_list
from forms.entry.draft import Draft, Question
from forms.model.form import Form, ItemsetRow
from forms.model.types import Type

_NOW = datetime(2026, 11, 3, 8, 30, tzinfo=UTC)
_LISTS = {name: default_list(name, "vi") for name in ("items", "places", "strata")}
_QUESTIONS, _RELEVANTS = 500, 200
_TIMES = 1000


@dataclass(frozen=True, slots=True)
class EngineStep:
    """Milliseconds of processor time for a step: the draft loaded, its question answered, the next one found, the dump."""

    form: str
    p50: float
    p99: float


def engine_steps() -> tuple[EngineStep, ...]:
    periodic, long = builtin("periodic"), long_form()
    gc.collect()
    usual = gc.get_threshold()
    gc.freeze()  # here and below as the program does when it starts
    gc.set_threshold(10_000, 20, 50)
    steps = _measured("periodic", periodic, _LISTS), _measured(f"{_QUESTIONS} questions, {_RELEVANTS} relevants", long)
    gc.set_threshold(*usual)
    gc.unfreeze()
    return steps


def long_form() -> Form:
    """Texts, numbers and selects; every fifth pair depends on the question before it."""
    rows = []
    for at in range(_QUESTIONS):
        kind = ("text", "select_one yn", "integer", "text", "date")[at % 5]
        condition = f"string-length(${{q{at - 1}}}) > 0" if at % 5 in (1, 2) else ""
        rows.append(f"| | {kind} | q{at} | Câu số {at}? | {condition} |")
    lines = ["| survey |", "| | type | name | label | relevant |", *rows]
    lines += ["| choices |", "| | list_name | name | label |", "| | yn | y | Có |", "| | yn | n | Không |"]
    form = load("\n".join(lines).encode(), kind=".md")
    assert sum(1 for field in form.fields if field.relevant is not None) == _RELEVANTS
    return form


def _measured(name: str, form: Form, lists: Mapping[str, Sequence[ItemsetRow]] | None = None) -> EngineStep:
    took: list[float] = []
    text = ""
    while len(took) < _TIMES:
        began = time.thread_time()
        fresh = not text
        draft = _draft(form, text, lists)
        question = draft.question
        if question is None:
            text = ""
            continue
        verdict = draft.put(question.ref, _answer(question))
        assert verdict.ok, (question.ref, verdict)
        _next = draft.question
        text = draft.dump()
        if not fresh:
            took.append(1000 * (time.thread_time() - began))
    took.sort()
    return EngineStep(name, took[len(took) // 2], took[len(took) * 99 // 100])


def _draft(form: Form, text: str, lists: Mapping[str, Sequence[ItemsetRow]] | None) -> Draft:
    if not text:
        return Draft(form, now=_NOW, new_id=lambda: "1", itemsets=lists)
    return Draft.load(form, text, now=_NOW, new_id=lambda: "1", itemsets=lists)


def _answer(question: Question) -> str:
    if question.choices:
        return question.choices[0].name
    values = {Type.INTEGER: "7", Type.DATE: "2026-11-02", Type.IMAGE: "photo", Type.ACKNOWLEDGE: "OK"}
    return values.get(question.kind, WORDS)
