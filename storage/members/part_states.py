"""Queries about how far a member's part in a prompt is: read, locked, kept.

It stands encrypted, so that whatever asks for parts of some state reads those of a prompt and looks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from storage.engine.prepared import Prepared
from storage.tables import Assignment, PartState

_A = Assignment.__table__
_OF_PROMPT = Prepared(
    select(_A.c.prompt_id, _A.c.member_id, _A.c.state)
    .where(_A.c.prompt_id == bindparam("prompt"))
    .order_by(_A.c.member_id)
)
_ONE = (_A.c.prompt_id == bindparam("prompt"), _A.c.member_id == bindparam("member"))
ONE_LOCKED = select(_A.c.prompt_id, _A.c.member_id, _A.c.state).where(*_ONE).with_for_update()
"""One part (`prompt`, `member`), for a statement that asks more; nobody else changes it until the transaction ends."""
_LOCKED = Prepared(ONE_LOCKED)
_PUT = Prepared(update(_A).where(*_ONE).values(state=bindparam("to")))


def states(session: Session, prompt_id: int) -> list[tuple[int, PartState]]:
    """Every part in a prompt: (member id, state)."""
    session.flush()
    rows = _OF_PROMPT.rows(session, {"prompt": prompt_id})
    return [(row.member_id, row.state) for row in rows if row.state.is_part]


def locked(session: Session, prompt_id: int, member_id: int) -> PartState | None:
    """One part, which nobody else changes until this transaction ends. None: the member has none in this prompt."""
    session.flush()
    rows = _LOCKED.rows(session, {"prompt": prompt_id, "member": member_id})
    return rows[0].state if rows and rows[0].state.is_part else None


def locked_many(session: Session, prompt_id: int, member_ids: Collection[int]) -> list[tuple[int, PartState]]:
    """The parts of some members in a prompt, (member id, state), which nobody else changes until this transaction ends."""
    session.flush()
    query = select(_A.c.member_id, _A.c.state).where(_A.c.prompt_id == prompt_id, _A.c.member_id.in_(list(member_ids)))
    found = session.execute(query.order_by(_A.c.member_id).with_for_update())
    return [(row.member_id, row.state) for row in found if row.state.is_part]


def put(session: Session, parts: Iterable[tuple[int, int, PartState]]) -> None:
    """Keep how far these parts are now: (prompt id, member id, state) of each."""
    rows = [{"prompt": prompt, "member": member, "to": state} for prompt, member, state in parts]
    if rows:
        _PUT.change_many(session, rows)
