"""Addresses with a house number, and points on a map. A hamlet, a road or a kilometre post alone is nobody's."""

from __future__ import annotations

import re
from functools import cache

from texts.personal_reading import Kind, Reading, Span, folded, words

_FIGURE = re.compile("[0-9]")
_NORTH, _EAST = r"(?:8|9|1[0-9]|2[0-3])[.,][0-9]{4,}", r"10[2-9][.,][0-9]{4,}"
_BETWEEN = r"(?: ?[,;/] ?| )(?:va )?(?:(?:kinh|vi) do(?: la)?[: ]{0,2})?"
_POINT = re.compile(
    rf"(?<![\w.,])(?:{_NORTH}{_BETWEEN}{_EAST}|{_EAST}{_BETWEEN}{_NORTH})(?![\w])"
    r"|(?<![\w.,])[0-9]{1,2} ?° ?[0-9]{1,2} ?['’′][^\n]{0,14}?[0-9]{2,3} ?° ?[0-9]{1,2} ?['’′](?: ?[0-9.,]{1,6} ?[\"”″])?"
    r"|(?:https?://)?(?:maps\.app\.goo\.gl|goo\.gl/maps|(?:www\.)?google\.[a-z.]{2,6}/maps|maps\.(?:google|apple)\.[a-z.]{2,6}"
    r"|(?:www\.)?openstreetmap\.org|osm\.org)[/?#]\S+"
)
"""A point as a map names it: a place is kept as coarse as a commune (PRIVACY.md 10), and this is finer than a house."""
_NUMBER = r"[0-9]{1,4}[a-z]?(?:[/.-][0-9]{1,4}[a-z]?){0,5}(?![0-9a-z/])"
_ESTATE = r"(?:khu (?:tai dinh cu|dan cu|do thi|tap the|cong nhan|cong nghiep|che xuat)|ktdc|tdc|kdc|kdt|ktt|cu xa)"
_WAY = (
    rf"(?:{_ESTATE}|duong so|duong|pho|ngo|ngach|hem|kiet|dai lo|quoc lo|tinh lo|huong lo|ql|tl|to dan pho|to|khu pho|khu"
    r"|xom|ap|thon|ban|buon|toa nha|toa|chung cu|block|day|lo|kp|tdp)"
)
_HOUSE = re.compile(rf"(?<![\w/])(?:so nha|(?<=nha )so|sn)[ .:]{{0,2}}{_NUMBER}")
_NUMBERED = re.compile(
    rf"(?<![\w/.,-])(?:so ?{_NUMBER}(?=,? {_WAY} )|{_NUMBER}(?=,? (?:duong|pho|ngo|ngach|hem|kiet|dai lo) "
    r"|,? (?:to|tdp|khu pho|kp) [0-9]{1,3},? (?:duong|pho) ))"
)
_DIVIDED = re.compile(
    r"(?<![\w/.-])(?:(?:hem|kiet|ngo|ngach|so) )?k?[0-9]{1,4}[a-z]?(?:/[0-9]{1,4}[a-z]?){1,5}(?![0-9a-z/])"
)
_BARE = re.compile(r"(?<![\w/.,-])(?:so )?[0-9]{1,4}[a-z]?(?= [a-z])")
_FLAT = re.compile(
    r"(?<!\w)(?:(?:phong|can ho|can) (?:so )?[a-z]{0,2}[0-9]{0,2}[.-]?[a-z]?[0-9]{1,5}[a-z]?|p[. ]?[a-z]?[0-9]{3,5}),? "
    r"(?:chung cu|cc|toa nha|toa(?! an)|block|nha|ct|day(?= [a-z]?[0-9]?\b)|ktx)(?= ?[\w])"
)
# A lot counts where somebody's house stands on it.
_LOT = re.compile(
    r"(?<!\w)(?:nha|ho|can|quan|tiem|tro|tru|dia chi|dc|xuong|cua hang|kho|o tai|gia dinh)"
    r"(?: (?:o|so|tai|toi|minh|em|e|no|nay))?:? "
    r"(lo (?:so )?[a-z]{0,2}-?[0-9]{1,4}[a-z]?(?:[/.-][a-z]{0,3}[0-9]{1,4}[a-z]?){0,3}(?![0-9a-z/])(?: lk ?[0-9]{1,3})?)"
    rf"|(?<!\w)(?:o|tai) (lo (?:so )?[a-z]{{0,2}}-?[0-9]{{1,4}}[a-z]?(?=,? (?:duong|{_ESTATE}) ))"
)
_LANES = re.compile(
    r"(?<!\w)(?:(?:ngo|ngach|hem|kiet|lo|day) (?:so )?[a-z]?[0-9]{1,4}[a-z]?(?:/[0-9]{1,4}[a-z]?){0,3},? ){1,3}(?:nha )?$"
)
_PART = re.compile(rf"(?:,| -|(?=,))?(?: |(?<=,))(?:{_WAY} |(?:kp|tdp|to|ap|thon)(?=[0-9]))")
_VALUE = re.compile(
    rf"(?:so )?[0-9]{{1,2}}(?: thang |/)[0-9]{{1,2}}(?![\w/])|(?:so )?{_NUMBER}"
    r"|(?<=day |toa |khu )[a-z](?!\w)|(?<=lo )[a-z](?!\w)"
)
_NEXT = re.compile(r"[a-z]+(?: [a-z]+){0,2}")
_NO_PLACE = frozenset(
    (
        "nay",
        "nao",
        "do",
        "kia",
        "minh",
        "toi",
        "em",
        "cua",
        "bi",
        "co",
        "khong",
        "k",
        "ko",
        "ma",
        "thi",
        "la",
        "o",
        "cung",
        "va",
        "voi",
        "em",
        "chua",
        "da",
        "dang",
        "se",
        "cu",
        "hay",
        "hu",
        "ngap",
    )
)
_WORD = re.compile(r"[^\W\d_]+[0-9]*")
_NOT_BEFORE = re.compile(
    r"\b(?:ngay|thang|nam|hom|cay|sang|chieu|toi|cau|ben|diem|tram|cong|kenh|cum|km|to|doi|nha may|lo|cong van|nghi quyet"
    r"|quyet dinh|thpt|thcs|tieu hoc|mam non|truong|thon|ap|xom|hem|kiet|ngo|ngach|khu|phong|lop|khoi|chi bo|phan|quan"
    r"|muc|dieu|khoan|thua|dat|ban do|khoa|luc|mung|co|gan|hon|khoang|tong so"
    r"|(?:tru so|nha van hoa|ubnd|uy ban|buu dien|tram y te|benh vien|hoi truong|nha hop|cong an|truong hoc|toa an)"
    r"[^0-9\n\[\]]{0,30})(?: so)? ?$"
)
# "Quận" and "quán" are one without diacritics; a district is never a divided number.
_SHOP = re.compile(r"\bquan ?$")
# "sn" is also the year of a birth.
_BORN = re.compile(r"sn[ .:]{0,2}(?:19|20)[0-9]{2}$")
_STOPS = frozenset(
    (
        "xã",
        "phường",
        "quận",
        "huyện",
        "thành phố",
        "tỉnh",
        "thị xã",
        "thị trấn",
        "tp",
        "ngày",
        "công",
        "ủy",
        "ông",
        "bà",
        "anh",
        "chị",
    )
)


