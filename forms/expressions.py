"""Expressions of a form, compiled once and then only called.

An expression becomes a tree of small Python functions over lxml elements. libxml2's own XPath would be the shorter way,
but it knows no dates, evaluates both arms of ``if()``, and costs a crossing into C for each function called; paths of
plain child steps, which is nearly all that forms contain, are faster walked directly. Rarer axes still go to libxml2.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from lxml import etree

from forms.functions import CONTEXT_FUNCTIONS, FUNCTIONS, LAZY_FUNCTIONS
from forms.values import (
    Value,
    XmlNode,
    compare,
    equal,
    to_boolean,
    to_number,
    unequal,
)
from forms.xpath import Binary, Call, Literal, Negate, Node, Path, Step, XPathSyntaxError, parse


class ExpressionError(ValueError):
    """An expression that cannot be compiled: ``code`` is ``bad_expression`` or ``unknown_function``."""

    def __init__(self, code: str, reason: str) -> None:
        self.code = code
        self.reason = reason
        super().__init__(f"{code}: {reason}")


def _no_instance(_name: str) -> XmlNode | None:
    return None


def _no_choice_label(_value: str, _ref: str, _scope: Scope) -> str:
    return ""


def _no_id() -> str:
    return ""


@dataclass
class World:
    """What an evaluation may see besides its context node: everything outside comes in here.

    root: what absolute paths start from, an lxml tree (the document) or an element.
    now: the instant, aware, in the zone in which ``today()`` is meant.
    """

    root: XmlNode
    now: datetime
    instance: Callable[[str], XmlNode | None] = _no_instance
    choice_label: Callable[[str, str, Scope], str] = _no_choice_label
    new_id: Callable[[], str] = _no_id
    nodes: Mapping[str, list[XmlNode]] = field(default_factory=dict)


class Scope:
    """Where an expression stands: the context node with its position among ``size``, and the world around."""

    __slots__ = ("current", "node", "position", "size", "world")

    def __init__(self, world: World, node: XmlNode, position: int = 1, size: int = 1, current: XmlNode = None) -> None:
        self.world = world
        self.node = node
        self.position = position
        self.size = size
        self.current = node if current is None else current


Compiled = Callable[[Scope], Value]


@dataclass(frozen=True)
class Expression:
    """A compiled expression. ``tree`` is its parse, for finding out what it depends on."""

    text: str
    run: Compiled
    tree: Node

    def __call__(self, scope: Scope) -> Value:
        return self.run(scope)


@lru_cache(maxsize=4096)
def compile_expression(text: str) -> Expression:
    """Compile once; the same text gives the same object.

    Raises:
        ExpressionError: not XPath 1.0 (``bad_expression``) or a function nobody here knows (``unknown_function``).
    """
    try:
        tree = parse(text)
    except XPathSyntaxError as error:
        raise ExpressionError("bad_expression", str(error)) from error
    return Expression(text, _compile(tree), tree)


def evaluate(
    expression: str, instance_xml: str, *, context: str = "/", now: datetime, root: str = "/"
) -> Value | list[XmlNode]:
    """The value of an XPath expression with OpenRosa's functions over one document.

    context: an XPath to the context node; root: an XPath to what absolute paths start from (default: the document).
    Returns text, a float, a bool, or a list of lxml nodes. A date is its ISO text.

    Raises:
        ExpressionError: the expression, the context or the document cannot be understood.
    """
    try:
        document = etree.fromstring(instance_xml.encode(), safe_parser()).getroottree()
        at = document if context == "/" else document.xpath(context)[0]
        top = document if root == "/" else document.xpath(root)[0]
    except (etree.LxmlError, IndexError) as error:
        raise ExpressionError("bad_expression", str(error)) from error

    def instance(name: str) -> XmlNode | None:
        found = document.xpath("//*[local-name()='instance'][@id=$name]", name=name)
        return found[0] if found else None

    return compile_expression(expression)(Scope(World(top, now, instance), at))


def safe_parser() -> Any:
    """A parser that reads no other file, expands nothing, and drops what is not content."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )


def _compile(node: Node) -> Compiled:
    if isinstance(node, Literal):
        value = node.value
        return lambda _scope: value
    if isinstance(node, Binary):
        return _compile_binary(node)
    if isinstance(node, Negate):
        operand = _compile(node.operand)
        return lambda scope: -to_number(operand(scope))
    if isinstance(node, Call):
        return _compile_call(node)
    return _compile_path(node)


def _modulo(left: float, right: float) -> float:
    return math.fmod(left, right) if right != 0 and math.isfinite(left) else math.nan


def _divide(left: float, right: float) -> float:
    if right != 0:
        return left / right
    if left == 0 or left != left:
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "div": _divide,
    "mod": _modulo,
}


def _compile_binary(node: Binary) -> Compiled:
    left, right, operator = _compile(node.left), _compile(node.right), node.operator
    if operator == "or":
        return lambda scope: to_boolean(left(scope)) or to_boolean(right(scope))
    if operator == "and":
        return lambda scope: to_boolean(left(scope)) and to_boolean(right(scope))
    if operator == "=":
        return lambda scope: equal(left(scope), right(scope))
    if operator == "!=":
        return lambda scope: unequal(left(scope), right(scope))
    if operator == "|":
        _expect_nodes(node.left)
        _expect_nodes(node.right)
        return lambda scope: _in_document_order([*_nodes(left(scope)), *_nodes(right(scope))])
    if operator in _ARITHMETIC:
        work = _ARITHMETIC[operator]
        return lambda scope: work(to_number(left(scope)), to_number(right(scope)))
    return lambda scope: compare(operator, left(scope), right(scope))


