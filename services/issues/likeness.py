"""Likeness of what reports say, so that those on one matter can be proposed for one issue.

RapidFuzz compares folded words; no measure of likeness separates a matter from its opposite ("chưa sửa", "đã sửa xong"), so
opposites are told by words of their own and never proposed as one, however alike they are. People confirm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from services.issues.likeness_words import ENDED, HOURS, SAME, SHORT
from texts.fold import fold

ALIKE = 60
"""From so many per cent on, two texts are proposed as one matter."""
_SHARED = 0.4
"""The part of the shorter text's words that both have to hold."""
_NEARLY_ALL = 0.5
"""From such a part on, one text is the other with something added."""
_WORD = re.compile(r"[a-z0-9]+")
_SHORTENED = re.compile(rf"\b(?!dt \d)(?:{'|'.join(sorted(SHORT, key=len, reverse=True))})\b")
_PART_OF_DAY = re.compile(
    rf"(?:\d+ ?h? |buoi |vao |luc |ban )({'|'.join(HOURS)})\b|\b({'|'.join(HOURS)}) (?:thu \d|chu nhat|nay|qua|nao)\b"
)
# A kind of place as it is written, and what it is called: a number, a letter, or a name in capitals.
_PLACE = re.compile(
    r"\b((?i:thôn|thon|xóm|xom|ấp|ap|tổ|to|khu phố|khu|ngõ|ngo|ngách|hẻm|hem|bản|ban|buôn|buon|làng|lang|đoạn|doan|"
    r"cầu|cau|chợ|cho|phố|pho|lớp|lop|tuyến|gần cầu|cánh đồng|"
    r"đường|duong|phường|phuong|"
    r"suối|suoi|sông|đồi|doi|núi|hồ|đập|đền|chùa|trường|bến|quầy số|quay so|số|kênh|kenh|đội|khóm|khom))"
    r" (\d+|[A-ZĐÀ-Ỹ]\w*(?: [A-ZĐÀ-Ỹ]\w*){0,2})"
)
# Whatever is numbered: a road, a quarter, an hour. A word that only says "about" numbers nothing.
_NUMBERED = re.compile(r"\b([a-z]{2,}) (\d+)(?=h?\b)")
_ABOUT = frozenset(
    ("gan", "hon", "khoang", "tam", "chung", "cho", "bi", "co", "sat", "con", "moi", "them", "tang", "giam", "mat")
)
# Words that stand in every report and say nothing of its matter.
_COMMON = frozenset(
    [
        "va",
        "la",
        "thi",
        "ma",
        "cua",
        "cho",
        "o",
        "tai",
        "voi",
        "cac",
        "nhung",
        "nay",
        "do",
        "rat",
        "qua",
        "nhieu",
        "khong",
        "chua",
        "da",
        "dang",
        "se",
        "bi",
        "duoc",
        "lam",
        "co",
        "van",
        "cung",
        "vi",
        "nen",
        "de",
        "ra",
        "vao",
        "len",
        "xuong",
        "di",
        "lai",
        "nguoi",
        "dan",
        "ba",
        "con",
        "y",
        "kien",
        "phan",
        "anh",
        "de",
        "nghi",
        "mong",
        "buc",
        "xuc",
        "phan",
        "nan",
        "keu",
        "lo",
        "lang",
        "ban",
        "khoan",
        "nghe",
        "noi",
        "cho",
        "rang",
        "thac",
        "mac",
        "viec",
        "mot",
        "hai",
        "may",
        "cai",
        "con",
        "thon",
        "xom",
        "xa",
        "trong",
        "ngoai",
        "tren",
        "duoi",
        "sau",
        "truoc",
        "khi",
        "den",
        "tu",
        "moi",
        "thay",
        "hay",
        "con",
        "gi",
    ]
)
_STANDS_FOR = {said: group[0] for group in SAME for said in group}
_LONGEST = max(said.count(" ") + 1 for said in _STANDS_FOR)
_ENDED = re.compile(ENDED)
# Pairs of which each says the contrary of the other.
_CONTRARY = (
    (r"\b(?:giam|rot|xuong|re|thap|ep gia)\b", r"\b(?:tang|len gia|cao|dat)\b"),
    (
        r"\b(?:khong|chua) (?:dong tinh|ung ho|nhat tri|muon)\b|\bphan doi\b",
        r"(?<!khong )(?<!chua )\b(?:dong tinh|ung ho|nhat tri|phan khoi)\b",
    ),
    (r"\b(?:thieu|cat giam|mat viec|that nghiep)\b", r"\b(?:tuyen them|thua|du)\b"),
    (r"\b(?:cham|lau|muon|long vong)\b", r"\b(?:nhanh|kip thoi|som)\b"),
    (r"\b(?:vang|it)\b", r"\bdong du\b"),
    (r"\b(?:kem|xau|cau gat)\b", r"\b(?:tot|vui ve|tan tinh|hai long)\b"),
    (
        r"\bton kem\b|\bcao hon\b|\bngoai quy dinh\b|\bkhong dung\b",
        r"\btiet kiem\b|\bmien phi\b|(?<!khong )\bdung quy dinh\b",
    ),
    (r"\b(?:bi|sap|lo) (?:\w+ ){0,3}?thu hoi\b", r"\bkhong thu hoi\b"),
)
_NOT = frozenset(("khong", "chua", "thieu", "cham", "kho", "het"))
_DENIAL = re.compile(r"\bkhong (?:duoc |he |bi |con )?(\w+)")
# "Chưa thấy cấp", "ko ai lấy": what has not been done; "cấp đủ", "lấy đều": what has.
_NOT_DONE = re.compile(r"\b(?:khong|chua) (?:thay |ai |duoc |he |kip |co ai )*(\w+)")
_DONE_WITH = re.compile(r"((?:\w+ ){1,4})(?:du|roi|xong|deu|day du|dung han|moi ngay)\b")
_CANNOT = re.compile(r"\b(\w+) khong (?:duoc|noi|kip)\b")
_PAIR = re.compile(r"(\S+) (?=(\w+))")
# What people are content with; the same word behind a "not" is none.
_CONTENT = re.compile(
    r"(?<!khong )(?<!chua )(?<!thieu )(?<!khong bao )"
    r"\b(?:dong tinh|nhat tri|ung ho|phan khoi|hai long|vui ve|tan tinh|tot|"
    r"mien phi|tiet kiem|cong bang|dung quy dinh|thuan tien|an toan|ro|nhanh|dong du|duoc nhieu|"
    r"tuyen them|giam so voi|khong co ca moi|co lai)\b"
)
_SIDES = tuple((re.compile(one), re.compile(other)) for one, other in _CONTRARY)


