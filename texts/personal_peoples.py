"""Names of other peoples than the Kinh, told by how they begin ("Y Bhăm Niê", "K’Brin", "Giàng A Páo") or are spelled.

Highland places begin with words of their own ("Ea Kao", "Krông Nô"), and a syllable that Vietnamese does not have is
otherwise a name's: lists in personal_words.toml.
"""

from __future__ import annotations

import re
from functools import cache

from texts.personal_reading import Phrases, folded, phrases, words

_SYLLABLE = re.compile(r"(?:ngh|ng|nh|ph|th|tr|ch|gh|kh|gi|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")
_PREFIXED = re.compile(r"[hkr]['’][^\W\d_]+")
# "Giàng A Páo", "Vàng Seo Lử", "Và Bá Chù", "Lầu Y Dở", "Triệu Mùi Pham": the second word of Hmong and Dao names.
_SECONDS = frozenset(
    ("a", "seo", "mí", "sống", "dúng", "thị", "mi", "song", "bá", "y", "mùi", "mẩy", "láo", "tả", "phà", "chờ", "pá")
)
_SINGLE = frozenset(("y", "a"))
# "H Linh Mlô": how "H’Linh" is typed on a phone; a letter alone begins nothing else in capitals.
_SINGLE_CAPITAL = _SINGLE | {"h"}


@cache
def _list(name: str) -> Phrases:
    return phrases(words(name))


def is_other(small: list[str], *, after_unit: bool) -> bool:
    """True if a row of capitals, here in small letters, names a person; behind "xã" only where nothing else is meant."""
    first = small[0]
    if is_highland(small):
        return False
    if _PREFIXED.fullmatch(first):
        return not after_unit or len(small) > 1
    if len(small) < 2:
        return False
    begins = (
        first in _SINGLE_CAPITAL or _list("other_families").holds(first) or (len(small) > 2 and small[1] in _SECONDS)
    )
    return begins or (not all(map(is_vietnamese, small)) and (not after_unit or _list("families").holds(first)))


def length_of_small(small: list[str]) -> int:
    """How many of these words in small letters, after a title, are such a name; 0: none."""
    first = small[0]
    prefixed = bool(_PREFIXED.fullmatch(first))
    known = first in _SINGLE or (_list("other_families").holds(first) and not is_vietnamese(first))
    if len(small) > 2 and small[1] in ("a", "seo") and _list("other_families").holds(first):
        return 3
    if not (prefixed or (known and len(small) > 1)) or _list("highland_places").holds(first):
        return 0
    count = 1
    while count < min(4, len(small)) and not is_vietnamese(small[count]):
        count += 1
    return count if prefixed or count > 1 else 0


def is_highland(small: list[str]) -> bool:
    """True if a place of the highlands begins like this."""
    places = _list("highland_places")
    return places.holds(small[0]) or places.holds(" ".join(small[:2]))


def is_vietnamese(word: str) -> bool:
    return bool(_SYLLABLE.fullmatch(folded(word)))
