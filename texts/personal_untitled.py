"""Names of other peoples that stand without a title: "Giàng A Chứ nói …", "gặp Y Bhiôm Niê", "K’Brốp với mấy hộ".

Nothing but capitals and their shape tells them, so each shape is one that neither a place nor a people has, and what
stands behind a word for a place is none.
"""

from __future__ import annotations

import re
from functools import cache

from texts.personal_peoples import is_highland, is_vietnamese
from texts.personal_reading import folded, words
from texts.personal_rows import SURE_MIDDLES, Lists, Word, follows

_LONGEST = 5
_PREFIXED = re.compile(r"[hk]['’][^\W\d_]+")
_HIGHLAND_START = re.compile(r"bh|bn|đr|h[lmnrwy]|jr|k[bps]|ml|mr|r[cm]|sr|zr")
_HMONG_SECONDS = frozenset(
    ("a", "y", "seo", "mí", "bá", "dúng", "láo", "sống", "chờ", "mi", "ba", "sừ", "gò", "phì", "hừ", "xè")
)
_DAO = frozenset(("bàn", "triệu", "phàn", "chảo", "tẩn"))
_DAO_SECONDS = frozenset(("mùi", "mẩy", "láo", "phúc", "sành", "dào", "mui", "may"))
_KHMER = frozenset(("thạch", "danh", "kim", "sơn", "kiên", "chau", "châu", "neáng", "lâm", "trà", "thach"))
_KHMER_SECONDS = frozenset(("sà", "sóc", "sô"))
# Before another word that only these peoples have: "Danh Sươl", "Điểu K’Rang", "Đinh Hmưk".
_MIXED = frozenset(("thạch", "danh", "kiên", "chau", "neáng", "điểu", "đinh", "dieu", "thach"))
_NOT_WOMEN = frozenset(("trấn", "xã", "trường", "vải", "nại", "tính", "nghè", "kính", "mầu", "nở", "đội", "tran", "xa"))
"""Behind "Thị" no woman's name: a town, a hill, somebody in a story."""


def untitled(row: list[Word], at: int, lists: Lists) -> tuple[int, int] | None:
    """The name of another people that begins here, or None."""
    if not row[at].capital or _stands_for_a_place(row, at, lists):
        return None
    past = at + 1
    while past < min(len(row), at + _LONGEST) and row[past].joined and row[past].capital:
        past += 1
    if past - at > 1 and row[past - 1].end - row[past - 1].start == 1:
        return None  # "Giàng A B": nobody
    small = [word.small for word in row[at:past]]
    placed = (
        len(small) > 1 and is_highland(small[1:]) and small[-1] not in _families()
    )  # "Nay Pleiku", not "Y Krông Êban"
    if placed or is_highland(small) or _is_a_people(small):
        return None
    return (at, past) if _is_shaped(small, row[at], lists) else None


def _is_shaped(small: list[str], first: Word, lists: Lists) -> bool:
    if _PREFIXED.fullmatch(small[0]):
        return True
    if len(small) < 2:
        return False
    strange = [word for word in small if not is_vietnamese(word)]
    known = small[0] in _families() or " ".join(small[:2]) in _families()
    if small[0] in ("y", "h", "a"):
        return bool(strange) or (len(small) > 2 and small[0] != "a" and small[-1] in _families())
    if small[1] in SURE_MIDDLES and len(small) > 2:
        if small[1] in ("thị", "thi"):
            among = (lists.named_after, lists.place_cues, lists.units, lists.not_names)
            placed = first.small in _places() or any(phrases.holds(first.small) for phrases in among)
            return small[2] not in _NOT_WOMEN and not placed and (small[1] == "thị" or known)
        return known or small[0] in words("families_in_full")
    if small[0] in ("neáng", "neang", "néang") or (small[0] == "chau" and not small[1].isascii()):
        return True
    if len(small) > 2 and (((known or small[0] == "lý") and small[1] in _HMONG_SECONDS) or _is_dao_or_khmer(small)):
        return True
    if known and (small[0] in strange or (len(small) > 2 and small[1] in ("châm", "mah", "lan"))):
        return True
    return (known or small[0] in _MIXED) and any(map(_is_of_highlands, strange))


def _is_dao_or_khmer(small: list[str]) -> bool:
    return (small[0] in _DAO and small[1] in _DAO_SECONDS) or (small[0] in _KHMER and small[1] in _KHMER_SECONDS)


def _is_of_highlands(word: str) -> bool:
    """True for what is no word of another language either: brands are in plain letters."""
    return bool(_PREFIXED.fullmatch(word) or _HIGHLAND_START.match(word)) or not word.isascii()


def _stands_for_a_place(row: list[Word], at: int, lists: Lists) -> bool:
    if not row[at].joined:
        return False
    before = row[at - 1]
    if before.capital and not opens(row, at - 1):
        return True
    return before.small in _places() or follows(row, at, lists.named_after) or follows(row, at, lists.place_cues)


def _is_a_people(small: list[str]) -> bool:
    """ "người K’Ho", "Rơ Măm": a people, not somebody of it."""
    typed = " ".join(small).replace("’", "'")
    return any(typed == people or typed.startswith(f"{people} ") for people in words("peoples"))


@cache
def _families() -> frozenset[str]:
    return frozenset(words("other_families"))


@cache
def _places() -> frozenset[str]:
    """Words behind which a place, a people or a thing is named, with and without diacritics."""
    return frozenset(words("before_places")) | frozenset(map(folded, words("before_places")))


def opens(row: list[Word], at: int) -> bool:
    """True if the capital of this word is that of a sentence's first: "Có Sùng Thị Dợ sinh con"."""
    return not row[at].joined and row[at].small in words("openers")
