"""Bring a draft's document up to date after a change: calculations, relevance, counted repeats, and values set on events.

One recursive algorithm (JavaRosa's triggerables): a calculation may change a count, a new instance sets values, and what it
sets is calculated from again.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Sequence
from typing import Any

from lxml import etree

from forms.entry.state import Evaluation
from forms.model import repeat_paths
from forms.model.form import Action, Field, Form
from forms.model.instance_document import KEPT, LANGUAGE, OFF, SEEN, SPARE
from forms.model.repeat_paths import of
from forms.model.types import Type, names_in
from forms.xpath.dependencies import Item
from forms.xpath.expressions import Expression, Scope, local_name
from forms.xpath.values import to_number

LOAD = "odk-instance-load"
FIRST_LOAD = ("odk-instance-first-load", LOAD)
NEW_REPEAT = "odk-new-repeat"
CHANGED = "xforms-value-changed"
_DEEPEST = 10
# More than a person adds in a chat; a count typed wrongly must not fill the memory.
MOST_INSTANCES = 300


def use_language(state: Evaluation, language: str) -> None:
    """Go on in another language; what quotes labels is worked out again."""
    state.language = state.world.language = language
    state.root.set(LANGUAGE, language)
    recompute(state, state.form.dependencies.order)


def recompute(state: Evaluation, items: Sequence[Item]) -> list[tuple[str, Any]]:
    """Work out again what the items name, in their order.

    Returns the calculated nodes that changed and on whose change values are set, with their references.
    """
    changed: list[tuple[str, Any]] = []
    for what, ref in items:
        field = state.form.by_ref[ref]
        if what == "count":
            _count(state, field)
        elif field.name[:1] == "@":
            _set_attribute(state, field)
        for node in tuple(state.nodes.get(ref, ())):
            if what == "relevant":
                set_relevance(state, node, ref)
            elif what == "calculate" and field.calculate is not None:
                before = node.text
                state.write(node, state.stored(field, state.worked_out(field.calculate, node, ref)))
                if ref in state.form.sources and node.text != before:
                    changed.append((ref, node))
            elif what == "choices":
                _drop_unavailable(state, field, node)
    return changed


def changed_at(state: Evaluation, ref: str, node: Any = None, depth: int = 0) -> None:
    """Work out what follows from a change at a reference, then set what the form sets because of it.

    node: where the value at ``ref`` changed; None where instances of a repeat came or went.
    """
    for source, at in [
        *([] if node is None else [(ref, node)]),
        *recompute(state, state.form.dependencies.affected(ref)),
    ]:
        if depth < _DEEPEST and source in state.form.sources:
            _run_triggers(state, source, at, depth)


def _set_attribute(state: Evaluation, field: Field) -> None:
    """A form may calculate an attribute of a node."""
    for element in state.nodes.get(field.parent or "", ()):
        for attribute in element.xpath(f"@*[local-name()='{field.name[1:]}']") if field.calculate is not None else ():
            value = state.worked_out(field.calculate, attribute, field.ref) if field.calculate else ""
            element.set(attribute.attrname, state.stored(field, value))


def set_relevance(state: Evaluation, node: Any, ref: str) -> None:
    """Mark a node and all below it: irrelevant reads as empty, and the answer is back when it is relevant again."""
    field = state.form.by_ref.get(ref)
    relevant = field.relevant if field else None
    off = node.getparent().get(OFF) is not None or (relevant is not None and not state.holds(relevant, node, ref))
    if off == (node.get(OFF) is not None):
        return
    if off:
        node.set(OFF, "1")
        if not len(node) and node.text:
            node.set(KEPT, node.text)
            node.text = None
    else:
        del node.attrib[OFF]
        if not len(node):
            node.text = node.attrib.pop(KEPT, None)
    for child in node:
        set_relevance(state, child, f"{ref}/{local_name(child)}")


def _drop_unavailable(state: Evaluation, field: Field, node: Any) -> None:
    """An answer that the filter no longer offers goes, and the question is asked again."""
    value = node.text or ""
    if not value:
        return
    names = state.lists.names(field, Scope(state.world, node))
    if state.world.effort < 0:
        return
    left = " ".join(name for name in names_in(field.kind, value) if name in names)
    if left != value and field.kind is Type.RANK:
        left = ""
    if left != value:
        node.text = left or None
        if not left:
            node.attrib.pop(SEEN, None)


def repeat_offered(state: Evaluation, field: Field, parent: Any) -> bool:
    """True if the repeat is relevant; without any instance, whether one would be."""
    if parent.get(OFF) is not None:
        return False
    found = of(field, parent)
    if found or field.relevant is None:
        return not found or any(node.get(OFF) is None for node in found)
    trial = _put_in(state.form, field, parent, _blank(field))
    try:
        return state.holds(field.relevant, trial)
    finally:
        parent.remove(trial)


def _blank(field: Field) -> Any:
    assert field.repeat is not None
    return copy.deepcopy(field.repeat.template)


def _put_in(form: Form, field: Field, parent: Any, node: Any) -> Any:
    """Behind the last instance, or where the form has the repeat among its siblings."""
    before = []
    for other in form.children[field.parent]:
        before.append(other.name)
        if other.ref == field.ref:
            break
    at = 0
    for index, child in enumerate(parent):
        if local_name(child) in before:
            at = index + 1
    parent.insert(at, node)
    return node


def add_instance(
    state: Evaluation, field: Field, parent: Any, node: Any | None = None, *, fresh: bool | None = None
) -> Any:
    """One more instance, with what the form sets when it comes; the caller works out what depends on it.

    fresh: False for one that is not new (a report's, one that was aside): nothing is set.
    """
    fresh = node is None if fresh is None else fresh
    node = _put_in(state.form, field, parent, _blank(field) if node is None else node)
    state.reindex()
    inside = [field.ref, *(other.ref for other in state.form.fields if other.ref.startswith(field.ref + "/"))]
    # An instance that comes back from aside may be marked as things were then.
    set_relevance(state, node, field.ref)
    if fresh:
        run_actions(state, NEW_REPEAT, inside=node, refs=inside)
    return node


def remove_instance(state: Evaluation, node: Any) -> None:
    node.getparent().remove(node)
    state.reindex()


def begin_repeat(state: Evaluation, field: Field) -> None:
    """The one instance of a repeat to which nobody may add, where the form has none."""
    if field.repeat is not None and field.repeat.fixed and field.repeat.count is None:
        for parent in tuple(state.nodes.get(field.parent, ())) if field.parent else (state.root,):
            if not of(field, parent):
                add_instance(state, field, parent)


def _count(state: Evaluation, field: Field) -> None:
    """Bring every range of a counted repeat to its count. Instances in excess are kept aside, for a count mistyped."""
    assert field.repeat is not None
    parents = state.nodes.get(field.parent, ()) if field.parent else (state.root,)
    for parent in tuple(parents):
        _count_in(state, field, parent)


def _count_in(state: Evaluation, field: Field, parent: Any) -> None:
    found = of(field, parent)
    wanted = _wanted(state, field, parent, found)
    key = f"{SPARE}-{field.name}"
    spare = list(etree.fromstring(parent.get(key) or "<spare/>"))
    while len(found) > wanted:
        node = found.pop()
        parent.remove(node)
        spare.insert(0, node)
    while len(found) < wanted:
        found.append(add_instance(state, field, parent, spare.pop(0) if spare else None))
    if spare:
        kept = etree.Element("spare")
        kept.extend(spare)
        parent.set(key, etree.tostring(kept, encoding="unicode"))
    else:
        parent.attrib.pop(key, None)
    state.reindex()


def _wanted(state: Evaluation, field: Field, parent: Any, found: Sequence[Any]) -> int:
    assert field.repeat is not None
    assert field.repeat.count is not None
    trial = found[0] if found else _put_in(state.form, field, parent, _blank(field))
    number = to_number(state.worked_out(field.repeat.count, trial, field.ref))
    if not found:
        parent.remove(trial)
    return int(max(0, min(number, MOST_INSTANCES))) if number == number else 0


def run_actions(state: Evaluation, event: str, *, inside: Any = None, refs: Collection[str] = ()) -> None:
    """Set what the form sets on an event; for a new instance only within it."""
    for action in state.form.actions:
        if event in action.events and (inside is None or action.ref in refs):
            nodes = _targets(state, action, state.root if inside is None else inside)
            for node in nodes:
                if inside is None or node is inside or inside in node.iterancestors():
                    _set(state, action, node, 0)


def _run_triggers(state: Evaluation, ref: str, node: Any, depth: int) -> None:
    for action in state.form.actions:
        if CHANGED in action.events and action.source == ref:
            for target in _targets(state, action, node):
                _set(state, action, target, depth + 1)


def _targets(state: Evaluation, action: Action, source: Any) -> list[Any]:
    """The nodes meant: those of a plain reference that stand nearest, or what a path with predicates finds."""
    if "[" not in action.target.text:
        found = state.nodes.get(action.ref.partition("/@")[0], [])
        return list(found) if source is state.root else repeat_paths.near(found, source)
    value = state.worked_out(action.target, source, action.ref)
    return [node for node in value if not isinstance(node, str)] if isinstance(value, list) else []


def _set(state: Evaluation, action: Action, node: Any, depth: int) -> None:
    field = state.form.by_ref.get(action.ref)
    if field is None or field.kind in (Type.GROUP, Type.REPEAT):
        return
    value = action.value
    text = state.stored(field, state.worked_out(value, node, field.ref) if isinstance(value, Expression) else value)
    if field.name[:1] == "@":
        for attribute in node.attrib:
            if attribute.rpartition("}")[2] == field.name[1:]:
                node.set(attribute, text)
        changed_at(state, field.ref, None, depth)
        return
    before = node.text
    state.write(node, text)
    if node.text != before:
        changed_at(state, field.ref, node, depth)
