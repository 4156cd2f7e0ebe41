"""The outline of a board digest: what it tells, in the order that its officers gave it, and what they took out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from pydantic import TypeAdapter

from digests import quotes
from digests.quotes import Part, Quote
from digests.text import has_months
from storage.statistics.report_crosses import ReportCross
from storage.statistics.shown_figures import Figures

DOCUMENT_TYPE = "BC"
"""Báo cáo, as numbers of documents name it (Quy định 399-QĐ/TW)."""


class ItemKind(StrEnum):
    URGENT = "urgent"
    TOPIC = "topic"
    GROUPS = "groups"
    PLACES = "places"
    TREND = "trend"
    CAUSE = "cause"
    SPREAD = "spread"
    FORECAST = "forecast"
    ISSUES = "issues"
    PROGRESS = "progress"
    WORDS = "words"
    CROSS = "cross"
    VOICES = "voices"
    """People's words, quoted."""
    AUTHORS = "authors"
    """What those who report think and propose, quoted."""


QUOTED = {ItemKind.VOICES: (Part.SAID, Part.CAUSE), ItemKind.AUTHORS: (Part.OUTLOOK, Part.PROPOSAL)}
"""The items that quote, and what: people's words and their author's judgement apart."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is told. `name`: of a topic; for words, what an officer wrote; for a cross table or quotes, themselves."""

    kind: ItemKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The items that are told, in order, and what was taken out and can be put back.

    `crossed`: the questions of every cross table that stood in it, also of one that was taken out: who has seen it knows it.
    """

    items: tuple[Item, ...]
    taken_out: tuple[Item, ...] = ()
    crossed: tuple[str, ...] = ()

    @classmethod
    def of(cls, figures: Figures, chosen: Sequence[Quote] = ()) -> Outline:
        """All that the figures may say, and what is quoted beside them."""
        there = {
            ItemKind.URGENT: bool(figures.urgent),
            ItemKind.TOPIC: True,
            ItemKind.VOICES: True,
            ItemKind.GROUPS: any(matter.reports is not None for matter in figures.strata) or bool(figures.targets),
            ItemKind.PLACES: any(place.reports is not None for place in figures.places),
            ItemKind.TREND: has_months(figures),
            ItemKind.CAUSE: any(cell.reports is not None for cell in figures.causes),
            ItemKind.SPREAD: any(cell.reports is not None for cell in figures.spreads),
            ItemKind.FORECAST: any(cell.reports is not None for cell in figures.forecasts),
            ItemKind.AUTHORS: True,
            ItemKind.ISSUES: figures.issues is not None,
            ItemKind.PROGRESS: bool(figures.progress),
        }
        items: list[Item] = []
        for kind, full in there.items():
            if kind is ItemKind.TOPIC:
                items += [Item(kind, matter.name) for matter in figures.topics if matter.reports is not None]
            elif kind in QUOTED:
                of_it = [quote for quote in chosen if quote.part in QUOTED[kind]]
                items += [Item(kind, quotes.dump(of_it))] if of_it else []
            elif full:
                items.append(Item(kind))
        return cls(tuple(items))

    def quotes(self) -> tuple[Quote, ...]:
        """All that is quoted, or was taken out and can be put back."""
        kept = (item.name for item in (*self.items, *self.taken_out) if item.kind in QUOTED)
        return tuple(quote for name in kept for quote in quotes.load(name))

    def quoting(self, there: Collection[int]) -> Outline:
        """The same without the words of reports that are not among these."""

        def of(items: tuple[Item, ...]) -> tuple[Item, ...]:
            return tuple(
                replace(item, name=quotes.of_reports(item.name, there)) if item.kind in QUOTED else item
                for item in items
            )

        return replace(self, items=of(self.items), taken_out=of(self.taken_out))

    def told(self) -> tuple[Item, ...]:
        """The items as they are read: nothing is quoted on a topic that was taken out."""
        out = {item.name for item in self.taken_out if item.kind is ItemKind.TOPIC}
        items = (
            replace(item, name=quotes.of_topics(item.name, out)) if item.kind in QUOTED else item for item in self.items
        )
        return tuple(item for item in items if item.kind not in QUOTED or quotes.load(item.name))

    def earlier(self, position: int) -> Outline:
        """The item at a position one place further up. Raises IndexError: there is none, or it is the first."""
        if not 0 < position < len(self.items):
            raise IndexError(position)
        items = list(self.items)
        items[position - 1 : position + 1] = items[position], items[position - 1]
        return replace(self, items=tuple(items))

    def without(self, position: int) -> Outline:
        """The outline without the item at a position. Raises IndexError."""
        if not 0 <= position < len(self.items):
            raise IndexError(position)
        rest = self.items[:position] + self.items[position + 1 :]
        if self.items[position].kind is ItemKind.CROSS:  # its numbers would be old ones
            return replace(self, items=rest)
        return replace(self, items=rest, taken_out=(*self.taken_out, self.items[position]))

    def put_back(self, position: int) -> Outline:
        """An item that was taken out stands at the end again. Raises IndexError."""
        if not 0 <= position < len(self.taken_out):
            raise IndexError(position)
        rest = self.taken_out[:position] + self.taken_out[position + 1 :]
        return replace(self, items=(*self.items, self.taken_out[position]), taken_out=rest)

    def with_words(self, words: str) -> Outline:
        """An officer's own item at the end."""
        return replace(self, items=(*self.items, Item(ItemKind.WORDS, words)))

    def with_cross(self, table: str) -> Outline:
        """A cross table (JSON) at the end."""
        made = ReportCross.from_json(table)
        crossed = dict.fromkeys((*self.crossed, made.rows_field, made.columns_field))
        return replace(self, items=(*self.items, Item(ItemKind.CROSS, table)), crossed=tuple(crossed))

    def told_of(self, figures: Figures) -> Figures:
        """The figures without what was taken out: no file beside the document says more than it."""
        out = {item.kind for item in self.taken_out if item.kind is not ItemKind.TOPIC}
        topics = {item.name for item in self.taken_out if item.kind is ItemKind.TOPIC}
        places = tuple(replace(place, topic=None) if place.topic in topics else place for place in figures.places)
        if ItemKind.TREND in out:
            places = tuple(replace(place, months=()) for place in places)
        return replace(
            figures,
            topics=tuple(matter for matter in figures.topics if matter.name not in topics),
            strata=() if ItemKind.GROUPS in out else figures.strata,
            targets={} if ItemKind.GROUPS in out else figures.targets,
            places=() if ItemKind.PLACES in out else places,
            causes=() if ItemKind.CAUSE in out else figures.causes,
            spreads=() if ItemKind.SPREAD in out else figures.spreads,
            forecasts=() if ItemKind.FORECAST in out else figures.forecasts,
            issues=None if ItemKind.ISSUES in out else figures.issues,
            progress=() if ItemKind.PROGRESS in out else figures.progress,
            months=() if ItemKind.TREND in out else figures.months,
        )

    def to_json(self) -> str:
        return _adapter().dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str) -> Outline:
        """Read what `to_json` wrote."""
        return _adapter().validate_json(text)


@cache
def _adapter() -> TypeAdapter[Outline]:
    return TypeAdapter(Outline)
