"""Names of people: after a title, after "tên", or in full with the middle names that only people have.

A capital is what tells a name, except where a whole word is in capitals; then, and in small letters, the shape of a
Vietnamese name has to: a family name and a given name after a title, or a given name that is hardly anything else.
"""

from __future__ import annotations

from enum import Enum

from texts.personal_alone import alone
from texts.personal_peoples import is_highland, is_other
from texts.personal_reading import Kind, Reading, Span, words
from texts.personal_rows import LETTER_TITLES, SURE_MIDDLES, Lists, Word, follows, name_lists, phrase_end, row_of
from texts.personal_small import given_alone, other_small, shaped, small_name
from texts.personal_untitled import opens, untitled

_LONGEST = 6
_GENERIC = frozenset(("các", "những", "nhiều", "cac", "nhung", "nhieu", "vài"))
_SURE_FAMILIES = frozenset(("nguyễn", "trần", "phạm", "huỳnh", "nguyen", "tran", "pham", "huynh"))
# Behind a whole name, for a namesake that is younger.
_YOUNGER = frozenset(("em", "út", "nhỏ"))
# Family names that alone are an organisation.
_CLEAR_FAMILIES = frozenset(
    (
        "trần",
        "lê",
        "hoàng",
        "phan",
        "vũ",
        "võ",
        "đặng",
        "bùi",
        "đỗ",
        "ngô",
        "dương",
        "đinh",
        "trịnh",
        "lương",
        "trương",
        "le",
        "bui",
        "ngo",
    )
)
_PLAIN_FAMILIES = frozenset(("tran", "le", "bui", "ngo", "vo", "trinh", "phan", "luong", "truong"))
_ASKED_NAMES = frozenset(words("asked_names"))
"""Last words of what a form asks a name for."""
_SELVES = frozenset(("tôi", "toi", "tui", "em", "e", "mình", "minh", "con", "cháu", "chau", "mk"))
# "chua Ong Met", "cau Ba Om", typed without diacritics: what was built for a spirit or is called after it.
_BUILT_PLAIN = frozenset(("chua", "mieu", "dinh", "cau", "lang", "lau"))


_BRANDED = frozenset(("quán", "tiệm", "shop", "quan", "tiem", "sữa", "bánh", "kem", "mắm", "chè", "hiệu"))
_NAMED_PLAIN = frozenset(
    (
        "cau",
        "cho",
        "xa",
        "thpt",
        "thcs",
        "hoc",
        "vien",
        "khu",
        "thon",
        "ap",
        "lang",
        "to",
        "doi",
        "den",
        "dinh",
        "ty",
        "cty",
    )
)
_NAMED_THINGS = frozenset(
    ("quán", "tiệm", "shop", "cty", "hiệu", "trường", "thuốc", "đường", "chợ", "app", "quan", "tiem")
)
"""Behind these "tên" gives the name of a thing."""


class _Trust(Enum):
    """The meaning of a capital after a title: a person; a person or an organisation; a person or a place."""

    FULL = 0
    JOB = 1
    PLACE = 2


def names(reading: Reading) -> list[Span]:
    row, lists = row_of(reading.text), name_lists()
    found: list[Span] = []
    past = 0
    for at, word in enumerate(row):
        if at < past:
            continue
        span = _after_title(row, at, lists) if word.small in lists.begins else None
        if span is None and word.small in LETTER_TITLES:
            span = _after_letter(reading.text, row, at, lists)
        if span is None and at and word.capital:
            span = _after_colon(reading.text, row, at, lists) or _after_self(row, at, lists)
        if span is None and word.small in lists.families.firsts:
            span = _in_full(reading.text, row, at, lists)
        if span is None and word.capital:
            span = untitled(row, at, lists) or alone(row, at, lists)
        if span is None:
            continue
        first, past = span
        while True:
            found.append((row[first].start, row[past - 1].end, Kind.NAME))
            more = _one_more(reading.text, row, past, lists)
            if past < len(row):
                # What follows is read as it will be beside a stand-in.
                row[past] = row[past]._replace(joined=False)
            if more is None:
                break
            first, past = more
    return found


