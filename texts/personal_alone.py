"""Given names alone, without a title: "Lan bán cá", "con nhà Phương", "nghe Hạnh nói", "Út Hiền phát biểu".

A capital and a given name are not enough, since places, goods and the first word of a sentence have both: what stands
before ("vợ", "nghe") or behind ("nói", "bán cá") has to tell a person. The lists are in personal_words.toml.
"""

from __future__ import annotations

from functools import cache

from texts.personal_peoples import is_vietnamese
from texts.personal_reading import words
from texts.personal_rows import Lists, Word, follows, phrase_end

_LONGEST = 3
_DYNASTIES = frozenset(("ngô", "đinh", "lê", "lý", "trần", "hồ", "mạc", "nguyễn", "tống", "hán"))
_OF_NO_KIN = frozenset(("bà", "các", "những", "mọi", "trẻ"))
""" "bà con", "các con": nobody's child."""


def alone(row: list[Word], at: int, lists: Lists) -> tuple[int, int] | None:
    """The given name, or the nickname by a child's order, that begins here with a capital; or None."""
    word = row[at]
    if not word.capital or (not word.joined and lists.kin.holds(word.small)):
        return None
    ordered = lists.orders.holds(word.small)
    whole = _nickname(row, at, lists, ordered=ordered) or _christian(row, at, lists)
    if whole:
        return at, whole
    child = word.small in _set("child_names") and word.joined and row[at - 1].small in _set("before_child_names")
    family = word.small in lists.families.spelled and word.small not in _set("syllables_of_places")
    if not (ordered or family or child or _is_given(word, lists)):
        return None
    if word.joined and _is_elsewhere(row, at, lists):
        return None
    if child:
        return at, at + 1
    past = (
        _end(row, at, lists, ordered=ordered)
        or _end_of_two(row, at, lists)
        or (_end_in_full(row, at, lists) if family else None)
    )
    if past is None or phrase_end(row, at, lists.places) or phrase_end(row, at, lists.roads):
        return None
    return (at, past) if _is_told(row, at, past, lists, ordered=ordered) else None


def _end(row: list[Word], at: int, lists: Lists, *, ordered: bool) -> int | None:
    past = at
    while past < len(row) and row[past].capital and (past == at or row[past].joined):
        known = _is_given(row[past], lists) or (past == at and ordered) or (past == at + 1 and ordered)
        if not known or past - at == _LONGEST or _is_compound(row, past):
            return None
        past += 1
    if ordered:
        return past if past - at == 2 and phrase_end(row, at + 1, lists.not_names) is None else None
    return past if phrase_end(row, at, lists.not_names) in (None, at + 1) else None


def _nickname(row: list[Word], at: int, lists: Lists, *, ordered: bool) -> int | None:
    """ "Hải Bánh", "Tám Sún": what somebody is called by looks or trade, behind a given name or a child's order."""
    if at + 1 >= len(row) or not (row[at + 1].joined and row[at + 1].capital) or follows(row, at, lists.place_cues):
        return None
    known = (ordered or _is_given(row[at], lists)) and row[at + 1].small in _set("nicknames_end")
    return at + 2 if known and not (at + 2 < len(row) and row[at + 2].joined and row[at + 2].capital) else None


def _christian(row: list[Word], at: int, lists: Lists) -> int | None:
    """ "Maria Lan", "Giuse Trần Văn Bé": a saint's name and one's own."""
    past = at + 1
    if row[at].small not in _set("saints") or (row[at].joined and _is_elsewhere(row, at, lists)):
        return None
    while past < min(len(row), at + 5) and row[past].joined and row[past].capital:
        past += 1
    own = past > at + 1 and (_is_given(row[past - 1], lists) or lists.families.holds(row[at + 1].small))
    return past if own else None


def _end_of_two(row: list[Word], at: int, lists: Lists) -> int | None:
    """ "Tường Vi", "Nguyễn Quẹo": two words of which the second need not be known, where no place begins so."""
    past = at
    while past < len(row) and row[past].capital and (past == at or row[past].joined):
        past += 1
    if past - at != 2 or row[at].small in _set("syllables_of_places") or row[past - 1].end - row[past - 1].start == 1:
        return None
    if _is_compound(row, at + 1) or not is_vietnamese(row[at + 1].small):
        return None
    return past if phrase_end(row, at, lists.not_names) is None else None


