"""NOTICES.md names every library that the program is installed with, as it is installed."""

from __future__ import annotations

import re
from pathlib import Path

from supply.notices import libraries, pinned

ROWS = re.findall(
    r"(?m)^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", (Path(__file__).parents[2] / "NOTICES.md").read_text("utf-8")
)
NAMED = [row for row in ROWS if row[0] not in ("library", "---")]


def test_every_installed_library_stands_in_the_notices_as_it_is() -> None:
    """`make notices` writes them anew."""
    installed = [(library.name, library.version, library.licence) for library in libraries()]
    assert len(installed) > 50
    assert [row for row in installed if row not in NAMED] == []


def test_the_notices_name_all_that_is_locked_for_every_system_and_nothing_else() -> None:
    locked, named = pinned(), {name for name, _, _ in NAMED}
    assert named <= locked.keys()
    assert [name for name, somewhere in locked.items() if not somewhere and name not in named] == []


def test_libraries_under_lgpl_and_mpl_stand_apart_and_gpl_is_not_among_them() -> None:
    alike = {library.name: library.licence for library in libraries() if library.shared_alike}
    assert {"docxtpl", "psycopg", "python-telegram-bot", "certifi", "pikepdf"} <= alike.keys()
    assert [name for name, licence in alike.items() if re.search(r"(?<!L)GPL|Affero", licence)] == []
