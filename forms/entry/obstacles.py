"""Checks of everything, from the first question to the last, before a draft is sent.

As in ODK's engines: an answer was right when it was given, what it was held against may have changed since.
docs/decisions/0013 says what stops a report and what does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from forms.entry.answers import Verdict
from forms.entry.navigation import is_told, stops
from forms.entry.state import Evaluation
from forms.model import repeat_paths
from forms.model.form import Field
from forms.model.instance_document import OFF
from forms.model.types import ANSWERS, Type, clean_text
from forms.xpath.values import to_boolean


@dataclass(frozen=True)
class Obstacle:
    """An obstacle to sending a draft: its reference, and why, with the form author's words.

    kind: ``note`` for a note that must not be met, ``calculate`` for a value that is never shown; neither can be gone to.
    """

    ref: str
    kind: Type
    verdict: Verdict


def obstacles(state: Evaluation) -> Iterator[Obstacle]:
    """Obstacles to sending the draft, in the form's order; calculations that nobody sees last."""
    for stop in stops(state):
        field, node = stop.field, stop.node
        if field.kind is Type.REPEAT:
            continue
        verdict = _note(state, field, node) if field.kind is Type.NOTE else _answer(state, field, node)
        if not verdict.ok:
            kind = Type.NOTE if is_told(state, stop) else field.kind
            yield Obstacle(stop.ref(state), kind, verdict)
    for field in state.form.fields:
        if field.kind is Type.CALCULATE and field.constraint is not None:
            for node in state.nodes.get(field.ref, ()):
                verdict = _held_against(state, field, node)
                if not verdict.ok and node.get(OFF) is None:
                    yield Obstacle(repeat_paths.path(state.form, node, field.ref), field.kind, verdict)


def _note(state: Evaluation, field: Field, node: Any) -> Verdict:
    """A required note that is relevant only sometimes; one that is always there would stop everybody."""
    if field.ref not in state.form.conditional or not state.required(field, node):
        return Verdict("ok")
    return Verdict("required", {}, state.text(field.required_messages, node) or state.text(field.labels, node))


def _answer(state: Evaluation, field: Field, node: Any) -> Verdict:
    if not node.text:
        if not state.required(field, node):
            return Verdict("ok")
        return Verdict("required", {}, state.text(field.required_messages, node))
    if not state.read_only(field, node):
        checked = ANSWERS[field.kind](clean_text(node.text), state.frame(field, node))
        if checked.code != "ok":
            return Verdict(checked.code, checked.args)
    return _held_against(state, field, node)


def _held_against(state: Evaluation, field: Field, node: Any) -> Verdict:
    if field.constraint is None or not node.text:
        return Verdict("ok")
    if to_boolean(state.worked_out(field.constraint, node, field.ref)):
        return Verdict("ok")
    return Verdict("constraint", {}, state.text(field.constraint_messages, node))
