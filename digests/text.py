"""The digest as messages: a short text for leaders, its sections, and the staff's version with progress.

Everything comes from `Figures`, which holds nothing that may not be shown; no text here is anybody's own words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import tzinfo
from itertools import dropwhile

from digests import wording
from storage.statistics.open_alerts import UrgentItem
from storage.statistics.shown_figures import Figures, Matter, Place, Progress
from texts import lateness
from texts.catalogue import Catalogue, catalogue_for
from texts.dates import clock, moment, month, month_of_year, short_day
from texts.rich import RichText, utf16_length

CAPTION = 1024 - lateness.LONGEST
"""UTF-16 units that fit under a picture, with the line that says of when a late text is."""
_SIZES = ((4, 3), (3, 2), (2, 1), (1, 1))  # matters and urgent items, from what fits mostly to what fits always
LEAST_MONTHS = 3
"""Months that a line needs."""
PLACES = 20
"""Places of a section."""
_MISSING = 15


def leader_text(figures: Figures, language: str, zone: tzinfo) -> RichText:
    """The digest in half a minute, at most `CAPTION` units long, so that it fits under the chart."""
    text = catalogue_for(language)
    if figures.reports == 0 and not figures.urgent:
        period = wording.period(figures, language, zone)
        if figures.outages:
            lines = [text("digest-quiet-outage", period=period), *_outage_lines(figures, text, zone)]
            return RichText.join("\n", lines).split(CAPTION)[0]
        return text("digest-quiet", period=period)
    for matters, urgent in _SIZES:
        made = RichText.join("\n", _leader_lines(figures, text, zone, matters, urgent))
        if utf16_length(made.text) <= CAPTION:
            break
    return made.split(CAPTION)[0]


LONGEST = 1500
"""Letters of the full text for a leader."""


def full_text(figures: Figures, language: str, zone: tzinfo) -> RichText:
    """The digest for a leader who wants more of it, at most `LONGEST` letters: what does not fit stands in its sections."""
    text = catalogue_for(language)
    if figures.reports == 0 and not figures.urgent:
        return leader_text(figures, language, zone)
    made = RichText.join("\n", list(_leader_lines(figures, text, zone, 3, 3)))
    parts: list[list[RichText | str]] = []
    if len(wording.shown(figures.topics)) > 3:
        parts.append([text("digest-topics-title"), *_topic_lines(figures, text, 6, percents=True)])
    if wording.shown(figures.strata):
        title = text("digest-part-title", title=text.text("digest-section-groups"))
        parts.append([title, *_topic_lines(figures, text, 4, field="strata")])
    parts += [[line] for line in cells_lines(figures, language, ("cause", "forecast"))]
    parts += [list(_progress_lines(progress, text, zone)) for progress in figures.progress]
    for lines in parts:
        longer = RichText.join("\n\n", [made, RichText.join("\n", lines)])
        if len(longer.text) <= LONGEST:
            made = longer
    return made.truncate(LONGEST)


def trend(figures: Figures, language: str) -> str:
    """The weeks in a sentence: "8 tuần qua: …; tăng 2 tuần liền."; "" where there are not three whole ones up to now."""
    weeks = list(figures.weeks)
    while weeks and weeks[0] is None:
        weeks.pop(0)
    known = [week for week in weeks if week is not None]
    if len(known) < 3 or weeks[-3:] != known[-3:] or not any(known):
        return ""
    text = catalogue_for(language).text
    said = text("digest-trend", weeks=len(weeks), numbers=_numbers(weeks))
    way, row = _run(weeks)
    if row >= 2:
        return text(f"digest-trend-{way}", said=said, weeks=row)
    return text("digest-trend-even", said=said)


def month_trend(figures: Figures, language: str) -> str:
    """The months in a sentence; "" where fewer than three of the twelve were told."""
    months = _told_months(figures.months)
    if not has_months(figures) or figures.months_end is None:
        return ""
    text = catalogue_for(language).text
    ends = month_of_year(figures.months_end, language)
    said = text("digest-months", months=len(months), ends=ends, numbers=_numbers(months))
    way, row = _run(months)
    if row >= 2:
        return text(f"digest-months-{way}", said=said, months=row)
    return text("digest-trend-even", said=said)


def topic_months(figures: Figures, language: str, most: int = 3) -> list[str]:
    """A line of twelve months for each of the first topics of which enough of them were told."""
    text = catalogue_for(language)
    found = [matter for matter in wording.shown(figures.topics) if len(known_months(matter.months)) >= LEAST_MONTHS]
    return [
        text.text(
            "digest-months-topic",
            name=_label("topic", matter.name, figures, text),
            numbers=_numbers(_told_months(matter.months)),
        )
        for matter in found[:most]
    ]


def has_months(figures: Figures) -> bool:
    """True if so many of the twelve months were told that a line says something."""
    return len(known_months(figures.months)) >= LEAST_MONTHS


def known_months(months: Iterable[int | None]) -> list[int]:
    """The months of which a number was told."""
    return [month for month in months if month is not None]


def _told_months(months: Iterable[int | None]) -> list[int | None]:
    """The months from the first that was told on."""
    return list(dropwhile(lambda month: month is None, months))


def _numbers(counts: Iterable[int | None]) -> str:
    return ", ".join("–" if count is None else str(count) for count in counts)


def _run(counts: Sequence[int | None]) -> tuple[str, int]:
    """How often in a row up to now the numbers have risen ("up") or fallen ("down")."""
    for way, grows in (("up", 1), ("down", -1)):
        row = 0
        while row + 1 < len(counts) and _moves(counts[-row - 2], counts[-row - 1], grows):
            row += 1
        if row:
            return way, row
    return "even", 0


def _moves(before: int | None, after: int | None, way: int) -> bool:
    return before is not None and after is not None and (after - before) * way > 0


def sections(figures: Figures) -> tuple[str, ...]:
    """The sections that have something to say, in the order of their buttons."""
    there = {
        "urgent": bool(figures.urgent),
        "topics": bool(figures.topics),
        "places": bool(figures.places),
        "groups": bool(figures.strata or figures.targets),
        "progress": bool(figures.progress),
    }
    return tuple(name for name, full in there.items() if full)


def section_label(section: str, language: str) -> str:
    """The label of a section's button."""
    return catalogue_for(language).text(f"digest-section-{section}")


