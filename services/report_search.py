"""Search among reports, for staff: by period, unit, topic, state and words of the masked text (privacy 2 and 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from forms.load_compiled import load_compiled
from forms.model import instance_document
from forms.model.types import Type
from forms.xpath.expressions import local_name
from services import audit
from services.actor import Actor, require
from services.search_queries import Query, read
from storage.forms import decisions, published_forms
from storage.reports import flagging, search
from storage.reports.search import Wanted
from storage.tables import PendingDecision, Report, ReviewStatus, Role
from texts.fold import fold, spaced
from texts.personal import Kind, find, mask

LISTED = 8
KIND = "search"
"""The kind under which an officer's own search is kept, for its next pages."""
STATES = (ReviewStatus.NEW, ReviewStatus.TAKEN, ReviewStatus.RETURNED, ReviewStatus.ACCEPTED, ReviewStatus.REJECTED)
_PAGE = 200
_MOST = 6000
"""Reports whose words are read in one go; what is older is looked through on request."""
_MASKED = dict.fromkeys(Kind, "·")


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a search. `older`: from which report on there is more to look through; None: that was all."""

    reports: tuple[int, ...]
    older: int | None = None


def begin(session: Session, actor: Actor, line: str, today: date, now: datetime) -> int:
    """Keep the search in a line, for its officer alone, who looks at its first page; returns its number.

    Raises:
        SearchRefused: there is nothing in it, it is too long, or may name a person.
    """
    require(actor, Role.STAFF)
    return _keep(session, actor, read(session, line, today), now)


def narrowed(
    session: Session,
    actor: Actor,
    search_id: int,
    now: datetime,
    *,
    topic: str | None = None,
    state: ReviewStatus | None = None,
    days: tuple[date, date] | None = None,
) -> int | None:
    """The same search with one thing changed, as another one. None: it is none of theirs."""
    query = kept(session, actor, search_id)
    if query is None:
        return None
    changed = replace(query, topic=topic or query.topic, state=state or query.state)
    if days is not None:
        changed = replace(changed, first=days[0], last=days[1])
    return _keep(session, actor, changed, now)


def kept(session: Session, actor: Actor, search_id: int) -> Query | None:
    """A search of the actor's own."""
    require(actor, Role.STAFF)
    made = decisions.choice(session, search_id, actor.acting_id)
    return Query.from_json(made.payload) if made is not None and made.kind == KIND else None


def look(session: Session, actor: Actor, search_id: int, now: datetime) -> bool:
    """Note a look at an older page of a search: by what it goes, never for which words. False: it is none of theirs."""
    query = kept(session, actor, search_id)
    if query is None:
        return False
    _note(session, actor, search_id, query, now)
    return True


def _note(session: Session, actor: Actor, search_id: int, query: Query, now: datetime) -> None:
    there = {
        "words": query.words,
        "unit": query.unit,
        "topic": query.topic,
        "period": query.first,
        "state": query.state,
    }
    audit.note(session, actor, now, "report.search", f"choice:{search_id}", " ".join(n for n, v in there.items() if v))


def find_page(session: Session, actor: Actor, search_id: int, before: int | None) -> Found | None:
    """A page of a search. None: it is none of theirs, or they are no officer any more."""
    if Role.STAFF not in actor.roles:
        return None
    query = kept(session, actor, search_id)
    if query is None:
        return None
    wanted = Wanted(query.unit, query.topic, query.first, query.last, query.state)
    if not query.words:
        there = search.page(session, actor.acting_id, wanted, LISTED + 1, before)
        ids = tuple(report.id for report in there[:LISTED])
        return Found(ids, ids[-1] if len(there) > LISTED else None)
    return _with_words(session, actor, wanted, query.words, before)


def shown(session: Session, actor: Actor, report_ids: Sequence[int]) -> Sequence[Report]:
    """The reports of a page that this officer may see by now."""
    require(actor, Role.STAFF)
    return search.some(session, actor.acting_id, report_ids)


def _keep(session: Session, actor: Actor, query: Query, now: datetime) -> int:
    made = PendingDecision(
        member_id=actor.acting_id, kind=KIND, payload=query.to_json(), created_at=now, answered_at=now
    )
    search_id = decisions.ask(session, made).id
    _note(session, actor, search_id, query, now)
    return search_id


def _with_words(session: Session, actor: Actor, wanted: Wanted, words: Sequence[str], before: int | None) -> Found:
    found: list[int] = []
    texts: dict[int, frozenset[str]] = {}
    for _ in range(_MOST // _PAGE):
        there = search.page(session, actor.acting_id, wanted, _PAGE, before)
        documents = flagging.documents(session, there)
        for report in there:
            if report.form_id not in texts:
                texts[report.form_id] = _text_fields(session, report.form_id)
            if says(documents.get(report.id, ""), texts[report.form_id], words):
                found.append(report.id)
            if len(found) > LISTED:
                return Found(tuple(found[:LISTED]), found[LISTED - 1])
        if len(there) < _PAGE:
            return Found(tuple(found))
        before = there[-1].id
    return Found(tuple(found), before)


def says(document: str, fields: frozenset[str], words: Sequence[str]) -> bool:
    """Tell whether all words stand in the texts of a report, and still do where these are masked."""
    if not document:
        return False
    nodes = [node for node in instance_document.parse(document).iter() if node.text and local_name(node) in fields]
    said = [str(node.text) for node in nodes]
    if not _all_there(said, words):
        return False
    return _all_there([mask(text, find(text), _MASKED) for text in said], words)


def _all_there(said: Sequence[str], words: Sequence[str]) -> bool:
    line = f" {spaced(fold(' '.join(said)))} "
    return all(f" {word} " in line for word in words)


def _text_fields(session: Session, form_id: int) -> frozenset[str]:
    form = load_compiled(published_forms.get_form(session, form_id).xml)
    return frozenset(field.ref.rpartition("/")[2] for field in form.fields if field.kind is Type.TEXT)
