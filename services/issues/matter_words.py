"""The words of the field: `matter_words.txt` read once, and looked up in a text, with or without its diacritics."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from texts.fold import fold

_FILE = Path(__file__).with_name("matter_words.txt")
_WORD = re.compile(r"\w+")
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_MOSTLY = 0.25
"""From such a part of words with diacritics on, a text is taken as written with them."""
_DENYING = frozenset(("chưa", "không", "chua", "khong"))
SHORT = {
    "ko": "không", "k": "không", "kg": "không", "khg": "không", "hok": "không", "hông": "không", "hổng": "không",
    "hong": "không", "nỏ": "không", "dc": "được", "đc": "được", "dk": "được", "đk": "được", "ng": "người",
    "vs": "với", "hs": "học sinh", "gv": "giáo viên", "ph": "phụ huynh", "bv": "bệnh viện", "cty": "công ty",
    "đt": "điện thoại", "dt": "điện thoại", "vô": "vào", "ntm": "nông thôn mới", "online": "qua mạng",
    "qsdđ": "quyền sử dụng đất", "hsơ": "hồ sơ", "r": "rồi", "cb": "cán bộ", "nvh": "nhà văn hóa",
    "mn": "mầm non", "tyt": "trạm y tế", "ttyt": "trung tâm y tế", "cnqsdđ": "quyền sử dụng đất", "gcn": "giấy chứng nhận",
    "gđ": "gia đình", "kcn": "khu công nghiệp", "qh": "quy hoạch", "e": "em", "cx": "cũng", "lm": "làm", "nc": "nước",
    "trc": "trước", "mng": "mọi người", "sx": "sản xuất", "gt": "giao thông", "cnqsdd": "quyền sử dụng đất", "gd": "gia đình",
}  # fmt: skip
"""Short forms and words of one region, and what they stand for."""


NOT_THINGS = frozenset(("bad", "good", "deed", "up", "down", "mood-", "mood+", "effect", "common"))
"""Kinds of phrases that say what became of a thing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the file."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of a text, or a word of its own."""

    text: str
    entries: tuple[Entry, ...]
    plain: str
    """As it is compared: by its syllables' keys; folded, if the text was typed without diacritics."""
    sure: bool = True
    """It can mean nothing else."""
    common: bool = False
    """A word that stands in every report."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    written: Mapping[tuple[str, ...], tuple[Entry, ...]]
    folded: Mapping[tuple[str, ...], tuple[Entry, ...]]
    ambiguous: frozenset[str]
    """Syllables that stand for several once they lost their diacritics."""
    common: frozenset[str]
    longest: int


@lru_cache(8192)
def plain(word: str) -> str:
    """A word folded."""
    return fold(word)


@lru_cache(8192)
def key(word: str) -> str:
    """A syllable however its tone was placed: "hoà" and "hòa", "kỹ" and "kĩ" are one."""
    letters = unicodedata.normalize("NFD", word.lower())
    tone = "".join(_TONES.get(sign, "") for sign in letters)
    bare = unicodedata.normalize("NFC", "".join(sign for sign in letters if sign not in _TONES))
    if len(bare) > 1 and bare[-1] == "y" and bare[-2] in "hklmstqbcdg":
        bare = f"{bare[:-1]}i"
    return bare + tone


def bare(words: Sequence[str]) -> bool:
    """Tell whether a text was typed without diacritics."""
    return sum(not word.isascii() for word in words) < _MOSTLY * len(words)


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of a file of lines "name: phrase, phrase", each with the names under which it stands."""

    written: Mapping[tuple[str, ...], frozenset[str]]
    folded: Mapping[tuple[str, ...], frozenset[str]]
    longest: Mapping[str, int]
    """So many words has the longest that begins with a word, by its key or folded."""

    def within(self, keys: Sequence[str], typed_bare: bool) -> Iterator[tuple[int, int, frozenset[str]]]:
        """Each phrase of some words: where it begins and ends, and its names; of those that begin together the longest first."""
        known = self.folded if typed_bare else self.written
        for at, first in enumerate(keys):
            for length in range(min(self.longest.get(first, 0), len(keys) - at), 0, -1):
                if names := known.get(tuple(keys[at : at + length])):
                    yield at, at + length, names


