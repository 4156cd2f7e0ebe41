"""Expressions of a form, compiled once and then only called.

An expression becomes a tree of small Python functions over lxml elements. libxml2's own XPath would be the shorter way,
but it knows no dates, evaluates both arms of ``if()``, and costs a crossing into C for each function called; paths of
plain child steps, which is nearly all that forms contain, are faster walked directly. Rarer axes still go to libxml2.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from lxml import etree

from forms.xpath.functions import CONTEXT_FUNCTIONS, DECLINED, FUNCTIONS, LAZY_FUNCTIONS, OVER_NODES
from forms.xpath.functions_dates import ValueRefused, unknown_letter
from forms.xpath.functions_nodes import indexed_repeat
from forms.xpath.parser import Binary, Call, Literal, Negate, Node, Path, XPathSyntaxError, parse, subtrees
from forms.xpath.paths import filtered, in_document_order, local_name, step_run, walk
from forms.xpath.regex import PatternError, compile_pattern
from forms.xpath.scope import EFFORT, Compiled, Scope, World
from forms.xpath.values import Value, XmlNode, compare, equal, node_text, to_boolean, to_number, to_string, unequal

__all__ = [
    "EFFORT",
    "Compiled",
    "Expression",
    "ExpressionError",
    "Scope",
    "World",
    "compile_expression",
    "evaluate",
    "local_name",
    "safe_parser",
]


class ExpressionError(ValueError):
    """An expression that cannot be used.

    code: ``bad_expression``, ``bad_pattern``, ``unknown_function``, ``declined_function`` (``forms.functions.DECLINED``),
    ``bad_date_pattern`` (a letter of ``format-date`` that means nothing), or, met while it is worked out, ``bad_value``.
    """

    def __init__(self, code: str, reason: str) -> None:
        self.code = code
        self.reason = reason
        super().__init__(f"{code}: {reason}")


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
        ExpressionError: not XPath 1.0 (``bad_expression``), or a function that nobody here knows or runs.
    """
    tree = _parsed(text)
    for node in subtrees(tree):
        problem = _problem(node)
        if problem is not None:
            raise problem
    return Expression(text, _compile(tree), tree)


def _parsed(text: str) -> Node:
    try:
        return parse(text)
    except XPathSyntaxError as error:
        raise ExpressionError("bad_expression", str(error)) from error


def evaluate(
    expression: str, instance_xml: str, *, context: str = "/", now: datetime, root: str = "/"
) -> Value | list[XmlNode]:
    """The value of an XPath expression with OpenRosa's functions over one document.

    context: an XPath to the context node; root: an XPath to what absolute paths start from (default: the document).
    Returns text, a float, a bool, or a list of lxml nodes. A date is its ISO text; there is no office here, so that
    ``decimal-date-time`` counts from Greenwich's midnight, which a draft does not. A function that does not exist is an
    error only where it is called, as in an engine without a publishing step.

    Raises:
        ExpressionError: the expression, the context or the document cannot be understood, or a value not be used.
    """
    try:
        document = etree.fromstring(instance_xml.strip().encode(), _keeping_parser()).getroottree()
        at = document if context == "/" else document.xpath(context)[0]
        top = document if root == "/" else document.xpath(root)[0]
    except (etree.LxmlError, IndexError) as error:
        raise ExpressionError("bad_expression", str(error)) from error

    def instance(name: str) -> XmlNode | None:
        found = document.xpath("//*[local-name()='instance'][@id=$name]", name=name)
        return found[0] if found else None

    try:
        return _compile(_parsed(expression))(Scope(World(top, now, instance, greenwich=True), at))
    except ValueRefused as error:
        raise ExpressionError("bad_value", str(error)) from error


def _keeping_parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def safe_parser() -> Any:
    """A parser that reads no other file, expands nothing, and drops what is not content; one for each thread."""
    parser = getattr(_PARSERS, "safe", None)
    if parser is None:
        parser = _PARSERS.safe = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
    return parser


_PARSERS = threading.local()


def _compile(node: Node) -> Compiled:
    if isinstance(node, Literal):
        value = node.value
        return lambda _scope: value
    if isinstance(node, Binary):
        return _compile_binary(node)
    if isinstance(node, Negate):
        operand = _compile(node.operand)
        return lambda scope: -to_number(operand(scope), scope.world.zone)
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
        return lambda scope: equal(left(scope), right(scope), scope.world.zone)
    if operator == "!=":
        return lambda scope: unequal(left(scope), right(scope), scope.world.zone)
    if operator == "|":
        problem = _problem(node)
        if problem is not None:
            return _raising(problem)
        return lambda scope: in_document_order([*_nodes(left(scope)), *_nodes(right(scope))])
    if operator in _ARITHMETIC:
        work = _ARITHMETIC[operator]
        return lambda scope: work(to_number(left(scope), scope.world.zone), to_number(right(scope), scope.world.zone))
    return lambda scope: compare(operator, left(scope), right(scope), scope.world.zone)


