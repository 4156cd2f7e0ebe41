"""Dependencies: the things to work out again when an answer changes, in their order.

A reference is the path to a node without positions. With ``#`` behind it, it stands for how many nodes there are and in
which order, which only a repeat changes: ``position(..)`` and ``count(...)`` read that and no answer.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from forms.errors import FormError
from forms.xpath.expressions import Expression
from forms.xpath.parser import Binary, Call, Negate, Node, Path, Step, subtrees

# (what, reference): "relevant", "calculate", "choices" or "count" (of a repeat) of the field at that reference.
Item = tuple[str, str]
# Behind a reference: that the node is relevant again, with an answer from before; a filter may have changed since.
AGAIN = "?"
# Behind a reference: which of its nodes are relevant; those alone are counted.
MEMBERS = "!"
# The column of a spreadsheet in which an item is written.
COLUMNS = {"relevant": "relevant", "calculate": "calculation", "choices": "choice_filter", "count": "repeat_count"}
_OWN_RESULT = ("calculate", "choices")
_OF_CONTEXT = ("string", "number", "string-length", "normalize-space", "once")


def references(expression: Expression, context: str) -> set[str]:
    """The absolute references that an expression reads when it stands at ``context``; "*" for "could be anything"."""
    return set(_references(expression.tree, context, context))


def reads_time(expression: Expression) -> bool:
    """True if its value changes as time passes."""
    return any(isinstance(node, Call) and node.name in ("now", "today") for node in subtrees(expression.tree))


def _references(node: Node, at: str | None, current: str) -> Iterator[str]:
    if isinstance(node, Binary):
        yield from _references(node.left, at, current)
        yield from _references(node.right, at, current)
    elif isinstance(node, Negate):
        yield from _references(node.operand, at, current)
    elif isinstance(node, Call):
        yield from _call_references(node, at, current)
    elif isinstance(node, Path):
        yield from _path_references(node, at, current)


def _call_references(node: Call, at: str | None, current: str) -> Iterator[str]:
    if node.name == "current":
        yield current
    elif node.name == "position":
        for arg in node.args:
            yield from (ref if ref == "*" else ref.rstrip("#") + "#" for ref in _references(arg, at, current))
        if not node.args and at is not None:
            yield at + "#"
    elif node.name == "count" and len(node.args) == 1 and isinstance(node.args[0], Path):
        *inside, whole = _path_references(node.args[0], at, current)
        yield from inside
        if whole == "*":
            yield whole
        else:
            yield from (whole.rstrip("#") + mark for mark in ("#", MEMBERS))
    else:
        for arg in node.args:
            yield from _references(arg, at, current)
        if node.name in _OF_CONTEXT and not (node.args and node.name != "once") and at is not None:
            yield at


def _path_references(node: Path, context: str | None, current: str) -> Iterator[str]:
    """References that the predicates read, then those that the path itself leads to."""
    at: str | None = context
    if node.start == "/":
        at = ""
    elif isinstance(node.start, Call) and node.start.name == "current":
        at = current
    elif node.start is not None and not isinstance(node.start, str):
        yield from _references(node.start, context, current)
        at = None
    for predicate in node.predicates:
        yield from _references(predicate, at, current)
    for step in node.steps:
        at = _move(at, step)
        for predicate in step.predicates:
            yield from _references(predicate, at, current)
    yield "/#" if at is None else at or "/"


def _move(at: str | None, step: Step) -> str | None:
    if at is None or at == "*" or step.axis == "self":
        return at
    if step.axis == "parent" and step.test == "node()":
        return at.rpartition("/")[0]
    if step.axis == "child" and step.test != "*" and "(" not in step.test:
        return f"{at}/{step.test.rpartition(':')[2]}"
    if step.axis in ("preceding-sibling", "following-sibling") and at.endswith("/" + step.test):
        return at
    return "*"


@dataclass
class Dependencies:
    """The graph of one form. ``order`` holds every item after the items it reads."""

    order: tuple[Item, ...]
    readers: Mapping[str, frozenset[Item]]
    parents: Mapping[str, str | None]
    _affected: dict[str, tuple[Item, ...]] = field(default_factory=dict)

    def affected(self, ref: str) -> tuple[Item, ...]:
        """The things to work out again, in order, after the answer at ``ref`` changed, or the instances of ``ref`` + "#"."""
        known = self._affected.get(ref)
        if known is None:
            known = self._affected[ref] = self._find(ref)
        return known

    def following(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """The items themselves and all that reads what they give, in order."""
        found = set(items)
        return self._spread([changed for item in tuple(found) for changed in self._given_by(item, found)], found)

    def _find(self, ref: str) -> tuple[Item, ...]:
        found: set[Item] = set()
        waiting = [ref]
        if ref.endswith("#"):
            waiting = [*self._below(ref[:-1]), *self._made(ref[:-1], found)]
        return self._spread(waiting, found)

    def _spread(self, waiting: list[str], found: set[Item]) -> tuple[Item, ...]:
        while waiting:
            for item in self.readers.get(waiting.pop(), ()):
                if item not in found:
                    found.add(item)
                    waiting.extend(self._given_by(item, found))
        return tuple(item for item in self.order if item in found)

    def _given_by(self, item: Item, found: set[Item]) -> list[str]:
        made = self._made(item[1], found) if item[0] == "count" else []
        return [*self.changed_by(item), *made]

    def _made(self, ref: str, found: set[Item]) -> list[str]:
        """Add to ``found`` the things to work out for a new instance; return the references that this changes."""
        inside = {item for item in self.order if item[1].startswith(ref + "/")} - found
        found |= inside
        return [changed for item in inside for changed in self.changed_by(item)]

    def _below(self, ref: str) -> Iterator[str]:
        yield from (ref, ref + "#")
        for other in self.parents:
            if other.startswith(ref + "/"):
                yield from (other, other + "#")

    def changed_by(self, item: Item) -> Iterator[str]:
        """The references that read otherwise once an item has been worked out."""
        what, ref = item
        yield ref
        if what == "relevant":
            inside = [other for other in self.parents if other.startswith(ref + "/")]
            yield from (*inside, *(other + mark for other in (ref, *inside) for mark in (AGAIN, MEMBERS)))
        elif what == "count":
            yield from self._below(ref)


def build(items: Mapping[Item, set[str]], parents: Mapping[str, str | None]) -> Dependencies:
    """The graph from what each item reads.

    Raises:
        FormError: ``dependency_cycle``, when an item needs its own result.
    """
    readers: dict[str, set[Item]] = {}
    for item, refs in items.items():
        for ref in _expanded(refs, parents):
            own = ref == item[1] if item[0] in _OWN_RESULT else item == ("relevant", ref.removesuffix(MEMBERS))
            if not (own and (item[0] in _OWN_RESULT or ref.endswith(MEMBERS))):
                readers.setdefault(ref, set()).add(item)
        if item[0] == "choices":
            readers.setdefault(item[1] + AGAIN, set()).add(item)
    frozen = {ref: frozenset(found) for ref, found in readers.items()}
    graph = Dependencies((), frozen, parents)
    order = _sorted(items, graph)
    with contextlib.suppress(FormError):  # a group may look at what is in a repeat of its own
        order = _sorted(items, graph, counts_last=True)
    for what, ref in items:
        if what == "count":
            # Instances are made when what they stand in is relevant again.
            frozen[ref] = frozen.get(ref, frozenset()) | {(what, ref)}
    return Dependencies(tuple(order), frozen, parents)


def _expanded(refs: Iterable[str], parents: Mapping[str, str | None]) -> Iterator[str]:
    """A reference to a group reads everything in it."""
    for ref in refs:
        if ref in ("*", "/"):
            yield from parents
            yield from (other + "#" for other in parents)
        elif ref.endswith(("#", MEMBERS)):
            yield ref
        elif ref in parents:
            yield ref
            yield from (other for other in parents if other.startswith(ref + "/"))


def _sorted(items: Mapping[Item, set[str]], graph: Dependencies, *, counts_last: bool = False) -> list[Item]:
    """`counts_last`: how many instances there are follows whether what they stand in is relevant."""
    follows: dict[Item, set[Item]] = {}
    for item in items:
        after = {other for ref in graph.changed_by(item) for other in graph.readers.get(ref, ())}
        if item[0] == "count":
            after |= {other for other in items if other[1].startswith(item[1] + "/")}
        elif item[0] != "relevant":
            after.discard(item)
        elif counts_last:
            after |= {other for other in items if other[0] == "count" and f"{other[1]}/".startswith(f"{item[1]}/")}
        follows[item] = after
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
        left = sorted((item[1].rpartition("/")[2], COLUMNS[item[0]]) for item in items if waiting_for[item] > 0)
        names = dict.fromkeys(name for name, _column in left)
        details = {"name": left[0][0], "names": ", ".join(names), "column": left[0][1]}
        raise FormError("dependency_cycle", details=details)
    return order
