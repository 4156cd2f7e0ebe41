"""Numbers and names of places within a commune, as they stand in a report, and parts of the day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from texts.fold import fold

_HOURS = {
    "sang": "sang", "som": "sang", "trua": "trua", "chieu": "chieu", "toi": "toi", "dem": "toi", "khuya": "toi",
}  # fmt: skip
_WORD = re.compile(r"[a-z0-9]+")
_PART_OF_DAY = re.compile(
    rf"(?:\d+ ?h? |buoi |vao |luc |ban )({'|'.join(_HOURS)})\b|\b({'|'.join(_HOURS)}) (?:thu \d|chu nhat|nay|qua|nao)\b"
)
_CAPITAL = "[A-Z" + "".join(letter for letter in map(chr, range(0xC0, 0x1EFA)) if letter.isupper()) + "]"
# A kind of place as it is written, and what it is called: a number, a letter, or a name in capitals.
_PLACE = re.compile(
    r"\b((?i:thôn|thon|xóm|xom|ấp|ap|tổ|to|khu phố|khu|ngõ|ngo|ngách|hẻm|hem|bản|ban|buôn|buon|làng|lang|đoạn|doan|"
    r"cầu|cau|chợ|cho|phố|pho|lớp|lop|tuyến|gần cầu|cánh đồng|"
    r"đường|duong|phường|phuong|"
    r"suối|suoi|sông|đồi|doi|núi|hồ|đập|đền|chùa|trường|bến|quầy số|quay so|số|kênh|kenh|đội|khóm|khom))"
    rf" (\d+|{_CAPITAL}\w*(?: {_CAPITAL}\w*){{0,2}})"
)
# Whatever is numbered: a road, a quarter, an hour. A word that only says "about" numbers nothing, and an amount is no number.
_NUMBERED = re.compile(
    r"\b([a-z]{2,}) (\d+)(?=h?\b)(?! ?(?:trieu|nghin|ngan|dong|thang|ngay|gio|ca|ho|nguoi|con|chau|km|cay|lan|nam|ty|tr|"
    r"chuyen|met|m|ha|sao|tan|kg|phut|tuan|em|lop|phan tram|cu)\b)"
)
_ABOUT = frozenset(
    ("gan", "hon", "khoang", "tam", "chung", "cho", "bi", "co", "sat", "con", "moi", "them", "tang", "giam", "mat")
)


_NO_NAMES = re.compile(
    "tet|covid|nha|cong|mat|dang|bo|chinh|trung|chau|phi|viet|nam|hoi|uy|internet|facebook|zalo|ban|so|nong|phu|thon|xa|phuong|"
    "truong|duong|cau|cho|ap|to|khu|xom|lang|chu|nhat|thu|tieu|bac|si"
)


def places(text: str) -> Mapping[str, frozenset[str]]:
    """Names and numbers within the commune, by their kind, folded."""
    plain = " ".join(_WORD.findall(fold(text)))
    found: dict[str, set[str]] = {}
    for place in _PLACE.finditer(" ".join(re.findall(r"\w+", text))):
        found.setdefault(fold(place[1]), set()).add(fold(place[2]))
    if codes := set(re.findall(r"\b[a-z]{1,3}\d+\b", plain)):
        found["code"] = codes
    if names := _capitals(text):
        found[""] = names
    for kind, name in _NUMBERED.findall(plain):
        if kind not in _ABOUT:
            found.setdefault(kind, set()).add(name)
    return {kind: frozenset(names) for kind, names in found.items()}


def names(text: str) -> frozenset[str]:
    """All names that stand in a text, folded: after a word for a place, as a code, or in capitals within a sentence."""
    after: set[str] = set()
    for place in _PLACE.finditer(" ".join(re.findall(r"\w+", text))):
        after.update(fold(word) for word in place[2].split() if word[0].isupper() or word.isdecimal())
    return frozenset({*after, *_capitals(text), *places(text).get("code", ())})


def _capitals(text: str) -> set[str]:
    """Words in capitals within a sentence: names, of whatever kind."""
    names: set[str] = set()
    for sentence in re.split(r"[.;:!?\n]+", text):
        words = re.findall(r"\w+", sentence)
        for word in words[1:]:
            if len(word) > 1 and word.istitle() and not _NO_NAMES.fullmatch(fold(word)):
                names.add(fold(word))
    return names


def hours(text: str) -> frozenset[str]:
    """The parts of the day that a text names."""
    return frozenset(_HOURS[one or other] for one, other in _PART_OF_DAY.findall(" ".join(_WORD.findall(fold(text)))))


def elsewhere(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether both name a place of one kind, and none that is the same."""
    return any(not _one_of(one[kind], other[kind]) for kind in one.keys() & other.keys())


def _one_of(some: Iterable[str], others: Iterable[str]) -> bool:
    """Tell whether a name is in both: a longer one may go on with the word that begins the next sentence."""
    return any(f"{a} ".startswith(f"{b} ") or f"{b} ".startswith(f"{a} ") for a in some for b in others)
