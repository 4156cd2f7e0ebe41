"""Names without capitals after a title: by their shape, by a given name that is hardly another word, or another people's."""

from __future__ import annotations

from texts.personal_peoples import length_of_small
from texts.personal_reading import folded, words
from texts.personal_rows import SURE_MIDDLES, Lists, Word, phrase_end

_PLAIN_BEFORE_ORDER = frozenset(("ong", "chu", "bac", "di", "anh", "chi"))
_ORDERS_PLAIN = frozenset(("bay", "tam", "chin", "muoi", "ut"))
_WITH_ORDER_PLAIN = frozenset(("ong", "bac", "chu", "di", "thim", "mu"))
_AFTER_ORDER_PLAIN = frozenset(("o", "noi", "ke", "keu", "ban", "dau", "xom", "than", "xin", "bi"))
_ORDERS_BEFORE_GIVEN = _ORDERS_PLAIN | {"hai", "tu", "sau"}
_NO_GIVEN = frozenset(
    (
        "con",
        "nguoi",
        "nha",
        "vo",
        "ben",
        "dua",
        "anh",
        "chi",
        "em",
        "vua",
        "moi",
        "cung",
        "da",
        "dang",
        "se",
        "hay",
        "o",
        "noi",
    )
)
_AFTER_SMALL_MIDDLE = _ORDERS_BEFORE_GIVEN | {"em", "nho", "lon", "ba", "nam"}
_TITLES_PLAIN = frozenset(("ong", "anh", "bac", "chu", "thay", "thim", "cu", "thang"))
_ALSO_VERBS = frozenset(("nhan", "dung", "tham", "quyen", "lam", "dat", "thang"))


def other_small(row: list[Word], at: int) -> int | None:
    past = at + 1
    while past < min(len(row), at + 4) and row[past].joined:
        past += 1
    count = length_of_small([word.small for word in row[at:past]])
    return at + count if count else None


def small_name(row: list[Word], at: int, lists: Lists, title: str, *, dotted: bool = False) -> int | None:
    """A name without capitals after a word for kin."""
    past = shaped(row, at, lists)
    if past is None and len(title) > 1:
        past = other_small(row, at)
    if past is None and lists.orders.holds(row[at].small) and at + 1 < len(row) and row[at + 1].joined:
        given = row[at + 1].small
        spelled = given in lists.given_after_order.spelled and not given.isascii()
        plain = title in _PLAIN_BEFORE_ORDER and _is_plain(row, at + 1, lists, row[at].small)
        past = at + 2 if spelled or plain else None
    if past is None:
        past = _plain_order(row, at, title) or _plain_by_deed(row, at, lists, title)
    if past is None and (len(title) > 1 or dotted or title in ("a", "c") or not row[at].small.isascii()):
        past = given_alone(row, at, lists, title)
    return past


def _plain_order(row: list[Word], at: int, title: str) -> int | None:
    """ "bac tam noi", "co ut ban che", "chu hai lua ke": a child's order, where what follows is done by a person."""
    small = [word.small for word in row[at : at + 3]]
    if not all(word.joined for word in row[at + 1 : at + 3]) or len(small) < 2:
        return None
    if (
        small[0] in _ORDERS_PLAIN
        and small[1] in _AFTER_ORDER_PLAIN
        and (title in _WITH_ORDER_PLAIN or small[0] == "ut")
    ):
        return at + 1
    if len(small) == 3 and title in _WITH_ORDER_PLAIN and small[0] in _ORDERS_BEFORE_GIVEN:
        return at + 2 if small[1] not in _NO_GIVEN and small[2] in ("noi", "ke", "keu", "than") else None
    return None


def _plain_by_deed(row: list[Word], at: int, lists: Lists, title: str) -> int | None:
    """ "ong loi noi", "anh tai xe om", "con ba sau": a given name without its marks, told by what stands around."""
    given = row[at].small
    if title == "ba" and given in _ORDERS_BEFORE_GIVEN and at > 1 and row[at - 1].joined and row[at - 2].small == "con":
        return at + 1
    woman = title in ("ba", "co", "chi") and (given in lists.given_plain_after_kin or given in ("hong", "lieu", "cuc"))
    if not (woman or title in _TITLES_PLAIN) or given in words("no_given_plain"):
        return None
    if not (given.isascii() and lists.given_known.holds(given)):
        return None
    if at + 2 >= len(row) or not (row[at + 1].joined and row[at + 2].joined):
        return None
    second, third = row[at + 1].small, row[at + 2].small
    if f"{second} {third}" in words("trades_plain") or second in ("xom", "thon", "ap"):
        return at + 1
    does = second in ("noi", "ke", "keu", "than") or (second == "o" and third in words("dwellings_plain"))
    return at + 1 if does and f"{title} {given}" not in lists.not_plain else None