def _end_in_full(row: list[Word], at: int, lists: Lists) -> int | None:
    """ "Nguyễn Thành Được": a family name that begins no place, and words that need not be known."""
    past = at
    while past < min(len(row), at + 5) and row[past].capital and (past == at or row[past].joined):
        past += 1
    known = past - at in (3, 4) and phrase_end(row, at, lists.not_names) is None
    return past if known and row[past - 1].end - row[past - 1].start > 1 else None


def _is_told(row: list[Word], at: int, past: int, lists: Lists, *, ordered: bool) -> bool:
    first = row[at]
    single = past - at == 1
    before = row[at - 1].small if first.joined else ""
    if before in _set("before_alone_kin") and not (at > 1 and row[at - 1].joined and row[at - 2].small in _OF_NO_KIN):
        return True
    if not ordered and all(word.small in _set("syllables_of_places") for word in row[at:past]) and not single:
        return False  # "Tân Bình", "Long Thành"
    if single and first.small not in lists.given.spelled and before not in _set("before_alone"):
        return False  # "Dao", which is "Đạo" without its marks or a people
    trade = _has_trade(row, past, lists)
    if before:
        if before in _set("before_alone"):
            return not (single and before == "nhà" and first.small in _DYNASTIES)
        if before == "nha" and not single:
            return True
        if (
            before in _set("before_alone_weak")
            and first.small in lists.given_small.spelled
            and not (single and _is_goods(first))
        ):
            return True
        return trade or _says(row, past) or _goes_on(row, past, lists) or _is_twofold(row, at, past, lists)
    if single and (_is_goods(first) or first.small not in lists.given_small.spelled):
        return trade and first.small not in _set("never_first")
    return trade or _says(row, past)


def _is_goods(word: Word) -> bool:
    return word.small in _set("goods_by_names")


def _is_elsewhere(row: list[Word], at: int, lists: Lists) -> bool:
    """True if the capital belongs to a longer name, or to that of a place, an organisation or goods."""
    before = row[at - 1]
    return (
        (before.capital and before.joined)
        or (before.capital and before.small not in words("openers") and before.small not in _set("before_alone_kin"))
        or (before.small in _set("before_places") and before.small not in ("nhóm", "người", "tx"))
        or before.small in _set("before_goods")
        or follows(row, at, lists.named_after)
        or follows(row, at, lists.place_cues)
    )


def _is_given(word: Word, lists: Lists) -> bool:
    return word.small in lists.given.spelled or lists.given_known.holds(word.small)


def _is_compound(row: list[Word], at: int) -> bool:
    """ "Trung ương", "Công trình": a word whose second half is in small letters."""
    after = at + 1
    return after < len(row) and row[after].joined and row[after].small in _set("second_halves")


def _says(row: list[Word], at: int) -> bool:
    return at < len(row) and row[at].joined and row[at].small in _set("what_people_do")


def _has_trade(row: list[Word], at: int, lists: Lists) -> bool:
    """ "bán cá", "xe ôm", "sửa xe", "trưởng thôn", "con bà …": what somebody is known by."""
    if at + 1 >= len(row) or not (row[at].joined and row[at + 1].joined):
        return False
    first, second = row[at].small, row[at + 1].small
    if not row[at].capital and any(phrase_end(row, at, among) for among in (lists.jobs, lists.local_offices)):
        return True
    if first == "ở" and row[at + 1].small in _set("dwellings"):
        return True
    if first in ("bên", "ben") and row[at + 1].small in _set("rooms"):
        return True
    if first in _set("begin_a_trade") and second not in _set("no_trade"):
        return True
    return f"{first} {second}" in _set("trades") or (first in ("bán", "ban") and second in _set("sold"))


def _is_twofold(row: list[Word], at: int, past: int, lists: Lists) -> bool:
    """ "Thu Thảo", "Mỹ Linh" within a sentence: a middle name and a given name that are hardly anything else."""
    first, last = row[at].small, row[past - 1].small
    return past - at == 2 and first in lists.middles.spelled and last in lists.given_small.spelled


def _goes_on(row: list[Word], at: int, lists: Lists) -> bool:
    """ "hộ Ninh và Tấn": with another of its kind."""
    if at + 1 >= len(row) or not (row[at].joined and row[at + 1].joined) or row[at].small not in ("và", "với"):
        return False
    return row[at + 1].capital and lists.given.holds(row[at + 1].small) and not _is_compound(row, at + 1)


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(words(name))
