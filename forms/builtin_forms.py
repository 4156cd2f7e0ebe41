"""The built-in forms and lists, ready to run: no turn and no start-up waits for a compiler."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from forms.load_compiled import load_compiled
from forms.model.form import Form, ItemsetRow
from forms.xform.reader import language_code

NAMES = ("periodic", "urgent", "thematic", "review", "prompt", "survey", "group_poll")


@lru_cache(maxsize=len(NAMES))
def builtin(name: str) -> Form:
    """A built-in form, from its shipped compiled XForm; loaded once.

    Raises:
        KeyError: no such form.
    """
    if name not in NAMES:
        raise KeyError(name)
    return load_compiled(files("forms.builtin").joinpath(f"{name}.xml").read_text("utf-8"))


@lru_cache(maxsize=64)
def default_list(name: str, language: str = "vi") -> tuple[ItemsetRow, ...]:
    """The rows of a default choice list: ``topic``, ``strata``, and the closing rows of ``items`` and ``places``.

    Each row has ``name``, ``label`` (in ``language``) and ``label::<code>`` for every language, as ``itemsets`` wants.

    Raises:
        KeyError: no such list.
    """
    rows = []
    for row in _rows():
        if row["list_name"] == name:
            labels = {
                f"label::{language_code(key[7:])}": value for key, value in row.items() if key.startswith("label::")
            }
            label = labels.get(f"label::{language}") or next(iter(labels.values()))
            rows.append({"name": row["name"], "label": label, **labels})
    if not rows:
        raise KeyError(name)
    return tuple(rows)


@lru_cache(maxsize=1)
def _rows() -> tuple[dict[str, str], ...]:
    text = files("forms.builtin").joinpath("lists.md").read_text("utf-8")
    table = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.splitlines() if line]
    heading = table[1]
    return tuple({key: cell for key, cell in zip(heading, cells, strict=True) if key} for cells in table[2:])
