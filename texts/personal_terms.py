"""A term that is looked for, or that a rule looks for, which may be a person: such a term is refused (privacy 2)."""

from __future__ import annotations

import re
from itertools import pairwise

from texts.personal import find
from texts.personal_rows import SURE_MIDDLES, Lists, Word, name_lists, row_of

_DIGITS = re.compile(r"\d")
_HANDLE = re.compile(r"@\w")
_FEWEST = 6
"""So many digits are a number of somebody's."""
_EVERYDAY = frozenset(
    ("công nhân", "công an", "công ty", "cong nhan", "cong an", "cong ty", "an ninh", "an toàn", "hòa bình")
)
_OFTEN = frozenset(("nguyễn", "trần", "phạm", "huỳnh", "nguyen", "tran", "pham", "huynh"))


def shaped_like_person(term: str) -> bool:
    """Tell whether a term looks like a name, a telephone or identity number, a handle or an address.

    In doubt it does: a word that is refused is put otherwise, a person who was searched for cannot be given back.
    """
    if find(term) or _HANDLE.search(term) or len(_DIGITS.findall(term)) >= _FEWEST:
        return True
    lists, row = name_lists(), row_of(term)
    if not row or len(row) > 4:
        return False
    if sum(word.capital for word in row) >= 2:
        return True
    first, last = row[0], row[-1]
    if len(row) == 1:
        return first.capital and lists.given.holds(first.small)
    if not lists.families.holds(first.small) or _common(row, lists):
        return False
    if len(row) == 2:
        return lists.given.holds(last.small) and (first.capital or first.small in _OFTEN)
    if all(word.small.isascii() for word in row) and not first.capital:  # "ban giao dat" is no name
        return row[1].small in SURE_MIDDLES or first.small in _OFTEN
    return lists.middles.holds(row[1].small) or all(lists.given.holds(word.small) for word in row[1:])


def _common(row: list[Word], lists: Lists) -> bool:
    """Tell whether two words of it are one word of everyday speech: "lương công nhân"."""
    pairs = {f"{word.small} {other.small}" for word, other in pairwise(row)}
    return not pairs.isdisjoint(lists.not_plain | lists.common_pairs | _EVERYDAY)
