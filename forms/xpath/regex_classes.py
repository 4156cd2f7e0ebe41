r"""Letters that one place of a pattern takes: brackets, escapes, properties, as Java has them.

``\d``, ``\w`` and ``\s`` are those of Unicode, so that Vietnamese names are words; ``\p{Alpha}`` and its kind are ASCII.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Callable

Test = Callable[[str], bool]

_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "a": "\a", "e": "\x1b"}
_CODES = {
    "u": re.compile(r"u?([0-9A-Fa-f]{4})"),
    "x": re.compile(r"([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\}"),
}
_POSIX = {
    "Lower": string.ascii_lowercase,
    "Upper": string.ascii_uppercase,
    "Alpha": string.ascii_letters,
    "Digit": string.digits,
    "Alnum": string.ascii_letters + string.digits,
    "Punct": string.punctuation,
    "Graph": string.ascii_letters + string.digits + string.punctuation,
    "Print": string.ascii_letters + string.digits + string.punctuation + " ",
    "Blank": " \t",
    "Cntrl": "".join(map(chr, (*range(32), 127))),
    "XDigit": string.hexdigits,
    "Space": " \t\n\v\f\r",
    "ASCII": "".join(map(chr, range(128))),
}
_BINARY: dict[str, Test] = {
    "alphabetic": str.isalpha,
    "letter": str.isalpha,
    "digit": str.isdecimal,
    "lowercase": str.islower,
    "uppercase": str.isupper,
    "whitespace": str.isspace,
    "white_space": str.isspace,
    "javaletter": str.isalpha,
    "javaletterordigit": str.isalnum,
    "javalowercase": str.islower,
    "javauppercase": str.isupper,
    "javadigit": str.isdecimal,
    "javawhitespace": str.isspace,
    "l1": lambda letter: letter <= "\xff",
    "any": lambda _letter: True,
}
_SCRIPTS = frozenset(
    {"latin", "greek", "cyrillic", "thai", "lao", "khmer", "hebrew", "arabic", "hiragana", "katakana", "hangul"}
)
_CATEGORIES = frozenset(
    f"{major}{minor}"
    for major, minors in {
        "L": "ultmo",
        "M": "nce",
        "N": "dlo",
        "P": "cdseifo",
        "S": "mcko",
        "Z": "slp",
        "C": "cfson",
    }.items()
    for minor in ("", *minors)
)
_HORIZONTAL = frozenset(" \t\xa0\u1680\u180e\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))
_VERTICAL = frozenset("\n\v\f\r\x85\u2028\u2029")


class PatternError(ValueError):
    """A pattern that is none, is too large, or needs going back.

    what: a stable word for it (``lookaround``, ``back_reference``, ``open_bracket`` ...); which: the piece that is meant.
    """

    def __init__(self, what: str, which: str = "") -> None:
        self.what = what
        self.which = which
        super().__init__(f"{what} {which}".strip())


def is_word(letter: str) -> bool:
    """Say if a letter is part of a word, for the edge between words."""
    return letter.isalnum() or letter == "_" or unicodedata.category(letter)[0] == "M"


_LETTERED: dict[str, Test] = {
    "d": str.isdecimal,
    "w": lambda letter: letter.isalnum() or letter == "_",
    "s": str.isspace,
    "h": _HORIZONTAL.__contains__,
    "v": _VERTICAL.__contains__,
}


class Reader:
    """Reads the text of a pattern from its beginning; here what stands for one letter."""

    def __init__(self, text: str) -> None:
        self.text = _unquoted(text)
        self.at = 0

    def peek(self) -> str:
        """The next letter; "" at the end."""
        return self.text[self.at : self.at + 1]

    def take(self) -> str:
        """The next letter, passed over."""
        letter = self.peek()
        if not letter:
            raise PatternError("ends_early")
        self.at += 1
        return letter

    def escape(self) -> Test:
        """The class or the letter behind a backslash."""
        letter = self.peek()
        if letter in ("p", "P"):
            self.take()
            return self.property(letter == "p")
        if letter and letter.lower() in _LETTERED:
            test = _LETTERED[self.take().lower()]
            return test if letter.islower() else lambda other: not test(other)
        wanted = self.escaped_letter()
        return lambda other: other == wanted

    def escaped_letter(self) -> str:
        """The one letter that an escape stands for."""
        letter = self.take()
        if letter in _CODES and (found := _CODES[letter].match(self.text, self.at)):
            self.at = found.end()
            code = int(next(group for group in found.groups() if group), 16)
            if code > 0x10FFFF:
                raise PatternError("unknown_escape", "\\" + letter)
            return chr(code)
        if letter == "0" and (octal := re.compile(r"[0-3]?[0-7]{1,2}").match(self.text, self.at)):
            self.at = octal.end()
            return chr(int(octal[0], 8))
        if letter == "c" and self.peek():
            return chr(ord(self.take()) ^ 64)
        if letter in _ESCAPES:
            return _ESCAPES[letter]
        if letter in "123456789k":
            raise PatternError("back_reference")
        if letter.isascii() and letter.isalnum():
            raise PatternError("unknown_escape", "\\" + letter)
        return letter

    def property(self, yes: bool) -> Test:
        """A class of letters by its name; all others unless `yes`."""
        found = re.compile(r"\{(\^?)([\w= ]+)\}|([A-Z])").match(self.text, self.at)
        if found is None:
            raise PatternError("unknown_class", "\\p" + self.text[self.at : self.at + 10])
        self.at = found.end()
        test = _property(found[3] or found[2])
        if test is None:
            raise PatternError("unknown_class", f"\\p{{{found[3] or found[2]}}}")
        wanted = yes != bool(found[1])
        return test if wanted else lambda other: not test(other)

    def bracket(self) -> Test:
        """Letters, ranges, classes and brackets behind "[", and what "&&" leaves of them."""
        if re.compile(r"\^?:\w+:\]").match(self.text, self.at):
            raise PatternError("posix_bracket", "[" + self.text[self.at : self.at + 10])
        negated = self.peek() == "^"
        self.at += negated
        sets: list[list[Test]] = [[]]
        begun = False
        while not begun or self.peek() != "]":
            if self.text.startswith("&&", self.at):
                self.at += 2
                sets.append([])
                begun = True
                if self.peek() == "^":
                    raise PatternError("syntax")
                continue
            sets[-1].append(self.item())
            begun = True
        self.take()
        if any(not letters for letters in sets):
            raise PatternError("syntax")
        return lambda other: all(any(test(other) for test in tests) for tests in sets) != negated

    def item(self) -> Test:
        """One letter, range or class within brackets."""
        letter = self.take()
        if letter == "[":
            return self.bracket()
        if letter == "\\" and self.peek() and self.peek() in "dDwWsShHvVpP":
            return self.escape()
        low = self.escaped_letter() if letter == "\\" else letter
        behind = self.text[self.at + 1 : self.at + 2]
        if self.peek() != "-" or behind in ("", "]", "[") or self.text.startswith("&&", self.at + 1):
            return lambda other: other == low
        if behind == "\\" and self.text[self.at + 2 : self.at + 3] in tuple("dDwWsShHvVpP"):
            return lambda other: other == low
        self.take()
        high = self.take()
        high = self.escaped_letter() if high == "\\" else high
        if high < low:
            raise PatternError("upside_down", f"{low}-{high}")
        return lambda other: low <= other <= high


def _unquoted(text: str) -> str:
    r"""The pattern without \Q and \E: Java too writes what they quote letter by letter first."""
    pieces: list[str] = []
    at = 0
    while at < len(text):
        if text.startswith("\\Q", at):
            end = text.find("\\E", at)
            end = len(text) if end < 0 else end
            pieces.append(re.sub(r"([^\w\s])", r"\\\1", text[at + 2 : end]))
            at = end + 2
        else:
            size = 2 if text[at] == "\\" else 1
            pieces.append(text[at : at + size])
            at += size
    return "".join(pieces)


def _property(name: str) -> Test | None:
    key, _, value = name.partition("=")
    if value:
        if key.lower() in ("script", "sc"):
            return _script(value)
        return _category(value) if key.lower() in ("general_category", "gc") else None
    if name in _POSIX:
        return frozenset(_POSIX[name]).__contains__
    plain = name.lower().removeprefix("is") if name.startswith("Is") else name.lower()
    return (
        _category(name)
        or _category(name.removeprefix("Is"))
        or _BINARY.get(plain)
        or (_script(plain) if name[:2] in ("Is", "In") or name.istitle() else None)
    )


def _category(name: str) -> Test | None:
    return (lambda other: unicodedata.category(other).startswith(name)) if name in _CATEGORIES else None


def _script(name: str) -> Test | None:
    plain = name.lower().removeprefix("in")
    if plain == "han":
        return lambda other: unicodedata.name(other, "").startswith("CJK UNIFIED")
    if plain not in _SCRIPTS:
        return None
    first = plain.upper() + " "
    return lambda other: other.isalpha() and unicodedata.name(other, "").startswith(first)
