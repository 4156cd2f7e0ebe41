"""Text without what the eye ignores: for comparing what people type, for keeping it clean, and for ordering names."""

from __future__ import annotations

import re
import unicodedata

_JOINER = "\u200d"
# Letters and signs that are drawn as nothing.
_BLANKS = dict.fromkeys("\u115f\u1160\u2800\u3164\uffa0\U00013441\U00013442", " ")
_SPACES = str.maketrans({**dict.fromkeys("\t\u00a0\u2007\u202f\u3000", " "), **_BLANKS})
# Control and surrogate characters, zero-width ones, bidirectional overrides, byte-order marks, tags, places of objects.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufeff\ufff0-\ufffc\ufffe\uffff\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# A joiner is kept only where it joins pictures (a family, a flag).
_LOOSE_JOINER = re.compile("(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d|\u200d$")
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u200d\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f]")
# Kinds of signs that need another one to stand on: those of any script, where nothing else is there.
_LEANING = frozenset(("Mn", "Me", "Cf", "Zs", "Cc"))
_LETTERS = str.maketrans({"đ": "d", "ð": "d", "Đ": "d", "Ð": "d", **_BLANKS})
# Grave, hook, tilde, acute, dot below: the order of Vietnamese dictionaries.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_ALPHABET_MARKS = {"\u0306": 1, "\u0302": 2, "\u031b": 3}
_BETWEEN = re.compile(r"[\W_]+")


def clean(text: str) -> str:
    """NFC, without zero-width, bidirectional and control characters; line breaks stay; trimmed.

    What looks empty is empty.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(_SPACES))
    text = _HIDDEN.sub("", text)
    if _JOINER in text:
        text = _LOOSE_JOINER.sub("", text)
    return "" if all(unicodedata.category(sign) in _LEANING for sign in text) else text.strip()


def fold(text: str) -> str:
    """Lower case, no diacritics, single spaces: "  Đất  ĐAI " becomes "dat dai"."""
    if not text.isascii():
        text = _MARKS.sub("", _HIDDEN.sub("", unicodedata.normalize("NFD", text.translate(_LETTERS))))
    return " ".join(text.casefold().split())


def sort_key(name: str) -> str:
    """A key that orders Vietnamese names by given name (the last word), then by the words from the first on.

    Letters go in the order of the alphabet (a ă â b c d đ e ê …), then the tones (o ò ỏ õ ó ọ). The key holds nothing
    but a–z and 0–9, so that every database orders it the same way. It tells the name: keep it as safe as the name.
    """
    words = clean(name).lower().replace("\u200d", "").split()
    return "".join(_word_key(word) for word in (*words[-1:], *words[:-1]))


_KINDS = ("xã", "phường", "đặc khu", "thị trấn", "thị xã", "huyện", "quận", "thành phố", "tỉnh")


def place_key(name: str) -> str:
    """A key that orders places by their own name, whatever kind they are: "xã An Phú" before "phường Bình Hòa"."""
    plain = clean(name).lower()
    for kind in _KINDS:
        if plain.startswith(f"{kind} "):
            plain = plain[len(kind) + 1 :]
            break
    return "".join(_word_key(word) for word in plain.split())


def _word_key(word: str) -> str:
    letters: list[str] = []
    tone = "0"
    for character in unicodedata.normalize("NFD", word):
        if character == "đ":
            letters.append("d1")
        elif "a" <= character <= "z":
            letters.append(character + "0")
        elif character.isdecimal():
            letters.append(f"1{unicodedata.decimal(character)}")
        elif character in _ALPHABET_MARKS and letters:
            letters[-1] = letters[-1][0] + str(_ALPHABET_MARKS[character])
        elif character in _TONES:
            tone = _TONES[character]
    return "".join(letters) + "0" + tone


def spaced(folded: str) -> str:
    """Words with single blanks between them, whatever stood there."""
    return _BETWEEN.sub(" ", folded).strip()
