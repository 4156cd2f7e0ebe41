"""Names of people: after a title, after "tên", or in full with the middle names that only people have.

A capital is what tells a name, except where a whole word is in capitals; then, and in small letters, the shape of a
Vietnamese name has to: a family name and a given name after a title, or a given name that is hardly anything else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import NamedTuple

from texts.personal_reading import Kind, Phrases, Reading, Span, phrases, words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+|/[cC]\b)?")
_LONGEST = 6
_DOTTED = frozenset(("mr", "mrs", "ms", "đc"))
_GENERIC = frozenset(("các", "những", "nhiều", "cac", "nhung", "nhieu", "vài"))
_SURE_FAMILIES = frozenset(("nguyễn", "trần", "phạm", "huỳnh", "nguyen", "tran", "pham", "huynh"))
# Family names that alone are an organisation.
_NEVER_ALONE = frozenset(("đoàn",))
_SURE_MIDDLES = frozenset(("văn", "thị", "van", "thi"))


class _Trust(Enum):
    """What a capital after a title is: a person; a person or an organisation; a person or a place."""

    FULL = 0
    JOB = 1
    PLACE = 2


class _Word(NamedTuple):
    start: int
    end: int
    small: str
    capital: bool
    # Nothing but a space (or ". " after a short form of a title) between this word and the one before.
    joined: bool


@dataclass(frozen=True, slots=True)
class _Lists:
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
    orders: Phrases
    roads: Phrases
    given_small: Phrases
    begins: frozenset[str]
    common_pairs: frozenset[str]


@cache
def _lists() -> _Lists:
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
    lists = {name: phrases(words(name)) for name in every}
    lists |= {name: phrases(words(name), shortest=2) for name in ("not_names", "place_cues", "named_after")}
    titles = [lists[name].firsts for name in ("kin", "offices", "jobs", "local_offices")]
    return _Lists(
        **lists,
        kin_spelled=frozenset(words("kin_spelled")),
        begins=frozenset(words("kin_spelled")).union({"o"}, *titles),
        given_small=phrases(frozenset(words("given")) - frozenset(words("common_given"))),
        common_pairs=frozenset(words("common_pairs")),
    )


def names(reading: Reading) -> list[Span]:
    row, lists = _row(reading.text), _lists()
    found: list[Span] = []
    past = 0
    for at, word in enumerate(row):
        if at < past:
            continue
        span = _after_title(row, at, lists) if word.small in lists.begins else None
        if span is None and word.small in lists.families.firsts:
            span = _in_full(reading.text, row, at, lists)
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


def _row(text: str) -> list[_Word]:
    row: list[_Word] = []
    before = 0
    for matched in _WORD.finditer(text):
        word = matched[0]
        start, end = matched.span()
        gap = text[before:start]
        joined = gap == " " or gap == "  " or (gap in (". ", ".") and bool(row) and row[-1].small in _DOTTED)
        small = word.lower()
        capital = small is not word and word[0].isupper() and (end - start == 1 or not word.isupper())
        row.append(_Word(start, end, "đ/c" if small == "d/c" else small, capital, joined))
        before = end
    return row


def _phrase_end(row: list[_Word], at: int, among: Phrases, longest: int = 4) -> int | None:
    """Where the longest of these phrases that begins here ends, or None."""
    if row[at].small not in among.firsts:
        return None
    past, last = at + 1, min(len(row), at + longest)
    while past < last and row[past].joined:
        past += 1
    for end in range(past, at, -1):
        if among.holds(" ".join(word.small for word in row[at:end])):
            return end
    return None


def _follows(row: list[_Word], at: int, cues: Phrases) -> bool:
    """Whether the one, two or three words before this one are among the cues."""
    first = at
    while first > max(0, at - 3) and row[first].joined:
        first -= 1
        if cues.holds(" ".join(word.small for word in row[first:at])):
            return True
    return False


def _after_title(row: list[_Word], at: int, lists: _Lists) -> tuple[int, int] | None:
    ends = [(_phrase_end(row, at, among) or 0) for among in (lists.offices, lists.jobs, lists.local_offices)]
    if any(ends):
        return _after_office(row, max(ends), lists, _Trust(ends.index(max(ends))))
    if at + 1 == len(row) or not row[at + 1].joined or not _is_kin(row, at, lists):
        return None
    if _follows(row, at, lists.place_cues) or _phrase_end(row, at, lists.places):
        return None
    if row[at].capital and row[at].joined and _of_a_name(row[at - 1], lists):
        return None
    past = _capitals(row, at + 1, lists)
    if past is None and not (row[at].joined and row[at - 1].small in _GENERIC):
        past = _small(row, at + 1, lists, row[at].small)
    return (at + 1, past) if past else None


def _is_kin(row: list[_Word], at: int, lists: _Lists) -> bool:
    """A word for kin; "o" (aunt) is also how "ở" is typed, so only before a name with diacritics."""
    after = row[at + 1].small
    return (
        lists.kin.holds(row[at].small)
        or row[at].small in lists.kin_spelled
        or (row[at].small == "o" and not after.isascii() and lists.given.holds(after))
    )


def _of_a_name(word: _Word, lists: _Lists) -> bool:
    return word.capital and (lists.given.holds(word.small) or lists.families.holds(word.small))


def _after_office(row: list[_Word], first: int, lists: _Lists, trust: _Trust) -> tuple[int, int] | None:
    start = first
    while (start < len(row) and row[start].joined and not row[start].capital) or _is_unit(row, start, lists):
        end = _phrase_end(row, start, lists.units)
        if end is None:
            break
        start = end
    if start >= len(row) or not row[start].joined:
        return None
    past = _capitals(row, start, lists)
    if past is None:
        past = _shaped(row, start, lists)
    elif (start > first and not _is_person(row, start, past, lists, _Trust.PLACE)) or (
        trust is not _Trust.FULL and not _is_person(row, start, past, lists, trust)
    ):
        past = None
    return (start, past) if past else None


def _is_unit(row: list[_Word], at: int, lists: _Lists) -> bool:
    return at < len(row) and row[at].joined and row[at].capital and _phrase_end(row, at, lists.not_names) is not None


def _capitals(row: list[_Word], at: int, lists: _Lists) -> int | None:
    """The end of the row of capitals that begins here and is a name; a letter alone ("ông A") is none."""
    if not row[at].capital or (row[at].end - row[at].start < 2 and not _goes_on(row, at)):
        return None
    past = at
    while past < min(len(row), at + _LONGEST) and row[past].capital and (past == at or row[past].joined):
        if _phrase_end(row, past, lists.not_names) and not (past > at and _part_of_name(row, past, lists)):
            break
        past += 1
    alone = past == at + 1 and row[at].small in _NEVER_ALONE
    if past == at or alone or _is_example(row, at, past):
        return None
    return past


def _goes_on(row: list[_Word], at: int) -> bool:
    return at + 1 < len(row) and row[at + 1].joined and row[at + 1].capital and row[at + 1].end - row[at + 1].start > 1


def _part_of_name(row: list[_Word], at: int, lists: _Lists) -> bool:
    """A word that is also a name's, where no longer phrase says otherwise: the "Mỹ" of "Lê Mỹ"."""
    end = _phrase_end(row, at, lists.not_names)
    return end == at + 1 and (lists.given.holds(row[at].small) or lists.kin.holds(row[at].small))


