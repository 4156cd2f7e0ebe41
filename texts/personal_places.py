"""Addresses with a house number. A hamlet, a road or a kilometre post alone is nobody's."""

from __future__ import annotations

import re
from functools import cache

from texts.personal_reading import Kind, Reading, Span, folded, words

_FIGURE = re.compile("[0-9]")
_NUMBER = r"[0-9]{1,4}[a-z]?(?:[/.-][0-9]{1,4}[a-z]?){0,5}(?![0-9a-z/])"
_WAY = r"(?:duong so|duong|pho|ngo|ngach|hem|kiet|dai lo|to dan pho|to|khu pho|khu|xom|ap|thon|ban|toa nha|toa|chung cu|block)"
_HOUSE = re.compile(rf"(?<![\w/])(?:so nha|(?<=nha )so|sn)[ .:]{{0,2}}{_NUMBER}")
_NUMBERED = re.compile(
    rf"(?<![\w/.,-])(?:so ?{_NUMBER}(?=,? {_WAY} )|{_NUMBER}(?=,? (?:duong|pho|ngo|ngach|hem|kiet|dai lo) ))"
)
_DIVIDED = re.compile(
    r"(?<![\w/.-])(?:(?:hem|kiet|ngo|ngach|so) )?k?[0-9]{1,4}[a-z]?(?:/[0-9]{1,4}[a-z]?){1,5}(?![0-9a-z/])"
)
_BARE = re.compile(r"(?<![\w/.,-])(?:so )?[0-9]{1,4}[a-z]?(?= [a-z])")
_FLAT = re.compile(
    r"(?<!\w)(?:phong|can ho|can) (?:so )?[a-z]{0,2}[0-9]{0,2}[.-]?[a-z]?[0-9]{1,5}[a-z]?,? "
    r"(?:chung cu|toa nha|toa|block|nha|ct)(?= ?[\w])"
)
_PART = re.compile(rf"(?:,| -)? {_WAY} ")
_VALUE = re.compile(rf"(?:so )?[0-9]{{1,2}}(?: thang |/)[0-9]{{1,2}}(?![\w/])|(?:so )?{_NUMBER}")
_WORD = re.compile(r"[^\W\d_]+[0-9]*")
_NOT_BEFORE = re.compile(
    r"\b(?:ngay|thang|nam|hom|sang|chieu|toi|cau|ben|diem|tram|cong|kenh|cum|km|to|doi|nha may|lo|cong van|nghi quyet"
    r"|quyet dinh|thpt|thcs|tieu hoc|mam non|truong|thon|ap|xom|hem|kiet|ngo|ngach|khu|phong|lop|khoi|chi bo|phan|quan"
    r"|muc|dieu|khoan|thua|dat|ban do|khoa|luc|mung|co|gan|hon|khoang|tong so|tru so[^0-9\n\[\]]{0,30})(?: so)? ?$"
)
_STOPS = frozenset(
    ("xã", "phường", "quận", "huyện", "thành", "tỉnh", "thị", "tp", "ngày", "công", "ủy", "ông", "bà", "anh", "chị")
)


def addresses(reading: Reading) -> list[Span]:
    text = reading.folded
    if not _FIGURE.search(text):
        return []
    found: list[Span] = []
    for matched in _HOUSE.finditer(text):
        end = _named(reading, matched.end(), known_only=True) or matched.end()
        found.append((matched.start(), _parts(reading, end), Kind.ADDRESS))
    for matched in _FLAT.finditer(text):
        end = _value(reading, matched.end() + (text[matched.end()] == " ")) or matched.end()
        found.append((matched.start(), _parts(reading, end), Kind.ADDRESS))
    for matched in _NUMBERED.finditer(text):
        end = _parts(reading, matched.end())
        if end > matched.end() and not _spoilt(text, matched.start()):
            found.append((matched.start(), end, Kind.ADDRESS))
    for matched in _DIVIDED.finditer(text):
        named = _named(reading, matched.end(), known_only=False)
        end = _parts(reading, named or matched.end())
        if not _spoilt(text, matched.start()) and (end > matched.end() or matched[0][0] in "hk"):
            found.append((matched.start(), end, Kind.ADDRESS))
    for matched in _BARE.finditer(text):
        named = _named(reading, matched.end(), known_only=True)
        if named and not _spoilt(text, matched.start()):
            found.append((matched.start(), _parts(reading, named), Kind.ADDRESS))
    return found


def _spoilt(text: str, place: int) -> bool:
    return bool(_NOT_BEFORE.search(text, max(0, place - 48), place))


def _parts(reading: Reading, end: int) -> int:
    """How far the address goes on: ", ngách 3 ngõ 45 phố Huế"."""
    for _ in range(6):
        part = _PART.match(reading.folded, end)
        value = _value(reading, part.end()) if part else None
        if value is None:
            return _named(reading, end, known_only=True) or end
        end = value
    return end


def _value(reading: Reading, start: int) -> int | None:
    matched = _VALUE.match(reading.folded, start)
    if matched:
        return matched.end()
    return _road(reading, start) or _capitals(reading, start)


def _named(reading: Reading, end: int, *, known_only: bool) -> int | None:
    if not reading.folded.startswith(" ", end):
        return None
    found = _road(reading, end + 1)
    if found is None and not known_only:
        found = _capitals(reading, end + 1)
        if found is not None and " " not in reading.text[end + 1 : found]:
            return None
    return found


@cache
def _roads() -> dict[str, tuple[tuple[str, str], ...]]:
    """Known roads by their first word: plain, and as spelled; longer ones first."""
    by_first: dict[str, list[tuple[str, str]]] = {}
    for road in sorted(words("roads"), key=len, reverse=True):
        by_first.setdefault(folded(road).split()[0], []).append((folded(road), road))
    return {first: tuple(roads) for first, roads in by_first.items()}


def _road(reading: Reading, start: int) -> int | None:
    first = _WORD.match(reading.folded, start)
    for plain, spelled in _roads().get(first[0], ()) if first else ():
        end = start + len(plain)
        if reading.folded.startswith(plain, start) and not reading.folded[end : end + 1].isalnum():
            typed = reading.text[start:end]
            if typed.lower() in (plain, spelled) and (typed[0].isupper() or typed.isascii()):
                return end
    return None


def _capitals(reading: Reading, start: int) -> int | None:
    end = None
    at = start
    for _ in range(4):
        word = _WORD.match(reading.text, at)
        if not word or not word[0][0].isupper() or (end and word[0].lower() in _STOPS):
            break
        end = word.end()
        if not reading.text.startswith(" ", end):
            break
        at = end + 1
    return end
