"""Repeats as they come and go: one more, one less, as many as a count says."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lxml import etree

from forms import actions
from forms.document import OFF, SPARE
from forms.expressions import local_name
from forms.form import Field, Form
from forms.instances import of
from forms.values import to_number

if TYPE_CHECKING:
    from forms.state import State

# More than a person adds in a chat; a count typed wrongly must not fill the memory.
MOST_INSTANCES = 300


def offered(state: State, one: Field, parent: Any) -> bool:
    """Whether the repeat is relevant; without any instance, whether one would be."""
    if parent.get(OFF) is not None:
        return False
    found = of(one, parent)
    if found or one.relevant is None:
        return not found or any(node.get(OFF) is None for node in found)
    trial = _put_in(state.form, one, parent, blank(one))
    try:
        return state.holds(one.relevant, trial)
    finally:
        parent.remove(trial)


def blank(one: Field) -> Any:
    assert one.repeat is not None
    return copy.deepcopy(one.repeat.template)


def _put_in(form: Form, one: Field, parent: Any, node: Any) -> Any:
    """Behind the last instance, or where the form has the repeat among its siblings."""
    before = []
    for other in form.children[one.parent]:
        before.append(other.name)
        if other.ref == one.ref:
            break
    at = 0
    for index, child in enumerate(parent):
        if local_name(child) in before:
            at = index + 1
    parent.insert(at, node)
    return node


def add(state: State, one: Field, parent: Any, node: Any | None = None) -> Any:
    """One more instance, with what the form sets when it comes; the caller works out what depends on it."""
    fresh = node is None
    node = _put_in(state.form, one, parent, blank(one) if node is None else node)
    state.reindex()
    inside = [one.ref, *(other.ref for other in state.form.fields if other.ref.startswith(one.ref + "/"))]
    # An instance that comes back from aside may be marked as things were then.
    state.set_relevance(node, one.ref)
    if fresh:
        actions.run(state, actions.NEW_REPEAT, inside=node, refs=inside)
    return node


def remove(state: State, node: Any) -> None:
    node.getparent().remove(node)
    state.reindex()


def begin(state: State, one: Field) -> None:
    """The one instance of a repeat to which nobody may add, where the form has none."""
    if one.repeat is not None and one.repeat.fixed and one.repeat.count is None:
        for parent in tuple(state.nodes.get(one.parent, ())) if one.parent else (state.root,):
            if not of(one, parent):
                add(state, one, parent)


def count(state: State, one: Field) -> None:
    """Bring every range of a counted repeat to its count. Instances in excess are kept aside, for a count mistyped."""
    assert one.repeat is not None
    parents = state.nodes.get(one.parent, ()) if one.parent else (state.root,)
    for parent in tuple(parents):
        if parent.get(OFF) is None:
            _count_in(state, one, parent)


def _count_in(state: State, one: Field, parent: Any) -> None:
    found = of(one, parent)
    wanted = _wanted(state, one, parent, found)
    key = f"{SPARE}-{one.name}"
    spare = list(etree.fromstring(parent.get(key) or "<spare/>"))
    while len(found) > wanted:
        node = found.pop()
        parent.remove(node)
        spare.insert(0, node)
    while len(found) < wanted:
        found.append(add(state, one, parent, spare.pop(0) if spare else None))
    if spare:
        kept = etree.Element("spare")
        kept.extend(spare)
        parent.set(key, etree.tostring(kept, encoding="unicode"))
    else:
        parent.attrib.pop(key, None)
    state.reindex()


def _wanted(state: State, one: Field, parent: Any, found: Sequence[Any]) -> int:
    assert one.repeat is not None
    assert one.repeat.count is not None
    trial = found[0] if found else _put_in(state.form, one, parent, blank(one))
    number = to_number(state.worked_out(one.repeat.count, trial, one.ref))
    if not found:
        parent.remove(trial)
    return int(max(0, min(number, MOST_INSTANCES))) if number == number else 0