@dataclass(frozen=True, slots=True)
class Alike:
    """Two texts that may be one matter. `percent`: how alike; `words`: what both say."""

    percent: int
    words: tuple[str, ...]


def likeness(one: str, other: str) -> Alike | None:
    """How alike two texts are. None: too little, or they say the contrary."""
    return _compared(_read(one), _read(other))


def nearest(known: Iterable[str], texts: Mapping[int, str]) -> dict[int, Alike]:
    """Those of some texts, by their key, that are like one of the known texts; the contrary of none of them."""
    mine = [_read(text) for text in known]
    found: dict[int, Alike] = {}
    for key, text in texts.items():
        read = _read(text)
        compared = [_compared(one, read) for one in mine]
        alike = [one for one in compared if one is not None]
        if alike and not any(_contrary(one, read) for one in mine):
            found[key] = max(alike, key=lambda one: one.percent)
    return found


@dataclass(frozen=True, slots=True)
class _Reading:
    folded: str
    words: tuple[str, ...]
    places: Mapping[str, frozenset[str]]
    """Names and numbers within the commune, by their kind."""
    hours: frozenset[str]
    ended: bool
    content: bool
    denied: frozenset[str]
    undone: frozenset[str]
    done: frozenset[str]
    said: frozenset[str]
    sides: tuple[tuple[bool, bool], ...]
    """Of each pair of contraries, whether it says the one and the other."""