def section_text(figures: Figures, section: str, language: str, zone: tzinfo) -> RichText:
    """One section for a leader. Raises `KeyError` for one that there is not."""
    text = catalogue_for(language)
    title = text(
        "digest-section-title",
        section=section_label(section, language),
        period=wording.period(figures, language, zone),
    )
    return RichText.join("\n", [title, *_SECTIONS[section](figures, text, zone)])


def staff_text(figures: Figures, language: str, zone: tzinfo) -> RichText:
    """The staff's version: the same figures, and who is missing, as counts by unit."""
    text = catalogue_for(language)
    lines: list[RichText | str] = [text("digest-staff-title", period=wording.period(figures, language, zone))]
    lines += [_base(figures, text, zone), *_issue_lines(figures, text), *_outage_lines(figures, text, zone)]
    if figures.urgent:
        lines += ["", urgent_title(figures, text), *_urgent_lines(figures, text, zone, 10)]
    if figures.topics:
        lines += ["", text("digest-topics-title"), *_topic_lines(figures, text, 5, percents=True)]
    kinds = wording.cells("kind", figures.kinds, language, figures.labels)
    if kinds:
        lines += ["", text("digest-kinds", cells=kinds)]
    for progress in figures.progress:
        lines += ["", *_progress_lines(progress, text, zone), *_missing_lines(progress, text)]
    return RichText.join("\n", lines)


def _leader_lines(
    figures: Figures, text: Catalogue, zone: tzinfo, matters: int, urgent: int
) -> Iterator[RichText | str]:
    yield text("digest-title", period=wording.period(figures, text.language, zone))
    yield _base(figures, text, zone)
    yield from _issue_lines(figures, text)
    yield from _outage_lines(figures, text, zone)
    yield from filter(None, (trend(figures, text.language), month_trend(figures, text.language)))
    if figures.urgent:
        yield ""
        yield urgent_title(figures, text)
        yield from _urgent_lines(figures, text, zone, urgent)
    if figures.reports != 0:
        yield ""
    if figures.topics:
        yield text("digest-topics-title")
        yield from _topic_lines(figures, text, matters)
    elif figures.reports != 0:
        yield text("digest-few-topics")
    ask = _ask(figures, text)
    if ask is not None:
        yield ""
        yield ask


