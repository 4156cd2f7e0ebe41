"""Hours of the day and moments, as people type them and read them: in the wall time of wherever they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from texts.catalogue import catalogue_for
from texts.dates import day, read_date
from texts.fold import fold

_LONGEST = 100
_SEVEN = re.compile("ba\u0309y", re.IGNORECASE)  # without its mark, "bảy giờ" looks like "bây giờ"
_DAY = 24 * 60  # minutes; what ends a day is one more than its last minute
_NOW = {"bay gio", "ngay bay gio", "hien tai", "hien gio", "hien nay", "luc nay", "ngay luc nay", "vua xong"}
_NOW |= {"now", "right now", "just now"}
_NAMED = {"nua dem": _DAY, "midnight": _DAY} | dict.fromkeys(("giua trua", "chinh ngo", "noon", "midday"), _DAY // 2)

# What a part of the day makes of an hour; an hour that it cannot be is left out. 24: that day's last midnight.
_MORNING = {12: 0} | {hour: hour for hour in range(12)}
_AFTERNOON = {hour: hour + 12 for hour in range(1, 8)} | {hour: hour for hour in range(12, 20)}
_EVENING = {hour: hour + 12 for hour in range(5, 13)} | {hour: hour for hour in range(17, 25)}
_PARTS = {
    "sang": _MORNING,
    "trua": {1: 13, 2: 14, 3: 15} | {hour: hour for hour in range(10, 16)},
    "chieu": _AFTERNOON,
    "toi": _EVENING,
    "dem": {hour: hour for hour in range(5)}
    | {hour: hour + 12 for hour in range(7, 13)}
    | {hour: hour for hour in range(18, 25)},
    "am": _MORNING,
    "pm": {12: 12} | {hour: hour + 12 for hour in range(1, 12)} | {hour: hour for hour in range(13, 24)},
}
_SAME = {
    "buoi ": "",
    "rang sang": "sang",
    "khuya": "dem",
    "a.m.": "am",
    "a.m": "am",
    "p.m.": "pm",
    "p.m": "pm",
    "o'clock": "gio",
}
_SAME |= {"in the morning": "sang", "in the afternoon": "chieu", "in the evening": "toi", "at night": "dem"}
_HOURS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_HOURS |= {"muoi mot": 11, "muoi hai": 12}

_PART = "(?: ?(?P<part>sang|trua|chieu|toi|dem|am|pm))?"
_CLOCKS = (
    re.compile(f"(?P<hour>[0-9]{{1,2}})[:.](?P<minute>[0-9]{{2}})(?::[0-9]{{2}}(?:[.][0-9]{{1,6}})?)? ?h?{_PART}"),
    re.compile(f"(?P<hour>[0-9]{{1,2}}) ?(?:h|g|gio)(?: ?(?P<minute>[0-9]{{1,2}}) ?(?:phut|ph|p|')?)?{_PART}"),
    re.compile(f"(?P<hour>[0-9]{{1,2}}) ?(?:h|g|gio)? ?(?P<half>ruoi){_PART}"),
    re.compile(f"(?P<hour>[0-9]{{1,2}}) ?(?:h|g|gio)? kem (?P<before>[0-9]{{1,2}})(?: ?phut)?{_PART}"),
    re.compile(f"(?P<half>half) past (?P<hour>[0-9]{{1,2}}){_PART}"),
    re.compile(f"(?P<minute>[0-9]{{1,2}}|quarter) past (?P<hour>[0-9]{{1,2}}){_PART}"),
    re.compile(f"(?P<before>[0-9]{{1,2}}|quarter) to (?P<hour>[0-9]{{1,2}}){_PART}"),
    re.compile("(?P<hour>[0-9]{1,2}) ?(?P<part>sang|trua|chieu|toi|dem|am|pm)"),
)
_IN_WORDS = re.compile(rf"({'|'.join(sorted(_HOURS, key=len, reverse=True))}) (?=gio\b)")
_LEAD = re.compile("(?:(?:vao|luc|hoi|khoang|dung|at|around|about|tam(?= [0-9])|gan(?= [0-9])) )*")
_BETWEEN = re.compile("[ ,;-]*(?: (?:vao|luc|hoi|khoang|tam|at|around|about|on|and)\\b[ ,]*)*[ ,;-]*$")
_AGO = re.compile(
    "(?:cach day )?(?:khoang |about )?([0-9]{1,3}|nua|half an|an|a|mot) (phut|tieng|gio|minutes?|hours?)"
    "(?: dong ho)?( ruoi)?(?: truoc| ago)?"
)


def time_of_day(at: time) -> str:
    """ "08:30", in both languages."""
    return f"{at:%H:%M}"


def local_moment(at: datetime, language: str) -> str:
    """ "08:30 ngày 05/11/2026", of a moment in wall time."""
    return catalogue_for(language).text("date-moment", time=time_of_day(at.time()), date=day(at.date(), language))


def time_at(minute: int) -> time:
    """The hour of a minute of the day."""
    return time(minute // 60, minute % 60)


def minute_of(hour: time) -> int:
    """The minute of the day of an hour, the other way round."""
    return hour.hour * 60 + hour.minute


def read_time(text: str, now: datetime | None = None) -> time | None:
    """The hour of the day that a person typed, or None where it is not understood or does not exist.

    Understood: 8h, 8h30, 8 giờ 30, 8:30, 20.30, 8 giờ tối, 12h trưa, 9 giờ kém 15, tám giờ rưỡi, nửa đêm, 8 pm, half past 8;
    bây giờ where `now` (in the person's zone) is given. A figure alone is none.
    """
    said = _folded(text)
    if _means_now(said, text):
        return now.time().replace(second=0, microsecond=0) if now else None
    for today in (" hom nay", " nay", " today"):
        said = said.removesuffix(today)
    minutes = _minutes(said)
    return None if minutes is None else time(minutes // 60 % 24, minutes % 60)


def read_moment(text: str, now: datetime, *, ahead: bool = False) -> datetime | None:
    """The day and hour that a person typed, naive, in the wall time of `now`'s zone; None where either is not understood.

    `now` is aware and in the person's zone. Understood: a date of `read_date` and an hour of `read_time` in either order
    ("hôm qua 8h30", "15/3/2026 lúc 14h", "3 giờ chiều thứ hai"), an hour alone (today), bây giờ, 30 phút trước, ISO 8601.
    Midnight after a day's name, and 12 at night, end that day. `ahead`: as in `read_date`.
    """
    said, here = _folded(text), now.replace(tzinfo=None, second=0, microsecond=0)
    if _means_now(said, text):
        return here
    found = _iso(text, now) or _ago(said, here)
    if found is not None:
        return found
    alone = _minutes(said)
    if alone is not None:
        return (
            min((_at(here.date(), alone - shift) for shift in (0, _DAY)), key=lambda at: abs(at - here))
            if (alone == _DAY)
            else _at(here.date(), alone)
        )
    read = set(_both(said, here.date(), ahead))
    return read.pop() if len(read) == 1 else None


def _folded(text: str) -> str:
    if len(text) > _LONGEST:
        return ""
    said = fold(text).strip(" .,!").replace("’", "'")
    for word, same in _SAME.items():
        said = said.replace(word, same)
    return said


def _means_now(said: str, text: str) -> bool:
    return said in _NOW and not _SEVEN.search(unicodedata.normalize("NFD", text))


def _minutes(said: str) -> int | None:
    """An hour of the day in minutes since its beginning; 1,440 for the midnight that ends it."""
    bare = _LEAD.sub("", said, count=1).removesuffix(" dung")
    if bare in _NAMED:
        return _NAMED[bare]
    bare = _IN_WORDS.sub(lambda word: f"{_HOURS[word[1]]} ", bare, count=1)
    for clock in _CLOCKS:
        if matched := clock.fullmatch(bare):
            return _counted(matched.groupdict())
    return None


def _counted(read: dict[str, str | None]) -> int | None:
    hour: int | None = int(read["hour"] or 0)
    if part := read.get("part"):
        hour = _PARTS[part].get(int(read["hour"] or 0))
    past, before = _figure(read.get("minute")), _figure(read.get("before"))
    if hour is None or hour > 24 or past > 59 or before > 59:
        return None
    minutes = hour * 60 + (30 if read.get("half") else past) - before
    return minutes if 0 <= minutes <= _DAY else None


def _figure(written: str | None) -> int:
    return 15 if written == "quarter" else int(written or 0)


def _at(on: date, minutes: int) -> datetime:
    return datetime.combine(on, time()) + timedelta(minutes=minutes)


def _iso(text: str, now: datetime) -> datetime | None:
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if not 1900 <= read.year <= 2199 or not re.search("[T ][0-9]", text.strip()):
        return None
    return (read.astimezone(now.tzinfo) if read.tzinfo else read).replace(tzinfo=None, second=0, microsecond=0)


def _ago(said: str, here: datetime) -> datetime | None:
    matched = _AGO.fullmatch(said)
    if matched is None or not (said.endswith((" truoc", " ago")) or said.startswith("cach day")):
        return None
    unit = 1 if matched[2].startswith(("phut", "minute")) else 60
    count = {"nua": 0.5, "half an": 0.5, "an": 1, "a": 1, "mot": 1}.get(matched[1])
    minutes = unit * (float(matched[1]) if count is None else count) + (unit / 2 if matched[3] else 0)
    return here - timedelta(minutes=round(minutes))


def _both(said: str, today: date, ahead: bool) -> Iterator[datetime]:
    """Meanings of the words as a day and an hour, in either order."""
    words = said.split()
    for cut in range(1, len(words)):
        first, second = _BETWEEN.sub("", " ".join(words[:cut])), " ".join(words[cut:])
        for day_, hour in ((first, second), (second, first)):
            on = read_date(day_, today, ahead=ahead)
            minutes = _minutes_of(hour, day_) if on else None
            if on and minutes is not None:
                yield _at(on, minutes)


def _minutes_of(hour: str, day_: str) -> int | None:
    """The hour, in the part of the day that stands before the day's name ("tối qua 8h")."""
    bare = _BETWEEN.sub("", hour).lstrip(" ,-")
    part = day_.split(" ", 1)[0]
    if part in _PARTS:
        minutes = _minutes(f"{bare} {part}")
        return minutes + _DAY if minutes is not None and part == "dem" and minutes < 5 * 60 else minutes
    minutes = _minutes(bare)
    last_night = day_ in ("qua", "hom qua") and bare.endswith("dem")
    return minutes + _DAY if minutes is not None and last_night and minutes < 5 * 60 else minutes
