"""Dates and hours as people write and read them. Instants are aware; the zone is the board's."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta, tzinfo

from texts import lunar
from texts.catalogue import catalogue_for
from texts.fold import fold

_NEAR = {
    "hom nay": 0,
    "nay": 0,
    "hom qua": -1,
    "qua": -1,
    "hom kia": -2,
    "ngay mai": 1,
    "mai": 1,
    "ngay kia": 2,
    "mot": 2,
    "ngay mot": 2,
}
_NEAR |= {"today": 0, "yesterday": -1, "tomorrow": 1}
_WEEKS = {
    "": 0,
    "tuan nay": 0,
    "nay": 0,
    "tuan truoc": -1,
    "truoc": -1,
    "tuan sau": 1,
    "tuan toi": 1,
    "sau": 1,
}
_WEEKDAYS = {
    name: i for i, names in enumerate(("hai 2", "ba 3", "tu 4", "nam 5", "sau 6", "bay 7")) for name in names.split()
}
_COUNTED = {"mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_COUNTED |= {"muoi mot": 11, "muoi hai": 12}
_COUNT = "|".join(sorted(_COUNTED, key=len, reverse=True))
_COUNT_AFTER = re.compile(f"\\b(mung|mong|thang|trong) ({_COUNT})\\b")
_COUNT_FIRST = re.compile(f"^({_COUNT})(?= (?:ngay|hom|tuan)\\b)")
_SIX = re.compile("\\b(m[ùồ]ng|tháng|trong) sáu\\b")
"""Told from "tháng sau", the month after, by its mark alone."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_MONTH = re.compile("(?:thang |t)?([0-9]{1,2}|gieng|chap)(?: ?[/.-] ?| nam | )([0-9]{4})|thang ([0-9]{1,2}|gieng|chap)")
_NEAR_MONTHS = {"thang nay": 0, "thang truoc": -1, "thang qua": -1, "thang sau": 1, "thang toi": 1}
_NEAR_MONTHS |= {"this month": 0, "last month": -1, "next month": 1}
_NEAR_YEARS = {"nam nay": 0, "nam ngoai": -1, "nam truoc": -1, "nam sau": 1, "nam toi": 1}
_NEAR_YEARS |= {"this year": 0, "last year": -1, "next year": 1}

_LEAD = re.compile("^(?:(?:vao|luc|on|the) )*(?:(?:sang|trua|chieu|toi|dem) )?")
_FIGURES = re.compile("(?:ngay |hom )?([0-9]{1,2}) ?[/.-] ?([0-9]{1,2})(?: ?[/.-] ?([0-9]{4}|[0-9]{2}))?")
_ISO = re.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_WORDS = re.compile(
    "(?:ngay )?(?:mung |mong )?([0-9]{1,2}) thang ([0-9]{1,2}|gieng|chap|nay|truoc|sau|toi)"
    "(?:(?: nam|,|/|-)? ?([0-9]{4}))?"
)
_LUNAR = re.compile(
    "(?:ngay )?(?:mung |mong )?(?:([0-9]{1,2})|ram)(?: ?[/.-] ?(?=[0-9]{1,2}\\D)| thang | tet)(gieng|chap|[0-9]{1,2})?(?: ta)?"
    "(?: (am lich|am|al))?(?:(?: nam|,| ?[/.-])? ?([0-9]{4}))?(?: (am lich|am|al))?"
)
_EDGE = re.compile("(dau|cuoi|het) thang(?: (nay|truoc|sau|toi))?")
_AWAY = re.compile("(?:trong |in )?([0-9]{1,2}) (ngay|hom|tuan|days?|weeks?)(?: (nua|toi))?")
_DAY = re.compile("(?:ngay |ngay mung |ngay mong |mung |mong |hom )([0-9]{1,2})")
_BARE = re.compile("[0-9]{1,2}")
_WEEKDAY = re.compile("(?:thu (hai|ba|tu|nam|sau|bay|[2-7])|(chu nhat|cn))(?: (.+))?")
_ENGLISH = re.compile("([0-9]{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]{3,9})\\.?,?(?: ([0-9]{4}))?")
_ENGLISH_MONTH_FIRST = re.compile("([a-z]{3,9})\\.? ([0-9]{1,2})(?:st|nd|rd|th)?(?:,? ([0-9]{4}))?")


def moment(at: datetime, zone: tzinfo, language: str) -> str:
    """ "17:00 ngày 05/11/2026"."""
    local = at.astimezone(zone)
    return catalogue_for(language).text("date-moment", time=clock(at, zone), date=day(local.date(), language))


def clock(at: datetime, zone: tzinfo) -> str:
    """ "17:00"."""
    return f"{at.astimezone(zone):%H:%M}"


def day(on: date, language: str) -> str:
    """ "05/11/2026"."""
    return catalogue_for(language).text("date-day", **_figures(on))


