"""The documents say what is there: paths, rooms, tables, rules, commands and settings that they name exist."""

from __future__ import annotations

import ast
import functools
import re
import subprocess
from enum import StrEnum
from pathlib import Path

import pytest
import typer

from bot.cli.main import build
from bot.settings import PREFIX, Settings
from storage import tables
from storage.base import Table
from storage.columns import EncryptedBytes, EncryptedText
from storage.tables import metadata
from tests import habits
from tests.habits import ROOMS, TOOLS
from texts.catalogue import LANGUAGES, catalogue_for

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
PAGES.remove(ROOT / "CHANGELOG.md")  # it tells of what was
PATH = re.compile(r"(?:[\w.-]+/)+[\w.*-]*|[\w-]+\.(?:md|py|toml|lock|ftl|html|js)|Makefile|\.env\.example")
NOT_OURS = ("docs.", "core.", "data/")


def words(page: Path) -> list[str]:
    """Everything that stands in backticks in a page, code blocks left out."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"(?ms)^```.*?^```", "", page.read_text("utf-8")))


def commands(page: Path) -> list[str]:
    """Every command that a page names, in a console block or in backticks."""
    blocks = re.findall(r"(?ms)^```console\n(.*?)^```", page.read_text("utf-8"))
    lines = [line.strip() for block in blocks for line in block.splitlines()] + words(page)
    return [line for line in lines if re.match(r"(make|langnghe) [a-z]", line)]


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def sections(page: Path) -> dict[str, str]:
    """The text below each second heading."""
    parts = re.split(r"(?m)^## (.+)$", page.read_text("utf-8"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(page: Path) -> list[list[str]]:
    """The cells of every row of a page's tables, headings left out."""
    found = []
    for line in page.read_text("utf-8").splitlines():
        if line.startswith("| ") and not line.startswith("| ---"):
            found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


