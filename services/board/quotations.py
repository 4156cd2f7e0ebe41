"""The rule by which a board digest quotes: words that stand for what three people at least wrote alike (privacy 1, 3 and 4).

Of each topic that has a number: the text to which the texts of most people are like, with how many they are, in steps of
three, so that near-duplicates are told once. Never a single reporter's, an urgent or a rejected report's; never one that names
a place where fewer than three people stand, or one finer than a commune. What is personal is masked, and a text without it goes
before. What would be too long ends after a whole sentence. Nothing is added, put together or written anew.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from digests.outline import Outline
from digests.quotes import Part, Quote
from forms.load_compiled import load_compiled
from forms.model import instance_document
from forms.model.types import Type
from forms.xpath.expressions import local_name
from services.board.period_figures import Counted
from services.issues import matter_places
from services.issues.likeness import among
from storage.forms import published_forms
from storage.members import units
from storage.reports import quotable
from storage.statistics import board_records
from storage.statistics.counted_reports import Window
from storage.statistics.suppression import K
from texts.fold import fold, spaced
from texts.personal import Kind, find, mask

FIELDS = {"gist": Part.SAID, "cause": Part.CAUSE, "outlook": Part.OUTLOOK, "proposal": Part.PROPOSAL}
"""The text fields of reports that are quoted, by their names in the forms that come along."""
WANTED = 74
"""From so many per cent of likeness on, two texts say the same: of the labelled pairs that it had not met nine of ten such do."""
LONGEST, SHORTEST = 240, 15
"""Letters of a quotation."""
_READ = 200
"""Reports of a topic that are read, the newest."""
_OF_TOPIC, _TOLD = 2, 6
"""Quotations of one field and topic, and of one item."""
_MASK = "[…]"
_MASKED = dict.fromkeys(Kind, _MASK)
_FINER = re.compile(r"\b(?:thon|xom|ap|khom|buon|ngach|hem|to dan pho|khu pho|khu dan cu) \w+")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Said:
    """One text of a report, as it was written."""

    report: int
    revision: int
    who: int
    topic: str
    part: Part
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The texts to choose from, and the names of units, folded: those that a quotation may name, and all."""

    said: tuple[Said, ...] = ()
    named: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    told: tuple[Quote, ...] | None = None
    """The quotations of these days that leaders have read; None: they have read none yet."""
    beside: tuple[Quote, ...] = ()
    """What leaders have read of the same days in digests of other reports: of a prompt, of another one, of none."""


def reading(session: Session, counted: Counted, first: date, last: date, prompt_id: int | None = None) -> Reading:
    """The texts of the period, of a prompt's digest those that answer it.

    What is added up of other digests quotes nothing: it is no look of its own.
    """
    topics = [matter.name for matter in counted.figures.topics if matter.reports is not None]
    if counted.added_up or not topics:
        return Reading()
    before = board_records.approved_alike(session, first, last, prompt_id)
    if before is not None:
        return Reading(told=Outline.from_json(before.outline).quotes())
    root = units.root(session)
    window = Window(first, last, counted.until, counted.since)
    fields: dict[int, frozenset[str]] = {}
    said: list[Said] = []
    for report in quotable.quotable(session, window, root.id, topics, _READ, prompt_id):
        if report.form_id not in fields:
            fields[report.form_id] = _text_fields(session, report.form_id)
        for name, text in _texts(report.document, fields[report.form_id]):
            said.append(Said(report.report_id, report.revision, report.who, report.topic, FIELDS[name], text))
    named = {place.name for place in counted.figures.places if place.reports is not None} | {root.name}
    known = {unit.name for unit in units.all_known(session)}
    others = board_records.approved_beside(session, first, last, prompt_id)
    beside = tuple(dict.fromkeys(quote for digest in others for quote in Outline.from_json(digest.outline).quotes()))
    return Reading(tuple(said), frozenset(map(_folded, named)), frozenset(map(_folded, known)), beside=beside)