def short_day(on: date, language: str) -> str:
    """ "05/11"."""
    return catalogue_for(language).text("date-short-day", **_figures(on))


def month(on: date, language: str) -> str:
    """ "tháng 11"."""
    return catalogue_for(language).text("date-month", month=on.month)


def month_of_year(on: date, language: str) -> str:
    """ "tháng 11/2026"."""
    return catalogue_for(language).text("date-month-of-year", month=on.month, year=str(on.year))


def relative_day(on: date, today: date, language: str) -> str:
    """ "hôm qua", "hôm nay", "ngày mai", else "ngày 05/11", with the year if it is another one."""
    texts = catalogue_for(language)
    key = {-1: "date-yesterday", 0: "date-today", 1: "date-tomorrow"}.get((on - today).days)
    if key is not None:
        return texts.text(key)
    return texts.text("date-on", date=short_day(on, language) if on.year == today.year else day(on, language))


def read_date(text: str, today: date, *, ahead: bool = False) -> date | None:
    """The date that a person typed, or None where it is not understood or does not exist.

    Understood: hôm nay, hôm qua, mai, 5/11, 05-11-2026, 2026-11-05, mùng 5, ngày 5 tháng 11, thứ hai tuần sau, 5 Nov,
    cuối tháng, 3 ngày nữa. Day before month. Of the lunar calendar: mùng 6 tháng giêng, 20 tháng chạp, rằm tháng 8, mùng 3
    Tết, and what says âm lịch. Without a year: the one that brings the date nearest to `today`; without a month: today's.
    `ahead`: what is asked for is to come, so that without a month or week the first such day from `today` on is meant, and a
    figure alone is a day.
    """
    said = _folded(text)
    bare = _LEAD.sub("", said)
    for words in (said, bare):
        if words in _NEAR:
            return today + timedelta(days=_NEAR[words])
    if ahead and (on := _coming(bare, today)):
        return on
    if matched := _ISO.fullmatch(bare):
        return _exact(int(matched[1]), int(matched[2]), int(matched[3]))
    if matched := _FIGURES.fullmatch(bare):
        return _dated(int(matched[1]), int(matched[2]), matched[3], today)
    if (matched := _LUNAR.fullmatch(bare)) and _is_lunar(matched):
        return _lunar_day(matched, today)
    if matched := _EDGE.fullmatch(bare):
        end = matched[1] != "dau"
        shift = {"truoc": 1, "sau": -1, "toi": -1}.get(matched[2] or "", 0) - end
        return months_before(today, shift, "month") - timedelta(days=end)
    if (matched := _AWAY.fullmatch(bare)) and (matched[3] or bare.startswith(("trong ", "in "))):
        return today + timedelta(days=int(matched[1]) * (7 if matched[2].startswith(("tuan", "week")) else 1))
    if matched := _WORDS.fullmatch(bare):
        return _in_words(int(matched[1]), matched[2], matched[3], today)
    if matched := _DAY.fullmatch(bare):
        return _exact(today.year, today.month, int(matched[1]))
    if matched := _WEEKDAY.fullmatch(bare):
        return _weekday(6 if matched[2] else _WEEKDAYS[matched[1]], matched[3] or "", today)
    return _read_english(bare, today)


def names_lunar_day(text: str) -> bool:
    """Tell whether a text names a day as only the lunar calendar does, whether there is such a day or not."""
    matched = _LUNAR.fullmatch(_LEAD.sub("", _folded(text)))
    return matched is not None and _is_lunar(matched)


def _folded(text: str) -> str:
    """The text without marks, days and months in figures."""
    said = fold(_SIX.sub(r"\1 6", unicodedata.normalize("NFC", text).casefold())).strip(" .,!")
    said = _COUNT_AFTER.sub(lambda found: f"{found[1]} {_COUNTED[found[2]]}", said)
    return _COUNT_FIRST.sub(lambda found: str(_COUNTED[found[1]]), said)


def _coming(bare: str, today: date) -> date | None:
    """The first day from today on that is named by its number or its weekday alone."""
    if (matched := _DAY.fullmatch(bare)) or _BARE.fullmatch(bare):
        number = int(matched[1] if matched else bare)
        months = [months_before(today, -n, "month") for n in range(3)]
        found = [_exact(first.year, first.month, number) for first in months]
    elif (matched := _WEEKDAY.fullmatch(bare)) and matched[3] in (None, "nay"):
        index = 6 if matched[2] else _WEEKDAYS[matched[1]]
        found = [today + timedelta(days=(index - today.weekday()) % 7)]
    else:
        return None
    return next((on for on in found if on and on >= today), None)