def _nodes(value: Value) -> list[XmlNode]:
    return value if isinstance(value, list) else []


def _problem(node: Node) -> ExpressionError | None:
    """The fault of one node of a parse; its parts are looked at for themselves."""
    if isinstance(node, Call):
        return _call_problem(node)
    starts: tuple[Node, ...] = (node.left, node.right) if isinstance(node, Binary) and node.operator == "|" else ()
    if isinstance(node, Path):
        starts = () if node.start is None or isinstance(node.start, str) else (node.start,)
        if any(step.axis == "namespace" for step in node.steps):
            return ExpressionError("declined_function", "namespace")
    if not all(_may_be_nodes(start) for start in starts):
        return ExpressionError("bad_expression", "a path or | needs nodes")
    return None


def _may_be_nodes(node: Node) -> bool:
    if isinstance(node, Call):
        return node.name in ("instance", "current", "if", "once", "randomize", "indexed-repeat", *DECLINED)
    return isinstance(node, Path) or (isinstance(node, Binary) and node.operator == "|")


def _call_problem(node: Call) -> ExpressionError | None:
    if node.name in DECLINED:
        return ExpressionError("declined_function", node.name)
    if node.name == "indexed-repeat":
        fits = len(node.args) >= 3 and indexed_repeat(node.args) is not None
        return None if fits else ExpressionError("bad_expression", "indexed-repeat() wants paths and indexes")
    row = LAZY_FUNCTIONS.get(node.name) or CONTEXT_FUNCTIONS.get(node.name) or FUNCTIONS.get(node.name)
    if row is None:
        return ExpressionError("unknown_function", node.name)
    least, most, _function = row
    given = len(node.args)
    if given < least or (most is not None and given > most):
        return ExpressionError("bad_expression", f"{node.name}() with {given} arguments")
    if node.name in ("format-date", "format-date-time") and isinstance(node.args[1], Literal):
        letter = unknown_letter(to_string(node.args[1].value))
        return ExpressionError("bad_date_pattern", letter) if letter else None
    if node.name == "regex" and isinstance(node.args[1], Literal):
        try:
            compile_pattern(to_string(node.args[1].value))
        except PatternError as error:
            return ExpressionError("bad_pattern", f"{error.what} {error.which}".strip())
    return None


def _raising(problem: ExpressionError) -> Compiled:
    def run(_scope: Scope) -> Value:
        raise problem

    return run


def _compile_call(node: Call) -> Compiled:
    problem = _call_problem(node)
    if problem is not None:
        return _raising(problem)
    name, args = node.name, [_compile(arg) for arg in node.args]
    if name in OVER_NODES:
        args = [_members(arg, answered=name in ("min", "max")) for arg in args]
    if name in LAZY_FUNCTIONS:
        lazy: Compiled = LAZY_FUNCTIONS[name][2](args)
        return lazy
    if name == "indexed-repeat":
        find, indexes = indexed_repeat(node.args), args[2::2]
        return lambda scope: find(scope, [index(scope) for index in indexes])
    if name in CONTEXT_FUNCTIONS:
        with_scope = CONTEXT_FUNCTIONS[name][2]
        return lambda scope: with_scope(scope, *[arg(scope) for arg in args])
    function = FUNCTIONS[name][2]
    if len(args) == 1:
        only = args[0]
        return lambda scope: function(only(scope))
    return lambda scope: function(*[arg(scope) for arg in args])


def _members(run: Compiled, *, answered: bool) -> Compiled:
    """In a draft, the nodes that count: the relevant ones; ``answered`` leaves out the blank ones.

    docs/decisions/0012 says whose rule this is.
    """

    def counted(scope: Scope) -> Value:
        value, off = run(scope), scope.world.off
        if not isinstance(value, list) or not off:
            return value
        kept = [node for node in value if not hasattr(node, "get") or node.get(off) is None]
        return [node for node in kept if node_text(node) != ""] if answered else kept

    return counted


def _compile_path(node: Path) -> Compiled:
    plain = plain_reference(node)
    steps = [step_run(step, [_compile(predicate) for predicate in step.predicates]) for step in node.steps]
    predicates = [_compile(predicate) for predicate in node.predicates]
    start = node.start
    if plain is not None:
        return lambda scope: _indexed(plain, scope) or walk([scope.world.root], steps, scope)
    if start is None:
        return lambda scope: walk([scope.node], steps, scope)
    if isinstance(start, str):
        return lambda scope: walk([scope.world.root], steps, scope)
    problem = _problem(node)
    if problem is not None:
        return _raising(problem)
    first = _compile(start)

    def from_value(scope: Scope) -> Value:
        nodes = _nodes(first(scope))
        for predicate in predicates:
            nodes = filtered(nodes, predicate, scope)
        return walk(nodes, steps, scope)

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