def _after_title(row: list[Word], at: int, lists: Lists) -> tuple[int, int] | None:
    if row[at].small in ("liệt", "liet") and row[at].joined and row[at - 1].small in ("trang", "đài", "dai"):
        return None  # a cemetery of the fallen, a monument
    if row[at].capital and row[at].joined and row[at - 1].small in _BRANDED:
        return None  # "quán Cô Ba", "sữa Ông Thọ"
    if row[at].small == "chau" and row[at].capital and at + 1 < len(row) and row[at + 1].capital:
        return untitled(row, at, lists)  # a family name of the Khmer, or a nephew
    if row[at].small in ("tên", "ten") and row[at].joined and row[at - 1].small in _NAMED_THINGS:
        return None
    ends = [(phrase_end(row, at, among) or 0) for among in (lists.offices, lists.jobs, lists.local_offices)]
    if any(ends):
        return _after_office(row, max(ends), lists, _Trust(ends.index(max(ends))))
    if at + 1 == len(row) or not row[at + 1].joined or not _is_kin(row, at, lists):
        return None
    if follows(row, at, lists.place_cues) or phrase_end(row, at, lists.places):
        return None
    if row[at].capital and row[at].joined and (_of_a_name(row[at - 1], lists) or row[at - 1].small in _BUILT_PLAIN):
        return None
    past = _capitals(row, at + 1, lists, kin=True)
    if past is None and not (row[at].joined and row[at - 1].small in _GENERIC):
        past = small_name(row, at + 1, lists, row[at].small)
    return (at + 1, past) if past else None


def _after_letter(text: str, row: list[Word], at: int, lists: Lists) -> tuple[int, int] | None:
    """ "a.Minh", "c Hoa", "e hằng": a title of one letter, where no lot, class or block bears the letter."""
    start = row[at].start
    if at + 1 == len(row) or not row[at + 1].joined or text[max(0, start - 1) : start].strip(' .,;:("“\n!?'):
        return None
    if row[at].joined and (row[at - 1].small in lists.lettered or row[at - 1].capital):
        return None
    if is_highland([row[at].small, row[at + 1].small]):
        return None
    past = _capitals(row, at + 1, lists)
    if past is not None:
        sure = lists.orders.holds(row[at + 1].small) or _is_person(row, at + 1, past, lists, _Trust.JOB, shortest=2)
        return (at + 1, past) if sure else None
    past = small_name(row, at + 1, lists, row[at].small, dotted=text[row[at].end] == ".")
    return (at + 1, past) if past else None


def _after_colon(text: str, row: list[Word], at: int, lists: Lists) -> tuple[int, int] | None:
    """ "Đại diện: Kiều Oanh", "chủ hộ - Vi Xuân Lộc": what a form would ask for."""
    if text[row[at - 1].end : row[at].start].strip() not in (":", "-", ": -") or row[at - 1].small not in _ASKED_NAMES:
        return None
    past = _capitals(row, at, lists)
    return (at, past) if past and past - at > 1 and _is_anybody(row, at, past, lists) else None


def _after_self(row: list[Word], at: int, lists: Lists) -> tuple[int, int] | None:
    """ "e là Triệu Mùi Pham", "tôi là Vi Lan": whoever writes says who they are."""
    said = at > 1 and row[at].joined and row[at - 1].joined and row[at - 1].small in ("là", "la", "tên", "ten")
    if not said or row[at - 2].small not in _SELVES:
        return None
    past = _capitals(row, at, lists)
    return (at, past) if past and past - at > 1 and _is_anybody(row, at, past, lists) else None


def _is_anybody(row: list[Word], at: int, past: int, lists: Lists) -> bool:
    """A person of whatever people."""
    small = [word.small for word in row[at:past]]
    return _is_person(row, at, past, lists, _Trust.JOB) or is_other(small, after_unit=False)


def _is_kin(row: list[Word], at: int, lists: Lists) -> bool:
    """A word for kin; "o" (aunt) is also how "ở" is typed, so only before a name with diacritics."""
    after = row[at + 1].small
    return (
        lists.kin.holds(row[at].small)
        or row[at].small in lists.kin_spelled
        or (row[at].small == "o" and not after.isascii() and lists.given.holds(after))
    )


def _of_a_name(word: Word, lists: Lists) -> bool:
    return word.capital and (lists.given.holds(word.small) or lists.families.holds(word.small))


