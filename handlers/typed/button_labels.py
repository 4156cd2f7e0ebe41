"""Labels of buttons as people type them: in every language and on every network, with all of their marks or with none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from texts.catalogue import LANGUAGES, catalogue_for
from texts.fold import clean, fold, spaced


class ButtonLabels:
    """The labels of some buttons, by their keys; read when the first text is looked up."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = frozenset(keys)

    def named(self, text: str) -> list[str]:
        """The keys of the labels that a text is."""
        typed = spaced(clean(text).casefold())
        return [key for label, key in self._found.get(spaced(fold(text)), ()) if text.isascii() or typed == label]

    @cached_property
    def _found(self) -> Mapping[str, list[tuple[str, str]]]:
        """By a label without its marks: the label, and its key."""
        found: dict[str, list[tuple[str, str]]] = {}
        for language in LANGUAGES:
            for texts in (catalogue_for(language), catalogue_for(language, typed_only=True)):
                for key in sorted(self.keys):
                    label = texts.text(key)
                    found.setdefault(spaced(fold(label)), []).append((spaced(label.casefold()), key))
        return found