def _base(figures: Figures, text: Catalogue, zone: tzinfo) -> RichText:
    """How many reports there are, and until when they are counted where that is not the end of the title."""
    if figures.reports_until is None:
        return _head(figures, text)
    as_of = as_of_line(figures, text.language, zone)
    return RichText.join(" ", [_head(replace(figures, in_steps=True), text), *as_of])


def _head(figures: Figures, text: Catalogue) -> RichText:
    if figures.reports == 0:
        return text("digest-base-urgent-only" if figures.urgent else "digest-base-none", urgent=len(figures.urgent))
    if figures.reports is None:
        key = "digest-base-few-urgent" if figures.urgent else "digest-base-few"
        return text(key, **({"urgent": len(figures.urgent)} if figures.urgent else {}))
    if figures.units is None:  # added up of other digests
        return RichText.join(" ", [text("digest-base-reports", reports=figures.reports), *_before(figures, text)])
    key = "digest-base-urgent" if figures.urgent else "digest-base"
    urgent = {"urgent": len(figures.urgent)} if figures.urgent else {}
    base = text(key, reports=figures.reports, units=figures.units or 0, all=figures.all_units, **urgent)
    if figures.in_steps:
        return RichText.join(" ", [base, text("digest-in-steps")])
    return RichText.join(" ", [base, *_before(figures, text)])


def _before(figures: Figures, text: Catalogue) -> Iterator[RichText]:
    """The reports of the period before, and of the same days a year before."""
    if figures.previous_reports is not None:
        yield text("digest-previous", n=figures.previous_reports)
    if figures.last_year_reports is not None:
        yield text("digest-last-year", n=figures.last_year_reports)


def _outage_lines(figures: Figures, text: Catalogue, zone: tzinfo) -> Iterator[RichText]:
    """When we could not hear, the longest first."""
    for said in wording.outages(figures, text.language, zone):
        yield text("digest-outage-line", said=said)


def _issue_lines(figures: Figures, text: Catalogue) -> Iterator[RichText]:
    """The issues of a month, and what became of them."""
    if figures.issues is not None:
        yield text("digest-issues", said=wording.issues(figures.issues, text.language))


def _ask(figures: Figures, text: Catalogue) -> RichText | None:
    """The matter that needs a leader's opinion: the urgent, else a matter that at least half are against, else nothing."""
    if figures.urgent:
        key = "digest-ask-urgent-some" if some_verified(figures) else "digest-ask-urgent"
        return text(key, n=len(figures.urgent))
    for matter in wording.shown(figures.topics):
        if any(share.stance == "disagree" and (share.percent or 0) >= 50 for share in matter.streams):
            return text("digest-ask-matter", name=wording.inside(_label("topic", matter.name, figures, text)))
    return None


def _urgent_lines(figures: Figures, text: Catalogue, zone: tzinfo, most: int) -> Iterator[RichText]:
    """The newest `most` items, in the order of time."""
    items = figures.urgent
    for item in items[-most:]:
        line = text(
            "digest-urgent-item",
            when=f"{clock(item.at, zone)} {short_day(item.at.astimezone(zone).date(), text.language)}",
            what=urgent_label(item, figures, text.language),
            place=item.place or text.text("digest-place-whole"),
            state=urgent_state(item, text),
        )
        yield text("digest-line", line=line)
    if len(items) > most:
        yield text("digest-line", line=text("digest-urgent-more", n=len(items) - most))


def urgent_title(figures: Figures, text: Catalogue) -> RichText:
    """The heading of the urgent matters: not verified, but for those of which a line says what a contact answered."""
    return text("digest-urgent-title-some" if some_verified(figures) else "digest-urgent-title")


def urgent_state(item: UrgentItem, text: Catalogue) -> str:
    """The state of an urgent item: an officer has it or not, and what a contact answered."""
    state = text.text("digest-urgent-acknowledged" if item.acknowledged else "digest-urgent-open")
    return text.text(f"digest-urgent-verdict-{item.verdict}", state=state) if item.verdict else state


def some_verified(figures: Figures) -> bool:
    """Tell whether a contact has answered about one of the urgent matters, and not that it is unclear."""
    return any(item.verdict not in ("", "unclear") for item in figures.urgent)


