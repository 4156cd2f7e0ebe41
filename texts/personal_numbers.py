"""Telephone, identity and account numbers, and vehicle plates, told from money, dates and file numbers.

The shape decides where it is enough (a mobile number, twelve digits from zero); else the words before or after do.
Groups may be divided by blanks, dots, commas, underscores, strokes; an O in a row of figures is a nought.
Numbering: mobile 0 and nine digits from 3, 5, 7, 8, 9; fixed 02 and nine more; the eleven-digit mobiles of before 2018;
identity cards of twelve digits, older ones of nine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from texts.personal_reading import Kind, Reading, Span

# Commas and strokes divide a number only between short groups: "0951,233,410", but "0951233410, 500".
_DIVIDER = (
    r"(?:[ .]|[ .]?[-()_][ .]?| \. "
    r"|(?<![0-9]{5}),(?=[0-9]{1,4}(?![0-9]))"
    r"|(?<![0-9]{5})(?<=[0-9]{3})(?:/|, )(?=[0-9]{3,4}(?![0-9]))|(?<![0-9]{2}), (?=[0-9](?![0-9])))"
)
_RUN = re.compile(rf"(?<![0-9])[0-9]+(?:{_DIVIDER}[0-9]+)*")
_NOUGHT = re.compile(
    r"(?<![a-z0-9])(?=(?:[oli .-]{0,3}[0-9]){7})[0o][0-9oli]{2,3}(?:[ .-][0-9oli]{2,4}){2,3}(?![a-z0-9])"
    r"|(?<![a-z0-9])(?=o{0,3}[0-9])[0-9o]*o[0-9o]*(?![a-z0-9])|(?<=[0-9] )o{1,3}(?= [0-9])"
    r"|(?<![a-z0-9])o(?=(?:[ .,-][0-9]){9}(?![0-9]))|(?<![a-z0-9])(?=[oli]*[0-9][0-9oli]*[0-9])[0-9oli]{9,12}(?![a-z0-9])"
)
_AS_FIGURES = str.maketrans("oli", "011")
_FIGURE = re.compile("[0-9]")
_SHORTEST = 6
_GROUP = re.compile(r"[0-9]+")
_UNIT = re.compile(
    # Not the "k" of "k đổi được", which is "không".
    r" ?(?:(?:d(?:ong)?|vnd|k(?! (?:doi|duoc|dc|co|lam|nghe|ai|phai|biet|tra|chiu|goi|hop)\b)"
    r"|nghin|ngan(?! hang)|trieu|tr|ty|ti|m2|m3|m²|ha|kg|tan|ta|km|m|lit|nguoi|ho|khau|luot|usd)\b|%)"
)
_DATE = re.compile(r"[0-3]?[0-9][ ./-][01]?[0-9][ ./-](?:19|20)[0-9]{2}(?![0-9])")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")
# More figures than a sum of money that people speak of.
_LONGEST_SUM = 10

_NOT_A_PHONE = re.compile(
    r"(?:ma so thue(?! ca nhan)|\bmst(?! (?:ca nhan|tncn))"
    r"|bien lai|ma ho so|hoa don|so bao danh|hop dong|\bseri|van don|ma khach hang|ma don|lo hang|ma vach)"
    r"[^0-9\[\]\n]{0,15}$"
)
_HOTLINE = re.compile(r"(?:duong day nong|tong dai|hotline)[^0-9\[\]\n]{0,25}$")
_ACCOUNT = re.compile(r"(?:\bstk|\btk\b|so tai khoan|tai khoan|\bso tk)[^0-9\[\]\n;]{0,25}$")
_TRANSFER = re.compile(r"(?:chuyen khoan|chuyen tien|\bck\b)(?: (?:vao|vo|qua|toi|den|cho))?(?: so)?:? ?$")
_BANKS = (
    r"(?:[a-z]{1,8}bank|vcb|mbb?|acb|bidv|tcb|techcom|ctg|vietin|vietcom|agri|sacom|stb|tpb|vpb|vib|msb|ocb|shb|scb"
    r"|hdb|lpb|exim|seab|abb"
    r"|(?:ngan hang|\bnh\b) (?:nong nghiep|cong thuong|dau tu|ngoai thuong|quan doi|chinh sach|a chau|ky thuong))"
)
_BANK = re.compile(
    rf"[ ,(-]{{1,3}}(?:ngan hang|nh )?[^\w\[\]]?{_BANKS}\b|(?: la)? (?:stk|so tk|so tai khoan)\b(?! ?[:0-9])"
)
_BANKED = re.compile(rf"(?<!\w){_BANKS}(?: bank)?[ :.,(-]{{1,3}}(?:(?:la|so|stk|tk|so tk|so tai khoan)[ :.]{{1,2}})?$")
_CALL = re.compile(
    r"(?:\bsdt|so dien thoai|dien thoai|\bdt|\bso may|\balo|\blh|lien he|\bgoi|\bzalo|\bmomo|\bcall|\bphone)[^0-9a-z\[\]\n]{0,3}"
    r"(?:(?:vao|so|cho|qua|e|em|a|c|la|may|tu|den|toi)[ :]{1,2}){0,3}$"
)
_SO = re.compile(r"(?:\bso|\bnhan|\bvao|\bcho|\bqua|\btu)[ :]{1,2}$")
_IDENTITY = re.compile(
    r"(?:cccd|cmnd|cmtnd|\bcmt\b|"
    r"\bcc so|\bcc\b|can cuoc|chung minh|dinh danh|ho chieu|passport|bhxh|bhyt|bao hiem|lai xe|gplx|bang lai"
    r"|(?:ma so thue|\bmst) (?:ca nhan|tncn))"
    r"[^0-9\[\]\n;]{0,35}$"
)
_IS_IDENTITY = re.compile(r" (?:la|dung la) (?:so )?(?:cccd|cmnd|cmt|cc\b|can cuoc|chung minh|dinh danh|ho chieu)")
_AND = re.compile(r"^ ?(?:,|;|/|va|hoac|hay|voi|-) ?$")

_LETTERED = re.compile(r"(?<![a-z0-9])(?:[a-z][0-9]{7,8}|[a-z]{2}[0-9]{13})(?![a-z0-9])")
_PLATE = re.compile(
    r"(?<![a-z0-9./])[1-9][0-9][ .-]?(?:[a-z][a-z0-9]?)[ .-]{0,3}(?:[0-9]{3}([. ])[0-9]{2}|[0-9]{4,5})(?![0-9a-z/])"
)
_PLATE_CUE = re.compile(
    r"(?:bks|bien so|bien kiem soat|\bbien\b|\bbs\b|\bxe\b|\bo ?to\b|\bmo ?to\b|\bcontainer)[^0-9\[\]\n]{0,25}$"
)
_NO_PLATE = re.compile(r"(?:\blo|\bso|thua|can|can ho|phong|toa|khu|nghi dinh|quyet dinh|ma|ma so) ?$")
_DIGIT = "(?:khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|bẩy|tam|chin)"
_SPELLED = re.compile(rf"\bkhong(?:[ ,.-]{{1,3}}{_DIGIT}\b){{8,11}}")


def numbers(reading: Reading) -> list[Span]:
    """Spelled numbers and plates first: what is theirs is no part of another number."""
    text = reading.folded
    found = [(matched.start(), matched.end(), _spelled(matched[0])) for matched in _SPELLED.finditer(text)]
    found += [span for matched in _PLATE.finditer(text) if (span := _plate(reading, matched))]
    if found:
        text = reading.without(found).folded
    if not _FIGURE.search(text):
        return found
    text = _NOUGHT.sub(lambda matched: matched[0].translate(_AS_FIGURES), text)
    return found + _lettered(text) + _runs(text)


def _spelled(words: str) -> Kind:
    return Kind.IDENTITY if len(re.findall("[a-z]+", words)) == 12 else Kind.PHONE


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
    if not _before(_PLATE_CUE, reading.folded, matched.start()):
        shaped = letters and matched[1] != " " and " " not in matched[0][-5:]
        if not (shaped or matched[1] == ".") or _before(_NO_PLATE, reading.folded, matched.start()):
            return None
    return matched.start(), matched.end(), Kind.PLATE


def _in_run(text: str, run: re.Match[str], last: Span | None) -> Iterator[Span]:
    """The numbers in a row of groups of digits: "0912 345 678", or two numbers that only a space divides."""
    groups = [(group.start(), group.end()) for group in _GROUP.finditer(text, run.start(), run.end())]
    digits = sum(end - start for start, end in groups)
    kind = _cued(text, run, last, digits)
    if kind is not None:
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


def _cued(text: str, run: re.Match[str], last: Span | None, digits: int) -> Kind | None:
    """The kind that words beside a whole row of groups give it."""
    start = run.start()
    if digits > 19 or (digits in (10, 11) and run[0][0] == "0" and _before(_CALL, text, start)):
        return None
    named = _before(_ACCOUNT, text, start)
    if named and digits >= 6 and not _amount(text, run, digits):
        return Kind.ACCOUNT
    if digits < 8:
        return None
    if not named and (_before(_TRANSFER, text, start) or _before(_BANKED, text, start) or _BANK.match(text, run.end())):
        return None if _amount(text, run, digits) or _round(run) else Kind.ACCOUNT
    if digits <= 12 and (_before(_IDENTITY, text, start) or _IS_IDENTITY.match(text, run.end())):
        return None if _amount(text, run, digits) else Kind.IDENTITY
    beside = last and start - last[1] < 8 and _AND.match(text[last[1] : start])
    if last and beside and last[2] in (Kind.ACCOUNT, Kind.IDENTITY) and not _amount(text, run, digits):
        return last[2] if last[2] is Kind.ACCOUNT or digits <= 12 else None
    return None


def _amount(text: str, run: re.Match[str], digits: int) -> bool:
    """Money or a measure, or a date. Nobody writes a sum with a nought before it."""
    if _DATE.match(run[0]):
        return True
    if run[0][0] == "0":
        return False
    grouped = bool(_THOUSANDS.fullmatch(run[0]))
    if _UNIT.match(text, run.end()):
        return grouped or digits <= _LONGEST_SUM
    return grouped and digits < 9


def _round(run: re.Match[str]) -> bool:
    return run[0][0] != "0" and run[0].endswith("00000")


def _number(text: str, groups: list[tuple[int, int]], at: int) -> Span | None:
    """The telephone number or the twelve digits of an identity card that begin with this group."""
    start = groups[at][0]
    if text[start] not in "08":
        return _without_nought(text, groups, at)
    if at and text[groups[at - 1][1] : start] in (".", ",", "_"):
        return None
    if _DATE.match(text, start) or _before(_NOT_A_PHONE, text, start):
        return None
    digits = ""
    for i, (here, end) in enumerate(groups[at : at + 13], at + 1):
        digits += text[here:end]
        if len(digits) > 13:
            return None
        if len(digits) < 10:
            continue
        whole = i == len(groups) or groups[i][0] - end > 1 or text[end] in " ,/"
        if whole and (kind := _shape(digits)):
            if (
                digits[0] != "0"
                and _UNIT.match(text, end)
                and not (_before(_CALL, text, start) or _before(_SO, text, start))
            ):
                return None
            if kind is Kind.PHONE and digits.startswith("02") and _before(_HOTLINE, text, start):
                return None
            return _with_plus(text, start), end, kind
    return None


def _without_nought(text: str, groups: list[tuple[int, int]], at: int) -> Span | None:
    """ "sdt 950 123 456": a mobile number that lost its first figure, straight behind a word for calling."""
    start, end = groups[at][0], groups[-1][1]
    if at or end - start > 20 or not _before(_CALL, text, start) or _UNIT.match(text, end):
        return None
    if not re.fullmatch("[35789][0-9]{8}", re.sub("[^0-9]", "", text[start:end])):
        return None
    return start, end, Kind.PHONE


def _shape(digits: str) -> Kind | None:
    if re.fullmatch(r"0[35789][0-9]{8}|02[0-9]{9}|01[2689][0-9]{8}|(?:00)?84[2-9][0-9]{8,9}", digits):
        return Kind.PHONE
    return Kind.IDENTITY if re.fullmatch(r"0[0-9]{11}", digits) else None


def _with_plus(text: str, start: int) -> int:
    for lead in ("(+", "+", "("):
        if text.startswith(lead, start - len(lead)) and start >= len(lead):
            return start - len(lead)
    return start