def _is_example(row: list[_Word], at: int, past: int) -> bool:
    """ "Nguyễn Văn A", "Trần Thị B": nobody."""
    return past - at > 1 and row[past - 1].end - row[past - 1].start == 1


def _is_person(row: list[_Word], at: int, past: int, lists: _Lists, trust: _Trust) -> bool:
    small = [word.small for word in row[at:past]]
    if len(small) == 1:
        return lists.given.holds(small[0]) and len(small[0]) > 2
    if trust is _Trust.JOB and (lists.orders.holds(small[0]) or all(map(lists.given.holds, small))):
        return True
    if not lists.families.holds(small[0]):
        return False
    return len(small) > 2 or lists.given.holds(small[1])


def _small(row: list[_Word], at: int, lists: _Lists, title: str) -> int | None:
    """A name without capitals after a word for kin."""
    past = _shaped(row, at, lists)
    given = row[at].small
    if past is None and given in lists.given_small.spelled and f"{title} {given}" not in lists.common_pairs:
        past = at + 1 if not (title.isascii() and given.isascii()) else None
    return past


def _shaped(row: list[_Word], at: int, lists: _Lists) -> int | None:
    """A family name, then "văn" or "thị" and any word, or middle names and a given name."""
    if not lists.families.holds(row[at].small):
        return None
    joined = at + 1
    while joined < min(len(row), at + 5) and row[joined].joined:
        joined += 1
    if joined - at < 3:
        return None
    second = row[at + 1].small
    past = at + 3 if second in _SURE_MIDDLES else None
    if past is None and lists.middles.holds(second) and lists.given.holds(row[at + 2].small):
        past = at + 3
    if past is None or row[past - 1].end - row[past - 1].start == 1 or _phrase_end(row, at, lists.not_names):
        return None
    while past < joined and lists.given_small.holds(row[past].small) and not row[past].capital:
        past += 1
    return past


def _in_full(text: str, row: list[_Word], at: int, lists: _Lists) -> tuple[int, int] | None:
    """ "Nguyễn Văn Hùng" without a title, unless something else bears the name."""
    if at + 2 >= len(row) or not (row[at + 1].joined and row[at + 2].joined):
        return None
    if not lists.middles.holds(row[at + 1].small) or not lists.families.holds(row[at].small):
        return None
    if _follows(row, at, lists.named_after) or (row[at].joined and row[at - 1].capital):
        return None
    sure = row[at + 1].small in _SURE_MIDDLES
    past = None
    if row[at].capital and row[at + 1].capital:
        past = _capitals(row, at, lists)
        if past and not sure and (past - at > 4 or not lists.given.holds(row[past - 1].small)):
            past = None
        if past and _phrase_end(row, at, lists.roads):
            past = None
    elif sure and (row[at].small in _SURE_FAMILIES or text[row[at].start].isupper()):
        past = _shaped(row, at, lists)
    return (at, past) if past and past - at > 2 else None


def _one_more(text: str, row: list[_Word], past: int, lists: _Lists) -> tuple[int, int] | None:
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
    if not row[at].capital or _phrase_end(row, at, lists.kin) or _phrase_end(row, at, lists.offices):
        return None
    end = _capitals(row, at, lists)
    if end is None or end - at > 3 or not _is_person(row, at, end, lists, _Trust.JOB):
        return None
    return at, end
