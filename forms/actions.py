"""Values that a form sets by itself when something happens: dynamic defaults, triggers, what a new instance begins with."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from forms import instances
from forms.expressions import Expression
from forms.form import Action

if TYPE_CHECKING:
    from forms.state import State

FIRST_LOAD = ("odk-instance-first-load", "odk-instance-load")
NEW_REPEAT = "odk-new-repeat"
CHANGED = "xforms-value-changed"
_DEEPEST = 10


def run(state: State, event: str, *, inside: Any = None, refs: Collection[str] = ()) -> None:
    """What the form sets on an event; for a new instance only within it."""
    for action in state.form.actions:
        if event in action.events and (inside is None or action.ref in refs):
            nodes = _targets(state, action, state.root if inside is None else inside)
            for node in nodes:
                if inside is None or node is inside or inside in node.iterancestors():
                    _set(state, action, node, 0)


def changed(state: State, ref: str, node: Any, depth: int = 0) -> None:
    """What the form sets because the value at ``node`` changed."""
    for action in state.form.actions:
        if CHANGED in action.events and action.source == ref:
            for target in _targets(state, action, node):
                _set(state, action, target, depth)


def _targets(state: State, action: Action, source: Any) -> list[Any]:
    """The nodes meant: those of a plain reference that stand nearest, or what a path with predicates finds."""
    if "[" not in action.target.text:
        found = state.nodes.get(action.ref, [])
        return list(found) if source is state.root else instances.near(found, source)
    value = state.worked_out(action.target, source, action.ref)
    return [node for node in value if not isinstance(node, str)] if isinstance(value, list) else []


def _set(state: State, action: Action, node: Any, depth: int) -> None:
    one = state.form.by_ref.get(action.ref)
    if one is None:
        return
    value = action.value
    text = state.stored(one, state.worked_out(value, node, one.ref)) if isinstance(value, Expression) else value
    before = node.text
    state.write(node, text)
    if node.text != before:
        state.recompute(state.form.dependencies.affected(one.ref))
        if depth < _DEEPEST:
            changed(state, one.ref, node, depth + 1)
