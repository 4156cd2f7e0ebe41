"""The house keeps its shape: which room may know which, rooms that load nothing, locked dependencies, no bare clock."""

from __future__ import annotations

import ast
import functools
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests import habits, row_changes

ROOT = Path(__file__).parents[1]
PACKAGES = sorted(path for room in habits.ROOMS for path in (ROOT / room).rglob("__init__.py"))
MODULES = sorted(path for room in habits.ROOMS for path in (ROOT / room).rglob("*.py") if "versions" not in path.parts)


CIRCLES_LEFT: dict[str, list[set[str]]] = {}
"""Circles that are still there; they may only shrink."""


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@functools.cache
def imports() -> Mapping[str, set[str]]:
    """Module to the modules of ours that it imports, wherever in the file and for whatever: lazily and for types too."""
    modules = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in MODULES}
    found: dict[str, set[str]] = {}
    for module, path in modules.items():
        there: set[str] = set()
        for node in ast.walk(habits.tree(path)):
            if isinstance(node, ast.Import):
                there.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                there.add(node.module)
                there.update(f"{node.module}.{alias.name}" for alias in node.names)
        found[module] = there & modules.keys() - {module}
    return found


def circles(arrows: dict[str, set[str]]) -> list[set[str]]:
    """Groups of boxes each of which leads to every other of its group."""

    def reached(start: str) -> set[str]:
        seen, new = set[str](), {start}
        while new:
            new = {far for near in new for far in arrows.get(near, ())} - seen
            seen |= new
        return seen

    far = {box: reached(box) for box in arrows}
    found: list[set[str]] = []
    for box in sorted(arrows):
        if box in far[box] and not any(box in circle for circle in found):
            found.append({other for other in far[box] if box in far[other]})
    return found


def boxed(arrows: dict[str, set[str]], depth: int) -> dict[str, set[str]]:
    """The same arrows between rooms (depth 1) or sub-rooms (2), where a module that stands in none is a box of its own."""

    def box(module: str) -> str:
        return ".".join(module.split(".")[:depth])

    found: dict[str, set[str]] = {}
    for module, there in arrows.items():
        found.setdefault(box(module), set()).update({box(one) for one in there} - {box(module)})
    return found


@pytest.mark.subprocess
def test_no_room_knows_what_it_should_not() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("boxes", "depth"), [("modules", 9), ("sub-rooms", 2), ("rooms", 1)])
def test_no_circle_of_imports_beyond_those_that_are_left(boxes: str, depth: int) -> None:
    left = CIRCLES_LEFT.get(boxes, [])
    found = circles(boxed(imports(), depth))
    assert [circle for circle in found if not any(circle <= known for known in left)] == []
    assert [known for known in left if not any(circle <= known for circle in found)] == [], "opened: it leaves the list"


def test_circle_of_three_boxes_is_found_and_a_chain_is_none() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [{"a", "b", "c"}]
    assert circles({"a": {"b"}, "b": {"c"}, "c": set()}) == []


def test_orders_and_jobs_take_and_give_classes() -> None:
    """No dictionary of anything stands in a public signature of a room that others call."""
    found = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in MODULES
        if path.relative_to(ROOT).parts[0] in ("services", "jobs")
        for node in ast.walk(habits.tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
        for hint in (node.returns, *(arg.annotation for arg in (*node.args.args, *node.args.kwonlyargs)))
        if hint is not None and re.search(r"\b(dict|Mapping)\[str, Any\]|\bRow\[", ast.unparse(hint))
    ]
    assert found == []


DOORS = ("handlers", "jobs", "bot.cli")
CHAT_MEMORY = {
    "storage.forms.decisions.answered",
    "storage.forms.decisions.ask",
    "storage.forms.decisions.rewrite",
    "storage.forms.drafts.add",
    "storage.forms.drafts.remove",
    "storage.forms.drafts.save",
    "storage.forms.drafts.turn_over",
    "storage.members.addresses.focus",
    "storage.members.addresses.set_menu",
    "storage.members.addresses.set_reachable",
    "storage.members.addresses.set_reachable_until",
    "storage.members.addresses.set_unreachable",
    "storage.members.members.count_stranger",
    "storage.prompts.broadcasts.put_card",
}
"""A chat remembers what was shown, what is being written there, and whether it can be reached; nothing else happens by it."""
FILES_AND_QUEUES = {
    "storage.messaging.events.again",
    "storage.messaging.stored_files.forget_files",
    "storage.messaging.stored_files.remove_file",
    "storage.messaging.stored_files.store",
    "storage.messaging.zalo_oa_tokens.load",
}
MAINTENANCE = {
    "storage.maintenance.migrate.upgrade",
    "storage.maintenance.rotate_keys.rotate",
    "storage.statistics.counted_days.forget_all",
    "storage.statistics.counted_days.keep",
}