def choose(found: Reading) -> tuple[Quote, ...]:
    """The quotations: the first of each topic, the topics with most people first, then the second of each.

    Those that were read stand: had their number moved, it would say of whoever came since what they wrote. Beside those of
    other reports of the same days a number is another one only where it takes three people at least to make it so.
    """
    if found.told is not None:
        return found.told
    groups: dict[tuple[Part, str], list[Said]] = defaultdict(list)
    for passage in found.said:
        groups[passage.part, passage.topic].append(passage)
    chosen: dict[Part, list[tuple[int, Quote]]] = defaultdict(list)
    for (part, _), said in groups.items():
        chosen[part] += enumerate(_of_group(said, found))
    made: list[Quote] = []
    for part in Part:
        in_order = sorted(chosen[part], key=lambda pair: (pair[0], -pair[1].people, pair[1].topic, pair[1].report))
        made += [quote for _, quote in in_order[:_TOLD]]
    return tuple(made)


def still(session: Session, outline: Outline) -> Outline:
    """The outline without the words of reports that were taken back, corrected or rejected since."""
    quotes = outline.quotes()
    if not quotes:
        return outline
    return outline.quoting(quotable.still(session, {(quote.report, quote.revision) for quote in quotes}))


def _of_group(said: Sequence[Said], found: Reading) -> list[Quote]:
    left = {passage.report: passage for passage in said}
    words = {report: quotable_words(passage.text, found) for report, passage in left.items()}
    group = (said[0].part, said[0].topic)
    beside = {-at: quote for at, quote in enumerate(found.beside, 1) if (quote.part, quote.topic) == group}
    texts = {report: passage.text for report, passage in left.items()} | {
        at: quote.words for at, quote in beside.items()
    }
    alike = among(texts, WANTED)
    made: list[Quote] = []
    while len(made) < _OF_TOPIC:
        near = {report: [near_by for near_by in (report, *alike.get(report, ())) if near_by in left] for report in left}
        people = {report: len({left[near_by].who for near_by in near[report]}) for report in left if words[report]}
        best = max(
            people,
            key=lambda number: (people[number], _MASK not in words[number], -len(words[number]), -number),
            default=None,
        )
        if best is None or people[best] < K:
            return made
        passage = left[best]
        read = [quote.people for at, quote in beside.items() if at in alike.get(best, ()) or quote.report in near[best]]
        told = _told_beside(people[best], read)
        if told:
            made.append(Quote(passage.part, passage.topic, words[best], told, best, passage.revision))
        for report in near[best]:
            del left[report]
    return made


def _told_beside(people: int, read: Sequence[int]) -> int:
    """So many people, in steps of K; a number that was read where the difference would be fewer than K; 0: none will do.

    A number that was read stands for itself and up to K - 1 more.
    """
    for told in (people - people % K, *sorted(read, reverse=True)):
        if told <= people and all(
            told == count or people >= count + 2 * K - 1 or people <= count - K for count in read
        ):
            return told
    return 0


def quotable_words(text: str, found: Reading) -> str:
    """The text as it may be quoted; "" where it may not."""
    words = ""
    for sentence in _SENTENCE.split(text.strip()):
        longer = " ".join((*words.split(), *sentence.split()))
        if len(longer) > LONGEST:
            break
        words = longer
    if len(words) < SHORTEST or _names_a_place(words, found):
        return ""
    return mask(words, find(words), _MASKED)


def _names_a_place(words: str, found: Reading) -> bool:
    """Tell whether it names a place that may not be named: by capitals, by a word for a place, or as the roster does."""
    line = f" {_folded(words)} "
    if _FINER.search(line):
        return True
    for unit in found.units - found.named:
        _, _, bare = unit.partition(" ")
        if f" {unit} " in line or (" " in bare and f" {bare} " in line):
            return True
    known = {word for name in found.named for word in name.split()}
    return any(not set(name.split()) <= known for name in matter_places.names(words))


def _folded(text: str) -> str:
    return spaced(fold(text))


def _text_fields(session: Session, form_id: int) -> frozenset[str]:
    form = load_compiled(published_forms.get_form(session, form_id).xml)
    texts = {field.ref.rpartition("/")[2] for field in form.fields if field.kind is Type.TEXT}
    return frozenset(texts & FIELDS.keys())


def _texts(document: str, names: frozenset[str]) -> list[tuple[str, str]]:
    nodes = [(local_name(node), str(node.text or "").strip()) for node in instance_document.parse(document).iter()]
    return [(name, text) for name, text in nodes if name in names and text]
