"""A report's text read for its matter: the things it speaks of, the troubles, and whether they are there or gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from services.issues import matter_words
from services.issues.matter_words import NOT_THINGS, Entry, Found
from texts.fold import fold

_CLAUSE = re.compile(
    r"[.,;:!?()\n]+|\b(?:nhưng|nhung|song|tuy nhiên|tuy nhien|vậy mà|vay ma|thế mà|the ma)\b", re.IGNORECASE
)


# Small words that stand for others too once they lost their diacritics.
_DOUBTFUL = re.compile(
    "do|cha|dau|chan|doi|can|muon|hoi|nen|khoi|mai|kho|ngan|thoi|cam|tranh|vua|so|cho|dut|diet|som|di|nao|ra|la|bo"
)


def _words(said: str) -> tuple[frozenset[str], frozenset[str]]:
    """Some phrases by the keys of their syllables, and folded."""
    phrases = said.split(", ")
    return (
        frozenset(" ".join(matter_words.key(word) for word in one.split()) for one in phrases),
        frozenset(plain for plain in map(fold, phrases) if not _DOUBTFUL.fullmatch(plain)),
    )


_NOT = _words(
    "không, chưa, chẳng, chả, khỏi, đâu, đừng, chớ, không có, chưa có, không còn, chẳng còn, "
    "chẳng có, chả có, không phải, thiếu"
)
_BETWEEN = _words(
    "ai, được, thấy, hề, còn, bị, có, phải, kịp, thể, dám, đủ, mấy, bao giờ, gì, ai đến, nhà nào, "
    "một, cho, sợ, người, đến, tới, ra, viết, ghi, lập, xuất, đi, là, nào, bên, nơi, cũng, chịu, "
    "đơn vị, nhận, xe, hoàn toàn, cần, đưa, giao, phát"
)
_LATE = _words("chậm, mãi, khó, trễ, lâu, hoài, muộn")
_ENDS = _words("ngừng, ngưng, thôi, bớt, đỡ, giảm, tránh, dứt, ngăn, chặn, dừng, ngăn chặn, tạm dừng, diệt, hết, cấm")
_NO_MORE = _words(
    "hết, hết ca, không còn, chẳng còn, chấm dứt, không phải, hết cảnh, giảm hẳn, đỡ hẳn, không xảy ra, không phát sinh"
)
_PLAIN_NOT = _words("không, chưa, chẳng, chả, đừng")
_GONE = _words("giảm hẳn, không còn, hết hẳn, đỡ hẳn, rút, chấm dứt, dứt, giảm, đỡ, lắng xuống, ngừng, lui")
_NOTHING = _words("hết, không còn, chẳng còn, không có, chưa có, chẳng có, chả có, không, thiếu")
_REACH = _words("được, bị, hề, ai, thấy, phải, muốn, còn, cho, sẽ, còn bị")
_ASKED = _words(
    "không muốn, chưa muốn, muốn biết, đề nghị, mong, mong muốn, xin, yêu cầu, kiến nghị, cần, "
    "bao giờ, hứa, sẽ, muốn, đòi, hỏi, sớm, nên, chờ, đợi, nếu, khi nào, hẹn, dự kiến"
)
_BEFORE = _words("đã, vừa, được, kịp, mới")
_AFTER = _words(
    "xong, rồi, lại, đủ, hết, sạch, tốt, đều, ngay, đàng hoàng, hoàn toàn, đầy đủ, trở lại, kịp thời, xong xuôi"
)
_SETTLED = _words(
    "xong, rồi, trở lại, được nhiều, như cũ, xong xuôi, trở lại bình thường, bình thường, an toàn, "
    "lại rồi, tốt, đàng hoàng, thoải mái"
)
_PASSING = _words("xong, rồi")
_AGAIN = _words("lại, trở lại")
_THERE = _words("có, có cả")
_HAS = _words("đã, được")
_ALREADY = _words("đã")
_HAVING = _words("đã có, có rồi, có thêm, có lại, đủ, có đủ, đầy đủ")
_STOPPED = _words("ngừng, ngưng, dừng, chấm dứt, thôi, tạm dừng, đóng cửa")
_OUT = _words("hết")
_NO_DEEDS = NOT_THINGS | {
    "people",
    "utility",
    "medicine",
    "structure",
    "benefit",
    "paper",
    "animal",
    "crop",
    "goods",
    "office",
    "site",
    "school",
    "stream",
}
_EVILS = frozenset(("bad", "hazard", "custom", "source", "site"))
_SUPPLIES = frozenset(("medicine", "goods", "utility", "schooling"))
_SOURCES = frozenset(("source", "site", "vehicle", "schooling"))
_NEAR = 8
_OFFICES = _words(
    "xã, huyện, tỉnh, phường, thôn, ấp, công ty, điện lực, nhà trường, trường, trạm, nhà thầu, chủ đầu tư, thợ, đội, hợp tác xã, "
    "ban quản lý, bệnh viện, công an, ủy ban, ngành, ngành điện, nhà nước, huyện đội, công an xã, trạm y tế, chủ trọ, chủ quán"
)
_WOULD = _words("sắp, định, chuẩn bị, tính, dự định, có kế hoạch, bắt, ép, kêu, bảo")
_STILL = _words("lại, vẫn, mà, còn, nhưng, cũng, lại bị")


@dataclass(slots=True)
class Reading:
    """The matter of a text. Names are those of the lexicon."""

    things: dict[str, str] = field(default_factory=dict)
    """Things that it speaks of, and the class of each."""
    maybe: set[str] = field(default_factory=set)
    """Things that a word typed without diacritics may stand for."""
    troubles: dict[str, int] = field(default_factory=dict)
    """Troubles and deeds: -1 where it is there, 1 where it is gone, 0 where nothing says which."""
    done: set[str] = field(default_factory=set)
    """Deeds that are told of, neither denied nor asked for."""
    lacking: set[str] = field(default_factory=set)
    """The things that are lacking, or no longer so."""
    denied: set[str] = field(default_factory=set)
    """Words behind a "not" or a "no longer", and the things and deeds that they stand for."""
    stated: set[str] = field(default_factory=set)
    """Those of clauses without any "not"."""
    directions: set[int] = field(default_factory=set)
    """1 where something rises, -1 where it falls."""
    others: dict[str, None] = field(default_factory=dict)
    """Words of no list, folded, in their order."""
    said: dict[str, str] = field(default_factory=dict)
    """How it said what it speaks of."""
    well: int = 0
    """1 if the last that is said of it is good, -1 if bad, 0 if nothing is said of that."""
    words: list[str] = field(default_factory=list)
    """All of its words, short forms written out."""
    named: list[bool] = field(default_factory=list)
    """For each of these whether it names a thing, and nothing else."""
    praised: bool = False
    """Nothing but what people feel or agree to says that it is good."""


@dataclass(frozen=True, slots=True)
class _Event:
    name: str
    sign: int
    rank: int
    """2 for what is said of the matter, 1 for a sign of an end alone, 0 for how people feel."""


@dataclass(slots=True)
class _Clause:
    found: Sequence[Found]
    bare: bool

    def one_of(self, at: int, words: tuple[frozenset[str], frozenset[str]]) -> bool:
        return 0 <= at < len(self.found) and self.found[at].plain in words[self.bare]

    def any_of(self, ats: range, words: tuple[frozenset[str], frozenset[str]]) -> bool:
        return any(self.one_of(at, words) for at in ats)

    def settled(self, first: int, end: int) -> bool:
        return self.any_of(range(first, end), _SETTLED)

    def denied(self, at: int) -> bool:
        """Tell whether a "not" stands before, with nothing but small words between."""
        for before in range(at - 1, at - 5, -1):
            if self.one_of(before, _NOT):
                return True
            if not self.one_of(before, _BETWEEN):
                return False
        return False


def read(text: str) -> Reading:
    """The matter of a text."""
    reading = Reading()
    bare = matter_words.bare(matter_words.words_of(text))
    events: list[_Event] = []
    for part in _CLAUSE.split(text):
        words = matter_words.words_of(part)
        found = matter_words.find(words, bare)
        reading.words += words
        reading.named += (thing for one in found for thing in [_names_it(one)] * len(one.text.split()))
        events += _clause(reading, _Clause(found, bare))
    signed = [event for event in events if event.sign]
    for rank in (2, 1, 0):
        signs = [event for event in signed if event.rank >= rank]
        if signs:
            reading.well = signs[-1].sign
            reading.praised = reading.well == 1 and all(event.rank == 0 or event.name == "phản đối" for event in signs)
            break
    return reading


def _names_it(found: Found) -> bool:
    kinds = {entry.kind for entry in found.entries}
    return bool(kinds - NOT_THINGS) and kinds.isdisjoint(("bad", "good", "deed"))


def _clause(reading: Reading, clause: _Clause) -> Iterator[_Event]:
    done_at = -9
    told = False
    _deny(reading, clause)
    for at, one in enumerate(clause.found):
        entries = [entry for entry in one.entries if entry.kind != "common"]
        if not entries:
            if not one.entries and not one.common and len(one.text) > 1 and not one.text.isdecimal():
                reading.others[fold(one.text)] = None
            continue
        for entry in entries:
            if entry.kind not in NOT_THINGS:
                if one.sure:
                    reading.things[entry.name] = entry.kind
                    reading.said.setdefault(entry.name, one.text)
                else:
                    reading.maybe.add(entry.name)
            elif not one.sure and entry.kind in ("bad", "good", "deed"):
                reading.maybe.add(entry.name)
        if not one.sure:
            continue
        for event, entry in _events(clause, at, entries):
            sign = event.sign
            if sign == 1 and entry.kind in ("deed", "good"):
                done_at = at
            elif (
                entry.kind == "bad"
                and sign == -1
                and at - done_at <= _NEAR
                and not clause.any_of(range(done_at + 1, at), _STILL)
                and one.plain.partition(" ")[0] not in _PLAIN_NOT[clause.bare]
            ):
                sign = 0  # "đã vá các chỗ nứt", but "xây xong không có giọt nào"
            if entry.kind in ("up", "down"):
                reading.directions.add(sign)
                reading.said.setdefault("giá", one.text)
                continue
            if entry.kind == "effect":
                continue
            if entry.kind == "deed" and event.sign >= 0:
                reading.done.add(event.name)
            told = told or bool(sign)
            if event.rank:
                reading.troubles[event.name] = sign or reading.troubles.get(event.name, 0)
                reading.said.setdefault(event.name, one.text)
                if event.name == "thiếu":
                    reading.lacking |= _object(clause.found, at)
            yield _Event(event.name, sign, event.rank)
    if not told:
        yield from _end(clause)
    elif _again(clause) or _stopped(clause):
        yield _Event("", 1, 2)


def _deny(reading: Reading, clause: _Clause) -> None:
    plainly = not clause.any_of(range(len(clause.found)), _NOT)
    for at, one in enumerate(clause.found):
        names = {entry.name for entry in one.entries if entry.kind not in _NO_DEEDS} if one.sure else set()
        if not one.entries and not one.common and len(one.text) > 1:
            names = {fold(one.text)}
        if plainly and not clause.any_of(range(at), _ENDS):
            reading.stated |= names
            continue
        before = at - 1
        while clause.one_of(before, _REACH):
            before -= 1
        if clause.one_of(before, _PLAIN_NOT) or clause.one_of(before, _ENDS):
            reading.denied |= names


def _stopped(clause: _Clause) -> bool:
    """Tell whether what troubles people has stopped: "lò gạch đã ngừng hoạt động"."""
    sources = [at for at, one in enumerate(clause.found) if any(entry.kind in _SOURCES for entry in one.entries)]
    return bool(sources) and any(
        clause.one_of(at, _STOPPED) and clause.one_of(at - 1, _HAS) for at in range(sources[0] + 1, len(clause.found))
    )


def _again(clause: _Clause) -> bool:
    """Tell whether it ends with something being well, or there, again: "chỗ lún san phẳng lại rồi", "có người gác rồi"."""
    last = len(clause.found) - 1
    if not clause.one_of(last, _PASSING):
        return False
    if clause.one_of(last - 1, _AGAIN):
        return not _is_trouble(clause.found[last - 2 : last])
    had = next((at for at in range(last) if clause.one_of(at, _THERE)), last)
    return had < last and not _is_trouble(clause.found[had:]) and not clause.any_of(range(last), _NOT)


def _is_trouble(found: Sequence[Found]) -> bool:
    return any(entry.kind == "bad" for one in found for entry in one.entries)


def _end(clause: _Clause) -> Iterator[_Event]:
    """The sign of an end where no word of the lists says what became of it."""
    if _stopped(clause):
        yield _Event("", 1, 2)
        return
    for at in range(len(clause.found)):
        last = clause.any_of(range(at - 4, at), _HAS) or clause.one_of(at - 1, _AGAIN) or at >= len(clause.found) - 2
        if (clause.one_of(at, _SETTLED) and (last or not clause.one_of(at, _PASSING))) or (
            clause.one_of(at, _HAS) and clause.one_of(at - 1, _HAS)
        ):
            yield _Event("", -1 if clause.any_of(range(max(0, at - 5), at), _NOT) else 1, 2)
            return
    if clause.any_of(range(len(clause.found)), _NOT):
        yield _Event("", -1, 1)
    elif clause.any_of(range(len(clause.found) - 1), _ALREADY):
        yield _Event("", 1, 1)  # what was done is no word of the lists; nothing bad is said of it


def _events(clause: _Clause, at: int, entries: Sequence[Entry]) -> Iterator[tuple[_Event, Entry]]:
    if clause.one_of(at, _HAVING) and not _names_thing(clause.found[max(0, at - 3) : at + 3]):
        return  # "đã có xe sa bánh" tells of no supply
    if (
        at == len(clause.found) - 1
        and clause.one_of(at, _NO_MORE)
        and not clause.one_of(at, _OUT)
        and not any(entry.kind in _SUPPLIES for one in clause.found[:at] for entry in one.entries)
    ):
        yield _Event("", 1, 2), Entry("good", "")
        return
    last = clause.one_of(at + 1, _PASSING) or clause.any_of(range(at), _HAS)
    if (
        last
        and clause.one_of(at, _OUT)
        and (
            (at >= len(clause.found) - 2 and _a_deed(clause.found[max(0, at - 1) : at]))
            or _an_evil(clause.found[max(0, at - 4) : at])
        )
    ):
        yield _Event("", 1, 2), Entry("good", "")
        return  # "chôn hết rồi", "dịch đã hết"
    if clause.one_of(at, _NO_MORE) and any(
        entry.kind in ("hazard", "custom") for one in clause.found[at + 1 : at + 3] for entry in one.entries
    ):
        yield _Event("", 1, 2), Entry("good", "")
        return
    bad_next = any(
        entry.kind in ("bad", "good", "mood-")
        for one in clause.found[at + 1 : at + (3 if clause.one_of(at, _OUT) else 4)]
        for entry in one.entries
        if entry.name != "thiếu" and entry.kind != "common"
    )
    if bad_next and clause.one_of(at, _NOTHING):
        return  # it belongs to what follows: "hết ngập", "không còn ca bệnh nào"
    denied = clause.denied(at)
    ended = _ended(clause, at)
    asked = clause.any_of(range(at), _ASKED)
    for entry in entries:
        match entry.kind:
            case "bad":
                yield _Event(entry.name, 1 if denied or ended or _gone(clause, at) else -1, 2), entry
            case "good":
                yield _Event(entry.name, -1 if denied or asked else 1, 2), entry
            case "mood-":
                yield _Event(entry.name, 1 if denied or ended else -1, 0), entry
            case "mood+":
                yield _Event(entry.name, -1 if denied or asked else 1, 0), entry
            case "up" | "down":
                yield _Event("giá", 1 if (entry.kind == "up") != denied else -1, 2), entry
            case "deed":
                yield _Event(entry.name, _deed(clause, at, denied, asked), 2), entry
            case "effect":
                yield _Event(entry.name, 0, 2), entry
            case "hazard" if _gone(clause, at):
                yield _Event("", 1, 2), Entry("good", "")
            case _:
                pass


def _ended(clause: _Clause, at: int) -> bool:
    """Tell whether it is said before that it is no more: "hết ngập", "không còn thanh niên đua xe"."""
    for before in range(at - 1, max(-1, at - 4), -1):
        if clause.one_of(before, _NO_MORE):
            return before == at - 1 or not clause.one_of(before, _OUT)
        if clause.one_of(before, _ENDS):
            return before == at - 1 or clause.one_of(at - 1, _BETWEEN)
        if any(entry.kind in ("bad", "good", "deed", "up") for entry in clause.found[before].entries):
            return False
    return False


def _gone(clause: _Clause, at: int) -> bool:
    """Tell whether it is said behind that it is over, and of nothing else: "chuột giảm hẳn", "đêm nay không còn"."""
    for after in range(at + 1, min(at + 6, len(clause.found))):
        if clause.one_of(after, _GONE):
            return not any(
                entry.kind not in ("common", "effect", "mood+")
                for one in clause.found[after + 1 : after + 3]
                for entry in one.entries
            )
        if any(entry.kind in ("bad", "good", "deed", "up") for entry in clause.found[after].entries):
            return False
    return False


def _deed(clause: _Clause, at: int, denied: bool, asked: bool) -> int:
    late = clause.any_of(range(at - 3, at), _LATE) or clause.any_of(range(at + 1, at + 3), _LATE)
    if denied or asked or late:
        return -1
    if any(entry.name == "công an" for one in clause.found[max(0, at - 4) : at] for entry in one.entries):
        return 1
    if clause.any_of(range(at - 4, at), _BEFORE) or clause.any_of(range(at + 1, at + 6), _AFTER):
        return 1
    if set(clause.found[at].plain.split()) & (_AFTER[clause.bare] | _HAS[clause.bare]):
        return 1  # "phát xong", "bắt được", "đã trả lại"
    if clause.one_of(0, _OFFICES) and at < _NEAR and not clause.any_of(range(at), _WOULD):
        return 1  # "xã trao tiền cho các hộ"
    return 0


def _a_deed(found: Sequence[Found]) -> bool:
    """Tell whether a word tells of a deed, as one of no list does that is no common word."""
    return any(entry.kind == "deed" for one in found for entry in one.entries) or any(
        not one.entries and not one.common for one in found
    )


def _an_evil(found: Sequence[Found]) -> bool:
    return any(entry.kind in _EVILS and entry.name != "thiếu" for one in found for entry in one.entries)


def _names_thing(found: Sequence[Found]) -> bool:
    return any(entry.kind not in NOT_THINGS for one in found for entry in one.entries)


def _object(found: Sequence[Found], at: int) -> set[str]:
    """The thing that is lacking: the next that is named, else the one before."""
    for one in (*found[at + 1 : at + 5], *reversed(found[max(0, at - 4) : at])):
        things = {entry.name for entry in one.entries if entry.kind not in NOT_THINGS}
        if things and one.sure:
            return things
    return set()