def read_month(text: str, today: date) -> date | None:
    """The first day of the month that a person typed.

    Understood: 10/2026, tháng 10 năm 2026, 2026-10, Oct 2026, tháng này, any day of it.
    Without a year: the one that brings the month nearest to `today`.
    """
    said = fold(text).strip(" .,!")
    if matched := _MONTH.fullmatch(said):
        name = matched[1] or matched[3]
        return _dated(1, {"gieng": 1, "chap": 12}.get(name) or int(name), matched[2], today.replace(day=1))
    if matched := re.fullmatch("([0-9]{4}) ?[/.-] ?([0-9]{1,2})", said):
        return _exact(int(matched[1]), int(matched[2]), 1)
    if said in _NEAR_MONTHS:
        return months_before(today, -_NEAR_MONTHS[said], "month")
    on = _read_english(f"1 {said}", today) or read_date(text, today)
    return on.replace(day=1) if on else None


def months_before(on: date, months: int, whole: str) -> date:
    """The first day of the month, or of the year where ``whole`` is "year", so many months before."""
    year_, index = divmod(on.year * 12 + on.month - 1 - months, 12)
    return date(year_, 1 if whole == "year" else index + 1, 1)


def read_year(text: str, today: date) -> date | None:
    """The first day of the year that was typed: 2026, năm 2026, năm nay, năm ngoái, any month or day of it."""
    said = fold(text).strip(" .,!")
    if matched := re.fullmatch("(?:nam |year )?([0-9]{4})", said):
        return _exact(int(matched[1]), 1, 1)
    if said in _NEAR_YEARS:
        return _exact(today.year + _NEAR_YEARS[said], 1, 1)
    on = read_month(text, today)
    return on.replace(month=1) if on else None


def _figures(on: date) -> dict[str, str]:
    return {"day": f"{on.day:02}", "month": f"{on.month:02}", "year": str(on.year)}


def _exact(year: int, month_: int, day_: int) -> date | None:
    if not 1900 <= year <= 2199:
        return None
    try:
        return date(year, month_, day_)
    except ValueError:
        return None


def _dated(day_: int, month_: int, year: str | None, today: date) -> date | None:
    if year:
        return _exact(int(year) + (2000 if len(year) == 2 else 0), month_, day_)
    found = [on for y in (today.year - 1, today.year, today.year + 1) if (on := _exact(y, month_, day_))]
    nearest = min(found, key=lambda on: abs((on - today).days), default=None)
    return nearest if nearest and abs((nearest - today).days) <= 184 else None


def _in_words(day_: int, month_: str, year: str | None, today: date) -> date | None:
    shift = {"nay": 0, "truoc": -1, "sau": 1, "toi": 1}.get(month_)
    if shift is not None:
        year_, index = divmod(today.year * 12 + today.month - 1 + shift, 12)
        return _exact(year_, index + 1, day_) if year is None else None
    named = {"gieng": 1, "chap": 12}.get(month_)
    return _dated(day_, named or int(month_), year, today)


def _is_lunar(matched: re.Match[str]) -> bool:
    """Tell whether a day is named as only the lunar calendar names one: rằm, Tết, tháng giêng, tháng chạp, âm lịch."""
    tet = " tet" in matched[0]
    named = not matched[1] or tet or matched[2] in ("gieng", "chap") or bool(matched[3] or matched[5])
    return named and tet == (matched[2] is None)


def _lunar_day(matched: re.Match[str], today: date) -> date | None:
    """The solar day, the one nearest to `today` where no year is said; the 30th of Tết is the last of the year before."""
    month_ = {"gieng": 1, "chap": 12}.get(matched[2] or "gieng") or int(matched[2])
    day_ = int(matched[1] or 15)
    years = [int(matched[4])] if matched[4] else range(today.year - 1, today.year + 2)
    if matched[2] is None and day_ >= 20:
        found = [lunar.solar(1, 1, year) for year in years]
        return min(
            (
                on - timedelta(days=1)
                for on in found
                if on and day_ == (29 if lunar.solar(30, 12, on.year - 1) is None else 30)
            ),
            key=lambda on: abs((on - today).days),
            default=None,
        )
    days = (lunar.solar(day_, month_, year) for year in years)
    return min((on for on in days if on), key=lambda on: abs((on - today).days), default=None)


def _weekday(index: int, week: str, today: date) -> date | None:
    if week == "toi":
        return today + timedelta(days=(index - today.weekday() - 1) % 7 + 1)
    if week not in _WEEKS:
        return None
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(days=index, weeks=_WEEKS[week])


def _read_english(said: str, today: date) -> date | None:
    if matched := _ENGLISH.fullmatch(said):
        day_, name, year = matched[1], matched[2], matched[3]
    elif matched := _ENGLISH_MONTH_FIRST.fullmatch(said):
        name, day_, year = matched[1], matched[2], matched[3]
    else:
        return None
    if name[:3] not in _MONTHS:
        return None
    return _dated(int(day_), _MONTHS.index(name[:3]) + 1, year, today)
