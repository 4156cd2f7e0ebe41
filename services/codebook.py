"""The codebook of an export: the type of each column, what it asks, and what its codes mean.

It comes from forms alone, so that it tells nothing of what was answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from sqlmodel import Session

from forms.builtin_forms import default_list
from forms.load_compiled import load_compiled
from forms.model.types import Type
from storage.forms import published_forms


class Kind(StrEnum):
    """The type of a column: a program that guesses makes numbers of codes and loses the zeros before them."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"


@dataclass(slots=True)
class Entry:
    """One column. `several`: codes stand beside each other, a blank between them. `codes`: what each means."""

    column: str
    kind: Kind
    label: str = ""
    several: bool = False
    codes: dict[str, str] = field(default_factory=dict)


def of_answers(session: Session, fields: Sequence[str], language: str) -> list[Entry]:
    """The columns of coded answers, each as the newest form that asks it says; codes of earlier forms stand as well."""
    found = {name: Entry(f"answer.{name}", Kind.TEXT) for name in fields}
    for version in published_forms.every_version(session):
        for name, label, several, codes in _asked(version.xml, language):
            if name in found:
                entry = found[name]
                entry.label = entry.label or label
                entry.several = entry.several or several
                for code, said in codes:
                    entry.codes.setdefault(code, said)
    if "strata" in found:
        for row in default_list("strata", language):
            found["strata"].codes.setdefault(row["name"], row["label"])
    return list(found.values())


@lru_cache(maxsize=64)
def _asked(xml: str, language: str) -> tuple[tuple[str, str, bool, tuple[tuple[str, str], ...]], ...]:
    """(name in exports, label, several, codes with their labels) of the coded questions of a form; it never changes."""
    form = load_compiled(xml)
    asked = []
    for held in form.fields:
        if held.kind.is_select or held.figure:
            listed = form.choice_labels.get(held.itemset.instance, {}) if held.itemset else {}
            names = dict.fromkeys((*(name for name, _ in held.inline), *listed))
            codes = tuple((name, form.choice_label(held.ref, name, language)) for name in names)
            label = form.label(held.ref, language)
            asked.append((held.figure or held.name, label, held.kind is Type.SELECT_MULTIPLE, codes))
    return tuple(asked)
