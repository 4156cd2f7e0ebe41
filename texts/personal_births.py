"""Dates of birth: a day and a month, most often with a year, behind a word for being born.

A year alone is nobody's, and a day that bounds an age group ("sinh từ ngày 1/1/2020 trở đi") is a rule's.
"""

from __future__ import annotations

import re

from texts.personal_reading import Kind, Reading, Span

_FIGURE = re.compile("[0-9]")
_DAY = r"(?:mung |mong )?(?:0?[1-9]|[12][0-9]|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)?[0-9]{2}"
_DATED = (
    rf"{_DAY}(?: ?[/.,_-] ?| ){_MONTH}(?: ?[/.,_-] ?| ){_YEAR}"
    rf"|{_DAY},? thang {_MONTH}(?:(?:,? nam | ?[/.-] ?| ){_YEAR})?"
)
_WHOLE = rf"(?:{_DATED}|(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?:19|20)[0-9]{{2}})"
# "Học sinh", "vệ sinh", "hy sinh" … are not born.
_OTHER = ("hoc", "thi", "ve", "phat", "hi", "hy", "khai", "tuyen", "tai", "giao", "nay", "moi", "su", "so", "ki", "ky")
_SINH = "".join(rf"(?<!{word} )" for word in _OTHER) + "sinh"
_NOT_AFTER = r"(?! ?(?:tro (?:di|ve|lai|len|xuong)|den \(?(?:ngay|het)|ve truoc|ve sau))"
_BORN = re.compile(
    r"(?<!\w)(?:(?:ngay(?: thang)?(?: nam)? ?sinh|ntns|\bdob)(?! hoat| vien| hoc| thai| ly\b| nhat)"
    rf"[^0-9\[\]\n;.]{{0,25}}?({_WHOLE})"
    rf"|(?:ns|n\.s|sn|sinh nhat(?: (?:la|ngay|vao))?)[ :.]{{1,2}}({_DATED})"
    rf"|{_SINH}(?: ra)?(?: vao| hoi| nam)?[ :]{{1,2}}({_DATED})"
    rf"|{_SINH} nam (?:19|20)[0-9]{{2}},? ngay ({_DAY}(?: thang | ?[/.-] ?){_MONTH})"
    rf"|(?:{_SINH}(?: ra| doi)?(?: de)?|de|chao doi|ra doi)(?: (?:be|chau|con|no|em))?(?: vao| hoi| dung)? (?:ngay|hom)"
    rf"(?: la)?[ :]{{1,2}}({_WHOLE}|{_DAY} ?[/.-] ?{_MONTH})"
    rf")(?![0-9/]|[.,-][0-9]){_NOT_AFTER}"
)


def births(reading: Reading) -> list[Span]:
    if not _FIGURE.search(reading.folded) or not any(
        cue in reading.folded for cue in ("sinh", "ns", "sn", "de ", "dob", "chao", "n.s", "ra doi")
    ):
        return []
    found: list[Span] = []
    for matched in _BORN.finditer(reading.folded):
        group = matched.lastindex or 0
        found.append((matched.start(group), matched.end(group), Kind.BIRTH))
    return found
