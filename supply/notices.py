"""Write NOTICES.md: the libraries that the program is installed with, and their licences, from what they say of themselves.

`python -m supply.notices > NOTICES.md`, in an environment that has them installed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PIN = re.compile(r"(?m)^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;]+)( ;)?")
_SHARED_ALIKE = re.compile(r"GPL|MPL|EPL|CDDL")
_SAID_NOWHERE = {"pyxform": "BSD-2-Clause"}  # in its licence file alone
_HEAD = """\
# Notices

Lắng Nghe itself is under the Apache License 2.0 ([LICENSE](LICENSE)). It is installed with the libraries below, each under its
own licence, whose text lies in the library's own package; packages with compiled parts list there what those are made of.
Made by `make notices` from `requirements.lock`.

## Under licences that ask for the same of changes

These are used as they are, through their public interfaces, and are installed as packages of their own: whoever runs the
program can replace each by another version. Nobody has changed them. Who does has to give the changes on under the same licence.

"""
_FONTS = """
## Fonts

`digests/fonts/` holds Noto Sans, under the SIL Open Font License 1.1 ([OFL.txt](digests/fonts/OFL.txt)).
"""


@dataclass(frozen=True, slots=True)
class Library:
    name: str
    version: str
    licence: str

    @property
    def shared_alike(self) -> bool:
        """Is it under a licence like LGPL or MPL, for all of it or a part?"""
        return _SHARED_ALIKE.search(self.licence) is not None


def pinned() -> dict[str, bool]:
    """The names in the lock file; True: for some systems only."""
    text = (ROOT / "requirements.lock").read_text("utf-8")
    return {name: bool(marker) for name, _, marker in _PIN.findall(text)}


def libraries() -> list[Library]:
    """The locked libraries that are installed here, by name."""
    found = []
    for name in pinned():
        try:
            about = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        found.append(Library(name, about["Version"], _licence(about)))
    return sorted(found, key=lambda library: library.name.lower())


def _licence(about: metadata.PackageMetadata) -> str:
    """The expression, else what the classifiers or the older field say."""
    if expression := about.get_all("License-Expression"):
        return str(expression[0])
    classified = [
        classifier.rpartition(" :: ")[2]
        for classifier in about.get_all("Classifier") or ()
        if classifier.startswith("License ::")
    ]
    said = str((about.get_all("License") or [""])[0]).strip()
    if said and "\n" not in said and len(said) < 40 and said != "Dual License":
        return said
    return " or ".join(classified) or _SAID_NOWHERE.get(about["Name"], "see its package")


def page() -> str:
    """The whole of NOTICES.md."""
    every = libraries()
    alike = _table([library for library in every if library.shared_alike])
    others = _table([library for library in every if not library.shared_alike])
    return f"{_HEAD}{alike}\n## Under other licences\n\n{others}{_FONTS}"


def _table(rows: list[Library]) -> str:
    lines = [f"| {library.name} | {library.version} | {library.licence} |" for library in rows]
    return "\n".join(("| library | version | licence |", "| --- | --- | --- |", *lines)) + "\n"


if __name__ == "__main__":
    print(page(), end="")
