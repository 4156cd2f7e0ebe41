"""The files that a form shows beside its words: which of them somebody has just sent, and which are still missing.

A network or a phone may write a name with other letters of the same look (decomposed, or capital): both are the same name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from handlers.turn import Turn
from storage.forms import published_forms
from texts.catalogue import Catalogue

_LISTED = 20
T = TypeVar("T")


def key(name: str) -> str:
    """The key under which two ways to write a file's name are the same; a path counts by its last part."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return unicodedata.normalize("NFC", last).casefold().strip()


def found(wanted: Collection[str], there: Mapping[str, T]) -> dict[str, T]:
    """Of what is there under some names, what is wanted, under the names by which it is wanted."""
    by_key = {key(name): value for name, value in there.items()}
    return {name: by_key[key(name)] for name in wanted if key(name) in by_key}


def named(names: Sequence[str], file_name: str, caption: str) -> str | None:
    """Which of the names a file has: its own, else the longest that its caption holds."""
    for name in names:
        if file_name and key(name) == key(file_name):
            return name
    said = unicodedata.normalize("NFC", caption).casefold()
    return max(
        (text for text in names if re.search(rf"(?<![\w.-]){re.escape(key(text))}(?!\w)", said)), key=len, default=None
    )


def missing(turn: Turn, form_id: int, names: Collection[str]) -> list[str]:
    """The files that a form mentions and nobody brought."""
    return sorted(set(names) - published_forms.form_files(turn.session, form_id).keys())


def listed(t: Catalogue, names: Sequence[str]) -> str:
    """The names in one line; of very many the first ones."""
    line = ", ".join(names[:_LISTED])
    return t.text("form-files-more", names=line, count=len(names) - _LISTED) if len(names) > _LISTED else line
