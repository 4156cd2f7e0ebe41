"""Copies of reports for open data: coded answers alone, places that hide who reported, under an identifier of their own.

What a server was shown once stays there, so that K reporters count within what leaves together: a choice or a place that fewer
made is in none of their copies, and once it was let out it may be named by every later one (privacy 4). A report waits for
others from its place; after `WAITS` the next unit above it is named that may be.
"""

from __future__ import annotations

import json
import random
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from sqlmodel import Session

from forms.entry.coded_copy import PLACE, coded_copy, pictures_in
from forms.load_compiled import load_compiled
from forms.model.form import Form
from services import open_data
from storage.engine.database import ring
from storage.forms import published_forms
from storage.messaging import stored_files
from storage.reports import outgoing, reports
from storage.reports.outgoing import Candidate, Tree
from storage.statistics.suppression import K
from storage.tables import OutgoingState, OutgoingSubmission, Report

WAITS = timedelta(days=30)
"""How long a report waits until K people have reported about its place."""
WORDS = 160
"""Letters of a server's words for a refusal."""


@dataclass(frozen=True, slots=True)
class ListedForm:
    """A form that a server lists."""

    form_id: str
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that is on its way."""

    report_id: int
    document: str
    pictures: Mapping[str, int] = field(default_factory=dict)
    """The pictures that go with it: each name there, and its stored file."""


@dataclass(frozen=True, slots=True)
class Departure:
    """The reports of which a copy is to leave, by id, and what their copies may name that none has named before."""

    report_ids: list[int]
    released: set[tuple[str, str]]


def plan(session: Session, consent_id: int, server: str, today: date) -> Departure:
    """Find what is to leave, in an order that tells nothing of when it came. Nothing is changed.

    Nothing leaves where nobody lets it.
    """
    if not open_data.may_leave(session, consent_id, server):
        return Departure([], set())
    known, tree = outgoing.released(session), outgoing.tree(session)
    found, older = outgoing.candidates(session, today), today - WAITS
    about = _named_by_many(found) | {unit for unit, code in tree.codes.items() if (PLACE, code) in known}
    leaving = [candidate for candidate in found if candidate.unit_id in about or candidate.day < older]
    named, unnamed = _places(leaving, tree, {choice for field, choice in known if field == PLACE})
    choices = outgoing.common(session, today, about, older, unnamed) if leaving else set()
    new = {(PLACE, code) for code in named} | {pair for pair in choices if pair[0] != PLACE}
    report_ids = [
        *outgoing.changed(session),
        *(candidate.report_id for candidate in leaving if candidate.report_id not in unnamed),
    ]
    random.SystemRandom().shuffle(report_ids)
    return Departure(report_ids, new - known)


def begin(session: Session, consent_id: int, server: str, found: Departure) -> bool:
    """Let copies name what was found, from now on. False: nobody lets anything leave any more."""
    if not open_data.may_leave(session, consent_id, server):
        return False
    outgoing.release(session, found.released - outgoing.released(session))
    return True


def _named_by_many(found: Sequence[Candidate]) -> set[int]:
    """The units about which K people or more have reported."""
    who: dict[int, set[bytes]] = defaultdict(set)
    for candidate in found:
        who[candidate.unit_id].add(candidate.who)
    return {unit for unit, people in who.items() if len(people) >= K}


def listed_as(form: Form, title: str, listed: Sequence[ListedForm]) -> ListedForm | None:
    """The form as a server has it: by its identifier, or by its title alone, since KoboToolbox gives identifiers of its own.

    None: it has none, or several of that title. Of several versions of one form its own comes first.
    """
    same = [listed_form for listed_form in listed if listed_form.form_id == form.id]
    if same:
        return next((listed_form for listed_form in same if listed_form.version == form.version), same[0])
    named = [listed_form for listed_form in listed if listed_form.name in (title, form.title)]
    return named[0] if len(named) == 1 else None


def prepare(
    session: Session, consent_id: int, server: str, report_ids: Sequence[int], listed: Sequence[ListedForm] = ()
) -> list[Copy] | None:
    """The copies of some reports, kept as they will leave. None: nobody lets anything leave any more.

    `listed`: the forms that the server lists, as far as it does.
    """
    if not open_data.may_leave(session, consent_id, server):
        return None
    known, tree = outgoing.released(session), outgoing.tree(session)
    forms = _Forms(session, listed)
    found = []
    for report_id in report_ids:
        report = reports.get(session, report_id)
        made = _made(session, server, report, known, tree, forms) if report is not None else None
        if made is not None:
            found.append(Copy(report_id, made.document, json.loads(made.files or "{}")))
    return found


def settle(session: Session, report_id: int, refusal: str | None) -> bool:
    """Note that the server has taken a copy (None), or its words for why not. True: it is there, or stands as refused."""
    row = outgoing.row(session, report_id)
    if row is None or row.state is not OutgoingState.WAITING:
        return False
    if refusal is not None and row.emptied and row.taken_id is None:
        outgoing.drop(session, row)  # it had never come to the server, which has nothing to empty
        return False
    row.document, row.files = "", None
    if refusal is None:
        row.state, row.taken_id, row.words = OutgoingState.TAKEN, row.instance_id, None
    else:
        words = " ".join("".join(letter if letter.isprintable() else " " for letter in refusal).split())
        row.state, row.words = OutgoingState.REFUSED, words[:WORDS]
    outgoing.put(session, row)
    return True


@lru_cache(maxsize=16)
def _form(xml: str) -> Form:
    """A published form, which never changes."""
    return load_compiled(xml)


class _Forms:
    """The forms of some reports, each read once, and the identifiers that the server gave them, "" where they have their own."""

    def __init__(self, session: Session, listed: Sequence[ListedForm]) -> None:
        self._session, self._listed = session, listed
        self._read: dict[int, tuple[Form, str]] = {}

    def of(self, number: int) -> tuple[Form, str]:
        if number not in self._read:
            row = published_forms.get_form(self._session, number)
            form = _form(row.xml)
            there = listed_as(form, row.title, self._listed)
            other = there.form_id if there is not None and there.form_id != form.id else ""
            self._read[number] = form, other
        return self._read[number]


def _made(
    session: Session,
    server: str,
    report: Report,
    known: set[tuple[str, str]],
    tree: Tree,
    forms: _Forms,
) -> OutgoingSubmission | None:
    """The row of a copy with its document; None: there is nothing to send."""
    row, gone = outgoing.row(session, report.id), outgoing.objected(session, report)
    if row is not None and row.state is OutgoingState.WAITING and not (gone and not row.emptied):
        return row  # it may be there: the same bytes again
    if gone and (row is None or row.emptied):
        return None
    there = None if row is None else row.taken_id
    if row is not None and gone and there is None:
        if row.state is not OutgoingState.WAITING:  # refused: it is nowhere
            outgoing.drop(session, row)
            return None
        there = row.instance_id
    document = reports.newest(session, report).document
    if not document and not gone:
        return None
    form, other_id = forms.of(report.form_id)
    copies = 1 if row is None else row.copies + 1
    made, pictures = _instance_id(session, server, report, copies), _pictures(session, form, document, gone)
    if gone:
        copy = coded_copy(form, document or form.blank, made, replaces=there or "", other_id=other_id)
    else:
        place = _place(report.place_id or report.unit_id, tree, known)
        if not place:
            return None
        copy = coded_copy(
            form, document, made, replaces=there or "", other_id=other_id, place=place, day=report.day,
            may_leave=lambda field, choice: (field, choice) in known,
            pictures={answer: name for answer, (name, _number) in pictures.items()},
        )  # fmt: skip
    taken = row.taken_id if row is not None else None
    row = row or OutgoingSubmission(
        report_id=report.id, revision=0, state=OutgoingState.WAITING, instance_id="", document=""
    )
    row.revision, row.state, row.instance_id, row.taken_id = report.revision, OutgoingState.WAITING, made, taken
    row.document, row.emptied, row.words, row.copies = copy, gone, None, copies
    row.files = json.dumps(dict(pictures.values())) if pictures else None
    outgoing.put(session, row)
    return row


def _pictures(session: Session, form: Form, document: str, gone: bool) -> dict[str, tuple[str, int]]:
    """The pictures that an officer has ticked, by their answers: the name that each has outside, and its stored file."""
    answers = [] if gone or not document else pictures_in(form, document)
    numbers = {answer: number for answer in answers if (number := stored_files.number_in(answer)) is not None}
    ticked = outgoing.ticked(session, numbers.values()) if numbers else set()
    may = {answer: number for answer, number in numbers.items() if number in ticked}
    return {
        answer: (f"{at}.{answer.rpartition('.')[2]}", number)
        for at, (answer, number) in enumerate(may.items(), start=1)
    }


def _instance_id(session: Session, server: str, report: Report, copies: int) -> str:
    """The identifier of a copy: it tells nothing, and is the same again where a backup has forgotten that it was sent."""
    said = ring(session).lookup("open data", server, str(report.id), str(copies))
    return f"uuid:{uuid.UUID(bytes=said[:16], version=4)}"


def _place(unit_id: int, tree: Tree, known: set[tuple[str, str]]) -> str:
    """The code of the unit, or of the nearest above it, that copies may name; "": none."""
    at: int | None = unit_id
    while at is not None:
        if (PLACE, tree.codes[at]) in known:
            return tree.codes[at]
        at = tree.parents.get(at)
    return ""


def _places(found: Sequence[Candidate], tree: Tree, known: set[str]) -> tuple[set[str], set[int]]:
    """The places that may be named from now on, from the bottom up, and the reports for which there is none."""
    at: dict[int, int | None] = {candidate.report_id: candidate.unit_id for candidate in found}
    named: set[str] = set()
    for level in _levels(tree):
        pools: dict[int, list[Candidate]] = defaultdict(list)
        for candidate in found:
            unit = at[candidate.report_id]
            if unit is not None and unit in level and tree.codes[unit] not in known:
                pools[unit].append(candidate)
        for unit, some in pools.items():
            if len({candidate.who for candidate in some}) >= K:
                named.add(tree.codes[unit])
            else:
                at.update({candidate.report_id: tree.parents[unit] for candidate in some})
    return named, {report_id for report_id, unit in at.items() if unit is None}


def _levels(tree: Tree) -> list[set[int]]:
    """The units by depth, the deepest first."""
    levels: dict[int, set[int]] = defaultdict(set)
    for unit in tree.parents:
        depth, above = 0, tree.parents[unit]
        while above is not None:
            depth, above = depth + 1, tree.parents[above]
        levels[depth].add(unit)
    return [levels[depth] for depth in sorted(levels, reverse=True)]