def addresses(reading: Reading) -> list[Span]:
    text = reading.folded
    found: list[Span] = [(*matched.span(), Kind.ADDRESS) for matched in _POINT.finditer(text)]
    if not _FIGURE.search(text):
        return found
    for matched in _HOUSE.finditer(text):
        end = _parts(reading, _named(reading, matched.end(), known_only=True) or matched.end())
        if end > matched.end() or not _BORN.match(matched[0]):
            found.append((_from_lane(text, matched.start()), end, Kind.ADDRESS))
    for matched in _FLAT.finditer(text):
        end = _value(reading, matched.end() + (text[matched.end()] == " ")) or matched.end()
        found.append((matched.start(), _parts(reading, end), Kind.ADDRESS))
    for matched in _LOT.finditer(text) if " lo " in text else ():
        start, end = matched.span(matched.lastindex or 0)
        past = _parts(reading, end)
        plain = reading.text[start : start + 2].isascii() and text[start + 3].isdecimal()
        if reading.text[start : start + 2].lower() in ("lô", "lo") and (past > end or not plain):
            found.append((start, past, Kind.ADDRESS))
    for matched in _NUMBERED.finditer(text):
        start, end = _from_lane(text, matched.start()), _parts(reading, matched.end())
        if end > matched.end() and (start < matched.start() or not _spoilt(reading, start)):
            found.append((start, end, Kind.ADDRESS))
    return found + _divided(reading) + _bare(reading)


