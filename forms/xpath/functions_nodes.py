"""Functions of expressions on nodes: their place, their order, the instances of a repeat, the rows of a list."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from typing import Any

from forms.xpath.parser import Node, Path, generic_path
from forms.xpath.values import NAN, Value, XmlNode, node_text, to_number, to_string

_PARK_MILLER = 2147483647


def count(nodes: Value) -> float:
    return float(len(nodes)) if isinstance(nodes, list) else 0.0


def count_non_empty(nodes: Value) -> float:
    """A group with anything in it counts, even if nothing of that is answered."""
    if not isinstance(nodes, list):
        return 0.0
    return float(sum(1 for node in nodes if (not isinstance(node, str) and len(node)) or node_text(node) != ""))


def position(scope: Any, *args: Value) -> float:
    """Without an argument XPath's own; with a node its place among the siblings of its name (repeats)."""
    if not args:
        return float(scope.position)
    nodes = args[0]
    if not isinstance(nodes, list) or not nodes or not hasattr(nodes[0], "getparent"):
        return NAN
    node = nodes[0]
    return 1.0 + sum(1 for _sibling in node.itersiblings(node.tag, preceding=True))


def local_name_of(scope: Any, *args: Value) -> str:
    return name_of(scope, *args).rpartition(":")[2]


def name_of(scope: Any, *args: Value) -> str:
    nodes = args[0] if args else [scope.node]
    if not isinstance(nodes, list) or not nodes:
        return ""
    node = nodes[0]
    if isinstance(node, str):
        full = getattr(node, "attrname", None) or ""
        prefixes = {uri: prefix for prefix, uri in node.getparent().nsmap.items()} if full[:1] == "{" else {}  # type: ignore[attr-defined]
    else:
        full, prefixes = getattr(node, "tag", ""), {}
        if not isinstance(full, str):
            return str(getattr(node, "target", ""))
        if full[:1] == "{":
            return f"{node.prefix}:{full.rpartition('}')[2]}" if node.prefix else full.rpartition("}")[2]
    prefix = prefixes.get(full[1:].partition("}")[0])
    return f"{prefix}:{full.rpartition('}')[2]}" if prefix else full.rpartition("}")[2]


def cell(item: XmlNode, column: str) -> str:
    """A column of a row of a list: "name", "a/b", "@code", or "." for the row itself; "" where there is none."""
    node = item
    for step in column.split("/"):
        if step[:1] == "@":
            return str(node.get(step[1:]) or "")
        if step in (".", ""):
            continue
        node = next((child for child in node if str(child.tag).rpartition("}")[2] == step), None)
        if node is None:
            return ""
    return node_text(node)


def pulldata(scope: Any, instance: Value, column: Value, key: Value, wanted: Value) -> str:
    rows = scope.world.instance(to_string(instance))
    text, key_column = to_string(wanted), to_string(key)
    for item in () if rows is None or not text else rows.iter("item"):
        if cell(item, key_column) == text:
            return cell(item, to_string(column))
    return ""


def randomized(scope: Any, nodes: Value, seed: Value | None = None) -> Value:
    """The nodes in an order of chance.

    The "inside-out" shuffle of Fisher and Yates with Park and Miller's numbers, as
    https://getodk.github.io/xforms-spec/#fn:randomize has it: each node goes to a place by chance up to its own, and what
    stood there moves to the end.

    Without a seed the draft's own is taken, so that a person sees one order however often a question is shown.
    """
    found = list(nodes) if isinstance(nodes, list) else []
    state = _seed(scope.world.seed if seed is None else seed)
    state = abs(state) % _PARK_MILLER * (1 if state > 0 else -1)  # as Java's %: the sign stays
    state = state + _PARK_MILLER - 1 if state <= 0 else state
    mixed: list[XmlNode] = []
    for at, node in enumerate(found):
        state = state * 16807 % _PARK_MILLER
        other = math.floor((state - 1) / (_PARK_MILLER - 1) * (at + 1))
        mixed.append(node)
        mixed[at], mixed[other] = mixed[other], node
    return mixed


def _seed(value: Value) -> int:
    """A number as Java makes a long of it; of any other text what its SHA-256 begins with."""
    number, text = to_number(value), to_string(value)
    if number == number:
        return int(max(-(2.0**63), min(2.0**63, number))) - (number >= 2.0**63)
    if not text:
        return 0
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)


def indexed_repeat(trees: Sequence[Node]) -> Any:
    """``indexed-repeat(node, repeat, index, ...)``: the node in the instances that the indexes name.

    A repeat that no index names keeps to the instance in which the expression stands. The paths are read as names
    only; that is why this one is made from the parse and not from values.
    """
    paths = [trees[0], *trees[1::2]]
    if len(trees) % 2 == 0 or not all(isinstance(path, Path) for path in paths):
        return None

    def run(scope: Any, values: Sequence[Value]) -> Value:
        here = _names(scope)
        wanted = generic_path(paths[0], here)
        at: dict[tuple[str, ...], int] = {}
        for path, value in zip(paths[1:], values, strict=True):
            group, number = generic_path(path, here), to_number(value)
            if group is None or number != number:
                return []
            # JavaRosa takes what is below the first instance for the first.
            at[group] = max(1, int(number))
        return [] if wanted is None else _descend(scope, wanted, at)

    return run


def _above(scope: Any) -> list[XmlNode]:
    """The context node and what it stands in, from below the root that absolute paths start from."""
    top = scope.world.root
    stop = top.getroot() if hasattr(top, "getroot") else None
    found, node = [], scope.node
    while node is not None and not hasattr(node, "getroot") and node is not top:
        found.append(node)
        node = None if node is stop else node.getparent()
    return found[::-1]


def _names(scope: Any) -> tuple[str, ...]:
    return tuple(str(node.tag).rpartition("}")[2] for node in _above(scope))


def _descend(scope: Any, wanted: tuple[str, ...], at: dict[tuple[str, ...], int]) -> list[XmlNode]:
    above = _above(scope)
    top = scope.world.root
    nodes = [top]
    same = True
    for depth, name in enumerate(wanted, 1):
        below: list[XmlNode] = []
        for node in nodes:
            children = [node.getroot()] if hasattr(node, "getroot") else list(node)
            named = [child for child in children if str(child.tag).rpartition("}")[2] == name]
            index = at.get(wanted[:depth])
            if index is not None:
                named = named[index - 1 : index]
                same = False
            elif same and depth < len(wanted) and len(above) >= depth and above[depth - 1] in named:
                named = [above[depth - 1]]
            below.extend(named)
        nodes = below
    return nodes
