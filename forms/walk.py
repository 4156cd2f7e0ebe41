"""The walk through a form as its answers make it: the questions and notes that are relevant, instance by instance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from forms import instances, repeats
from forms.document import CLOSED, GIVEN, OFF, SEEN, SKIPPED, named
from forms.form import Field
from forms.state import State
from forms.types import Type


@dataclass(frozen=True)
class Stop:
    """A question or note and its element; for a repeat ("one more?") the element that holds the instances.

    again: it stands in an instance after the first; counted in ``stops`` so that a note is not told twice.
    """

    one: Field
    node: Any

    def ref(self, state: State) -> str:
        """The reference with positions; for a repeat that of the whole range."""
        if self.one.kind is not Type.REPEAT:
            return instances.path(state.form, self.node, self.one.ref)
        if self.one.parent is None:
            return self.one.ref
        return f"{instances.path(state.form, self.node, self.one.parent)}/{self.one.name}"

    @property
    def done(self) -> bool:
        """Answered, skipped, or a repeat to which nobody wants to add."""
        if self.one.kind is Type.REPEAT:
            return self.one.name in (self.node.get(CLOSED) or "").split()
        return bool(self.node.get(SEEN) or self.node.get(SKIPPED))


def stops(state: State) -> Iterator[Stop]:
    """Every relevant question, note and open repeat, in the order in which a person meets them."""
    return _below(state, None, state.root, False)


def _below(state: State, parent: str | None, at: Any, inside: bool) -> Iterator[Stop]:
    for one in state.form.children.get(parent, ()):
        if one.kind is Type.REPEAT:
            yield from _repeat(state, one, at)
            continue
        node = _node(state, one, at, inside)
        if node is None or node.get(OFF) is not None:
            continue
        if one.kind is Type.GROUP:
            yield from _below(state, one.ref, node, inside)
        elif one.kind.asked or one.kind is Type.NOTE:
            yield Stop(one, node)


def _node(state: State, one: Field, at: Any, inside: bool) -> Any:
    found: Sequence[Any] = named(at, one.name) if inside else state.nodes.get(one.ref, ())
    return found[0] if found else None


def _repeat(state: State, one: Field, at: Any) -> Iterator[Stop]:
    for node in instances.of(one, at):
        if node.get(OFF) is None:
            yield from _below(state, one.ref, node, True)
    if one.repeat is not None and not one.repeat.fixed and repeats.offered(state, one, at):
        yield Stop(one, at)


def is_told(state: State, stop: Stop) -> bool:
    """A note, or a question nobody may answer here but whose label and value say something."""
    if stop.one.kind is Type.NOTE:
        return True
    if stop.one.kind is Type.REPEAT:
        return False
    return bool(stop.one.labels) and state.read_only(stop.one, stop.node)


def is_walked(state: State, stop: Stop) -> bool:
    """A question that progress counts."""
    one = stop.one
    return one.walked and stop.node.get(GIVEN) is None and not state.read_only(one, stop.node)
