"""Row changes told from the source: which functions of storage change rows, and who calls them, on whatever way."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Mapping

from tests import habits
from tests.habits import Function

_ADDS = re.compile(r"(self\.|turn\.)?session\.(add|add_all|delete|merge)")
_PREPARED = re.compile(r"_[A-Z_]+\.(change|change_many|do)")
_STATEMENTS = ("insert", "update", "delete")


@functools.cache
def functions() -> Mapping[str, tuple[str, Function]]:
    """Every function and method of ours by its dotted name, with its module's."""
    found = {}
    for module in habits.modules():
        if module.room not in habits.TOOLS:
            dotted = module.name.removesuffix(".py").replace("/", ".")
            for name, node in module.defined:
                if isinstance(node, Function):
                    found[f"{dotted}.{name}"] = dotted, node
    return found


@functools.cache
def _names() -> Mapping[str, Mapping[str, str]]:
    """What each name of a module stands for, by module: "prompts" -> "storage.prompts.prompts"."""
    found = {}
    for module in habits.modules():
        dotted = module.name.removesuffix(".py").replace("/", ".")
        there = {name: f"{dotted}.{name}" for name, _ in module.defined if "." not in name}
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                there |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        found[dotted] = there
    return found


@functools.cache
def calls(function: str) -> frozenset[str]:
    """The functions of ours that a function names."""
    module, node = functions()[function]
    names, found = _names()[module], set()
    own = {child.id for child in ast.walk(node) if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store)}
    for child in ast.walk(node):
        if isinstance(child, ast.Name) and child.id not in own:
            found.add(names.get(child.id, ""))
        elif isinstance(child, ast.Attribute) and isinstance(child.value, ast.Name):
            found.add(f"{names.get(child.value.id, '')}.{child.attr}")
    return frozenset(found & functions().keys() - {function})


def reached(start: str) -> set[str]:
    """All that a function calls, on whatever way."""
    seen, new = set[str](), {start}
    while new:
        new = {far for near in new for far in calls(near)} - seen
        seen |= new
    return seen


@functools.cache
def changers() -> frozenset[str]:
    """The functions of storage that change rows."""
    ours = {name for name in functions() if name.startswith("storage.")}
    first = {name for name in ours if changes_rows(*functions()[name])}
    return frozenset(name for name in ours if name in first or reached(name) & first)


def changes_rows(module: str, node: ast.AST) -> bool:
    """Tell whether a function adds, changes or deletes a row itself."""
    return any(_is_change(module, child) for child in ast.walk(node))


def _is_change(module: str, node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return isinstance(node.ctx, ast.Store) and habits.dotted(node.value) != "self"
    if not isinstance(node, ast.Call):
        return False
    called = habits.dotted(node.func)
    is_statement = called in _STATEMENTS and _names()[module].get(called, "").startswith(("sqlalchemy.", "sqlmodel."))
    return is_statement or called == "setattr" or bool(_ADDS.fullmatch(called) or _PREPARED.fullmatch(called))
