"""The walk through a form as its answers make it: the questions and notes that are relevant, instance by instance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from forms.entry.recalculation import repeat_offered
from forms.entry.state import Evaluation
from forms.model import repeat_paths
from forms.model.form import Field
from forms.model.instance_document import CLOSED, GIVEN, OFF, SEEN, SKIPPED, named
from forms.model.types import Type


class Stop(NamedTuple):
    """A question or note and its element; for a repeat ("one more?") the element that holds the instances."""

    field: Field
    node: Any

    def ref(self, state: Evaluation) -> str:
        """The reference with positions; for a repeat that of the whole range."""
        if self.field.kind is not Type.REPEAT:
            return repeat_paths.path(state.form, self.node, self.field.ref)
        if self.field.parent is None:
            return self.field.ref
        return f"{repeat_paths.path(state.form, self.node, self.field.parent)}/{self.field.name}"

    def close(self, closed: bool = True) -> None:
        """Mark a repeat as one to which nobody wants to add, or take the mark away."""
        names = [name for name in (self.node.get(CLOSED) or "").split() if name != self.field.name]
        names += [self.field.name] if closed else []
        if names:
            self.node.set(CLOSED, " ".join(names))
        else:
            self.node.attrib.pop(CLOSED, None)

    @property
    def done(self) -> bool:
        """Answered, skipped, or a repeat to which nobody wants to add."""
        if self.field.kind is Type.REPEAT:
            return self.field.name in (self.node.get(CLOSED) or "").split()
        return bool(self.node.get(SEEN) or self.node.get(SKIPPED))


def stops(state: Evaluation) -> list[Stop]:
    """Every relevant question, note and open repeat, in the order in which a person meets them."""
    if state.form.repeats:
        return list(_below(state, None, state.root, False))
    # What stands in a group that is not relevant is marked itself.
    nodes = state.nodes
    return [
        Stop(field, found[0])
        for field in state.form.met
        if (found := nodes.get(field.ref)) and found[0].get(OFF) is None
    ]


def inside(state: Evaluation, field: Field, node: Any) -> Iterator[Stop]:
    """The same within one instance of a repeat."""
    return _below(state, field.ref, node, True)


def _below(state: Evaluation, parent: str | None, at: Any, nested: bool) -> Iterator[Stop]:
    for field in state.form.children.get(parent, ()):
        if field.kind is Type.REPEAT:
            yield from _repeat(state, field, at)
            continue
        node = _node(state, field, at, nested)
        if node is None or node.get(OFF) is not None:
            continue
        if field.kind is Type.GROUP:
            yield from _below(state, field.ref, node, nested)
        elif field.kind.asked or field.kind is Type.NOTE:
            yield Stop(field, node)


def _node(state: Evaluation, field: Field, at: Any, nested: bool) -> Any:
    found: Sequence[Any] = named(at, field.name) if nested else state.nodes.get(field.ref, ())
    return found[0] if found else None


def _repeat(state: Evaluation, field: Field, at: Any) -> Iterator[Stop]:
    for node in repeat_paths.of(field, at):
        if node.get(OFF) is None:
            yield from _below(state, field.ref, node, True)
    if field.repeat is not None and not field.repeat.fixed and repeat_offered(state, field, at):
        yield Stop(field, at)


def is_told(state: Evaluation, stop: Stop) -> bool:
    """A note, or a question nobody may answer here but whose label and value say something."""
    if stop.field.kind is Type.NOTE:
        return True
    if stop.field.kind is Type.REPEAT:
        return False
    return bool(stop.field.labels) and state.read_only(stop.field, stop.node)


def is_walked(state: Evaluation, stop: Stop) -> bool:
    """A question that progress counts."""
    field = stop.field
    return field.walked and stop.node.get(GIVEN) is None and not state.read_only(field, stop.node)


def range_at(state: Evaluation, ref: str) -> Stop:
    """A repeat and the element that holds its instances.

    Raises:
        KeyError: no such repeat.
    """
    field = state.form.field(ref)
    if field.repeat is None or ref.endswith("]"):
        raise KeyError(ref)
    if field.parent is None:
        return Stop(field, state.root)
    return Stop(field, state.node(ref.rpartition("/")[0] if "/" in ref else field.parent))


def askable(state: Evaluation, ref: str) -> Stop:
    """A relevant question, or a repeat to which something may be added.

    Raises:
        KeyError: no such field, or it is not asked at all or not now.
    """
    field = state.form.field(ref)
    if field.kind is Type.REPEAT and not ref.endswith("]"):
        stop = range_at(state, ref)
        if field.repeat is None or field.repeat.fixed or not repeat_offered(state, field, stop.node):
            raise KeyError(ref)
        return stop
    node = state.node(ref)
    if not field.kind.asked or node.get(OFF) is not None:
        raise KeyError(ref)
    return Stop(field, node)
