"""The small phrases that text, chart and document share: periods, labels of choices, shares in words."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path
from types import MappingProxyType

from storage.statistics.shown_figures import Cell, Figures, IssueShares, Matter, Place, Progress, Share
from texts.catalogue import LANGUAGES, MissingText, catalogue_for
from texts.dates import clock, day, month_of_year, months_before, short_day
from texts.rich import RichText

PERCENTS_FROM = 10
"""Reports: an estimate of fewer people is told in words alone."""


_OUTAGES = {
    (False, False): "digest-outage",
    (False, True): "digest-outage-some",
    (True, False): "digest-outage-lasts",
    (True, True): "digest-outage-lasts-some",
}
"""A sentence of an outage by whether it lasts, and whether it is of some of our networks alone."""


@cache
def _words() -> tuple[tuple[int, str], ...]:
    table = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return tuple((least, word) for least, word in table["words"])


def label(field: str, choice: str, language: str, own: Mapping[str, str] = MappingProxyType({})) -> str:
    """The label of a choice. `own`: the labels of what the board added itself (`Figures.labels`)."""
    try:
        return catalogue_for(language).text(f"choice-{field}-{choice}")
    except MissingText:
        return own.get(f"{field}-{choice}") or choice.replace("_", " ")


def is_known(field: str, choice: str) -> bool:
    """True if a choice has a label of ours."""
    return f"choice-{field}-{choice}" in catalogue_for(LANGUAGES[0]).keys


def inside(text: str) -> str:
    """A label in the middle of a sentence."""
    return text[:1].lower() + text[1:]


def period(figures: Figures, language: str, zone: tzinfo) -> str:
    """ "từ 17:00 ngày 02/11 đến 17:00 ngày 03/11/2026", or for whole days "tháng 11/2026", "ngày 03/11/2026"."""
    text = catalogue_for(language).text
    first, last = figures.first_day, figures.last_day
    if figures.begins is not None:
        since, until = figures.begins.astimezone(zone), figures.until.astimezone(zone)
        same_year = since.year == until.year
        return text(
            "digest-period-instants",
            since=clock(since, zone),
            first=short_day(since.date(), language) if same_year else day(since.date(), language),
            until=clock(until, zone),
            last=day(until.date(), language),
        )
    if first == last:
        return text("digest-period-day", date=day(first, language))
    same_month = (first.year, first.month) == (last.year, last.month)
    if first.day == 1 and same_month and last.day == monthrange(last.year, last.month)[1]:
        return text("digest-period-month", month=month_of_year(first, language))
    begins = short_day(first, language) if first.year == last.year else day(first, language)
    return text("digest-period-days", first=begins, last=day(last, language))


def month_names(figures: Figures) -> list[str]:
    """ "12/2025" and so on, of each month of the line."""
    ends = figures.months_end
    if ends is None:
        return []
    return [f"{months_before(ends, back, 'month'):%m/%Y}" for back in reversed(range(len(figures.months)))]


def word(percent: int, language: str) -> str:
    """An estimated share in words: hầu hết, đa số, gần, khoảng hay hơn một nửa, một bộ phận, cá biệt."""
    name = next(name for least, name in _words() if percent >= least)
    return catalogue_for(language).text(f"digest-word-{name}")


def streams(shares: Iterable[Share], language: str, *, percents: bool = False, most: int = 4) -> str:
    """ "đa số không đồng tình, một bộ phận băn khoăn", the largest first; "" where no stream may be shown."""
    text = catalogue_for(language).text
    shown = sorted((s for s in shares if s.percent is not None), key=lambda share: -(share.percent or 0))
    key = "digest-stream-percent" if percents else "digest-stream"
    parts = []
    for share in shown[:most]:
        args: dict[str, str | int] = {"percent": share.percent or 0} if percents else {}
        name = inside(label("stance", share.stance, language))
        parts.append(text(key, word=word(share.percent or 0, language), stance=name, **args))
    return joined(parts, language)


def joined(parts: Iterable[str], language: str) -> str:
    return catalogue_for(language).text("digest-list-separator").join(parts)


def cells(field: str, found: Iterable[Cell], language: str, own: Mapping[str, str] = MappingProxyType({})) -> str:
    """ "như hiện nay (12); lắng xuống (5)" of the cells that may be shown (labels have commas); "" where there is none."""
    text = catalogue_for(language).text
    shown = [cell for cell in found if cell.reports is not None]
    names = {cell.name: inside(label(field, cell.name, language, own)) for cell in shown}
    return "; ".join(text("digest-cell", name=names[cell.name], reports=cell.reports or 0) for cell in shown)


def issues(found: IssueShares, language: str) -> str:
    """How many issues of a month there were, and the shares that were acted on and told; what may not be said is left out."""
    text = catalogue_for(language).text
    said = [text("digest-issues-heard", count=found.heard)]
    for part, count, days in (("acted", found.acted, found.acted_days), ("told", found.told, found.told_days)):
        if count is not None and found.heard >= PERCENTS_FROM:
            percent = (100 * count + found.heard // 2) // found.heard
            said.append(text(f"digest-issues-{part}-percent", count=count, percent=percent))
        elif count is not None:
            said.append(text(f"digest-issues-{part}", count=count))
        if count is not None and days is not None:
            said[-1] = text("digest-issues-days", said=said[-1], days=days)
    return joined(said, language)


def few(names: Iterable[str], language: str) -> RichText | None:
    """The line that names what has too few sources for a number."""
    said = "; ".join(names)
    return catalogue_for(language)("digest-few-names", names=said) if said else None


def place(found: Place, language: str) -> str:
    """A unit's name; for one with units below it, that it stands for the rest of them."""
    text = catalogue_for(language).text
    if not found.name:
        return text("digest-place-elsewhere")
    return text("digest-place-rest", name=found.name) if found.rest else found.name


