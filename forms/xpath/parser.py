"""The grammar of XPath 1.0: text in, a small tree out.

libxml2 evaluates XPath but does not show its parse, and without one there is no way to give dates a meaning, to keep
``if()`` lazy, or to know which answers an expression depends on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


class XPathSyntaxError(ValueError):
    """The expression is not XPath 1.0; the message says what was met."""


@dataclass(frozen=True)
class Literal:
    value: str | float


@dataclass(frozen=True)
class Binary:
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Negate:
    operand: Node


@dataclass(frozen=True)
class Call:
    name: str
    args: tuple[Node, ...]


@dataclass(frozen=True)
class Step:
    axis: str
    test: str
    predicates: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Path:
    """``start`` is None for a path from the context node, "/" for one from the root, else what the steps start from."""

    start: Node | str | None
    steps: tuple[Step, ...]
    predicates: tuple[Node, ...] = ()


Node: TypeAlias = Literal | Binary | Negate | Call | Path

_NAME = r"[^\W\d][\w.\-·]*+"
_TOKEN = re.compile(
    rf"""\s*(?:
      (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<string>"[^"]*"|'[^']*')
    | (?P<name>{_NAME}(?::(?:{_NAME}|\*))?(?!::)|{_NAME}(?=::))
    | (?P<symbol>::|//|\.\.|!=|<=|>=|[/.@|+\-=<>*()\[\],$])
    )""",
    re.VERBOSE,
)
# "4 div2" and "4 mod2", which the other engines read.
_GLUED = re.compile(r"(?:div|mod)(?=\d)")
_OPERATOR_NAMES = frozenset({"and", "or", "div", "mod"})
_NODE_TYPES = frozenset({"node", "text", "comment", "processing-instruction"})
AXES = frozenset(
    {"ancestor", "ancestor-or-self", "attribute", "child", "descendant", "descendant-or-self", "following"}
    | {"following-sibling", "namespace", "parent", "preceding", "preceding-sibling", "self"}
)
_LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"or"}),
    frozenset({"and"}),
    frozenset({"=", "!="}),
    frozenset({"<", "<=", ">", ">="}),
    frozenset({"+", "-"}),
    frozenset({"*", "div", "mod"}),
)
_MAX_TOKENS = 5000
_MAX_DEPTH = 60


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise XPathSyntaxError(f"unexpected {text[at : at + 10].strip()!r}")
        kind = match.lastgroup or ""
        value = match.group(kind)
        before = found[-1] if found else None
        # XPath 1.0, 3.7: after an operand a star or an NCName is an operator.
        operand_before = before is not None and (
            before[0] in ("number", "string", "name", "star") or before[1] in (")", "]", "..", ".")
        )
        glued = _GLUED.match(text, match.start(kind)) if operand_before and kind == "name" else None
        if operand_before and (value == "*" or (kind == "name" and value in _OPERATOR_NAMES)):
            kind = "operator"
        elif glued is not None:
            found.append(("operator", glued[0]))
            at = glued.end()
            continue
        elif value == "*":
            kind = "star"
        elif kind == "symbol" and value in ("=", "!=", "<", "<=", ">", ">=", "+", "-", "|"):
            kind = "operator"
        found.append((kind, value))
        at = match.end()
        if len(found) > _MAX_TOKENS:
            raise XPathSyntaxError("too long")
    return found


class _Parser:
    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.at = 0
        self.depth = 0

    def peek(self, offset: int = 0) -> tuple[str, str]:
        index = self.at + offset
        return self.tokens[index] if index < len(self.tokens) else ("end", "")

    def take(self) -> tuple[str, str]:
        token = self.peek()
        self.at += 1
        return token

    def accept(self, value: str) -> bool:
        kind, text = self.peek()
        if text == value and kind in ("symbol", "operator"):
            self.at += 1
            return True
        return False

    def expect(self, value: str) -> None:
        if not self.accept(value):
            raise XPathSyntaxError(f"expected {value!r}, found {self.peek()[1]!r}")

    def binary(self, level: int = 0) -> Node:
        if level == len(_LEVELS):
            return self.unary()
        if level == 0:
            self.depth += 1
            if self.depth > _MAX_DEPTH:
                raise XPathSyntaxError("nested too deeply")
        left = self.binary(level + 1)
        while self.peek()[0] == "operator" and self.peek()[1] in _LEVELS[level]:
            operator = self.take()[1]
            left = Binary(operator, left, self.binary(level + 1))
        if level == 0:
            self.depth -= 1
        return left

    def unary(self) -> Node:
        negations = 0
        while self.accept("-"):
            negations += 1
        operand = self.path()
        while self.accept("|"):
            operand = Binary("|", operand, self.path())
        for _ in range(negations):
            operand = Negate(operand)
        return operand

    def path(self) -> Node:
        kind, value = self.peek()
        if kind in ("number", "string") or value in ("(", "$") or self._is_call():
            return self._filtered()
        if self.accept("//"):
            return Path("/", (Step("descendant-or-self", "node()"), *self.steps()))
        if self.accept("/"):
            return Path("/", self.steps() if self._starts_step() else ())
        return Path(None, self.steps())

    def _is_call(self) -> bool:
        kind, value = self.peek()
        return kind == "name" and self.peek(1) == ("symbol", "(") and value not in _NODE_TYPES

    def _starts_step(self) -> bool:
        kind, value = self.peek()
        return kind in ("name", "star") or value in (".", "..", "@")

    def _filtered(self) -> Node:
        primary = self.primary()
        predicates = self.predicates()
        steps: tuple[Step, ...] = ()
        if self.accept("//"):
            steps = (Step("descendant-or-self", "node()"), *self.steps())
        elif self.accept("/"):
            steps = self.steps()
        return Path(primary, steps, predicates) if steps or predicates else primary

    def primary(self) -> Node:
        kind, value = self.take()
        if kind == "number":
            return Literal(float(value))
        if kind == "string":
            return Literal(value[1:-1])
        if value == "(":
            inner = self.binary()
            self.expect(")")
            return inner
        if kind != "name":
            raise XPathSyntaxError(f"unexpected {value!r}" if value else "unexpected end")
        self.expect("(")
        args: list[Node] = []
        if not self.accept(")"):
            args.append(self.binary())
            while self.accept(","):
                args.append(self.binary())
            self.expect(")")
        return Call(value, tuple(args))

    def predicates(self) -> tuple[Node, ...]:
        found: list[Node] = []
        while self.accept("["):
            found.append(self.binary())
            self.expect("]")
        return tuple(found)

    def steps(self) -> tuple[Step, ...]:
        found = [self.step()]
        while True:
            if self.accept("//"):
                found.append(Step("descendant-or-self", "node()"))
            elif not self.accept("/"):
                return tuple(found)
            found.append(self.step())

    def step(self) -> Step:
        if self.accept(".."):
            return Step("parent", "node()", self.predicates())
        if self.accept("."):
            return Step("self", "node()", self.predicates())
        axis = "attribute" if self.accept("@") else "child"
        if axis == "child" and self.peek()[0] == "name" and self.peek(1) == ("symbol", "::"):
            axis = self.take()[1]
            self.take()
            if axis not in AXES:
                raise XPathSyntaxError(f"unknown axis {axis!r}")
        kind, value = self.take()
        if kind not in ("name", "star"):
            raise XPathSyntaxError(f"unexpected {value!r}" if value else "unexpected end")
        if value in _NODE_TYPES and self.accept("("):
            argument = self.take()[1] if self.peek()[0] == "string" else ""
            self.expect(")")
            value = f"{value}({argument})"
        return Step(axis, value, self.predicates())


def parse(text: str) -> Node:
    """The tree of one expression.

    Raises:
        XPathSyntaxError: the text is not an XPath 1.0 expression, or is too long or too deep to be one in good faith.
    """
    parser = _Parser(text)
    tree = parser.binary()
    if parser.peek()[0] != "end":
        raise XPathSyntaxError(f"unexpected {parser.peek()[1]!r}")
    return tree


def subtrees(tree: Node) -> Iterator[Node]:
    """The tree and all its parts."""
    yield tree
    parts: tuple[Node, ...] = ()
    if isinstance(tree, Binary):
        parts = (tree.left, tree.right)
    elif isinstance(tree, Negate):
        parts = (tree.operand,)
    elif isinstance(tree, Call):
        parts = tree.args
    elif isinstance(tree, Path):
        start = () if tree.start is None or isinstance(tree.start, str) else (tree.start,)
        parts = (*start, *tree.predicates, *(predicate for step in tree.steps for predicate in step.predicates))
    for part in parts:
        yield from subtrees(part)


def generic_path(tree: Node, here: tuple[str, ...]) -> tuple[str, ...] | None:
    """The names from the root down that a path of plain steps leads to from ``here``, predicates left aside.

    None for anything else: other axes, a star, a start that is no path.
    """
    if not isinstance(tree, Path):
        return None
    if tree.start == "/":
        here = ()
    elif tree.start is not None and tree.start != Call("current", ()):
        return None
    for step in tree.steps:
        if step.axis == "parent" and step.test == "node()":
            here = here[:-1]
        elif step.axis == "child" and step.test != "*" and "(" not in step.test:
            here = (*here, step.test.rpartition(":")[2])
        elif step.axis != "self":
            return None
    return here


_OF_NUMBERS = frozenset(
    (
        "number",
        "int",
        "round",
        "abs",
        "pow",
        "sqrt",
        "sum",
        "min",
        "max",
        "count",
        "floor",
        "ceiling",
        "exp",
        "log",
        "log10",
    )
)


def gives_number(node: Node) -> bool:
    """Tell whether the value of a parsed expression is always a number, or a text that stands for none."""
    if isinstance(node, Binary):
        return node.operator in ("+", "-", "*", "div", "mod")
    if isinstance(node, Call) and node.name == "if":
        arms = [arm for arm in node.args[1:] if not (isinstance(arm, Literal) and arm.value == "")]
        return bool(arms) and all(gives_number(arm) for arm in arms)
    if isinstance(node, Call) and node.name == "once":
        return gives_number(node.args[0])
    return (
        isinstance(node, Negate)
        or (isinstance(node, Literal) and isinstance(node.value, float))
        or (isinstance(node, Call) and node.name in _OF_NUMBERS)
    )
