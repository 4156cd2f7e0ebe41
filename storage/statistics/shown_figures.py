"""The figures of a digest as values: only numbers that may be shown, so that no text, chart or document can show more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache

from pydantic import TypeAdapter

from storage.schema.prompts import PromptKind
from storage.statistics.open_alerts import UrgentItem
from storage.statistics.outage_spans import OutageSpan


@dataclass(frozen=True, slots=True)
class Cell:
    """How many reports named one choice; None: too few sources."""

    name: str
    reports: int | None


@dataclass(frozen=True, slots=True)
class Share:
    """A stream of opinion and its estimated share in per cent (collaborators' estimates, not a poll)."""

    stance: str
    percent: int | None


@dataclass(frozen=True, slots=True)
class Matter:
    """A topic or a group of people: reports, streams (none where even that would tell), reports last time.

    `last_year`: on the same days a year before. `months`: see `Figures.months`.
    """

    name: str
    reports: int | None
    streams: tuple[Share, ...] = ()
    previous: int | None = None
    last_year: int | None = None
    months: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A unit that two independent reporters spoke of, or the one above (`rest`: what is below it)."""

    name: str
    reports: int | None
    topic: str | None = None  # what most reports are about
    rest: bool = False
    unit: str = ""
    months: tuple[int | None, ...] = ()
    """See `Figures.months`."""


@dataclass(frozen=True, slots=True)
class Missing:
    """How many members of a unit have not answered a prompt; those who report singly are in no such list."""

    unit: str
    members: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a prompt is, in members but those who report singly, so that no list beside it lacks them (privacy 3).

    `calm` and `not_heard`: why there was nothing to report, in steps of k (None: too few).

    `title` and `matters` (its own, each with the reports on it) are staff's own words: they are never in `to_json`.
    """

    kind: PromptKind
    due_at: datetime
    assigned: int
    submitted: int
    started: int
    pending: int
    nothing: int
    excused: int
    calm: int | None
    not_heard: int | None
    missing: tuple[Missing, ...]
    title: str = ""
    matters: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueShares:
    """How many issues were heard of, and how many of these were acted on and told; None: too few sources."""

    heard: int
    acted: int | None
    told: int | None
    acted_days: int | None = None
    """Within so many days of being heard of, half of those that were acted on were; None: of fewer than three."""
    told_days: int | None = None
    """The same of those that were told."""


@dataclass(frozen=True, slots=True)
class Figures:
    """All that a digest may say. Tables run from the most reports down, hidden cells last."""

    first_day: date
    last_day: date
    until: datetime
    unit: str
    reports: int | None  # None: of fewer than k people
    previous_reports: int | None
    units: int | None  # territorial units of the lowest level that reported
    all_units: int
    kinds: tuple[Cell, ...]
    topics: tuple[Matter, ...]
    strata: tuple[Matter, ...]
    places: tuple[Place, ...]
    sources: tuple[Cell, ...]
    forecasts: tuple[Cell, ...]
    urgencies: tuple[Cell, ...]
    urgent: tuple[UrgentItem, ...]
    progress: tuple[Progress, ...]
    causes: tuple[Cell, ...] = ()
    """Why people think so, in their view."""
    spreads: tuple[Cell, ...] = ()
    """How widely collaborators hear it."""
    begins: datetime | None = None
    """From when on what came is in it; None: whole days."""
    in_steps: bool = False
    """Whether other digests showed some of it before, so that its numbers move in steps."""
    reports_until: datetime | None = None
    """The earlier look whose numbers of reports stand in it; None: they count up to `until` like all the rest."""
    outages: tuple[OutageSpan, ...] = ()
    """When we could not hear."""
    uncovered: tuple[date, ...] = ()
    """Days of the period that no digest counted, so that nothing of them is in it."""
    issues: IssueShares | None = None
    """Those first heard of in the period, in a monthly digest; None: too few sources, or another digest."""
    weeks: tuple[int | None, ...] = ()
    """Reports of each of the weeks up to the last day, as daily digests showed them, the oldest first; None: not all its days."""
    last_year_reports: int | None = None
    """Reports on the same days a year before, as they were shown; None: nothing was shown of exactly these days."""
    months: tuple[int | None, ...] = ()
    """Reports of each of twelve months, as they were shown, the oldest first; None: nothing was, or too few sources."""
    months_end: date | None = None
    """The first day of the last of these months."""
    targets: Mapping[str, int] = field(default_factory=dict)
    """Reports that were wanted of each group of people in the period, where it is of whole months."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """What the board's own choices are called, by "topic-bao_lu"."""

    def to_json(self) -> str:
        """All but the staff's own words, since a digest's figures are kept in the clear."""
        without = replace(self, progress=tuple(replace(progress, title="", matters=()) for progress in self.progress))
        return _adapter().dump_json(without).decode()

    def to_sealed_json(self) -> str:
        """All of it, for what is kept encrypted."""
        return _adapter().dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str) -> Figures:
        """Reads what `to_json` wrote. Raises `ValueError` for anything else."""
        return _adapter().validate_json(text)


@cache
def _adapter() -> TypeAdapter[Figures]:
    return TypeAdapter(Figures)
