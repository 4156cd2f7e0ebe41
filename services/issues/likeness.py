"""Likeness of what reports say, so that those on one matter can be proposed for one issue.

RapidFuzz compares folded words; no measure of likeness separates a matter from its opposite ("chưa sửa", "đã sửa xong"), so
opposites are told by words of their own and never proposed as one, however alike they are. People confirm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from texts.fold import fold

ALIKE = 60
"""From so many per cent on, two texts are proposed as one matter."""
_SHARED = 0.4
"""The part of the shorter text's words that both have to hold."""
_WORD = re.compile(r"[a-z0-9]+")
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
# The same said otherwise; the first stands for all.
_SAME = (
    ("hong", "hu hong", "xuong cap", "muc nat", "hu"),
    ("den bu", "boi thuong"),
    ("so do", "giay chung nhan quyen su dung dat"),
    ("mat dien", "cup dien", "cup"),
    ("re", "thap"),
    ("dat", "cao", "len gia"),
    ("ngap", "ngap ung"),
    ("o nhiem", "hoi", "hoi thoi", "tanh"),
    ("truc tuyen", "qua mang"),
    ("phan doi", "khong dong tinh", "chua dong tinh", "khong muon"),
    ("nghi hoc", "bo hoc"),
    ("no luong", "chua nhan duoc luong"),
)
_STANDS_FOR = {said: group[0] for group in _SAME for said in group[1:]}
_LONGEST = max(said.count(" ") + 1 for said in _STANDS_FOR)

# What has come to a good end: a text that says so is never one with a text that does not.
_ENDED = re.compile(
    r"\bda (?:\w+ ){0,4}?(?:xong|roi|du|lai|tot|on dinh|het|dut diem)\b|\bda duoc\b|"
    r"\bda (?:co|xay|sua|nhan|che|dung|ngung|xu ly|cai thien|cong khai|bat duoc|tuyen|mo|khoi phuc|giai quyet|hoan thanh)\b|"
    r"\bkhong con\b|\bkhong phai\b|\bhet (?:ngap|mui|loi|lan chiem|canh)\b"
)
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


def _read(text: str) -> _Reading:
    folded = " ".join(_WORD.findall(fold(text)))
    return _Reading(folded, tuple(_meant(folded.split())))


def _meant(words: Sequence[str]) -> Iterable[str]:
    """The words that say what it is about, each as its kind says it."""
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            said = " ".join(words[at : at + length])
            if said in _STANDS_FOR:
                yield from _STANDS_FOR[said].split()
                at += length
                break
        else:
            if words[at] not in _COMMON:
                yield words[at]
            at += 1


def _compared(one: _Reading, other: _Reading) -> Alike | None:
    from rapidfuzz import fuzz

    if not one.words or not other.words or _contrary(one, other):
        return None
    shared = [word for word in dict.fromkeys(one.words) if word in other.words]
    first, second = " ".join(one.words), " ".join(other.words)
    percent = round(0.6 * fuzz.token_set_ratio(first, second) + 0.4 * fuzz.token_sort_ratio(first, second))
    least = min(len(set(one.words)), len(set(other.words)))
    if percent < ALIKE or len(shared) < max(min(2, least), _SHARED * least):
        return None
    return Alike(percent, tuple(shared))


def _contrary(one: _Reading, other: _Reading) -> bool:
    """Tell whether one says that it has ended, or the contrary, and the other does not."""
    first, second = one.folded, other.folded
    for sign in (_ENDED, _CONTENT):
        if bool(sign.search(first)) != bool(sign.search(second)):
            return True
    if _denied(first) & _said(second) or _denied(second) & _said(first):
        return True
    return any(
        (left.search(a) and right.search(b) and not right.search(a) and not left.search(b))
        for (left, right), (a, b) in product(_SIDES, ((first, second), (second, first)))
    )


def _denied(folded: str) -> set[str]:
    """The words that a text denies: "không đòi" denies "đòi"."""
    return {found[1] for found in _DENIAL.finditer(folded)} - _COMMON


def _said(folded: str) -> set[str]:
    """The words that a text says without a "not", a "hardly" or a "late" before them."""
    return {word for before, word in _PAIR.findall(f". {folded}") if before not in _NOT}
