"""Measures of the house's habits: sizes, names, docstrings, signatures; what is over is in `habits.toml` and may only fall.

`python -m tests.habits` lowers what has fallen; `python -m tests.habits KIND` lists what a kind counts.
"""

from __future__ import annotations

import ast
import functools
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
ALLOWED = Path(__file__).with_name("habits.toml")
TOOLS = ("bench", "supply", "tests")
"""Folders of ours that are not installed with the program."""
ROOMS = tuple(sorted({path.parent.name for path in ROOT.glob("*/__init__.py")} - {*TOOLS}))
SIZES = {
    "module_lines": 350,
    "class_lines": 250,
    "function_lines": 45,
    "folder_modules": 15,
    "folder_lines": 3000,
    "files_of_one_name": 1,
}
"""What each should have; a larger one stands in the file by name. A reviewer asks about it, no test does."""
HELD = ("files_of_one_name",)
HELD_COUNTS = ("relative_first_words", "untyped_signatures", "short_test_names")
"""Those that a test holds."""
COUNTS = {
    "long_first_lines": "docstrings whose first line is over 100 characters",
    "relative_first_words": "docstrings that begin with What, Who, Whose, Whether or Where",
    "undocumented": "public functions without a docstring",
    "untyped_signatures": "public functions of storage, services and jobs with Row[…] or dict[str, Any] in their signature",
    "short_test_names": "tests whose name has fewer than three words",
}
_SHARED = {
    *("__init__.py", "__main__.py", "conftest.py"),
    *("errors.py", "adapter.py", "updates.py", "settings.py"),  # of each network
    *("alerts.py", "broadcasts.py", "digests.py", "forms.py", "groups.py", "members.py", "networks.py", "prompts.py"),
    *("invitations.py", "notifications.py", "reminders.py", "reports.py", "roster.py"),
    *("audit.py", "directives.py", "feedback.py", "issues.py", "review.py", "verification.py"),
}
"""File names that may be anywhere: an aggregate is called the same on each floor, a network's parts in each folder."""
_RELATIVE = re.compile(r"(What|Who|Whose|Whether|Where)\b")
_UNTYPED = re.compile(r"\bRow\[|\bdict\[str, Any\]")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A module that is kept here, its syntax, and what `definitions` finds in it."""

    path: Path
    lines: int
    tree: ast.Module
    defined: tuple[tuple[str, Function | ast.ClassDef], ...]

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def room(self) -> str:
        return self.path.relative_to(ROOT).parts[0]


@functools.cache
def modules() -> tuple[Module, ...]:
    """All of ours but migrations, which are never edited."""
    found = []
    for room in (*ROOMS, *TOOLS):
        for path in sorted((ROOT / room).rglob("*.py")):
            if "versions" not in path.parts:
                text = path.read_text("utf-8")
                tree = ast.parse(text)
                found.append(Module(path, text.count("\n"), tree, tuple(definitions(tree))))
    return tuple(found)


@functools.cache
def _trees() -> Mapping[Path, ast.Module]:
    return {module.path: module.tree for module in modules()}


def tree(path: Path) -> ast.Module:
    """The syntax of a file; what is kept here is parsed once for all tests."""
    known = _trees().get(path)
    return ast.parse(path.read_text("utf-8")) if known is None else known


def dotted(node: ast.AST) -> str:
    """Names with dots between as they are written ("session.add"); "" of anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


def definitions(node: ast.AST, within: str = "") -> Iterator[tuple[str, Function | ast.ClassDef]]:
    """Every class and function below a node, with the names of those around it: "App.__init__"."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.ClassDef):
            yield f"{within}{child.name}", child
            yield from definitions(child, f"{within}{child.name}.")
        elif isinstance(child, ast.stmt):
            yield from definitions(child, within)


@functools.cache
def sizes() -> dict[str, dict[str, int]]:
    """What is over each of `SIZES`, by name: files and definitions by theirs, so that a move changes nothing here."""
    found: dict[str, dict[str, int]] = {kind: {} for kind in SIZES}
    names: Counter[str] = Counter()
    folders: dict[str, list[int]] = defaultdict(list)

    def note(kind: str, name: str, size: int) -> None:
        if size > SIZES[kind]:
            found[kind][name] = max(size, found[kind].get(name, 0))

    for module in modules():
        note("module_lines", module.path.name, module.lines)
        if module.path.name not in _SHARED:
            names[module.path.name] += 1
        if module.path.name != "__init__.py":
            folders[str(module.path.parent.relative_to(ROOT))].append(module.lines)
        for name, node in module.defined:
            kind = "class_lines" if isinstance(node, ast.ClassDef) else "function_lines"
            note(kind, name, (node.end_lineno or 0) - node.lineno + 1)
    for name, count in names.items():
        note("files_of_one_name", name, count)
    for folder, lines in folders.items():
        note("folder_modules", folder, len(lines))
        note("folder_lines", folder, sum(lines))
    return found


def offenders(kind: str) -> list[str]:
    """The places that one of `COUNTS` counts, as path:line name."""
    found = []
    for module in modules():
        wanted = {"short_test_names": ("tests",), "untyped_signatures": ("storage", "services", "jobs")}.get(
            kind, ROOMS
        )
        if module.room in wanted:
            nodes = [("", module.tree), *module.defined]
            found += [
                f"{module.name}:{getattr(node, 'lineno', 1)} {name}" for name, node in nodes if _offends(kind, node)
            ]
    return found


def _offends(kind: str, node: Function | ast.ClassDef | ast.Module) -> bool:
    first = (ast.get_docstring(node) or "").partition("\n")[0]
    if kind == "long_first_lines":
        return len(first) > 100
    if kind == "relative_first_words":
        return _RELATIVE.match(first) is not None
    if not isinstance(node, Function):
        return False
    if kind == "short_test_names":
        return node.name.startswith("test_") and node.name.count("_") < 3
    if node.name.startswith("_"):
        return False
    if kind == "undocumented":
        return not first
    said = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    annotations = [argument.annotation for argument in said] + [node.returns]
    return any(annotation is not None and _UNTYPED.search(ast.unparse(annotation)) for annotation in annotations)


def allowed() -> dict[str, dict[str, int]]:
    """What may still be over, by kind and name."""
    table: dict[str, dict[str, int]] = tomllib.loads(ALLOWED.read_text("utf-8"))
    return table


def tightened() -> dict[str, dict[str, int]]:
    """The allowances with all that has fallen since; nothing rises.

    A twentieth is left over, so that two changes at one time do not refuse each other over a line.
    """
    before = allowed()
    found: dict[str, dict[str, int]] = {}
    for kind, over in sizes().items():
        known: Mapping[str, int] = before.get(kind, {})
        found[kind] = {name: min(size + size // 20, known[name]) for name, size in over.items() if name in known}
    found["counts"] = {kind: min(len(offenders(kind)), before["counts"][kind]) for kind in COUNTS}
    return found


def main() -> None:
    if len(sys.argv) > 1:
        print("\n".join(offenders(sys.argv[1])))
        return
    lines = [
        "# What is over the habits of the house (tests/habits.py). Numbers only fall: `python -m tests.habits`.",
        "",
    ]
    for kind, numbers in tightened().items():
        lines += [f"[{kind}]", *(f'"{name}" = {number}' for name, number in sorted(numbers.items())), ""]
    ALLOWED.write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    main()