def urgent_label(item: UrgentItem, figures: Figures, language: str) -> str:
    """The matter of an urgent item."""
    if not item.what:
        return catalogue_for(language).text("digest-urgent-unknown")
    return wording.label(item.field, item.what, language, figures.labels)


def _topic_lines(
    figures: Figures, text: Catalogue, most: int, *, field: str = "topic", percents: bool = False
) -> Iterator[RichText]:
    matters = figures.topics if field == "topic" else figures.strata
    shown = wording.shown(matters)
    for matter in shown[:most]:
        name = _label(field, matter.name, figures, text)
        yield text("digest-line", line=_matter(matter, text, name, percents=percents))
    names = [_label(field, matter.name, figures, text) for matter in matters if matter.reports is None]
    line = wording.few(names if not shown else names[:3], text.language) if most >= 3 else None
    if line is not None:
        yield line


def _label(field: str, choice: str, figures: Figures, text: Catalogue) -> str:
    return wording.label(field, choice, text.language, figures.labels)


def _matter(matter: Matter, text: Catalogue, name: str, *, percents: bool) -> RichText:
    change = 0 if matter.previous is None else (matter.reports or 0) - matter.previous
    key = "digest-matter-up" if change > 0 else "digest-matter-down" if change < 0 else "digest-matter"
    args: dict[str, int] = {"change": abs(change)} if change else {}
    percents = percents and (matter.reports or 0) >= wording.PERCENTS_FROM
    said = wording.streams(matter.streams, text.language, percents=percents, most=4 if percents else 2)
    line = text(key, name=name, reports=matter.reports or 0, streams=said or text("digest-streams-few"), **args)
    if matter.last_year is None:
        return line
    return RichText.join("; ", [line, text("digest-matter-last-year", n=matter.last_year)])


def _topics_section(figures: Figures, text: Catalogue, _zone: tzinfo) -> Iterator[RichText | str]:
    yield text("digest-estimate-note")
    yield from _topic_lines(figures, text, len(figures.topics) + 3, percents=True)
    yield ""
    yield from cells_lines(figures, text.language, ("cause", "spread", "forecast", "source", "urgency"))


def _groups_section(figures: Figures, text: Catalogue, _zone: tzinfo) -> Iterator[RichText | str]:
    if figures.strata:
        yield text("digest-estimate-note")
    yield from _topic_lines(figures, text, len(figures.strata) + 3, field="strata", percents=True)
    yield from target_lines(figures, text.language)


def target_lines(figures: Figures, language: str) -> Iterator[RichText]:
    """How many reports came of those that were wanted of each group; nothing where none were."""
    text, found = catalogue_for(language), wording.targets(figures, language)
    if found:
        said = " · ".join(f"{name} {'–' if came is None else came}/{wanted}" for name, came, wanted in found)
        yield text("digest-targets", said=said)
        if any(came is None for _name, came, _wanted in found):
            yield text("digest-targets-few")


def _places_section(figures: Figures, text: Catalogue, _zone: tzinfo) -> Iterator[RichText | str]:
    shown = [place for place in figures.places if place.reports is not None]
    for place in shown[:PLACES]:
        yield text("digest-line", line=_place(place, figures, text))
    if len(shown) > PLACES:
        yield text("digest-line", line=text("digest-places-more", n=len(shown) - PLACES))
    names = [wording.place(place, text.language) for place in figures.places if place.reports is None]
    line = wording.few(names[:PLACES], text.language)
    if line is not None:
        yield line
    yield text("digest-places-note")


def _place(place: Place, figures: Figures, text: Catalogue) -> RichText:
    name = wording.place(place, text.language)
    if place.topic is None:
        return text("digest-place", name=name, reports=place.reports or 0)
    topic = wording.inside(_label("topic", place.topic, figures, text))
    return text("digest-place-topic", name=name, reports=place.reports or 0, topic=topic)


def _urgent_section(figures: Figures, text: Catalogue, zone: tzinfo) -> Iterator[RichText | str]:
    if not figures.urgent:
        yield text("digest-urgent-none")
        return
    yield urgent_title(figures, text)
    yield from _urgent_lines(figures, text, zone, 30)


def _progress_section(figures: Figures, text: Catalogue, zone: tzinfo) -> Iterator[RichText | str]:
    if not figures.progress:
        yield text("digest-no-prompt")
    for progress in figures.progress:
        yield from _progress_lines(progress, text, zone)