def _after_office(row: list[Word], first: int, lists: Lists, trust: _Trust) -> tuple[int, int] | None:
    start = first
    while (start < len(row) and row[start].joined and not row[start].capital) or _is_unit(row, start, lists):
        end = phrase_end(row, start, lists.units)
        if end is None:
            break
        start = end
    if start >= len(row) or not row[start].joined:
        return None
    after_unit = start > first
    past = _capitals(row, start, lists, kin=not after_unit)
    if past is None:
        past = shaped(row, start, lists) or other_small(row, start)
        if past is None and not after_unit and trust is not _Trust.JOB:
            past = given_alone(row, start, lists, row[first - 1].small)
    elif after_unit or trust is not _Trust.FULL:
        small = [word.small for word in row[start:past]]
        least = _Trust.PLACE if after_unit and trust is _Trust.FULL else trust
        sure = _is_person(row, start, past, lists, least) and (
            not after_unit or _is_person(row, start, past, lists, _Trust.PLACE)
        )
        if not sure and not is_other(small, after_unit=after_unit):
            past = None
    return (start, past) if past else None


def _is_unit(row: list[Word], at: int, lists: Lists) -> bool:
    return at < len(row) and row[at].joined and row[at].capital and phrase_end(row, at, lists.not_names) is not None


def _capitals(row: list[Word], at: int, lists: Lists, *, kin: bool = False) -> int | None:
    """The end of the row of capitals that begins here and is a name; a letter alone ("ông A") is none.

    kin: behind a word for kin a company's name that is also a person's ("Bảo Long") is a person's.
    """
    if not row[at].capital or (row[at].end - row[at].start < 2 and not _goes_on(row, at)):
        return None
    past = at
    while past < min(len(row), at + _LONGEST) and row[past].capital and (past == at or row[past].joined):
        if phrase_end(row, past, lists.not_names) and not (
            _part_of_name(row, past, lists) or (_goes_on(row, past) and row[past - 1].small in ("y", "h"))
            if past > at
            else kin and _only_of_names(row, past, lists)
        ):
            break
        past += 1
        if past == at + 1 and _has_small_middle(row, at, lists):
            past += 2
    alone = past == at + 1 and row[at].small == "đoàn"
    if past == at or alone or _is_example(row, at, past):
        return None
    return past


def _has_small_middle(row: list[Word], at: int, lists: Lists) -> bool:
    """ "Nguyễn văn Hùng", "Lê thị hoa", "Phạm quang Thiều"."""
    if at + 2 >= len(row) or not (row[at + 1].joined and row[at + 2].joined) or row[at + 2].end - row[at + 2].start < 2:
        return False
    if row[at + 1].capital or not lists.families.holds(row[at].small):
        return False
    if row[at + 1].small in SURE_MIDDLES:
        return row[at + 2].capital or lists.given.holds(row[at + 2].small)
    return row[at + 2].capital and lists.middles.holds(row[at + 1].small) and lists.given.holds(row[at + 2].small)


def _goes_on(row: list[Word], at: int) -> bool:
    return at + 1 < len(row) and row[at + 1].joined and row[at + 1].capital and row[at + 1].end - row[at + 1].start > 1


def _part_of_name(row: list[Word], at: int, lists: Lists) -> bool:
    """A word that is also a name's, where no longer phrase says otherwise: the "Mỹ" of "Lê Mỹ"."""
    end = phrase_end(row, at, lists.not_names)
    return end == at + 1 and (lists.given.holds(row[at].small) or lists.kin.holds(row[at].small))


def _only_of_names(row: list[Word], at: int, lists: Lists) -> bool:
    end = phrase_end(row, at, lists.not_names) or at
    if end == at + 1 and _goes_on(row, at) and is_other([word.small for word in row[at : at + 2]], after_unit=False):
        return True  # "thầy Chăm Roeun"
    begins = end == at + 1 and _goes_on(row, at) and lists.middles.holds(row[at].small)  # "anh Quốc Bảo"
    return end > at and (begins or all(word.capital and lists.given.holds(word.small) for word in row[at:end]))


def _is_example(row: list[Word], at: int, past: int) -> bool:
    """ "Nguyễn Văn A", "Trần Thị B": nobody."""
    return past - at > 1 and row[past - 1].end - row[past - 1].start == 1


def _is_person(row: list[Word], at: int, past: int, lists: Lists, trust: _Trust, shortest: int = 3) -> bool:
    small = [word.small for word in row[at:past]]
    if len(small) == 1:
        return lists.given.holds(small[0]) and (len(small[0]) >= shortest or small[0] == "vy")
    if trust is _Trust.JOB and (lists.orders.holds(small[0]) or all(map(lists.given.holds, small))):
        return True
    if not lists.families.holds(small[0]):
        return False
    return len(small) > 2 or lists.given.holds(small[1])


