"""What comes out of a draft: the review page, the submission, and what figures and search read from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from forms import document
from forms.form import Field
from forms.state import State
from forms.types import Type


@dataclass(frozen=True)
class ReviewLine:
    """One line of the review page; ``shown`` is the answer with choice labels in place of names."""

    ref: str
    name: str
    label: str
    kind: Type
    shown: str
    changeable: bool
    answered: bool


def asked_now(state: State) -> list[Field]:
    """The fields that are questions and relevant, in the form's order."""
    return [one for one in state.form.fields if one.kind.asked and state.relevant(one)]


def review_lines(state: State) -> tuple[ReviewLine, ...]:
    return tuple(
        ReviewLine(
            ref=one.ref,
            name=one.name,
            label=state.text(one.labels, state.node(one.ref)),
            kind=one.kind,
            shown=shown(state, one),
            changeable=not state.read_only(one),
            answered=bool(state.value(one)),
        )
        for one in asked_now(state)
    )


def shown(state: State, one: Field) -> str:
    """An answer as people read it."""
    value = state.value(one)
    if not one.kind.is_select:
        return value
    return ", ".join(state.choice_label(one, name) for name in value.split())


def missing(state: State) -> tuple[str, ...]:
    return tuple(one.ref for one in asked_now(state) if not state.value(one) and state.required(one))


def submission(state: State, new_id: Callable[[], str]) -> str:
    root = document.stripped(state.root)
    instance_id = document.instance_id(root)
    if not instance_id.text:
        instance_id.text = f"uuid:{new_id()}"
    return document.dump(root)


def coded(state: State) -> dict[str, tuple[str, ...]]:
    """Field name to names chosen; a field marked with a figure stands under that figure, before its namesake."""
    found: dict[str, tuple[str, ...]] = {}
    for one in state.form.fields:
        value = state.value(one) if one.kind.is_select or one.figure else ""
        if value and (one.figure or one.name not in found):
            found[one.figure or one.name] = tuple(value.split())
    return found


def texts(state: State) -> dict[str, str]:
    answers = ((one.name, state.value(one)) for one in state.form.fields if one.kind is Type.TEXT)
    return {name: value for name, value in answers if value}
