"""Walking the document along the steps of a path.

Paths of plain child steps, which is nearly all that forms contain, are faster walked directly than by libxml2, to which
the rarer axes go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lxml import etree

from forms.xpath.functions_dates import ValueRefused
from forms.xpath.parser import Step
from forms.xpath.scope import Compiled, Scope
from forms.xpath.values import XmlNode, to_boolean

StepRun = Callable[[XmlNode, Scope], list[XmlNode]]


def walk(nodes: Sequence[XmlNode], steps: Sequence[StepRun], scope: Scope) -> list[XmlNode]:
    found = list(nodes)
    for step in steps:
        if len(found) == 1:
            found = step(found[0], scope)
        elif found:
            gathered: list[XmlNode] = []
            for node in found:
                gathered.extend(step(node, scope))
            spend(scope, len(gathered))
            found = in_document_order(gathered)
    return found


def filtered(nodes: list[XmlNode], predicate: Compiled, scope: Scope) -> list[XmlNode]:
    size, kept = len(nodes), []
    spend(scope, size)
    for position, node in enumerate(nodes, 1):
        value = predicate(Scope(scope.world, node, position, size, scope.current))
        if value == position if isinstance(value, float) else to_boolean(value):
            kept.append(node)
    return kept


def step_run(step: Step, predicates: Sequence[Compiled]) -> StepRun:
    """One step of a path as a function, its predicates already compiled."""
    move = _mover(step.axis, step.test)
    if not predicates:
        return lambda node, _scope: move(node)
    backwards = step.axis in ("ancestor", "ancestor-or-self", "preceding", "preceding-sibling")

    def run(node: XmlNode, scope: Scope) -> list[XmlNode]:
        nodes = move(node)
        if backwards:
            nodes.reverse()
        for predicate in predicates:
            nodes = filtered(nodes, predicate, scope)
        return nodes[::-1] if backwards else nodes

    return run


def spend(scope: Scope, work: int) -> None:
    """Count work against what one turn may cost.

    Raises:
        ValueRefused: there has been too much of it.
    """
    scope.world.effort -= work
    if scope.world.effort < 0:
        raise ValueRefused("too much work")


def _is_document(node: XmlNode) -> bool:
    return hasattr(node, "getroot")


def local_name(node: XmlNode) -> str:
    """The name without its namespace; "" for what has none, a comment or an instruction."""
    tag = node.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2] if tag[:1] == "{" else tag


def _mover(axis: str, test: str) -> Callable[[XmlNode], list[XmlNode]]:
    name = test.rpartition(":")[2] if "(" not in test else test
    if axis == "self" and test == "node()":
        return lambda node: [node]
    if axis == "parent" and test == "node()":
        return _parent
    if axis == "child" and "(" not in name:
        return lambda node: _children(node, name)
    wanted = test if "(" in test else "*" if name == "*" else f"*[local-name()='{name}']"
    query = etree.XPath(
        f"{axis}::{wanted}" if axis != "attribute" or "(" in test or name == "*" else f"@*[local-name()='{name}']"
    )

    def by_libxml2(node: XmlNode) -> list[XmlNode]:
        if _is_document(node):
            if axis in ("descendant-or-self", "descendant") and test == "node()":
                return [node, *node.xpath("//node()")] if axis == "descendant-or-self" else list(node.xpath("//node()"))
            return list(node.xpath(f"/{axis}::{wanted}"))
        if isinstance(node, str):
            return []
        found: Any = query(node)
        return list(found)

    return by_libxml2


def _children(node: XmlNode, name: str) -> list[XmlNode]:
    if isinstance(node, str):
        return []
    children = [node.getroot()] if _is_document(node) else node
    if name == "*":
        return [child for child in children if isinstance(child.tag, str)]
    return [child for child in children if child.tag == name or local_name(child) == name]


def _parent(node: XmlNode) -> list[XmlNode]:
    if _is_document(node):
        return []
    parent = node.getparent()
    return [node.getroottree()] if parent is None else [parent]


def in_document_order(nodes: list[XmlNode]) -> list[XmlNode]:
    elements = [node for node in nodes if not isinstance(node, str) and not _is_document(node)]
    if len(elements) != len(nodes):
        return nodes
    unique = list(dict.fromkeys(elements))
    if len(unique) < 2:
        return unique
    parents = {id(node.getparent()) for node in unique}
    top = unique[0].getparent() if len(parents) == 1 else unique[0].getroottree().getroot()
    wanted = set(unique)
    ordered = [node for node in (top if len(parents) == 1 and top is not None else top.iter()) if node in wanted]
    return ordered if len(ordered) == len(unique) else unique