@functools.cache
def defined(path: Path) -> set[str]:
    """The names that a module defines at any depth."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name for node in ast.walk(habits.tree(path)) if isinstance(node, kinds)}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    missing = []
    for word in words(page):
        path, _, test = word.partition("::")
        if not PATH.fullmatch(path) or path.startswith(NOT_OURS):
            continue
        found = [*ROOT.glob(path), *page.parent.glob(path)]
        if not found or (test and test not in defined(found[0])):
            missing.append(word)
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.fixture(scope="module")
def command_names() -> set[str]:
    """The commands of `langnghe`: "check", "roster import"."""
    found = set()

    def walk(command: object, path: tuple[str, ...]) -> None:
        found.add(" ".join(path))
        for below, child in getattr(command, "commands", {}).items():
            walk(child, (*path, below))

    walk(typer.main.get_command(build()), ())
    return found


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_that_a_page_names_exists(page: Path, command_names: set[str]) -> None:
    targets = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8")))
    for command in commands(page):
        program, first, *more = command.split()
        if program == "make":
            assert first in targets, command
        else:
            assert first in command_names, command
            group = any(known.startswith(f"{first} ") for known in command_names)
            assert not (group and more and not more[0].startswith("-")) or f"{first} {more[0]}" in command_names, (
                command
            )


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_setting_that_a_page_names_exists(page: Path) -> None:
    known = {PREFIX + field.upper() for field in Settings.model_fields}
    assert set(re.findall(rf"{PREFIX}[A-Z_]+[A-Z]", page.read_text("utf-8"))) <= known


# Privacy

RULES = sections(DOCS / "privacy.md")
CITED = re.compile(r"privacy\s+(\d+(?:(?:\s*,\s*|\s+and\s+|,\s+and\s+)\d+)*)", re.I)


def cited(path: Path) -> set[int]:
    return {int(number) for group in CITED.findall(path.read_text("utf-8")) for number in re.findall(r"\d+", group)}


def test_rules_of_privacy_are_numbered_from_one_to_fifteen() -> None:
    assert [int(title.partition(".")[0]) for title in RULES] == list(range(1, 16))


def test_every_rule_of_privacy_that_code_cites_exists() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "*.py", "*.toml", "*.ftl", "*.md"], cwd=ROOT, capture_output=True, text=True
    ).stdout.split()
    files = [ROOT / path for path in tracked if (ROOT / path).is_file()] or list(ROOT.rglob("*.py"))
    wrong = {str(path): cited(path) - set(range(1, 16)) for path in files if path.name != "test_docs.py"}
    assert {path: numbers for path, numbers in wrong.items() if numbers} == {}


@pytest.mark.parametrize("title", RULES)
def test_every_rule_of_privacy_is_cited_by_a_test_or_says_not_yet(title: str) -> None:
    tried = re.search(r"(?ms)^- Tried by: (.*?)(?=^- |\Z)", RULES[title])
    if tried is None:
        assert "- Not yet: " in RULES[title] and "- Kept in: " not in RULES[title]
        return
    assert "- Kept in: " in RULES[title]
    tests = [ROOT / path for path in re.findall(r"`(tests/[\w/.]+)::", tried[1])]
    assert any(int(title.partition(".")[0]) in cited(path) for path in tests), "one of them cites the rule"


def test_purpose_stands_in_the_consent_texts_and_the_readme() -> None:
    """Privacy 15."""
    said = {"vi": "không dùng để xử lý cá nhân", "en": "is not used against anyone"}
    readme = (ROOT / "README.md").read_text("utf-8").replace("*", "")
    assert re.search(r"not for action\s+against individuals", readme)
    for language in LANGUAGES:
        for typed_only in (True, False):
            text = catalogue_for(language, typed_only=typed_only)(
                "join-welcome", name="An", honorific="anh", board="Ban", roles="…"
            )
            assert said[language] in text.text


# Decisions


def test_decisions_are_numbered_without_a_gap_and_no_number_twice() -> None:
    """A decision that is replaced stays and says by which number: a gap would mean that one was taken away."""
    numbers = [int(path.name[:4]) for path in sorted((DOCS / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 10


@pytest.mark.parametrize("page", sorted((DOCS / "decisions").glob("*.md")), ids=name)
def test_decision_says_context_decision_and_consequences(page: Path) -> None:
    assert re.fullmatch(r"\d{4}(-[a-z0-9]+)+\.md", page.name)
    assert page.read_text("utf-8").startswith(f"# {page.name[:4]}. ")
    assert list(sections(page)) == ["Context", "Decision", "Consequences"]


# Architecture


def test_every_room_and_sub_room_has_a_line_in_the_architecture() -> None:
    packages = {
        str(path.parent.relative_to(ROOT)) for path in ROOT.glob("*/**/__init__.py") if ".venv" not in path.parts
    }
    packages = {package for package in packages if not package.startswith(("tests/", "build/"))}
    assert {f"`{package}/`" for package in {*packages, *TOOLS}} == {
        cell[0] for cell in rows(DOCS / "architecture.md") if cell[0].startswith("`")
    }


def test_every_room_stands_on_the_map_of_the_readme() -> None:
    table = {cells[0] for cells in rows(ROOT / "README.md")}
    assert {f"`{room}/`" for room in (*ROOMS, "tests")} <= table


def test_no_room_knows_more_than_the_architecture_says() -> None:
    """Imports inside functions and for types count."""
    may_know = {cells[0]: set(cells[1].split(", ")) for cells in rows(DOCS / "architecture.md") if cells[0] in ROOMS}
    assert set(may_know) == {*ROOMS}
    wrong = set()
    for room, known in may_know.items():
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(habits.tree(path)):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
                names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                tops = {imported.partition(".")[0] for imported in names}
                wrong |= {(room, top) for top in tops & {*ROOMS, *TOOLS} - {room, *known} if known != {"everything"}}
    assert wrong == set()


# Glossary

GLOSSARY = sections(DOCS / "glossary.md")
ENUMS = {
    name: kind
    for name, kind in vars(tables).items()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
}
STILL_THERE = {"acts", "line", "makings", "people", "person", "pulse"}
"""Names of the first column that still stand somewhere: this set may only shrink."""


def entries(title: str) -> list[list[str]]:
    lines = [line for line in GLOSSARY[title].splitlines() if line.startswith("| ") and "---" not in line]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def test_every_room_has_an_entry_in_the_glossary() -> None:
    assert {cells[0].strip("`") for cells in entries("Rooms")} == {*ROOMS, *TOOLS}


def test_every_table_has_one_entry_in_the_glossary_under_the_name_of_its_class() -> None:
    found = [cells for title in GLOSSARY for cells in entries(title) if len(cells) == 5 and cells[3]]
    named = {table.__table__.name: table.__name__ for table in Table.__subclasses__()}
    assert {cells[3].strip("`"): cells[2].strip("`") for cells in found} == named
    assert len(found) == len(metadata.tables)


def test_every_enum_of_the_tables_has_an_entry_with_its_values() -> None:
    said = {cells[0].strip("`"): re.sub(r" \([^)]*\)", "", cells[1]).split(", ") for cells in entries("Enums")}
    assert said == {name: [value.value for value in kind] for name, kind in ENUMS.items()}


def test_no_class_or_module_has_a_name_that_the_glossary_rules_out() -> None:
    ruled_out = {word for cells in entries("Words that are not used") for word in cells[0].split(", ")}
    modules = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    names = {path.stem for path in modules} | {found.lower() for path in modules for found in classes(path)}
    assert names & ruled_out <= STILL_THERE


def classes(path: Path) -> set[str]:
    return {node.name for node in ast.walk(habits.tree(path)) if isinstance(node, ast.ClassDef)}


# How to


def test_how_to_has_fourteen_tasks_each_with_files_and_a_test() -> None:
    tasks = sections(DOCS / "how-to.md")
    assert [int(title.partition(".")[0]) for title in tasks] == list(range(1, 15))
    for title, text in tasks.items():
        steps, _, forgotten = text.partition("Fails if forgotten: ")
        assert PATH.search(steps), title
        assert "::test_" in forgotten, title


def test_page_of_its_life_says_of_every_table_what_ends_its_rows() -> None:
    """Each stands once, so that a new one is decided on: a time, what it waits for, or that it stays and why."""
    page = (ROOT / "docs" / "life.md").read_text("utf-8").partition("| what ends its rows |")[2].partition("\n\n")[0]
    named = re.findall(r"`([a-z_]+)`", page)
    assert sorted(named) == sorted(table.name for table in metadata.tables.values())


def test_every_encrypted_column_is_told_in_the_security_page() -> None:
    """A table with something encrypted is one of these; a new one is added here and to SECURITY.md."""
    encrypted = {
        table.name
        for table in metadata.tables.values()
        if any(isinstance(column.type, (EncryptedText, EncryptedBytes)) for column in table.columns)
    }
    assert encrypted == {
        "address", "board_digest", "choice", "delivery", "digest", "draft", "event", "export_request", "flag_rule", "form",
        "group", "identity_look", "member", "mute", "oa_token", "prompt", "prompt_item", "prompt_template", "report_revision",
        "stored_file", "task", "alert", "alert_note", "issue", "issue_assessment",
        "issue_event", "notice", "report_question", "report_review",
        "verification", "counted_day",
        "group_poll", "outgoing_submission", "public_policy", "survey", "survey_link", "survey_sitting", "survey_waiting",
    }  # fmt: skip
