"""What must be worked out again when an answer changes, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from forms.errors import FormError
from forms.expressions import Expression
from forms.xpath import Binary, Call, Negate, Node, Path, Step

# (what, reference): "relevant", "calculate" or "choices" of the field at that reference.
Item = tuple[str, str]


def references(expression: Expression, context: str) -> set[str]:
    """The absolute references that an expression reads when it stands at ``context``; "*" for "could be anything"."""
    return set(_references(expression.tree, context))


def _references(node: Node, context: str | None) -> Iterator[str]:
    if isinstance(node, Binary):
        yield from _references(node.left, context)
        yield from _references(node.right, context)
    elif isinstance(node, Negate):
        yield from _references(node.operand, context)
    elif isinstance(node, Call):
        for arg in node.args:
            yield from _references(arg, context)
        if node.name in ("position", "string", "number", "string-length", "normalize-space", "once"):
            yield from () if context is None else (context,)
    elif isinstance(node, Path):
        yield from _path_references(node, context)


def _path_references(node: Path, context: str | None) -> Iterator[str]:
    at: str | None = context
    if node.start == "/":
        at = ""
    elif isinstance(node.start, Call) and node.start.name == "current":
        at = context
    elif node.start is not None and not isinstance(node.start, str):
        yield from _references(node.start, context)
        at = None
    for predicate in node.predicates:
        yield from _references(predicate, at)
    for step in node.steps:
        at = _move(at, step)
        for predicate in step.predicates:
            yield from _references(predicate, at)
    if at is not None:
        yield at or "/"


def _move(at: str | None, step: Step) -> str | None:
    if at is None or at == "*":
        return at
    if step.axis == "self":
        return at
    if step.axis == "parent" and step.test == "node()":
        return at.rpartition("/")[0]
    if step.axis == "child" and step.test != "*" and "(" not in step.test:
        return f"{at}/{step.test}"
    return "*"


@dataclass
class Dependencies:
    """The graph of one form. ``order`` holds every item after the items it reads."""

    order: tuple[Item, ...]
    readers: Mapping[str, frozenset[Item]]
    parents: Mapping[str, str | None]
    _affected: dict[str, tuple[Item, ...]] = field(default_factory=dict)

    def affected(self, ref: str) -> tuple[Item, ...]:
        """What to work out again, in order, after the answer at ``ref`` changed."""
        known = self._affected.get(ref)
        if known is None:
            known = self._affected[ref] = self._find(ref)
        return known

    def _find(self, ref: str) -> tuple[Item, ...]:
        found: set[Item] = set()
        waiting = [ref]
        while waiting:
            for item in self.readers.get(waiting.pop(), ()):
                if item not in found:
                    found.add(item)
                    waiting.extend(self._changed_by(item))
        return tuple(item for item in self.order if item in found)

    def _changed_by(self, item: Item) -> Iterator[str]:
        what, ref = item
        yield ref
        if what == "relevant":
            yield from (other for other in self.parents if other.startswith(ref + "/"))


def build(items: Mapping[Item, set[str]], parents: Mapping[str, str | None]) -> Dependencies:
    """The graph from what each item reads.

    Raises:
        FormError: ``dependency_cycle``, when an item needs its own result.
    """
    readers: dict[str, set[Item]] = {}
    for item, refs in items.items():
        for ref in _expanded(refs, parents):
            if not (item[0] in ("calculate", "choices") and ref == item[1]):
                readers.setdefault(ref, set()).add(item)
    order = _sorted(items, readers, parents)
    return Dependencies(tuple(order), {ref: frozenset(found) for ref, found in readers.items()}, parents)


def _expanded(refs: Iterable[str], parents: Mapping[str, str | None]) -> Iterator[str]:
    """A reference to a group reads everything in it."""
    for ref in refs:
        if ref in ("*", "/"):
            yield from parents
        elif ref in parents:
            yield ref
            yield from (other for other in parents if other.startswith(ref + "/"))


def _sorted(
    items: Mapping[Item, set[str]], readers: Mapping[str, set[Item]], parents: Mapping[str, str | None]
) -> list[Item]:
    graph = Dependencies((), {ref: frozenset(found) for ref, found in readers.items()}, parents)
    follows = {item: {other for ref in graph._changed_by(item) for other in readers.get(ref, ())} for item in items}
    for item in items:
        if item[0] != "relevant":
            follows[item].discard(item)
    waiting_for = dict.fromkeys(items, 0)
    for others in follows.values():
        for other in others:
            waiting_for[other] += 1
    ready = [item for item in items if waiting_for[item] == 0]
    order: list[Item] = []
    while ready:
        item = ready.pop(0)
        order.append(item)
        for other in sorted(follows[item]):
            waiting_for[other] -= 1
            if waiting_for[other] == 0:
                ready.append(other)
    if len(order) < len(items):
        stuck = sorted({item[1].rpartition("/")[2] for item in items if waiting_for[item] > 0})
        raise FormError("dependency_cycle", details={"name": stuck[0], "names": ", ".join(stuck)})
    return order
