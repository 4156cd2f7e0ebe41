"""Choices that the board made itself: topics of its own forms, and their other choice questions, by the labels people read."""

from __future__ import annotations

from functools import lru_cache

from sqlmodel import Session

from forms.builtin_forms import default_list
from forms.load_compiled import load_compiled
from storage.forms import published_forms

_FIELD = "topic"


def own_topics(session: Session) -> dict[str, str]:
    """The board's own topics, their labels by name, as the newest form that has each calls it."""
    ours = {row["name"] for row in default_list(_FIELD)}
    found: dict[str, str] = {}
    for version in published_forms.every_version(session):
        for name, label in () if version.builtin else _topics(version.xml):
            if name not in ours:
                found.setdefault(name, label)
    return found


@lru_cache(maxsize=64)
def _topics(xml: str) -> tuple[tuple[str, str], ...]:
    """The topics of a form; a published one never changes."""
    form = load_compiled(xml)
    found: dict[str, str] = {}
    for ref in form.by_name.get(_FIELD, ()):
        field = form.by_ref[ref]
        listed = form.choice_labels.get(field.itemset.instance, {}) if field.itemset else {}
        for name in (*(name for name, _ in field.inline), *listed):
            found.setdefault(name, form.choice_label(ref, name, (*form.languages, "")[0]))
    return tuple(found.items())


def own_questions(session: Session) -> dict[str, str]:
    """The choice questions of the board's own forms, their labels by name, as the newest form that has each asks it."""
    found: dict[str, str] = {}
    for version in published_forms.every_version(session):
        for name, label in () if version.builtin else _questions(version.xml):
            found.setdefault(name, label)
    return found


@lru_cache(maxsize=64)
def _questions(xml: str) -> tuple[tuple[str, str], ...]:
    """The choice questions of a form; a published one never changes."""
    form = load_compiled(xml)
    asked = [field for field in form.fields if field.kind.is_select]
    return tuple((field.name, form.label(field.ref, (*form.languages, "")[0]) or field.name) for field in asked)
