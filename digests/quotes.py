"""Quotations of a board digest: what several people wrote alike, told once, with what it stands for.

What people say and what those who report think of it stand apart. The rule by which they are chosen is that of
`services.board.quotations`; here they are only told.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pydantic import TypeAdapter

from digests import wording
from storage.statistics.shown_figures import Figures
from texts.catalogue import catalogue_for


class Part(StrEnum):
    """The field of a report that is quoted: `SAID` and `CAUSE` are people's words, `OUTLOOK` and `PROPOSAL` their author's."""

    SAID = "said"
    CAUSE = "cause"
    OUTLOOK = "outlook"
    PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True)
class Quote:
    """The masked words of one report. `people`: at least so many wrote nearly the same, in steps of k."""

    part: Part
    topic: str
    words: str
    people: int
    report: int
    revision: int


@cache
def _adapter() -> TypeAdapter[tuple[Quote, ...]]:
    return TypeAdapter(tuple[Quote, ...])


def dump(quotes: Sequence[Quote]) -> str:
    """Write quotations as an outline keeps them."""
    return _adapter().dump_json(tuple(quotes)).decode()


def load(kept: str) -> tuple[Quote, ...]:
    """Read what `dump` wrote."""
    return _adapter().validate_json(kept)


def of_topics(kept: str, without: Collection[str]) -> str:
    """The same but those on some topics."""
    return dump([quote for quote in load(kept) if quote.topic not in without])


def of_reports(kept: str, there: Collection[int]) -> str:
    """The same but those of reports that are not among these."""
    return dump([quote for quote in load(kept) if quote.report in there])


def lines(kept: str, figures: Figures, language: str) -> list[str]:
    """A line for each: the words, the topic, and how many wrote nearly the same."""
    text = catalogue_for(language).text
    said = []
    for quote in load(kept):
        topic = wording.inside(wording.label("topic", quote.topic, language, figures.labels))
        said.append(text(f"board-quote-{quote.part}", words=quote.words, topic=topic, people=quote.people))
    return said