def _progress_lines(progress: Progress, text: Catalogue, zone: tzinfo) -> Iterator[RichText]:
    due = progress.due_at.astimezone(zone).date()
    args = {"month": month(due, text.language)} if progress.kind == "monthly" else {}
    name = progress.title or text(f"digest-prompt-{progress.kind}", **args)
    yield text("digest-prompt", name=name, due=moment(progress.due_at, zone, text.language))
    yield text("digest-answered", **wording.answered(progress))
    yield from _matters_lines(progress, text)
    if progress.calm is not None or progress.not_heard is not None:
        few = text.text("digest-few")
        said = {"calm": progress.calm, "not_heard": progress.not_heard}
        yield text("digest-nothing", **{name: few if number is None else number for name, number in said.items()})
    missing = progress.pending + progress.started
    if missing and progress.started:
        yield text("digest-missing-started", missing=missing, started=progress.started)
    elif missing:
        yield text("digest-missing", missing=missing)


def _matters_lines(progress: Progress, text: Catalogue) -> Iterator[RichText]:
    """How many reports each of several matters has: who spoke of one has not spoken of the others."""
    if len(progress.matters) < 2:
        return
    for cell in progress.matters:
        if cell.reports is None:
            said = text("digest-prompt-matter-few", name=cell.name)
        elif cell.reports:
            said = text("digest-prompt-matter", name=cell.name, reports=cell.reports)
        else:
            said = text("digest-prompt-matter-none", name=cell.name)
        yield text("digest-line", line=said)


def _missing_lines(progress: Progress, text: Catalogue) -> Iterator[RichText]:
    if not progress.missing:
        return
    whole = text.text("digest-place-whole")
    parts = [text.text("digest-cell", name=m.unit or whole, reports=m.members) for m in progress.missing[:_MISSING]]
    if len(progress.missing) > _MISSING:
        parts.append(text.text("digest-missing-more", n=len(progress.missing) - _MISSING))
    yield text("digest-missing-units", cells=wording.joined(parts, text.language))


_SECTIONS: dict[str, Callable[[Figures, Catalogue, tzinfo], Iterable[RichText | str]]] = {
    "urgent": _urgent_section,
    "topics": _topics_section,
    "places": _places_section,
    "groups": _groups_section,
    "progress": _progress_section,
}


def matter_line(matter: Matter, figures: Figures, field: str, language: str) -> RichText:
    """One topic or group of people with its streams. field: "topic" or "strata"."""
    text = catalogue_for(language)
    percents = (matter.reports or 0) >= wording.PERCENTS_FROM
    return _matter(matter, text, _label(field, matter.name, figures, text), percents=percents)


def cells_lines(figures: Figures, language: str, fields: Sequence[str]) -> Iterator[RichText]:
    """A line for each of these tables that says something: "cause", "spread", "forecast", "source", "urgency"."""
    tables = {
        "cause": figures.causes,
        "spread": figures.spreads,
        "forecast": figures.forecasts,
        "source": figures.sources,
        "urgency": figures.urgencies,
    }
    for field in fields:
        said = wording.cells(field, tables[field], language, figures.labels)
        if said:
            yield catalogue_for(language)(f"digest-cells-{field}", cells=said)


def as_of_line(figures: Figures, language: str, zone: tzinfo) -> list[str]:
    """Until when reports are counted, where the numbers of an earlier look stand; else nothing."""
    if figures.reports_until is None:
        return []
    return [catalogue_for(language).text("digest-reports-until", at=moment(figures.reports_until, zone, language))]


def base_line(figures: Figures, language: str, zone: tzinfo) -> RichText:
    """How many reports there are, from how many units."""
    return _base(figures, catalogue_for(language), zone)


def urgent_lines(figures: Figures, language: str, zone: tzinfo, most: int) -> list[RichText]:
    """The newest urgent items."""
    return list(_urgent_lines(figures, catalogue_for(language), zone, most))


def outage_lines(figures: Figures, language: str, zone: tzinfo) -> list[RichText]:
    """When we could not hear."""
    return list(_outage_lines(figures, catalogue_for(language), zone))


def progress_lines(figures: Figures, language: str, zone: tzinfo) -> list[RichText]:
    """How far each prompt was answered."""
    return [line for progress in figures.progress for line in _progress_lines(progress, catalogue_for(language), zone)]
