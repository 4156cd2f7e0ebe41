"""The catalogue: bold, arguments, choices, and loud mistakes."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from time import process_time

import pytest

from texts import catalogue
from texts.catalogue import LANGUAGES, VARIANTS, Catalogue, MissingText, catalogue_for
from texts.rich import RichText

SOURCE = """
-board = Ban **Tuyên giáo**
hello = Chào **{ $name }**, đây là { -board }.
    .hint = gõ { $n }
title =
    **Câu { $n }** · nói gì?
    { $hint }
reports =
    { $n ->
        [0] Chưa có báo cáo
        [one] **One** report from { $place }
       *[other] **{ $n }** reports from { $place }
    }
kind =
    { $kind ->
        [urgent] Khẩn
       *[other] Khác: { $kind }
    }
both = { hello } { reports }
exact = { NUMBER($n, minimumFractionDigits: 2) }
"""


@pytest.fixture
def vi() -> Catalogue:
    return Catalogue("vi", {"a.ftl": SOURCE})


@pytest.fixture
def en() -> Catalogue:
    return Catalogue("en", {"a.ftl": SOURCE})


def test_two_asterisks_in_the_catalogue_are_bold(vi: Catalogue) -> None:
    assert vi("hello", name="An") == RichText("Chào An, đây là Ban Tuyên giáo.", ((5, 2), (20, 10)))
    assert vi("title", n=2, hint="x") == RichText("Câu 2 · nói gì?\nx", ((0, 5),))
    assert vi.text("hello", name="An") == "Chào An, đây là Ban Tuyên giáo."


@pytest.mark.parametrize("said", ["**đậm**", "*", "{ $name }", "\ue0000\ue001", "<b>", "{-board}", "x" * 5000])
def test_what_callers_pass_in_is_never_markup(vi: Catalogue, said: str) -> None:
    assert vi("hello.hint", n=said) == RichText(f"gõ {said}")
    assert vi("reports", n=5, place=said).text == f"5 reports from {said}"
    assert vi("reports", n=5, place=said).bold == ((0, 1),)


def test_bold_in_an_argument_stays(vi: Catalogue) -> None:
    assert vi("hello.hint", n=RichText("ab", ((1, 1),))) == RichText("gõ ab", ((4, 1),))


def test_choices_follow_the_language(vi: Catalogue, en: Catalogue) -> None:
    assert en.text("reports", n=0, place="x") == "Chưa có báo cáo"
    assert en("reports", n=1, place="x") == RichText("One report from x", ((0, 3),))
    assert vi.text("reports", n=1, place="x") == "1 reports from x"
    assert vi.text("reports", n="1", place="x") == "1 reports from x"
    assert vi.text("kind", kind="urgent") == "Khẩn"
    assert vi.text("kind", kind="lạ") == "Khác: lạ"
    assert en.text("both", name="An", n=2, place="x") == "Chào An, đây là Ban Tuyên giáo. 2 reports from x"


def test_numbers_are_written_as_the_language_writes_them(vi: Catalogue, en: Catalogue) -> None:
    assert vi.text("hello.hint", n=1234) == "gõ 1.234"
    assert en.text("hello.hint", n=1234) == "gõ 1,234"
    assert vi.text("hello.hint", n=12.5) == "gõ 12,5"
    assert vi.text("hello.hint", n=Decimal("1234.25")) == "gõ 1.234,25"
    assert vi.text("hello.hint", n="1234") == "gõ 1234"
    assert vi.text("reports", n=12345, place="x") == "12.345 reports from x"
    assert vi.text("exact", n=1234) == "1.234,00"


@pytest.mark.parametrize(
    ("key", "args"),
    [
        ("nothing", {}),
        ("hello.nothing", {}),
        ("-board", {}),
        ("hello", {}),
        ("reports", {"n": 0}),
        ("both", {"name": "An", "n": 1}),
    ],
)
def test_a_missing_key_or_argument_raises(vi: Catalogue, key: str, args: dict[str, str]) -> None:
    with pytest.raises(MissingText):
        vi(key, **args)


@pytest.mark.parametrize(
    "source",
    ["a = { $x", "a = 1\na = 2", "a = **b", "a = { b }", "a = { a }", "a = { -t }", "a = { $n ->\n  *[other] **x\n }"],
)
def test_a_broken_catalogue_does_not_load(source: str) -> None:
    with pytest.raises(ValueError, match="texts/vi"):
        Catalogue("vi", {"a.ftl": source})


def test_the_arguments_of_a_text_are_known(vi: Catalogue) -> None:
    assert vi.variables("both") == {"name", "n", "place"}
    assert vi.variables("hello") == {"name"}


def test_another_language_raises() -> None:
    with pytest.raises(MissingText):
        catalogue_for("fr")


def test_a_text_costs_less_than_25_microseconds(vi: Catalogue) -> None:
    vi("reports", n=1126, place="An Phú")
    costs = []
    for _ in range(5):
        start = process_time()
        for _ in range(400):
            vi("reports", n=1126, place="An Phú")
        costs.append((process_time() - start) / 400)
    print(f"a text: {min(costs) * 1e6:.1f} µs")
    assert min(costs) < 25e-6


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_prefix_stands_in_one_file(language: str) -> None:
    files: dict[str, set[str]] = {}
    for file in (Path(catalogue.__file__).parent / language).glob("*.ftl"):
        if file.name != VARIANTS:
            for key in re.findall(r"^([a-z]+)[\w-]* *=", file.read_text("utf-8"), re.MULTILINE):
                files.setdefault(key, set()).add(file.name)
    assert {prefix: found for prefix, found in files.items() if len(found) > 1} == {}
