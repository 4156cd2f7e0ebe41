"""Telephone, identity and account numbers, and vehicle plates, told from money, dates and file numbers.

The shape decides where it is enough (a mobile number, twelve digits from zero); else the words before or after do.
Numbering: mobile 0 and nine digits from 3, 5, 7, 8, 9; fixed 02 and nine more; the eleven-digit mobiles of before 2018;
identity cards of twelve digits, older ones of nine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from texts.personal_reading import Kind, Reading, Span

_RUN = re.compile(r"(?<![0-9])(?:(?<![a-z0-9])o(?=[0-9]))?[0-9]+(?:(?:[ .]|[ .]?[-()][ .]?)[0-9]+)*")
_SHORTEST = 6
_GROUP = re.compile(r"[0-9o]+")
_UNIT = re.compile(
    r" ?(?:(?:d(?:ong)?|vnd|k|nghin|ngan(?! hang)|trieu|tr|ty|ti|m2|m3|m²|ha|kg|tan|ta|km|m|lit|nguoi|ho|khau|luot|usd)\b|%)"
)
_DATE = re.compile(r"[0-3]?[0-9][ .-][01]?[0-9][ .-](?:19|20)[0-9]{2}(?![0-9])")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")

_NOT_A_PHONE = re.compile(
    r"(?:ma so thue|\bmst|bien lai|ma ho so|hoa don|so bao danh|hop dong|\bseri|van don|ma khach hang|ma don|lo hang|ma vach)"
    r"[^0-9\[\]\n]{0,15}$"
)
_HOTLINE = re.compile(r"(?:duong day nong|tong dai|hotline)[^0-9\[\]\n]{0,25}$")
_ACCOUNT = re.compile(r"(?:\bstk|\btk\b|so tai khoan|tai khoan|\bso tk)[^0-9\[\]\n;]{0,25}$")
_TRANSFER = re.compile(r"(?:chuyen khoan|chuyen tien|\bck\b)(?: (?:vao|qua|toi|den|cho))?(?: so)?:? ?$")
_BANK = re.compile(
    r"[ ,(-]{1,3}(?:ngan hang|nh )?\W?"
    r"(?:[a-z]{1,8}bank|vcb|mb\b|acb|bidv|techcom|vietin|vietcom|agri|sacom|tpb|vpb|msb|ocb|shb|scb)"
)
_IDENTITY = re.compile(
    r"(?:cccd|cmnd|cmtnd|\bcmt\b|"
    r"\bcc so|\bcc\b|can cuoc|chung minh|dinh danh|ho chieu|passport|bhxh|bhyt|bao hiem|lai xe|gplx|bang lai)"
    r"[^0-9\[\]\n;]{0,35}$"
)
_AND = re.compile(r"^ ?(?:,|;|/|va|hoac|hay|voi|-) ?$")

_LETTERED = re.compile(r"(?<![a-z0-9])(?:[a-z][0-9]{7,8}|[a-z]{2}[0-9]{13})(?![a-z0-9])")
_PLATE = re.compile(
    r"(?<![a-z0-9./])[1-9][0-9][ -]?(?:[a-z][a-z0-9]?)[ .-]{0,2}(?:[0-9]{3}\.[0-9]{2}|[0-9]{4,5})(?![0-9a-z/])"
)
_PLATE_CUE = re.compile(r"(?:bks|bien so|bien kiem soat|\bbien\b|\bbs\b|\bxe\b)[^0-9\[\]\n]{0,25}$")
_NO_PLATE = re.compile(r"(?:\blo|\bso|thua|can|can ho|phong|toa|khu|nghi dinh|quyet dinh|ma|ma so) ?$")
_DIGIT = "(?:khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|bẩy|tam|chin)"
_SPELLED = re.compile(rf"\bkhong(?:[ ,.-]{{1,2}}{_DIGIT}\b){{8,10}}")


def numbers(reading: Reading) -> list[Span]:
    """Spelled numbers and plates first: what is theirs is no part of another number."""
    text = reading.folded
    found = [(matched.start(), matched.end(), Kind.PHONE) for matched in _SPELLED.finditer(text)]
    found += [span for matched in _PLATE.finditer(text) if (span := _plate(reading, matched))]
    if found:
        text = reading.without(found).folded
    return found + _lettered(text) + _runs(text)


def _lettered(text: str) -> list[Span]:
    return [
        (matched.start(), matched.end(), Kind.IDENTITY)
        for matched in _LETTERED.finditer(text)
        if _before(_IDENTITY, text, matched.start())
    ]


def _runs(text: str) -> list[Span]:
    found: list[Span] = []
    last: Span | None = None
    for run in _RUN.finditer(text):
        if run.end() - run.start() >= _SHORTEST:
            for span in _in_run(text, run, last):
                found.append(span)
                last = span
    return found


def _before(cue: re.Pattern[str], text: str, place: int) -> bool:
    return bool(cue.search(text, max(0, place - 48), place))


def _plate(reading: Reading, matched: re.Match[str]) -> Span | None:
    letters = re.sub(r"[^A-Z]", "", reading.text[matched.start() : matched.end()])
    cued = _before(_PLATE_CUE, reading.folded, matched.start())
    if not cued and (not letters or _before(_NO_PLATE, reading.folded, matched.start())):
        return None
    return matched.start(), matched.end(), Kind.PLATE


def _in_run(text: str, run: re.Match[str], last: Span | None) -> Iterator[Span]:
    """The numbers in a row of groups of digits: "0912 345 678", or two numbers that only a space divides."""
    groups = [(group.start(), group.end()) for group in _GROUP.finditer(text, run.start(), run.end())]
    kind = _cued(text, run, last)
    if kind is not None:
        digits = sum(end - start for start, end in groups)
        least = 6 if _before(_ACCOUNT, text, run.start()) else 8
        if kind is Kind.ACCOUNT and least <= digits <= 19 and not _amount(text, run):
            yield run.start(), run.end(), kind
            return
        if kind is Kind.IDENTITY and 8 <= digits <= 12 and not _amount(text, run):
            yield run.start(), run.end(), kind
            return
    at = 0
    while at < len(groups):
        span = _number(text, groups, at)
        if span is None:
            at += 1
            continue
        yield span
        while at < len(groups) and groups[at][0] < span[1]:
            at += 1


def _cued(text: str, run: re.Match[str], last: Span | None) -> Kind | None:
    start = run.start()
    if _before(_ACCOUNT, text, start) or _before(_TRANSFER, text, start) or _BANK.match(text, run.end()):
        return Kind.ACCOUNT
    if _before(_IDENTITY, text, start):
        return Kind.IDENTITY
    if last and last[2] in (Kind.ACCOUNT, Kind.IDENTITY) and start - last[1] < 8 and _AND.match(text[last[1] : start]):
        return last[2]
    return None


def _amount(text: str, run: re.Match[str]) -> bool:
    return bool(
        _UNIT.match(text, run.end()) or (_THOUSANDS.fullmatch(run[0]) and run[0][0] != "0") or _DATE.match(run[0])
    )


def _number(text: str, groups: list[tuple[int, int]], at: int) -> Span | None:
    """The telephone number or the twelve digits of an identity card that begin with this group."""
    start = groups[at][0]
    if text[start] not in "0o8":
        return None
    if _DATE.match(text, start) or _before(_NOT_A_PHONE, text, start):
        return None
    digits = ""
    for i, (here, end) in enumerate(groups[at : at + 13], at + 1):
        digits += text[here:end].replace("o", "0")
        if len(digits) > 13:
            return None
        if len(digits) < 10:
            continue
        whole = i == len(groups) or groups[i][0] - end > 1 or text[end] == " "
        if whole and not _UNIT.match(text, end) and (kind := _shape(digits)):
            if kind is Kind.PHONE and digits.startswith("02") and _before(_HOTLINE, text, start):
                return None
            return _with_plus(text, start), end, kind
    return None


def _shape(digits: str) -> Kind | None:
    if re.fullmatch(r"0[35789][0-9]{8}|02[0-9]{9}|01[2689][0-9]{8}|(?:00)?84[2-9][0-9]{8,9}", digits):
        return Kind.PHONE
    return Kind.IDENTITY if re.fullmatch(r"0[0-9]{11}", digits) else None


def _with_plus(text: str, start: int) -> int:
    for lead in ("(+", "+", "("):
        if text.startswith(lead, start - len(lead)) and start >= len(lead):
            return start - len(lead)
    return start
