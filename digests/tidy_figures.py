"""The figures of a digest as a tidy table: one row for each number, and a codebook of its columns and codes.

Everything comes from `Figures`, which holds no number that may not be shown (privacy 4 and 12). A number that is kept back has
its row, with no value and a mark; of what was never told there is no row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from digests import wording
from digests.survey_report import harmless
from storage.statistics.shown_figures import Figures, Matter
from texts.catalogue import catalogue_for
from texts.dates import months_before

COLUMNS = ("first_day", "last_day", "table", "code", "label", "measure", "stance", "month", "value", "kept_back")
_HEADS = ("column", "type", "label", "code", "code_label")
_KINDS = {"first_day": "date", "last_day": "date", "value": "number", "kept_back": "yes_no"}
_TABLES = ("all", "topic", "strata", "place", "cause", "spread", "forecast", "source", "urgency", "kind")
_MEASURES = ("reports", "previous_reports", "last_year_reports", "percent")
_STANCES = ("disagree", "concerned", "unclear", "agree")


@dataclass(frozen=True, slots=True)
class _Number:
    """One number; None: kept back."""

    table: str
    code: str
    label: str
    measure: str
    value: int | None
    stance: str = ""
    month: str = ""


def digest_csv(figures_json: str, language: str) -> bytes:
    """The table, UTF-8 with the mark by which Excel knows it; days as 2026-11-30, months as 2026-11."""
    figures = Figures.from_json(figures_json)
    first, last = figures.first_day.isoformat(), figures.last_day.isoformat()
    rows: list[Sequence[object]] = [COLUMNS]
    for number in _numbers(figures, language):
        value = "" if number.value is None else number.value
        named = number.table, harmless(number.code), harmless(number.label), number.measure, number.stance, number.month
        rows.append((first, last, *named, value, int(number.value is None)))
    return _written(rows)


def codebook_csv(figures_json: str, language: str) -> bytes:
    """The codebook of that table: the type of each column, and what each code of these figures means."""
    figures, text = Figures.from_json(figures_json), catalogue_for(language).text
    codes: dict[str, dict[str, str]] = {
        "table": {name: text(f"sheet-{'all-topics' if name == 'all' else name}") for name in _TABLES},
        "measure": {name: text(f"tidy-measure-{name.replace('_', '-')}") for name in _MEASURES},
        "stance": {name: wording.label("stance", name, language) for name in _STANCES},
        "kept_back": {"0": text("tidy-shown"), "1": text("tidy-held")},
        "code": {
            f"{number.table}:{number.code}": number.label for number in _numbers(figures, language) if number.code
        },
    }
    rows: list[Sequence[object]] = [_HEADS]
    for column in COLUMNS:
        said = column, _KINDS.get(column, "text"), text(f"tidy-{column.replace('_', '-')}")
        rows.append((*said, "", ""))
        rows += [(*said, harmless(code), harmless(label)) for code, label in codes.get(column, {}).items()]
    return _written(rows)


def _written(rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return "\ufeff".encode() + out.getvalue().encode()


def _numbers(figures: Figures, language: str) -> Iterator[_Number]:
    whole = catalogue_for(language).text("sheet-all-topics")
    yield _Number("all", "", whole, "reports", figures.reports)
    yield from _then("all", "", whole, figures.previous_reports, figures.last_year_reports)
    yield from _by_month("all", "", whole, figures.months, figures.months_end)
    for field, matters in (("topic", figures.topics), ("strata", figures.strata)):
        for matter in matters:
            yield from _matter(field, matter, figures, language)
    for place in figures.places:
        label = wording.place(place, language)
        code = (place.unit or place.name or "elsewhere") + (":rest" if place.rest else "")
        yield _Number("place", code, label, "reports", place.reports)
        yield from _by_month("place", code, label, place.months, figures.months_end)
    for field, cells in wording.cell_tables(figures).items():
        for cell in cells:
            yield _Number(
                field, cell.name, wording.label(field, cell.name, language, figures.labels), "reports", cell.reports
            )


def _matter(field: str, matter: Matter, figures: Figures, language: str) -> Iterator[_Number]:
    label = wording.label(field, matter.name, language, figures.labels)
    yield _Number(field, matter.name, label, "reports", matter.reports)
    yield from _then(field, matter.name, label, matter.previous, matter.last_year)
    yield from _by_month(field, matter.name, label, matter.months, figures.months_end)
    shares = {share.stance: share.percent for share in matter.streams}
    if shares and (matter.reports or 0) >= wording.PERCENTS_FROM:
        for stance in _STANCES:
            yield _Number(field, matter.name, label, "percent", shares.get(stance, 0), stance)


def _then(table: str, code: str, label: str, previous: int | None, last_year: int | None) -> Iterator[_Number]:
    """Numbers of earlier days; none where none was told of them."""
    if previous is not None:
        yield _Number(table, code, label, "previous_reports", previous)
    if last_year is not None:
        yield _Number(table, code, label, "last_year_reports", last_year)


def _by_month(table: str, code: str, label: str, months: Sequence[int | None], end: date | None) -> Iterator[_Number]:
    """The months of which a number was told."""
    if end is None:
        return
    for ago, reports in zip(range(len(months) - 1, -1, -1), months, strict=True):
        if reports is not None:
            yield _Number(table, code, label, "reports", reports, month=f"{months_before(end, ago, 'month'):%Y-%m}")