def test_no_id_is_made_up_where_there_is_none() -> None:
    """`row.id or 0` silently finds nothing: an id is there (`storage.base.row_id`), or its absence is a case of its own."""
    found = [
        f"{name(path)}:{node.lineno}: {ast.unparse(node)}"
        for path in MODULES
        for node in ast.walk(habits.tree(path))
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) and ast.unparse(node.values[-1]) == "0"
        if re.search(r"(\bid|_id|_by|\bby|\bbut)$", ast.unparse(node.values[-2]))
    ]
    assert found == []


def test_doors_change_rows_through_services_alone() -> None:
    """A handler, a job and a command ask a service; what a chat remembers, files and queues are their own."""
    found: dict[str, set[str]] = {}
    for function in row_changes.functions():
        if function.startswith(tuple(f"{door}." for door in DOORS)):
            changed = row_changes.calls(function) & row_changes.changers() - CHAT_MEMORY
            if changed - FILES_AND_QUEUES - MAINTENANCE:
                found[function] = set(changed)
    assert found == {}


def test_doors_assign_no_column_and_flush_add_or_delete_nothing() -> None:
    """What a conversation may set is its turn, the person there, and what a chat remembers (`state`, `known`, `card`)."""
    from storage.tables import metadata

    columns = {column.name for table in metadata.tables.values() for column in table.columns}
    remembered = re.compile(r"(self|turn|turn\.me|known|card|state|cell|\w+\.state)")
    session = re.compile(r"(\w+\.)*session\.(flush|add|add_all|delete|merge)")
    found: dict[str, set[str]] = {}
    for path in MODULES:
        if not name(path).replace("/", ".").startswith(tuple(f"{door}." for door in DOORS)):
            continue
        tree = habits.tree(path)
        changed = {
            ast.unparse(node)
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and (
                session.fullmatch(ast.unparse(node))
                or (
                    isinstance(node.ctx, ast.Store)
                    and node.attr in columns
                    and not remembered.fullmatch(ast.unparse(node.value))
                )
            )
        }
        if changed:
            found[name(path)] = changed
    assert found == {}


@pytest.mark.parametrize("path", PACKAGES, ids=name)
def test_a_room_says_its_job_and_loads_nothing(path: Path) -> None:
    tree = habits.tree(path)
    assert ast.get_docstring(tree), "a room says its job"
    assert len(tree.body) == 1, "and holds nothing else"


def test_every_module_says_why_it_exists() -> None:
    assert [name(path) for path in MODULES if not ast.get_docstring(habits.tree(path))] == []


@pytest.mark.subprocess
@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("bot.cli.main", ("sqlalchemy", "telegram", "aiohttp", "pyxform", "altair", "docx", "pydantic", "openpyxl")),
        ("bot.app", ("pyxform", "altair", "docx", "docxtpl", "vl_convert", "alembic", "openpyxl", "xlsxwriter")),
        ("bot.settings", ("sqlalchemy", "telegram", "aiohttp")),
        ("forms.model.form", ("pyxform", "sqlalchemy", "aiohttp")),
        ("channels.messages", ("telegram", "aiohttp")),
    ],
)
def test_what_is_heavy_is_loaded_late(module: str, heavy: tuple[str, ...]) -> None:
    program = f"import sys, {module}; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_only_the_assembly_reads_the_environment() -> None:
    allowed = {"bot", "sandbox"}
    found = [
        name(path)
        for path in MODULES
        if path.relative_to(ROOT).parts[0] not in allowed
        and re.search(r"\bos\.(environ|getenv)\b", path.read_text("utf-8"))
    ]
    assert found == []