def given_alone(row: list[Word], at: int, lists: Lists, title: str) -> int | None:
    """ "chị hồng"; or, after a title without diacritics, one that is hardly another word there: "anh tuan"."""
    given = row[at].small
    if not given.isascii():
        sure = given in lists.given_small.spelled and f"{title} {given}" not in lists.common_pairs
        return at + 1 if sure and phrase_end(row, at, lists.not_names) is None else None
    if given in lists.given_small.spelled and (not title.isascii() or _is_marked(row, at)):
        return None if f"{title} {given}" in lists.common_pairs or _goes_with(row, at, lists) else at + 1
    if not title.isascii() or not _is_plain(row, at, lists, title):
        return None
    return at + 2 if _is_twofold(row, at, lists, title) else at + 1


def _is_twofold(row: list[Word], at: int, lists: Lists, title: str) -> bool:
    """ "anh tuan anh ben dien luc", "c phuong thao": a given name of two, no second person ("chi lan anh hung")."""
    if at + 2 >= len(row) or not (row[at + 1].joined and row[at + 2].joined):
        return False
    second, third = row[at + 1].small, row[at + 2]
    if second != "anh":
        if title == "ten" and lists.middles.holds(row[at].small) and lists.given.holds(second):
            return not _goes_with(row, at + 1, lists)
        known = second in lists.given_plain or second in lists.given_plain_after_kin
        return known and second not in _ALSO_VERBS and not _goes_with(row, at + 1, lists)
    return not (third.capital or third.small in lists.given_plain or third.small in lists.given_plain_after_kin)


def _is_plain(row: list[Word], at: int, lists: Lists, title: str) -> bool:
    given = row[at].small
    known = given in lists.given_plain or (given in lists.given_plain_after_kin and lists.kin.holds(title))
    return known and f"{title} {given}" not in lists.not_plain and not _goes_with(row, at, lists)


def _is_marked(row: list[Word], at: int) -> bool:
    """True if the words around are typed with diacritics, so that one without has none."""
    return not all(word.small.isascii() for word in row[max(0, at - 3) : at + 4])


def _goes_with(row: list[Word], at: int, lists: Lists) -> bool:
    """True if the word that follows makes another word of it: "phuong an"."""
    if at + 1 == len(row) or not row[at + 1].joined:
        return False
    return folded(f"{row[at].small} {row[at + 1].small}") in lists.not_plain


def shaped(row: list[Word], at: int, lists: Lists) -> int | None:
    """A family name, then "văn" or "thị" and any word, or middle names and a given name."""
    if not lists.families.holds(row[at].small):
        return None
    joined = at + 1
    while joined < min(len(row), at + 5) and row[joined].joined:
        joined += 1
    if joined - at < 3:
        return None
    first, second, third = (word.small for word in row[at : at + 3])
    if not row[at + 2].capital and not lists.not_plain.isdisjoint((f"{first} {second}", f"{second} {third}")):
        return None
    past = at + 3 if second in SURE_MIDDLES else None
    if past is None and lists.middles.holds(second) and lists.given_known.holds(third):
        past = at + 3
    if past is None or row[past - 1].end - row[past - 1].start == 1 or phrase_end(row, at, lists.not_names):
        return None
    while past < joined and _goes_on_with(row, at, past, lists):
        past += 1
    return past


def _goes_on_with(row: list[Word], at: int, past: int, lists: Lists) -> bool:
    word = row[past]
    if word.capital:
        return row[at].capital and phrase_end(row, past, lists.not_names) is None
    if word.small.isascii() and not _is_marked(row, past):
        middle = row[past - 1].small
        if past == at + 3 and middle in ("be", "ut") and word.small in _AFTER_SMALL_MIDDLE:
            return True  # "huynh thi be bay", "pham van ut em"
        if past == at + 3 and lists.middles.holds(middle) and lists.given.holds(word.small):
            return f"{middle} {word.small}" not in lists.not_plain
        known = word.small in lists.given_plain or word.small in lists.given_plain_after_kin
        return known and word.small not in _ALSO_VERBS and not _goes_with(row, past, lists)
    return lists.given_small.holds(word.small)
