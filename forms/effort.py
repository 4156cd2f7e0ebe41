"""A look at a new form before it is published: an expression that would hold up a turn is found here, not by somebody."""

from __future__ import annotations

from datetime import UTC, datetime

from forms import document
from forms.errors import FormError
from forms.expressions import EFFORT
from forms.form import Field, Form
from forms.state import State

# Any day does: what is looked at is how much work the expressions are.
_DAY = datetime(2026, 1, 15, 8, 0, tzinfo=UTC)


def check_effort(form: Form) -> None:
    """Work everything out once on an empty draft, as its beginning does, then every question by itself.

    Raises:
        FormError: ``slow_expression``, with the name of the field that takes most.
    """
    root = document.with_marks(document.parse(form.blank))
    state = State(form, root, _DAY, lambda: "0", None)
    spent: dict[str, int] = {}
    for item in form.dependencies.order:
        before = state.world.effort
        state.recompute([item])
        spent[item[1]] = spent.get(item[1], 0) + before - state.world.effort
    if state.world.effort < 0:
        raise _slow(max(spent, key=lambda ref: spent[ref]))
    for one in form.fields:
        state.world.effort = EFFORT
        _look_at(state, one)
        if state.world.effort < 0:
            raise _slow(one.ref)


def _look_at(state: State, one: Field) -> None:
    for node in state.nodes.get(one.ref, ())[:1]:
        state.holds(one.required, node)
        state.holds(one.constraint, node)
        state.read_only(one, node)
        state.choices(one, node)
        for templates in (one.labels, one.hints, one.constraint_messages, one.required_messages):
            state.text(templates, node)


def _slow(ref: str) -> FormError:
    return FormError("slow_expression", details={"name": ref.rpartition("/")[2]})