def _divided(reading: Reading) -> list[Span]:
    text = reading.folded
    found: list[Span] = []
    for matched in _DIVIDED.finditer(text):
        named = _named(reading, matched.end(), known_only=False)
        end = _parts(reading, named or matched.end())
        spoilt = _spoilt(reading, matched.start()) and not _SHOP.search(
            text, max(0, matched.start() - 6), matched.start()
        )
        if not spoilt and (end > matched.end() or matched[0][0] in "hk"):
            found.append((matched.start(), end, Kind.ADDRESS))
    return found


def _bare(reading: Reading) -> list[Span]:
    found: list[Span] = []
    for matched in _BARE.finditer(reading.folded):
        named = _named(reading, matched.end(), known_only=True)
        if named and not _spoilt(reading, matched.start()):
            found.append((matched.start(), _parts(reading, named), Kind.ADDRESS))
    return found


def _spoilt(reading: Reading, place: int) -> bool:
    """True if the words before say that it is something else; "ngay số 31", typed with its marks, is beside a house, no day."""
    found = _NOT_BEFORE.search(reading.folded, max(0, place - 48), place)
    if found is None:
        return False
    beside = reading.text[found.start() : place].strip().lower() == "ngay"
    return not (beside and reading.text[place : place + 2].lower() == "số")


def _from_lane(text: str, place: int) -> int:
    """The start of "ngõ 8 ngách 12 nhà" before a house number."""
    lanes = _LANES.search(text, max(0, place - 60), place)
    return lanes.start() if lanes else place


def _parts(reading: Reading, end: int) -> int:
    """How far the address goes on: ", ngách 3 ngõ 45 phố Huế"."""
    lane = False
    for _ in range(6):
        part = _PART.match(reading.folded, end)
        value = _value(reading, part.end(), part[0].strip(" ,-")) if part else None
        if part is None or value is None:
            road = _WORD.match(reading.text, end + 1)
            open_ = lane and road is not None and not _stops(reading.text, road)  # "ngo 9 Doi Can"
            return _named(reading, end, known_only=not open_) or end
        lane, end = _FIGURE.match(reading.folded, part.end()) is not None, value
    return end


def _value(reading: Reading, start: int, way: str = "") -> int | None:
    matched = _VALUE.match(reading.folded, start)
    if matched:
        return matched.end()
    return _road(reading, start) or _capitals(reading, start) or _small(reading, start, way)


def _small(reading: Reading, start: int, way: str) -> int | None:
    """A name in small letters: a word after "xóm", a person's name after "đường"."""
    following = _NEXT.match(reading.folded, start)
    row = following[0].split(" ") if following else []
    if not row or row[0] in _NO_PLACE or reading.folded[start - 1] != " ":
        return None
    count = 0
    if way in ("xom", "ap", "thon", "buon"):
        count = 1
    elif way in ("duong", "pho") and len(row) > 1 and row[0] in _families():
        count = 3 if len(row) > 2 and row[1] in _middles() else 2
    return start + len(" ".join(row[:count])) if count else None


@cache
def _families() -> frozenset[str]:
    return frozenset(map(folded, words("families")))


@cache
def _middles() -> frozenset[str]:
    return frozenset(map(folded, words("middles")))


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
        if not word or not word[0][0].isupper() or (end and _stops(reading.text, word)):
            break
        end = word.end()
        if not reading.text.startswith(" ", end):
            break
        at = end + 1
    return end


def _stops(text: str, word: re.Match[str]) -> bool:
    """True if a word begins what is larger than an address; "Thành" alone is a name's."""
    following = _WORD.match(text, word.end() + 1)
    return word[0].lower() in _STOPS or (following is not None and f"{word[0]} {following[0]}".lower() in _STOPS)
