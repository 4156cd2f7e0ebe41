"""The question to a contact gives nothing of a report away (privacy 5).

No sentence, number, hour or finer place of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from forms.model import instance_document
from services.free_words import Fault, WordsRefused
from texts.fold import fold

SHARED_WORDS = 6
"""So many words in a row that a report has too are its sentence."""
_WORD = re.compile(r"[a-z0-9]+")
_NUMBER = re.compile(r"\d+(?:[.,:h]\d+)*")
_SPELT = (
    "mot",
    "hai",
    "ba",
    "bon",
    "nam",
    "sau",
    "bay",
    "tam",
    "chin",
    "muoi",
    "chuc",
    "tram",
    "nghin",
    "ngan",
    "trieu",
)
_COUNTED = re.compile(rf"\b(?:{'|'.join(_SPELT)})(?: (?:{'|'.join((*_SPELT, 'lam', 'linh', 'le', 'tu', 'ruoi'))}))+\b")
_FINER = re.compile(
    r"\b(?:thon|ap|ban|buon|lang|xom|khom|to|khu|khu pho|khu dan cu|duong|pho|ngo|ngach|hem|cho|truong|cau|chua|den|dinh|"
    r"nha tho|ben|cang|nga ba|nga tu|cong ty|nha may|benh vien|tram|kenh|deo|ho|bai)(?: [a-z0-9]+){1,2}"
)


def words_of(documents: Iterable[str]) -> list[str]:
    """Every text that stands in these OpenRosa documents."""
    found: list[str] = []
    for document in filter(None, documents):  # what was cut by its period is empty
        root = instance_document.parse(document)
        found += [str(text).strip() for text in root.itertext() if str(text).strip()]
    return found


def check(question: str, said: Sequence[str], known_places: Sequence[str]) -> None:
    """Hold a question against what reports say.

    `known_places`: the unit and those above it, which it may name.

    Raises:
        WordsRefused: it shares a sentence, a number, an hour, or a place finer than the unit.
    """
    asked = _folded(question)
    for text in said:
        folded = _folded(text)
        if _shared_numbers(asked, folded):
            raise WordsRefused(Fault.REPORT_NUMBER)
        if _shared_row(asked, folded):
            raise WordsRefused(Fault.REPORT_SENTENCE)
        if _shared_place(question, text, [_folded(place) for place in known_places]):
            raise WordsRefused(Fault.REPORT_PLACE)


def refuse_sentences(words: str, said: Sequence[str]) -> None:
    """Hold words for somebody who may not read reports against what these say.

    Raises:
        WordsRefused: a sentence of a report stands in them.
    """
    if any(_shared_row(_folded(words), _folded(text)) for text in said):
        raise WordsRefused(Fault.REPORT_SENTENCE)


def _folded(text: str) -> str:
    return " ".join(fold(text).split())


def _shared_numbers(asked: str, said: str) -> bool:
    digits = {one for found in _NUMBER.findall(asked) for one in re.findall(r"\d+", found)}
    there = {one for found in _NUMBER.findall(said) for one in re.findall(r"\d+", found)}
    return bool(digits & there) or bool(set(_COUNTED.findall(asked)) & set(_COUNTED.findall(said)))


def _shared_row(asked: str, said: str) -> bool:
    """Tell whether six words in a row are the same, or a whole sentence of at least four."""
    mine, theirs = _WORD.findall(asked), _WORD.findall(said)
    rows = {tuple(theirs[at : at + SHARED_WORDS]) for at in range(len(theirs) - SHARED_WORDS + 1)}
    if any(tuple(mine[at : at + SHARED_WORDS]) in rows for at in range(len(mine) - SHARED_WORDS + 1)):
        return True
    line = " ".join(mine)
    for sentence in re.split(r"[.!?;\n]", said):
        short = " ".join(_WORD.findall(sentence))
        if short.count(" ") >= 3 and f" {short} " in f" {line} ":
            return True
    return False


def _shared_place(question: str, text: str, known: Sequence[str]) -> bool:
    asked, said = _folded(question), _folded(text)

    def outside(place: str) -> bool:
        """Tell whether it is none of the units."""
        return not any(place in name for name in known)

    finer = {found for match in _FINER.finditer(said) for found in _shortened(match[0]) if outside(found)}
    names = {_folded(name) for name in _named(text)}
    return any(place in asked for place in finer | {name for name in names if outside(name)})


def _shortened(place: str) -> list[str]:
    """A place of three words may be one of two: "cho huyen cu", "cho huyen"."""
    words = place.split()
    return [place, " ".join(words[:-1])] if len(words) > 2 else [place]


def _named(text: str) -> list[str]:
    """Rows of two or more words in capitals within a sentence: names of places and works."""
    found: list[str] = []
    for sentence in re.split(r"[.!?;:\n]", text):
        row: list[str] = []
        for word in [*re.findall(r"\w+|,", sentence), ""]:
            if word[:1].isupper():
                row.append(word)
            else:
                found += [" ".join(row)] if len(row) >= 2 else []
                row = []
    return found