def outages(figures: Figures, language: str, zone: tzinfo, most: int = 3) -> list[str]:
    """A sentence for each of the longest times in which we could not hear, in the order of time."""
    text = catalogue_for(language).text
    ends = figures.until
    found = sorted(figures.outages, key=lambda span: span.since - (span.until or ends))[:most]
    said = []
    for span in sorted(found, key=lambda span: span.since):
        args = {"since": _instant(span.since, zone, language)}
        if span.until is not None:
            args["until"] = _instant(span.until, zone, language)
        if span.networks:
            args["names"] = joined((text(f"network-{name.replace('_', '-')}") for name in span.networks), language)
        key = "digest-outage-restored" if span.restored else _OUTAGES[span.until is None, bool(span.networks)]
        sentence = text(key, **args)
        if span.lost_before is not None and not span.restored:
            sentence += " " + text("digest-outage-lost", before=_instant(span.lost_before, zone, language))
        said.append(sentence)
    if len(figures.outages) > most:
        said.append(text("digest-outage-more", n=len(figures.outages) - most))
    if figures.uncovered:
        said.append(_uncovered(figures, language))
    return said


def _uncovered(figures: Figures, language: str, most: int = 6) -> str:
    """The days that no digest counted, those that follow each other together."""
    text = catalogue_for(language).text
    runs: list[list[date]] = []
    for missed in figures.uncovered:
        if runs and missed - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(missed)
        else:
            runs.append([missed])
    named = short_day if figures.first_day.year == figures.last_day.year else day
    said = [
        named(run[0], language)
        if len(run) == 1
        else text("digest-uncovered-run", first=named(run[0], language), last=named(run[-1], language))
        for run in runs[:most]
    ]
    if len(runs) > most:
        said.append(text("digest-uncovered-more", n=sum(len(run) for run in runs[most:])))
    return text("digest-uncovered", days=joined(said, language))


def _instant(at: datetime, zone: tzinfo, language: str) -> str:
    day_ = short_day(at.astimezone(zone).date(), language)
    return catalogue_for(language).text("digest-outage-moment", time=clock(at, zone), day=day_)


def shown(matters: Iterable[Matter]) -> list[Matter]:
    return [matter for matter in matters if matter.reports is not None]


def cell_tables(figures: Figures) -> dict[str, Sequence[Cell]]:
    """The tables of which a cell is a choice and its reports alone, by field, in the order in which files have them."""
    return {
        "cause": figures.causes,
        "spread": figures.spreads,
        "forecast": figures.forecasts,
        "source": figures.sources,
        "urgency": figures.urgencies,
        "kind": figures.kinds,
    }


def targets(figures: Figures, language: str) -> list[tuple[str, int | None, int]]:
    """The groups of people of which so many reports were wanted: name, reports (None: too few sources), wanted."""
    there = {matter.name: matter.reports for matter in figures.strata}
    none = 0 if figures.reports is not None else None  # of so few people nothing is known of any group
    return [
        (label("strata", name, language, figures.labels), there.get(name, none), wanted)
        for name, wanted in figures.targets.items()
    ]


def answered(progress: Progress) -> dict[str, int]:
    """The arguments of "digest-answered"."""
    return {
        "answered": progress.submitted + progress.nothing,
        "assigned": progress.assigned,
        "submitted": progress.submitted,
        "nothing": progress.nothing,
    }
