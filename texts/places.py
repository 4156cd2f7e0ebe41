"""Places as people type them, and only as exact as may be kept: to the size of a commune (privacy 10)."""

from __future__ import annotations

import re
import unicodedata

_STEPS = 20  # to a degree: 0.05 degrees are about 5 km, the size of a commune
_LONGEST = 100

_DECIMAL = r"\d{1,3}(?:[.,]\d{1,20})?"
_LETTER = "[NSEWBĐT]"
_APART = rf"(?:\s*[;/|]\s*|\s*,\s+|\s+|(?<={_LETTER})\s*,?)"
_TIGHT = re.compile(r"([+-]?\d{1,3}\.\d{1,20}),([+-]?\d{1,3}\.\d{1,20})", re.ASCII)
_LEAD = re.compile(r"(?:(?:T[OỌ][AẠ] ĐỘ|TOA DO|VỊ TRÍ|VI TRI|GPS|COORDINATES|LOCATION)\s*:?\s*)?\(?(.*?)\)?[.!]?")
_MARKS = str.maketrans({"′": "'", "’": "'", "‘": "'", "″": '"', "”": '"', "“": '"', "º": "°", "˚": "°", "−": "-"})
_WORDS = {
    "ĐỘ": "°",
    "VĨ": "",
    "KINH": "",
    "BẮC": "B",
    "NAM": "S",
    "ĐÔNG": "Đ",
    "TÂY": "T",
    "NORTH": "B",
    "SOUTH": "S",
    "EAST": "E",
    "WEST": "W",
}
_WORD = re.compile("|".join(_WORDS))


def _pattern(name: str) -> str:
    """An angle: degrees, minutes and seconds, with a letter before them or after."""
    parts = rf"([+-]?{_DECIMAL})\s*°?\s*(?:({_DECIMAL})\s*')?\s*(?:({_DECIMAL})\s*\")?"
    return rf"(?:(?P<{name}>{_LETTER})\s*)?{parts}(?({name})|\s*({_LETTER})?)"


_PAIR = re.compile(f"{_pattern('first')}{_APART}{_pattern('second')}", re.ASCII)

Place = tuple[float, float]
_Angle = tuple[float, str]


def rounded(latitude: float, longitude: float) -> Place:
    """The nearest point of a grid of 0.05 degrees. Raises `ValueError` where there is no such place on earth."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("no place on earth")
    return _step(latitude), _step(longitude)


def read_place(text: str) -> Place | None:
    """Typed coordinates as (latitude, longitude), `rounded`; None where they are not understood or are nowhere.

    Understood: "10.95, 106.84", "10,95; 106,84", "10.95 N 106.84 E" (or B and Đ, in either order), 10°57'00"N 106°50'24"E.
    """
    if len(text) > _LONGEST:
        return None
    said = unicodedata.normalize("NFC", text).translate(_MARKS).replace("''", '"').upper()
    lead = _LEAD.fullmatch(" ".join(said.split()))
    bare = _WORD.sub(lambda word: _WORDS[word[0]], lead[1] if lead else "").strip()
    if matched := _TIGHT.fullmatch(bare):
        return _where((float(matched[1]), ""), (float(matched[2]), ""))
    if matched := _PAIR.fullmatch(bare):
        first, second = _angle(*matched.groups()[:5]), _angle(*matched.groups()[5:])
        return _where(first, second) if first and second else None
    return None


def _step(degrees: float) -> float:
    return round(round(degrees * _STEPS) / _STEPS, 2) + 0.0  # never minus nought


def _angle(
    before: str | None, degrees: str, minutes: str | None, seconds: str | None, after: str | None
) -> _Angle | None:
    """Degrees with the letter of their direction, if there is one; None for what is no angle."""
    whole, sixtieth, last = (float((part or "0").replace(",", ".")) for part in (degrees, minutes, seconds))
    if sixtieth >= 60 or last >= 60:
        return None
    size = abs(whole) + sixtieth / 60 + last / 3600
    return (-size if degrees.startswith("-") else size), before or after or ""


def _where(first: _Angle, second: _Angle) -> Place | None:
    """The place between two angles: latitude first where letters do not say otherwise."""
    if first[1] and first[1] in "EWĐT":
        first, second = second, first
    if (first[1] and first[1] not in "NSB") or (second[1] and second[1] not in "EWĐT"):
        return None
    south = first[1] == "S" or (first[1] == "N" and second[1] in ("Đ", "T"))  # beside Đông or Tây, N is Nam
    west = second[1] in ("W", "T")
    try:
        return rounded(-abs(first[0]) if south else first[0], -abs(second[0]) if west else second[0])
    except ValueError:
        return None
