"""Numbers as people write them: out in the language's own way, in from whatever was typed."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from itertools import pairwise

from texts.fold import fold

_SWAP = str.maketrans(",.", ".,")
_ABOUT = "(?:khoang|chung|do|gan|hon|tren|tam|uoc|uoc chung|uoc tinh|co|la|about|around|approximately|some|over|nearly)"
_NUMBER = "[-−]?[0-9]{1,15}(?:[., ][0-9]{1,15})*"
_TYPED = re.compile(f"(?:[~≈]|{_ABOUT} )* *({_NUMBER}) *([+%]?) *((?:[^\\W\\d_]+[.,!]? ?){{0,4}})")
_TIMES = {
    **dict.fromkeys(("k", "nghin", "ngan", "thousand"), 1_000),
    **dict.fromkeys(("trieu", "tr", "million"), 1_000_000),
    **dict.fromkeys(("ty", "ti", "billion"), 1_000_000_000),
    **dict.fromkeys(("tram", "hundred"), 100),
    "chuc": 10,
}
# One letter glued to a figure that is a unit; any other may be a slip for a figure ("10O").
_GLUED = frozenset("kdmgh")
_LIKE_FIGURES = frozenset("oil")
# These are so by themselves only: "bo" and "so" are what people count.
_LIKE_FIGURES_ALONE = frozenset("sbz")
# Words after which the figure alone would say something else than the person meant.
_UNSURE = frozenset(("ruoi", "phay", "nua", "den", "toi", "hoac", "hay", "tru", "or", "to", "and", "half", "point"))


def number(n: float | Decimal, language: str, digits: int | None = None) -> str:
    """1234 as "1.234" (vi) or "1,234" (en).

    `digits` after the separator; without it none for whole numbers, else at most two and no idle zeros.
    """
    if digits is not None:
        written = f"{n:,.{digits}f}"
    elif isinstance(n, int):
        if -1000 < n < 1000:
            return f"{n:d}"
        written = f"{n:,}"
    else:
        written = _short(f"{n:,.2f}")
    return written if language == "en" else written.translate(_SWAP)


def percent(share: float | Decimal, language: str, digits: int = 1) -> str:
    """A share of one as a percentage: 0.125 as "12,5 %" (vi) or "12.5%" (en); whole ones without a decimal."""
    written = _short(f"{share * 100:,.{digits}f}")
    return f"{written}%" if language == "en" else f"{written.translate(_SWAP)} %"


def read_integer(text: str) -> int | None:
    """The whole number that a person typed ("15", "1.234", "~40", "khoảng 40 người", "15 nghìn"), or None."""
    value = _read(text, group_commas=True)
    return int(value) if value is not None and value == value.to_integral_value() else None


def read_decimal(text: str) -> Decimal | None:
    """The number that a person typed, or None. Where a mark could be either, it is read as Vietnamese write it.

    "1.234,5" and "1,234.5" are 1234.5; "1.234" is 1234; "12,5", "12.5" and "1,234" are decimals.
    """
    return _read(text, group_commas=False)


def _short(written: str) -> str:
    return written.rstrip("0").rstrip(".") if "." in written else written


def _read(text: str, *, group_commas: bool) -> Decimal | None:
    if any(pair.isdigit() and other.isdigit() and not (pair + other).isdecimal() for pair, other in pairwise(text)):
        return None  # "10²" is neither 102 nor 10
    matched = _TYPED.fullmatch(fold(unicodedata.normalize("NFKC", text)).rstrip(".!"))
    if matched is None:
        return None
    value = _value(matched[1], group_commas=group_commas)
    words = matched[3].split()
    if words and _is_slip(words, glued=not matched[2] and matched.start(3) == matched.end(1)):
        return None
    if value is None or _UNSURE.intersection(words):
        return None
    if words and not matched[2]:
        value *= _TIMES.get(words[0].rstrip(".,!"), 1)
    return value


def _is_slip(words: list[str], *, glued: bool) -> bool:
    """Letters that may be meant as figures: "10O", "1 O O", "5l". Asked again rather than read as less."""
    if all(word in _LIKE_FIGURES_ALONE or _LIKE_FIGURES.issuperset(word) for word in words):
        return True
    return glued and (words[0][0] in _LIKE_FIGURES or (len(words[0]) == 1 and words[0] not in _GLUED))


def _value(written: str, *, group_commas: bool) -> Decimal | None:
    digits = written.replace("−", "-")
    marks = "".join(c for c in digits if c in "., ")
    last = marks[-1:]
    grouped = bool(re.fullmatch(f"-?[1-9][0-9]{{0,2}}(?:{re.escape(last)}[0-9]{{3}})+", digits)) if last else False
    if not marks:
        return Decimal(digits)
    if grouped and len(set(marks)) == 1 and (last != "," or group_commas or len(marks) > 1):
        return Decimal(re.sub("[., ]", "", digits))
    whole, _, fraction = digits.rpartition(last)
    if last == " " or not fraction:
        return None
    group = marks[0] if len(marks) > 1 else ""
    if group == last or len(set(marks[:-1])) > 1:
        return None
    if group and not re.fullmatch(f"-?[1-9][0-9]{{0,2}}(?:{re.escape(group)}[0-9]{{3}})+", whole):
        return None
    return Decimal(f"{whole.replace(group, '') if group else whole}.{fraction}")
