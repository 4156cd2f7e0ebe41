"""Compile the built-in forms again after their tables were edited: ``python -m forms.authoring.compile_builtin``."""

from __future__ import annotations

from pathlib import Path

from forms.authoring.load import load
from forms.builtin_forms import NAMES

FOLDER = Path(__file__).parents[1] / "builtin"


def compile_all(folder: Path = FOLDER) -> dict[str, str]:
    """The compiled XForm of every built-in form, by name.

    Raises:
        FormError: a table is wrong.
    """
    return {name: load(folder / f"{name}.md").xml for name in NAMES}


def main() -> None:
    for name, xml in compile_all().items():
        (FOLDER / f"{name}.xml").write_text(xml, "utf-8")


if __name__ == "__main__":
    main()
