"""The yield of a draft: the review page, the submission, and what figures and search read from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from forms.entry.navigation import Stop, stops
from forms.entry.state import Evaluation
from forms.model import instance_document, repeat_paths
from forms.model.form import Field
from forms.model.instance_document import OFF
from forms.model.types import Type, names_in
from forms.xpath.functions_dates import moment_text


@dataclass(frozen=True)
class ReviewLine:
    """One line of the review page; ``shown`` is the answer with choice labels in place of names.

    The line of a repeat has kind ``repeat`` and shows how many instances there are; going to it asks for one more.
    """

    ref: str
    name: str
    label: str
    kind: Type
    shown: str
    changeable: bool
    answered: bool
    appearance: frozenset[str] = frozenset()
    opens: bool = False
    """It brings more questions, and is no answer of its own."""


def asked_now(state: Evaluation) -> list[Stop]:
    """The questions that are relevant, in the form's order."""
    return [stop for stop in stops(state) if stop.field.kind.asked]


def review_lines(state: Evaluation) -> tuple[ReviewLine, ...]:
    return tuple(_line(state, stop) for stop in stops(state) if stop.field.kind is not Type.NOTE)


def _line(state: Evaluation, stop: Stop) -> ReviewLine:
    field, node = stop.field, stop.node
    repeat = field.kind is Type.REPEAT
    found = str(len(repeat_paths.of(field, node))) if repeat else shown(state, field, node)
    return ReviewLine(
        ref=stop.ref(state),
        name=field.name,
        label=state.text(field.labels, node),
        kind=field.kind,
        shown=found,
        changeable=repeat or not state.read_only(field, node),
        answered=repeat or bool(node.text),
        appearance=field.appearance,
        opens=field.opens,
    )


def shown(state: Evaluation, field: Field, node: Any) -> str:
    """An answer as people read it."""
    value = node.text or ""
    if not field.kind.has_choices:
        return value
    return ", ".join(choice.label for choice in state.choices(field, node, names_in(field.kind, value)))


def submission(state: Evaluation, new_id: Callable[[], str]) -> str:
    for field in state.form.fields:
        for node in state.nodes.get(field.ref, ()) if field.preload == "end" else ():
            state.write(node, moment_text(state.world.now))
    root = instance_document.stripped(state.root)
    instance_id = instance_document.instance_id(root)
    if not instance_id.text:
        instance_id.text = f"uuid:{new_id()}"
    return instance_document.dump(root)


def _answers(state: Evaluation, field: Field) -> list[str]:
    """The answers of a field, one for each instance that has one."""
    found = (node.text or "" for node in state.nodes.get(field.ref, ()) if node.get(OFF) is None)
    return [value for value in found if value]


def coded(state: Evaluation) -> dict[str, tuple[str, ...]]:
    """Field name to names chosen; a field marked with a figure stands under that figure, before its namesake.

    The instances of a repeat count together, a choice once.
    """
    found: dict[str, tuple[str, ...]] = {}
    for field in state.form.fields:
        values = _answers(state, field) if field.kind.is_select or field.figure else []
        if values and (field.figure or field.name not in found):
            found[field.figure or field.name] = tuple(
                dict.fromkeys(name for value in values for name in names_in(field.kind, value))
            )
    return found


def texts(state: Evaluation) -> dict[str, str]:
    """Free texts by field name; those of the instances of a repeat one below the other."""
    answers = ((field.name, _answers(state, field)) for field in state.form.fields if field.kind is Type.TEXT)
    return {name: "\n".join(values) for name, values in answers if values}