def test_queries_live_in_storage() -> None:
    found = [
        f"{name(path)}: {alias.name}"
        for path in MODULES
        if path.relative_to(ROOT).parts[0] != "storage"
        for node in ast.walk(habits.tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in ("sqlmodel", "sqlalchemy")
        for alias in node.names
        if alias.name in ("select", "insert", "update", "delete", "text", "func", "col")
    ]
    assert found == []


@pytest.mark.parametrize("file", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_has_hashes_and_no_addresses(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    assert not re.search(r"https?:|file:|--(index|extra-index|find-links|trusted)| @ ", text)
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 50
    for entry in entries:
        assert re.match(r"[A-Za-z0-9._-]+(\[[a-z,-]+\])?==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_the_lock_of_the_page_checks_has_hashes_and_no_addresses() -> None:
    text = (ROOT / "package-lock.json").read_text("utf-8")
    assert not re.search(r"://|resolved", text)
    packages = json.loads(text)["packages"]
    asked = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    assert packages.pop("")["devDependencies"] == asked
    assert {f"node_modules/{package}" for package in asked} <= packages.keys()
    assert [package for package, entry in packages.items() if not entry["integrity"].startswith("sha512-")] == []


def test_the_lock_files_hold_all_that_is_asked_for_and_agree() -> None:
    import tomllib

    def pins(file: str) -> dict[str, str]:
        found = re.findall(r"(?m)^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", (ROOT / file).read_text("utf-8"))
        return {re.sub("[-_.]+", "-", package.lower()): version for package, version in found}

    def names(requirements: list[str]) -> set[str]:
        return {re.sub("[-_.]+", "-", re.split(r"[\[<>=;! ]", requirement)[0].lower()) for requirement in requirements}

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    runtime, development = pins("requirements.lock"), pins("requirements-dev.lock")
    assert names(project["project"]["dependencies"]) | {"setuptools"} <= runtime.keys()
    assert names(project["dependency-groups"]["dev"]) <= development.keys()
    assert {package: development.get(package) for package in runtime} == runtime


def test_who_asks_for_a_capability_does_not_ask_which_network_it_is() -> None:
    """A network says on `channels.channel.Channel` what it can: outside its folder nobody looks at its class."""
    found = [
        f"{name(path)}: {ast.unparse(node)}"
        for path in MODULES
        if path.relative_to(ROOT).parts[0] != "channels"
        for node in ast.walk(habits.tree(path))
        if (isinstance(node, ast.Call) and ast.unparse(node.func) == "isinstance" and "Channel" in ast.unparse(node))
        or (isinstance(node, ast.MatchClass) and ast.unparse(node.cls).endswith("Channel"))
    ]
    assert found == []


def test_every_network_is_in_the_registry_by_its_folder() -> None:
    from channels.registry import NAMES

    folders = {path.parent.name for path in (ROOT / "channels").glob("*/adapter.py")}
    assert set(NAMES) == folders == {path.parent.name for path in (ROOT / "channels").glob("*/errors.toml")}


def test_no_contract_forgets_a_network() -> None:
    """Who may know the neutral messages may know no network's own folder."""
    import tomllib

    from channels.registry import NAMES

    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    named = [
        {module for module in contract["forbidden_modules"] if module.startswith("channels.")}
        for contract in contracts
        if any(module.startswith("channels.") for module in contract.get("forbidden_modules", ()))
    ]
    assert named
    for modules in named:
        assert modules == {"channels.*.*"}, NAMES


@pytest.mark.parametrize("kind", habits.HELD)
def test_file_names_are_unique_but_for_those_that_are_shared(kind: str) -> None:
    known = habits.allowed()[kind]
    assert {name: size for name, size in habits.sizes()[kind].items() if size > known.get(name, 0)} == {}


@pytest.mark.parametrize("kind", habits.HELD_COUNTS)
def test_old_habits_become_fewer(kind: str) -> None:
    found, most = len(habits.offenders(kind)), habits.allowed()["counts"][kind]
    assert found <= most, f"{habits.COUNTS[kind]}: {found}, allowed {most}; `python -m tests.habits {kind}` lists them"


def test_a_room_is_named_wherever_rooms_are_listed() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    assert tuple(sorted(project["importlinter"]["root_packages"])) == habits.ROOMS
    assert tuple(sorted(project["mypy"]["packages"])) == habits.ROOMS
    assert (
        tuple(sorted(one.rstrip("*") for one in project["setuptools"]["packages"]["find"]["include"])) == habits.ROOMS
    )
    makefile = re.search(r"(?m)^ROOMS := (.+)$", (ROOT / "Makefile").read_text("utf-8"))
    assert makefile is not None
    assert tuple(sorted(makefile[1].split())) == habits.ROOMS


def test_migrations_stand_in_one_line() -> None:
    files = sorted((ROOT / "storage/migrations/versions").glob("[0-9]*.py"))
    said = [re.findall(r"^(?:down_)?revision = '?(\w+)'?", file.read_text("utf-8"), re.MULTILINE) for file in files]
    numbers = [f"{number:04}" for number in range(1, len(files) + 1)]
    assert [file.name[:4] for file in files] == numbers
    assert said == [list(pair) for pair in zip(numbers, ["None", *numbers], strict=False)]
