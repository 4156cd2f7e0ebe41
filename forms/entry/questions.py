"""Questions as the conversation needs them: one question with all that is shown around it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forms.entry import submission
from forms.entry.navigation import Stop, inside, is_told, is_walked, stops
from forms.entry.state import Evaluation
from forms.model import repeat_paths
from forms.model.form import Choice, Field
from forms.model.instance_document import GIVEN, OFF
from forms.model.types import Bounds, Type

_LONGEST_ITEM = 40
# What says in a few words which instance is meant, as it stands.
_TELLING = frozenset(
    {Type.TEXT, Type.INTEGER, Type.DECIMAL, Type.RANGE, Type.SELECT_ONE, Type.SELECT_MULTIPLE, Type.RANK, Type.BARCODE}
)


@dataclass(frozen=True)
class Question:
    """The question to ask now.

    notes: the notes standing before it, and the read-only questions with their values; those behind the last question are
    ``Draft.closing_notes``. number of total: its place among
    the questions of the walk that are or may become relevant; number is 0 for one outside the walk (given by the host, only
    changed from the review page, or a repeat). max_choices: the most that may be chosen, where the form says so plainly.
    media, hint media included: file names by kind. groups: the labels of the groups around it, outermost first; of an
    instance of a repeat with its number. bounds: of a range. Of a question of kind ``repeat``, instances: how many there
    are; items: the reference of each that counts, for ``Draft.remove``, with the first plain answer in it, at most 40
    letters, "" for none. is_default: the value is the form's own, and nobody has said yes to it. is_first: nothing is asked
    before it.
    """

    ref: str
    name: str
    kind: Type
    label: str
    hint: str
    notes: tuple[str, ...]
    required: bool
    read_only: bool
    choices: tuple[Choice, ...]
    value: str
    number: int
    total: int
    appearance: frozenset[str]
    max_choices: int | None
    guidance: str = ""
    media: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)
    groups: tuple[tuple[str, int], ...] = ()
    instances: int = 0
    bounds: Bounds | None = None
    items: tuple[tuple[str, str], ...] = ()
    is_default: bool = False
    is_first: bool = False


def question(state: Evaluation, stop: Stop, walk: Sequence[Stop]) -> Question:
    """One question; ``walk`` holds the stops of the form, of which it may be one."""
    field, node = stop.field, stop.node
    repeat = field.kind is Type.REPEAT
    at = next((at for at, other in enumerate(walk) if other.node is node and other.field is field), None)
    number, total = _count_with_repeats(state, walk, at) if state.form.repeats else _count(state, stop)
    return Question(
        ref=stop.ref(state),
        name=field.name,
        kind=field.kind,
        label=state.text(field.labels, node),
        hint=state.text(field.hints, node),
        notes=() if at is None else _notes(state, walk, at),
        required=not repeat and state.required(field, node),
        read_only=not repeat and state.read_only(field, node),
        choices=() if repeat else state.choices(field, node),
        value="" if repeat else node.text or "",
        number=number,
        total=total,
        appearance=field.appearance,
        max_choices=field.max_choices,
        guidance=state.text(field.guidance, node),
        media=state.media(field.media, node),
        groups=() if not field.parent else _groups(state, stop),
        instances=len(repeat_paths.of(field, node)) if repeat else 0,
        bounds=field.bounds,
        items=_items(state, stop) if repeat else (),
        is_default=not repeat and bool(node.text) and not stop.done and node.get(GIVEN) is None,
        is_first=at is not None and not any(_stays(state, other) for other in walk[:at]),
    )


def _items(state: Evaluation, stop: Stop) -> tuple[tuple[str, str], ...]:
    return tuple(
        (repeat_paths.path(state.form, node, stop.field.ref), _described(state, stop.field, node))
        for node in repeat_paths.of(stop.field, stop.node)
        if node.get(OFF) is None
    )


def _described(state: Evaluation, field: Field, node: Any) -> str:
    for stop in inside(state, field, node):
        if stop.field.kind in _TELLING and stop.node.text:
            text = " ".join(submission.shown(state, stop.field, stop.node).split())
            return text if len(text) <= _LONGEST_ITEM else text[: _LONGEST_ITEM - 1].rstrip() + "…"
    return ""


def _count(state: Evaluation, asked: Stop) -> tuple[int, int]:
    """The number among the questions that progress counts, 0 for one that it does not, and how many those are.

    The total stays while one answers: what answers make relevant counts before they do, and what they take away still does.
    A question with appearance ``follow-up`` goes by the number of the one before it, where one is asked before it.
    """
    number = total = 0
    nodes, guarded = state.nodes, state.form.guarded
    for field in state.form.counted:  # a long form counts hundreds, twice a step: what `is_walked` asks is asked here
        found = nodes.get(field.ref)
        if not found:
            continue
        node = found[0]
        is_off = node.get(OFF) is not None
        if node.get(GIVEN) is not None or (is_off and not _may_come(state, field)):
            continue
        if field.ref in guarded and state.read_only(field, node):
            continue
        if not field.follows_up or (not total and not is_off):
            total += 1
        if field is asked.field and node is asked.node:
            number = max(1, total)
    return number, max(number, total)


def _may_come(state: Evaluation, field: Field) -> bool:
    """True if it is for answers of the walk to say whether this is relevant: its outermost group that is not, or itself."""
    off = field.ref
    while field.parent is not None:
        field = state.form.by_ref[field.parent]
        if state.nodes[field.ref][0].get(OFF) is not None:
            off = field.ref
    return off in state.form.moving


def _count_with_repeats(state: Evaluation, walk: Sequence[Stop], at: int | None) -> tuple[int, int]:
    """The same among the questions that are relevant now: each instance brings its own."""
    number = total = 0
    for index, stop in enumerate(walk):
        if is_walked(state, stop):
            total += 1
            if index == at:
                number = total
    return number, total


def _notes(state: Evaluation, walk: Sequence[Stop], at: int) -> tuple[str, ...]:
    """Notes join the next question or "one more?"."""
    return _told_until(state, reversed(walk[:at])) if _stays(state, walk[at]) else ()


def closing_notes(state: Evaluation) -> tuple[str, ...]:
    """The notes that no question follows."""
    return _told_until(state, reversed(stops(state)))


def _stays(state: Evaluation, stop: Stop) -> bool:
    return stop.field.kind is Type.REPEAT or is_walked(state, stop)


def _told_until(state: Evaluation, walk: Iterable[Stop]) -> tuple[str, ...]:
    """Notes between a place and, backwards, the stop before it at which something is asked."""
    found: list[str] = []
    for stop in walk:
        if is_told(state, stop):
            found.append(_told(state, stop))
        elif _stays(state, stop):
            break
    return tuple(note for note in reversed(found) if note)


def _told(state: Evaluation, stop: Stop) -> str:
    label = state.text(stop.field.labels, stop.node)
    if stop.field.kind is Type.NOTE:
        return label
    shown = submission.shown(state, stop.field, stop.node)
    return f"{label}: {shown}" if shown else label


def _groups(state: Evaluation, stop: Stop) -> tuple[tuple[str, int], ...]:
    found: list[tuple[str, int]] = []
    field = state.form.by_ref.get(stop.field.parent or "")
    node = stop.node if stop.field.kind is Type.REPEAT else stop.node.getparent()
    while field is not None:
        label = state.text(field.labels, node)
        place = 0
        if field.kind is Type.REPEAT:
            place = 1 + sum(1 for _sibling in node.itersiblings(node.tag, preceding=True))
        if label or place:
            found.append((label, place))
        field, node = state.form.by_ref.get(field.parent or ""), node.getparent()
    return tuple(reversed(found))
