"""Answers as they are given: whether one is taken, and what of the document changes with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from forms.entry.state import Evaluation
from forms.model.form import Field
from forms.model.instance_document import KEPT, OFF
from forms.model.types import ANSWERS, Type, clean_text
from forms.xpath.values import to_boolean


@dataclass(frozen=True)
class Verdict:
    """True if an answer was taken. ``code`` is "ok" or a stable word; the form author's own message comes along.

    Codes: ok, required, constraint, not_a_number, not_whole, out_of_range (args least, most, step), not_a_date,
    not_a_time, not_a_date_time, not_a_choice, not_all_ranked, not_a_place, not_a_file, too_long, irrelevant, read_only,
    not_asked (a note, a group, a calculation); of repeats too_many and fixed (the form counts them); of files not_pending.
    """

    code: str
    args: Mapping[str, str] = field(default_factory=dict)
    author_message: str = ""

    @property
    def ok(self) -> bool:
        return self.code == "ok"


def refusal(state: Evaluation, field: Field, node: Any) -> Verdict | None:
    """Why nothing can be answered here at all; None where something can."""
    if not field.kind.asked and field.kind not in (Type.HIDDEN, Type.METADATA):
        return Verdict("not_asked")
    if node.get(OFF) is not None:
        return Verdict("irrelevant")
    return Verdict("read_only") if state.read_only(field, node) else None


def write(state: Evaluation, field: Field, node: Any, value: str) -> Verdict:
    """Put a checked answer into its node; the node is as before unless the verdict is ok."""
    checked = ANSWERS.get(field.kind, ANSWERS[Type.TEXT])(clean_text(value), state.frame(field, node))
    if checked.code != "ok":
        return Verdict(checked.code, checked.args)
    before = node.text
    node.text = checked.value
    if field.constraint is not None and not to_boolean(state.worked_out(field.constraint, node, field.ref)):
        message = state.text(field.constraint_messages, node)
        node.text = before
        return Verdict("constraint", {}, message)
    return Verdict("ok")


def settle(state: Evaluation, field: Field, node: Any, value: str) -> Verdict:
    """Put the final name of a file into its node, or aside where the node is not relevant."""
    if not field.kind.is_file or not clean_text(value):
        return Verdict("not_a_file", {"value": value[:100]})
    if node.get(OFF) is None:
        return write(state, field, node, value)
    checked = ANSWERS[field.kind](clean_text(value), state.frame(field, node))
    if checked.code == "ok":
        node.set(KEPT, checked.value)
    return Verdict(checked.code, checked.args)


def empty(state: Evaluation, field: Field, node: Any) -> Verdict:
    """Take away what a node holds, if the form lets it be left out."""
    if state.required(field, node):
        return Verdict("required", {}, state.text(field.required_messages, node))
    node.text = None
    return Verdict("ok")