def _nodes(value: Value) -> list[XmlNode]:
    return value if isinstance(value, list) else []


def _expect_nodes(node: Node) -> None:
    """Refuse, while the form is loaded, a path that starts from something that can never be nodes."""
    calls_for_nodes = isinstance(node, Call) and node.name in ("instance", "current", "if", "once")
    if not (isinstance(node, Path) or calls_for_nodes or (isinstance(node, Binary) and node.operator == "|")):
        raise ExpressionError("bad_expression", "a path or | needs nodes")


def _compile_call(node: Call) -> Compiled:
    name, args = node.name, [_compile(arg) for arg in node.args]
    if name in LAZY_FUNCTIONS:
        least, most, build = LAZY_FUNCTIONS[name]
        _check_count(name, len(args), least, most)
        lazy: Compiled = build(args)
        return lazy
    if name in CONTEXT_FUNCTIONS:
        least, most, with_scope = CONTEXT_FUNCTIONS[name]
        _check_count(name, len(args), least, most)
        return lambda scope: with_scope(scope, *[arg(scope) for arg in args])
    if name not in FUNCTIONS:
        raise ExpressionError("unknown_function", name)
    least, most, function = FUNCTIONS[name]
    _check_count(name, len(args), least, most)
    if len(args) == 1:
        only = args[0]
        return lambda scope: function(only(scope))
    return lambda scope: function(*[arg(scope) for arg in args])


def _check_count(name: str, given: int, least: int, most: int | None) -> None:
    if given < least or (most is not None and given > most):
        raise ExpressionError("bad_expression", f"{name}() with {given} arguments")


def _compile_path(node: Path) -> Compiled:
    plain = plain_reference(node)
    steps = [_compile_step(step) for step in node.steps]
    predicates = [_compile(predicate) for predicate in node.predicates]
    start = node.start
    if plain is not None:
        return lambda scope: _indexed(plain, scope) or _walk([scope.world.root], steps, scope)
    if start is None:
        return lambda scope: _walk([scope.node], steps, scope)
    if isinstance(start, str):
        return lambda scope: _walk([scope.world.root], steps, scope)
    _expect_nodes(start)
    first = _compile(start)

    def from_value(scope: Scope) -> Value:
        nodes = _nodes(first(scope))
        for predicate in predicates:
            nodes = _filter(nodes, predicate, scope)
        return _walk(nodes, steps, scope)

    return from_value


def _indexed(ref: str, scope: Scope) -> list[XmlNode] | None:
    return scope.world.nodes.get(ref)


def plain_reference(node: Node) -> str | None:
    """ "/data/group/name" where the expression is just that: an absolute path of named child steps."""
    if not isinstance(node, Path) or node.start != "/" or not node.steps:
        return None
    if any(step.axis != "child" or step.predicates or step.test == "*" or "(" in step.test for step in node.steps):
        return None
    return "".join("/" + step.test for step in node.steps)


_StepRun = Callable[[XmlNode, Scope], list[XmlNode]]


def _walk(nodes: Sequence[XmlNode], steps: Sequence[_StepRun], scope: Scope) -> list[XmlNode]:
    found = list(nodes)
    for step in steps:
        if len(found) == 1:
            found = step(found[0], scope)
        elif found:
            gathered: list[XmlNode] = []
            for node in found:
                gathered.extend(step(node, scope))
            found = _in_document_order(gathered)
    return found


def _filter(nodes: list[XmlNode], predicate: Compiled, scope: Scope) -> list[XmlNode]:
    size, kept = len(nodes), []
    for position, node in enumerate(nodes, 1):
        value = predicate(Scope(scope.world, node, position, size, scope.current))
        if value == position if isinstance(value, float) else to_boolean(value):
            kept.append(node)
    return kept


def _compile_step(step: Step) -> _StepRun:
    predicates = [_compile(predicate) for predicate in step.predicates]
    move = _mover(step.axis, step.test)
    if not predicates:
        return lambda node, _scope: move(node)
    backwards = step.axis in ("ancestor", "ancestor-or-self", "preceding", "preceding-sibling")

    def run(node: XmlNode, scope: Scope) -> list[XmlNode]:
        nodes = move(node)
        if backwards:
            nodes.reverse()
        for predicate in predicates:
            nodes = _filter(nodes, predicate, scope)
        return nodes[::-1] if backwards else nodes

    return run


def _is_document(node: XmlNode) -> bool:
    return hasattr(node, "getroot")


def local_name(node: XmlNode) -> str:
    tag: str = node.tag
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
        return list(children)
    return [child for child in children if child.tag == name or local_name(child) == name]


def _parent(node: XmlNode) -> list[XmlNode]:
    if _is_document(node):
        return []
    parent = node.getparent()
    return [node.getroottree()] if parent is None else [parent]


def _in_document_order(nodes: list[XmlNode]) -> list[XmlNode]:
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