def phrases(file: Path) -> Phrases:
    """The phrases of a file."""
    written: dict[tuple[str, ...], set[str]] = defaultdict(set)
    folded: dict[tuple[str, ...], set[str]] = defaultdict(set)
    longest: dict[str, int] = defaultdict(int)
    for line in file.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, said = line.split(": ", 1)
        for phrase in said.split(", "):
            words = words_of(phrase)
            for kept, spelt in ((written, key), (folded, plain)):
                keyed = tuple(map(spelt, words))
                kept[keyed].add(name)
                longest[keyed[0]] = max(longest[keyed[0]], len(keyed))
    return Phrases(
        {phrase: frozenset(names) for phrase, names in written.items()},
        {phrase: frozenset(names) for phrase, names in folded.items()},
        longest,
    )


def keys(words: Sequence[str], typed_bare: bool) -> list[str]:
    """Words as phrases are looked up: by the keys of their syllables; folded, if typed without diacritics."""
    return [plain(word) if typed_bare else key(word) for word in words]


def find(words: Sequence[str], typed_bare: bool) -> list[Found]:
    """The phrases of some words, the longest first; what is in no list is a phrase of its own."""
    lexicon = _lexicon()
    known = lexicon.folded if typed_bare else lexicon.written
    keys = [plain(word) if typed_bare else key(word) for word in words]
    found: list[Found] = []
    at = 0
    while at < len(words):
        for length in range(min(lexicon.longest, len(words) - at), 0, -1):
            entries = known.get(tuple(keys[at : at + length]))
            if typed_bare and length == 1 and keys[at] in lexicon.ambiguous and keys[at] in lexicon.common:
                continue  # "lai" is "lại", "muon" is "muốn", oftener than what they may name
            if (
                length > 1
                and entries
                and keys[at] in _DENYING
                and at + length < len(keys)
                and tuple(keys[at + length - 1 : at + length + 1]) in known
            ):
                continue  # "chưa được trả" of "chưa được trả lời"
            if entries and not (length == 1 and at and words[at].istitle() and len(words[at]) > 1):  # a name: "bản Cao"
                sure = not (typed_bare and length == 1 and keys[at] in lexicon.ambiguous)
                if length > 1 and all(entry.kind in NOT_THINGS for entry in entries):
                    entries += _within(known, keys[at:], length, lexicon.longest)
                found.append(Found(" ".join(words[at : at + length]), entries, " ".join(keys[at : at + length]), sure))
                at += length
                break
        else:
            common = (fold(keys[at]) if typed_bare else keys[at]) in lexicon.common
            found.append(Found(words[at], (), keys[at], common=common))
            at += 1
    return found


def _within(
    known: Mapping[tuple[str, ...], tuple[Entry, ...]], keys: Sequence[str], length: int, longest: int
) -> tuple[Entry, ...]:
    """The thing that a phrase about a trouble names, whole or with the words behind: "mất nước" in "mất nước sạch"."""
    for at in range(length):
        for end in range(min(at + longest, len(keys)), at + 1, -1):
            things = [entry for entry in known.get(tuple(keys[at:end]), ()) if entry.kind not in NOT_THINGS]
            if things and end - at > 1 and (at, end) != (0, length):
                return tuple(things)
    return ()


def words_of(text: str) -> list[str]:
    """The words of a text, short forms written out."""
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    return [one for word in words for one in SHORT.get(word.lower(), word).split()]


@cache
def _lexicon() -> _Lexicon:
    written: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    folded: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    syllables: dict[str, set[str]] = defaultdict(set)
    common: set[str] = set()
    for line in _FILE.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        head, said = line.split(": ", 1)
        kind, name = head.split(" ", 1)
        for phrase in said.split(", "):
            words = phrase.split()
            if kind != "common" or len(words) > 1:
                for kept, spelt in ((written, key), (folded, fold)):
                    entries = kept[tuple(spelt(word) for word in words)]
                    if (entry := Entry(kind, name)) not in entries:
                        entries.append(entry)
            else:
                common |= {key(phrase), fold(phrase)}
            for word in words:
                syllables[fold(word)].add(key(word))
    return _Lexicon(
        {phrase: tuple(entries) for phrase, entries in written.items()},
        {phrase: tuple(entries) for phrase, entries in folded.items()},
        frozenset(plain for plain, spelt in syllables.items() if len(spelt) > 1),
        frozenset(common),
        max(map(len, written)),
    )
