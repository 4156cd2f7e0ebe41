"""Queries about drafts: a form being filled in by a member."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, null, or_, update
from sqlalchemy import select as columns
from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.engine import ahead
from storage.engine.bound_rows import next_ids
from storage.engine.prepared import NamedRow, Prepared, PreparedForMany
from storage.members.addresses import unfocus_draft
from storage.tables import Alert, AlertStatus, DraftRow, FormVersion, Prompt, Reporter

_DRAFT = DraftRow.__table__
_UNDER_WAY = (AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED)
_ID = _DRAFT.c.id == bindparam("of")
_GET = Prepared(_DRAFT.select().where(_ID))
_SAVE = Prepared(
    update(_DRAFT)
    .where(_ID)
    .values({name: bindparam(f"new_{name}") for name in ("document", "state", "revision", "updated_at")}),
    only=("id", "of"),
)
_NEW = ("id", "member_id", "form_id", "prompt_id", "document", "state", "revision", "created_at", "updated_at")
_ADD = Prepared(insert(_DRAFT), _NEW, only=("id", "id"))
_OF_MEMBER = Prepared(
    _DRAFT.select().where(_DRAFT.c.member_id == bindparam("whose")).order_by(_DRAFT.c.updated_at.desc(), _DRAFT.c.id)
)
_DELETE = Prepared(delete(_DRAFT).where(_ID), only=("id", "of"))
_RELEASE = (
    Prepared(update(Alert).where(col(Alert.draft_id) == bindparam("of")).values(draft_id=null())),
    Prepared(update(Reporter).where(col(Reporter.draft_id) == bindparam("of")).values(draft_id=null())),
    Prepared(update(Prompt).where(col(Prompt.draft_id) == bindparam("of")).values(draft_id=null())),
)
_SEVERAL = PreparedForMany(_DRAFT.select(), _DRAFT.c.id)


@dataclass(slots=True)
class DraftRecord:
    """A `Draft` row without the ORM around it: what each step of a conversation reads and writes."""

    id: int
    member_id: int
    form_id: int
    prompt_id: int | None
    document: str
    state: str
    revision: int
    created_at: datetime
    updated_at: datetime
    asked_at: datetime | None = None


def get(session: Session, draft_id: int, member_id: int) -> DraftRecord | None:
    """A member's own draft: somebody else's is not found."""
    fetched = ahead.of(session)
    found: list[NamedRow] | None = fetched.found.get((_DRAFT.name, draft_id)) if fetched is not None else None
    if found is None or fetched is None or not fetched.stands((_DRAFT.name, "id", draft_id)):
        found = _GET.rows(session, {"of": draft_id})
    if not found or found[0].member_id != member_id:
        return None
    return DraftRecord(**found[0]._asdict())


def get_several(session: Session, draft_ids: Sequence[int]) -> dict[Hashable, list[NamedRow]]:
    """The rows of these drafts, as `get` looks for them."""
    found: dict[Hashable, list[NamedRow]] = {(_DRAFT.name, number): [] for number in draft_ids}
    if found:
        for row in _SEVERAL.rows(session, draft_ids):
            found[_DRAFT.name, row.id] = [row]
    return found


def get_any(session: Session, draft_id: int) -> DraftRecord | None:
    """A draft whoever writes it (an alert shows it to the officer on duty)."""
    found = _GET.rows(session, {"of": draft_id})
    return DraftRecord(**found[0]._asdict()) if found else None


def add(
    session: Session, member_id: int, form_id: int, prompt_id: int | None, document: str, now: datetime
) -> DraftRecord:
    """Stores a draft that begins."""
    (number,) = next_ids(session, _DRAFT)
    draft = DraftRecord(number, member_id, form_id, prompt_id, document, "{}", 0, now, now)
    _ADD.do(session, {name: getattr(draft, name) for name in _NEW})
    return draft


def turn_over(draft: DraftRecord) -> None:
    """Give a draft its next revision, to be written by `save`: buttons that were shown before are old."""
    draft.revision += 1


def save(session: Session, draft: DraftRecord, document: str, state: str, now: datetime) -> None:
    """Write a draft back after a step."""
    draft.document, draft.state, draft.updated_at = document, state, now
    _SAVE.later(
        session,
        {
            "of": draft.id,
            "new_document": draft.document,
            "new_state": draft.state,
            "new_revision": draft.revision,
            "new_updated_at": draft.updated_at,
        },
    )


def of_member(session: Session, member_id: int) -> Sequence[DraftRecord]:
    """A member's drafts, the one touched last first."""
    return [DraftRecord(**row._asdict()) for row in _OF_MEMBER.rows(session, {"whose": member_id})]


def for_prompt(session: Session, member_id: int, prompt_id: int) -> DraftRecord | None:
    """The member's draft of a report on a prompt, of several the one touched last."""
    return next((draft for draft in of_member(session, member_id) if draft.prompt_id == prompt_id), None)


def unsent_urgent(session: Session, before: datetime) -> list[tuple[int, datetime]]:
    """Drafts of an urgent matter that nobody touched since an instant, with when they were touched; none that was asked about."""
    urgent = select(FormVersion.id).where(FormVersion.name == "urgent")
    raised = select(Alert.draft_id).where(
        col(Alert.draft_id).is_not(None), or_(*(col(Alert.status) == status for status in _UNDER_WAY))
    )
    flagged = [draft_id for draft_id in session.scalars(raised) if draft_id is not None]
    query = columns(_DRAFT.c.id, _DRAFT.c.updated_at).where(
        or_(_DRAFT.c.form_id.in_(urgent), _DRAFT.c.id.in_(flagged)),
        _DRAFT.c.updated_at <= before,
        _DRAFT.c.asked_at.is_(None),
    )
    return [(row.id, row.updated_at) for row in session.execute(query.order_by(_DRAFT.c.id))]


def mark_asked(session: Session, draft_id: int, now: datetime) -> bool:
    """The author is asked what becomes of a draft. False: they were, or it is gone."""
    asked = update(_DRAFT).where(_DRAFT.c.id == draft_id, _DRAFT.c.asked_at.is_(None)).values(asked_at=now)
    return session.connection().execute(asked).rowcount == 1


def remove(session: Session, draft_id: int) -> None:
    """Takes a draft away: no address, alert, correction or planned prompt points at it, or at the next one of its number."""
    session.flush()
    unfocus_draft(session, draft_id)
    for statement in _RELEASE:
        statement.do(session, {"of": draft_id})
    _DELETE.do(session, {"of": draft_id})


def remove_sent(session: Session, draft_id: int) -> None:
    """The same for a draft that became a new report: no correction and no prompt, its alert speaks of the report already."""
    unfocus_draft(session, draft_id)
    _DELETE.later(session, {"of": draft_id})
