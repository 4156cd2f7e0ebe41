"""Vietnamese and English say the same things, the code asks for nothing else, and nothing lies unused."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import habits
from texts.catalogue import LANGUAGES, catalogue_for

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "channels", "digests", "handlers", "jobs", "scheduler", "services", "storage", "texts")
CALLS = {"t", "texts", "text"}
KEY = re.compile(r"[a-z]+(?:-[a-z0-9]+)+(?:\.[a-z-]+)?")  # SQLAlchemy has a text() too


def test_both_languages_have_the_same_keys_and_arguments() -> None:
    vi, en = catalogue_for("vi"), catalogue_for("en")
    assert {k: sorted(vi.variables(k)) for k in vi.keys} == {k: sorted(en.variables(k)) for k in en.keys}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_made(language: str) -> None:
    texts = catalogue_for(language)
    for key in sorted(texts.keys):
        assert texts(key, **dict.fromkeys(texts.variables(key), 7)), key
        assert texts(key, **dict.fromkeys(texts.variables(key), "x")), key


def test_every_key_that_the_code_names_exists() -> None:
    known = catalogue_for("vi").keys
    missing = {f"{where}: {key}" for where, key in _asked() if key not in known}
    assert not missing


def test_no_text_lies_unused() -> None:
    """A key counts as used where a string of the code is the key, or an f-string begins like it and goes on."""
    literals, beginnings = _strings()
    unused = {
        key
        for key in catalogue_for("vi").keys
        if key not in literals and not any(re.fullmatch(pattern, key) for pattern in beginnings)
    }
    unused -= _referred_to()
    assert not unused


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            yield str(file.relative_to(ROOT)), habits.tree(file)


def _asked() -> Iterator[tuple[str, str]]:
    """Literal first arguments of `t("…")`, `texts("…")`, `turn.t("…" if … else "…")`, `t.text("…")`."""
    for where, module in _modules():
        for node in ast.walk(module):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            for key in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
                if (
                    name in CALLS
                    and isinstance(key, ast.Constant)
                    and isinstance(key.value, str)
                    and KEY.fullmatch(key.value)
                ):
                    yield where, key.value


def _strings() -> tuple[set[str], set[str]]:
    literals: set[str] = set()
    patterns: set[str] = set()
    for _, module in _modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant) and len(node.values) > 1:
                first = str(node.values[0].value)
                if re.match(r"[a-z]+-", first):
                    patterns.add(
                        "".join(re.escape(str(v.value)) if isinstance(v, ast.Constant) else ".+" for v in node.values)
                    )
    return literals, patterns


def _referred_to() -> set[str]:
    found: set[str] = set()
    for file in (ROOT / "texts" / "vi").glob("*.ftl"):
        found.update(re.findall(r"\{ *([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)?) *\}", file.read_text(encoding="utf-8")))
    return found