def _in_full(text: str, row: list[Word], at: int, lists: Lists) -> tuple[int, int] | None:
    """ "Nguyễn Văn Hùng" without a title, unless something else bears the name."""
    if at + 2 >= len(row) or not (row[at + 1].joined and row[at + 2].joined):
        return None
    letter = row[at + 1].capital and row[at + 1].end - row[at + 1].start == 1
    if not (letter or lists.middles.holds(row[at + 1].small)) or not lists.families.holds(row[at].small):
        return None
    if follows(row, at, lists.named_after) or (row[at].joined and row[at - 1].capital and not opens(row, at - 1)):
        return None
    if row[at].joined and row[at - 1].small in lists.named_after_plain:
        return None
    sure = row[at + 1].small in SURE_MIDDLES
    past = None
    if row[at].capital and row[at + 1].capital:
        past = _capitals(row, at, lists)
        last = row[past - 2 if past - at == 4 and row[past - 1].small in _YOUNGER else past - 1].small if past else ""
        if past and not sure and (past - at > 4 or not lists.given.holds(last)):
            past = None
        if past and phrase_end(row, at, lists.roads):
            past = None
    elif (sure and _is_sure_small(text, row, at, lists)) or _is_plain_in_full(row, at, lists):
        past = shaped(row, at, lists)
    return (at, past) if past and past - at > 2 else None


def _is_sure_small(text: str, row: list[Word], at: int, lists: Lists) -> bool:
    """Without capitals: "nguyen van teo"; other families before a given name alone ("trận thi đấu" is none)."""
    family, middle, third = (word.small for word in row[at : at + 3])
    if row[at].joined and row[at - 1].small in ("la", "ten") and _has_plain_fourth(row, at, lists):
        return True
    if family in _SURE_FAMILIES and family not in ("tran", "trần"):
        return True
    if not (family.isascii() and middle.isascii()) or text[row[at].start].isupper():
        return family in _CLEAR_FAMILIES or lists.given_known.holds(third)
    return family in _PLAIN_FAMILIES and (
        third in lists.given_plain
        or third in lists.given_plain_after_kin
        or (family == "tran" and lists.given.holds(third))
        or _has_plain_fourth(row, at, lists)
    )


def _is_plain_in_full(row: list[Word], at: int, lists: Lists) -> bool:
    """ "nguyen huu nghia" where no road, school or village is named so."""
    said = row[at].joined and row[at - 1].small in ("la", "ten") and row[at].small in _SURE_FAMILIES
    if (
        not (said or row[at].small in ("nguyen", "pham", "huynh"))
        or row[at].capital
        or phrase_end(row, at, lists.roads)
    ):
        return False
    placed = row[at].joined and row[at - 1].small in _NAMED_PLAIN
    return not placed and lists.given.holds(row[at + 2].small)


def _has_plain_fourth(row: list[Word], at: int, lists: Lists) -> bool:
    """ "le thi kim oanh": a middle name, and a given name that is hardly another word."""
    middle = lists.middles.holds(row[at + 2].small) and at + 3 < len(row) and row[at + 3].joined
    if row[at].joined and row[at - 1].small in ("la", "ten"):
        return middle and lists.given.holds(row[at + 3].small)
    return middle and (row[at + 3].small in lists.given_plain or row[at + 3].small in lists.given_plain_after_kin)


def _one_more(text: str, row: list[Word], past: int, lists: Lists) -> tuple[int, int] | None:
    """ "ông Hải, Dũng": the names that go on after the first."""
    if past >= len(row):
        return None
    at = past
    if row[past].joined and row[past].small in ("và", "với", "va", "cùng"):
        at += 1
        if at >= len(row) or not row[at].joined:
            return None
    elif text[row[past - 1].end : row[past].start] not in (", ", ",", " , "):
        return None
    if not row[at].capital or phrase_end(row, at, lists.kin) or phrase_end(row, at, lists.offices):
        return None
    end = _capitals(row, at, lists)
    shortest = 3 if row[at].small.isascii() else 2
    if end is None or end - at > 3:
        return None
    other = (end - at > 2 or row[at].small in ("y", "a")) and is_other(
        [word.small for word in row[at:end]], after_unit=True
    )
    listed = end - at == 2 and row[at].small in _SURE_FAMILIES
    return (at, end) if other or listed or _is_person(row, at, end, lists, _Trust.JOB, shortest) else None
