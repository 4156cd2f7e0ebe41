"""A look at a new form before it is published: an expression that would hold up a turn is found here, not by somebody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from forms.entry.recalculation import recompute
from forms.entry.state import Evaluation
from forms.errors import FormError
from forms.model import instance_document
from forms.model.form import Field, Form
from forms.xpath.dependencies import COLUMNS, Item
from forms.xpath.expressions import EFFORT

# Any day does: what is looked at is how much work the expressions are.
_DAY = datetime(2026, 1, 15, 8, 0, tzinfo=UTC)


def check_effort(form: Form) -> None:
    """Work everything out once on an empty draft, as its beginning does, then every question by itself.

    Raises:
        FormError: ``slow_expression``, with the name of the field that takes most.
    """
    root = instance_document.with_marks(instance_document.parse(form.blank))
    state = Evaluation(form, root, _DAY, lambda: "0", None)
    spent: dict[Item, int] = {}
    for item in form.dependencies.order:
        before = state.world.effort
        recompute(state, [item])
        spent[item] = before - state.world.effort
    if state.world.effort < 0:
        what, ref = max(spent, key=lambda item: spent[item])
        raise _slow(ref, COLUMNS[what])
    for field in form.fields:
        state.world.effort = EFFORT
        for column in _looked_at(state, field):
            if state.world.effort < 0:
                raise _slow(field.ref, column)


def _looked_at(state: Evaluation, field: Field) -> Iterator[str]:
    """Works out what one question shows and is checked by; the column of each part when it is done."""
    for node in state.nodes.get(field.ref, ())[:1]:
        state.holds(field.required, node)
        yield "required"
        state.holds(field.constraint, node)
        yield "constraint"
        state.read_only(field, node)
        yield "read_only"
        state.choices(field, node)
        yield "choice_filter"
        texts = {"label": field.labels, "hint": field.hints, "constraint_message": field.constraint_messages}
        for column, templates in {**texts, "required_message": field.required_messages}.items():
            state.text(templates, node)
            yield column


def _slow(ref: str, column: str) -> FormError:
    return FormError("slow_expression", details={"name": ref.rpartition("/")[2], "column": column})
