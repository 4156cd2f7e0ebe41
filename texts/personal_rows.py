"""The words of a text in a row, and the lists that names are known by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from texts.personal_reading import Phrases, phrases, words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+|/[cC]\b)?")
# "ô": "ông" of one letter. A letter alone after a figure or a stroke ("9A", "K-B") is no title.
LETTER_TITLES = frozenset(("a", "b", "c", "e", "ô"))
SURE_MIDDLES = frozenset(("văn", "thị", "van", "thi"))
_DOTTED = LETTER_TITLES | frozenset(
    ("mr", "mrs", "ms", "đc", "tr", "p", "pct", "pbt", "ct", "bt", "bs", "gv", "gđ", "ht", "tt")
)


class Word(NamedTuple):
    start: int
    end: int
    small: str
    capital: bool
    # Nothing but a space (or ". " after a short form of a title) between this word and the one before.
    joined: bool


@dataclass(frozen=True, slots=True)
class Lists:
    kin: Phrases
    kin_spelled: frozenset[str]
    offices: Phrases
    jobs: Phrases
    local_offices: Phrases
    units: Phrases
    not_names: Phrases
    places: Phrases
    place_cues: Phrases
    named_after: Phrases
    families: Phrases
    middles: Phrases
    given: Phrases
    # Without the rarer ones.
    given_known: Phrases
    orders: Phrases
    roads: Phrases
    given_small: Phrases
    given_after_order: Phrases
    # Known without diacritics before a name in full, since nothing else they could be stands there.
    named_after_plain: frozenset[str]
    lettered: frozenset[str]
    given_plain: frozenset[str]
    given_plain_after_kin: frozenset[str]
    not_plain: frozenset[str]
    begins: frozenset[str]
    common_pairs: frozenset[str]


@cache
def name_lists() -> Lists:
    every = (
        "kin",
        "offices",
        "jobs",
        "local_offices",
        "units",
        "places",
        "families",
        "middles",
        "given",
        "orders",
        "roads",
    )
    every_list = {name: phrases(words(name)) for name in every}
    every_list["given"] = phrases((*words("given"), *words("given_rare")))
    every_list |= {name: phrases(words(name), shortest=2) for name in ("not_names", "place_cues", "named_after")}
    titles = [every_list[name].firsts for name in ("kin", "offices", "jobs", "local_offices")]
    return Lists(
        **every_list,
        kin_spelled=frozenset(words("kin_spelled")),
        begins=frozenset(words("kin_spelled")).union({"o"}, LETTER_TITLES, *titles),
        given_known=phrases(words("given")),
        given_small=phrases(frozenset(words("given")) - frozenset(words("common_given"))),
        given_after_order=phrases(
            (frozenset(words("given")) - frozenset(words("common_given"))) | frozenset(words("given_after_order"))
        ),
        named_after_plain=frozenset(("duong", "pho", "truong", "phuong", "hem", "kiet", "bv", "ngach")),
        lettered=frozenset(words("lettered")),
        given_plain=frozenset(words("given_plain")),
        given_plain_after_kin=frozenset(words("given_plain_after_kin")),
        not_plain=frozenset(words("not_plain")),
        common_pairs=frozenset(words("common_pairs")),
    )


def row_of(text: str) -> list[Word]:
    row: list[Word] = []
    before = 0
    for matched in _WORD.finditer(text):
        word = matched[0]
        start, end = matched.span()
        gap = text[before:start]
        joined = gap == " " or gap == "  "
        if gap in (". ", ".") and row:
            joined = _is_short(row[-1]) or _is_middle_letter(row, word)
        small = word.lower()
        capital = small is not word and word[0].isupper() and (end - start == 1 or not word.isupper())
        row.append(Word(start, end, "đ/c" if small == "d/c" else small, capital, joined))
        before = end
    return row


def _is_short(word: Word) -> bool:
    """A short form of a title, not the last letter of "Nguyễn Văn A."."""
    return word.small in _DOTTED and not (word.capital and word.joined and word.end - word.start == 1)


def _is_middle_letter(row: list[Word], after: str) -> bool:
    """ "Nguyễn V. Hùng": a middle name of one letter, between a family name and a given name."""
    if len(row) < 2 or not (row[-1].joined and row[-1].capital and row[-1].end - row[-1].start == 1):
        return False
    if not row[-2].capital or (row[-2].joined and len(row) > 2 and row[-3].capital):
        return False
    lists = name_lists()
    return lists.families.holds(row[-2].small) and after[0].isupper() and lists.given.holds(after.lower())


def phrase_end(row: list[Word], at: int, among: Phrases, longest: int = 4) -> int | None:
    """The end of the longest of these phrases that begins here, or None."""
    first = row[at].small
    if first not in among.firsts:
        return None
    if at + 1 == len(row) or not row[at + 1].joined or row[at + 1].small not in among.seconds[first]:
        return at + 1 if among.holds(first) else None
    past, last = at + 1, min(len(row), at + longest)
    while past < last and row[past].joined:
        past += 1
    for end in range(past, at, -1):
        if among.holds(" ".join(word.small for word in row[at:end])):
            return end
    return None


def follows(row: list[Word], at: int, cues: Phrases) -> bool:
    """True if the one, two or three words before this one are among the cues."""
    first = at
    while first > max(0, at - 3) and row[first].joined:
        first -= 1
        if cues.holds(" ".join(word.small for word in row[first:at])):
            return True
    return False
