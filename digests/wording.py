"""The small phrases that text, chart and document share: periods, labels of choices, shares in words."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from storage.statistics.figures import Cell, Figures, Matter, Place, Share
from texts.catalogue import MissingText, catalogue_for
from texts.dates import day, month_of_year, short_day
from texts.rich import RichText


@cache
def _words() -> tuple[tuple[int, str], ...]:
    table = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return tuple((least, word) for least, word in table["words"])


def label(field: str, choice: str, language: str) -> str:
    """What a choice is called; one that a board added itself is called by its name."""
    try:
        return catalogue_for(language).text(f"choice-{field}-{choice}")
    except MissingText:
        return choice.replace("_", " ")


def inside(text: str) -> str:
    """A label in the middle of a sentence."""
    return text[:1].lower() + text[1:]


def period(figures: Figures, language: str) -> str:
    """ "ngày 03/11/2026", "tháng 11/2026", "từ ngày 01/11 đến ngày 03/11/2026"."""
    text = catalogue_for(language).text
    first, last = figures.first_day, figures.last_day
    if first == last:
        return text("digest-period-day", date=day(first, language))
    same_month = (first.year, first.month) == (last.year, last.month)
    if first.day == 1 and same_month and last.day == monthrange(last.year, last.month)[1]:
        return text("digest-period-month", month=month_of_year(first, language))
    begins = short_day(first, language) if first.year == last.year else day(first, language)
    return text("digest-period-days", first=begins, last=day(last, language))


def word(percent: int, language: str) -> str:
    """An estimated share in words: hầu hết, đa số, khoảng một nửa, một bộ phận, cá biệt."""
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


def cells(field: str, found: Iterable[Cell], language: str) -> str:
    """ "chưa thay đổi (12), lắng xuống (5)" of the cells that may be shown; "" where there is none."""
    text = catalogue_for(language).text
    shown = [cell for cell in found if cell.reports is not None]
    names = {cell.name: inside(label(field, cell.name, language)) for cell in shown}
    return joined([text("digest-cell", name=names[cell.name], reports=cell.reports or 0) for cell in shown], language)


def few(names: Iterable[str], language: str) -> RichText | None:
    """The line that names what has too few sources for a number."""
    said = "; ".join(names)
    return catalogue_for(language)("digest-few-names", names=said) if said else None


def place(found: Place, language: str) -> str:
    """A unit's name; for one with units below it, that it stands for the rest of them."""
    return catalogue_for(language).text("digest-place-rest", name=found.name) if found.rest else found.name


def shown(matters: Iterable[Matter]) -> list[Matter]:
    return [matter for matter in matters if matter.reports is not None]