def _read(text: str) -> _Reading:
    plain = " ".join(_WORD.findall(fold(text)))
    folded = _SHORTENED.sub(lambda found: SHORT[found[0]], plain)
    places: dict[str, set[str]] = {}
    for found in _PLACE.finditer(" ".join(re.findall(r"\w+", text))):
        kind, name = fold(found[1]), fold(found[2])
        places.setdefault(kind, set()).add(name)
    for kind, name in _NUMBERED.findall(plain):
        if kind not in _ABOUT:
            places.setdefault(kind, set()).add(name)
    hours = {HOURS[one or other] for one, other in _PART_OF_DAY.findall(plain)}
    named = {kind: frozenset(names) for kind, names in places.items()}
    return _Reading(
        folded,
        tuple(_meant(folded.split())),
        named,
        frozenset(hours),
        bool(_ENDED.search(folded)),
        bool(_CONTENT.search(folded)),
        frozenset(_denied(folded)),
        frozenset(_NOT_DONE.findall(folded)),
        frozenset(_done(folded)),
        frozenset(_said(folded)),
        tuple((bool(one.search(folded)), bool(other.search(folded))) for one, other in _SIDES),
    )


def _meant(words: Sequence[str]) -> Iterable[str]:
    """The words that say what it is about, each as its kind says it."""
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            said = " ".join(words[at : at + length])
            if said in _STANDS_FOR:
                yield _STANDS_FOR[said].replace(" ", "_")
                at += length
                break
        else:
            if words[at] not in _COMMON:
                yield words[at]
            at += 1


def _compared(one: _Reading, other: _Reading) -> Alike | None:
    from rapidfuzz import fuzz

    if not one.words or not other.words or _elsewhere(one, other) or _contrary(one, other):
        return None
    shared = [word for word in dict.fromkeys(one.words) if word in other.words]
    first, second = " ".join(one.words), " ".join(other.words)
    percent = round(0.6 * fuzz.token_set_ratio(first, second) + 0.4 * fuzz.token_sort_ratio(first, second))
    least = min(len(set(one.words)), len(set(other.words)))
    if percent < ALIKE or len(shared) < max(min(2, least), _SHARED * least):
        return None
    if len(shared) < _NEARLY_ALL * least and _things(one.words, other.words) < 2:
        return None  # the same thing, and nothing that is said of it
    return Alike(percent, tuple(word.replace("_", " ") for word in shared))


def _things(one: Sequence[str], other: Sequence[str]) -> int:
    """How many things both speak of: words that stand beside each other in both are one, as a word of several syllables is."""
    pairs, known = set(pairwise(other)), set(other)
    found = 0
    for at, word in enumerate(one):
        goes_on = at > 0 and (one[at - 1], word) in pairs
        found += word in known and not goes_on and word not in one[:at]
    return found


def _contrary(one: _Reading, other: _Reading) -> bool:
    """Tell whether one says that it has ended, or the contrary, and the other does not."""
    if one.ended != other.ended or one.content != other.content:
        return True
    if one.denied & other.said or other.denied & one.said:
        return True
    if one.undone & other.done or other.undone & one.done:
        return True
    return any(
        (left[0] and right[1] and not left[1] and not right[0])
        or (left[1] and right[0] and not left[0] and not right[1])
        for left, right in zip(one.sides, other.sides, strict=True)
    )


def _elsewhere(one: _Reading, other: _Reading) -> bool:
    """Tell whether both name a place of one kind, or a part of the day, and none that is the same."""
    if one.hours and other.hours and not one.hours & other.hours:
        return True
    kinds = one.places.keys() & other.places.keys()
    return any(not _one_of(one.places[kind], other.places[kind]) for kind in kinds)


def _one_of(some: Iterable[str], others: Iterable[str]) -> bool:
    """Tell whether a name is in both: a longer one may go on with the word that begins the next sentence."""
    return any(f"{a} ".startswith(f"{b} ") or f"{b} ".startswith(f"{a} ") for a in some for b in others)


def _denied(folded: str) -> set[str]:
    """The words that a text denies: "không đòi" denies "đòi"."""
    behind = {found[1] for found in _CANNOT.finditer(folded)}
    return ({found[1] for found in _DENIAL.finditer(folded)} | behind) - _COMMON


def _done(folded: str) -> set[str]:
    """The words just before a sign that it has been done, unless a "not" stands among them."""
    before = [found[1].split() for found in _DONE_WITH.finditer(folded)]
    return {word for words in before if not _NOT & set(words) for word in words} - _COMMON


def _said(folded: str) -> set[str]:
    """The words that a text says without a "not", a "hardly" or a "late" before them."""
    return {word for before, word in _PAIR.findall(f". {folded}") if before not in _NOT} - _denied(folded)
