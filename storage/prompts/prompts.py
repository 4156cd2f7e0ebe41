"""Queries about prompts: what is asked, of whom, and who has answered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from dataclasses import replace as replace_state
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, insert, literal_column, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.engine.prepared import Prepared
from storage.members import part_states
from storage.prompts import assigned_parts
from storage.tables import (
    Assignment,
    AssignmentStatus,
    Member,
    MemberRole,
    NothingReason,
    PartState,
    Prompt,
    PromptItem,
    PromptKind,
    PromptStatus,
    Role,
    UnitPath,
)

_A, _PROMPT, _MEMBER = Assignment.__table__, Prompt.__table__, Member.__table__
_ROLE, _PATH = MemberRole.__table__, UnitPath.__table__
OPEN = (AssignmentStatus.PENDING, AssignmentStatus.STARTED)
_IS_CURRENT = (
    _A.c.member_id == bindparam("of"),
    _PROMPT.c.status == literal_column("'sent'"),
    _PROMPT.c.due_at > bindparam("now"),
)
_CURRENT = (
    select(Prompt, col(Assignment.state))
    .join(Assignment, _A.c.prompt_id == _PROMPT.c.id)
    .where(*_IS_CURRENT)
    .order_by(_PROMPT.c.due_at, _PROMPT.c.id)
)
_ASKED = Prepared(
    select(_PROMPT.c.id, _PROMPT.c.form_id, _PROMPT.c.title, _A.c.state, _PROMPT.c.due_at)
    .join(_A, _A.c.prompt_id == _PROMPT.c.id)
    .where(*_IS_CURRENT)
    .order_by(_PROMPT.c.due_at, _PROMPT.c.id)
)
_TITLE = Prepared(select(_PROMPT.c.id, _PROMPT.c.title).where(_PROMPT.c.id == bindparam("of")))


def get(session: Session, prompt_id: int) -> Prompt | None:
    return session.get(Prompt, prompt_id)


def title(session: Session, prompt_id: int) -> str | None:
    """A prompt's title; None: there is no such prompt."""
    session.flush()
    return next((str(row.title) for row in _TITLE.rows(session, {"of": prompt_id})), None)


def items(session: Session, prompt_id: int) -> Sequence[PromptItem]:
    return session.scalars(
        select(PromptItem).where(col(PromptItem.prompt_id) == prompt_id).order_by(col(PromptItem.position))
    ).all()


def add(session: Session, prompt: Prompt, matters: Sequence[tuple[str, str]]) -> Prompt:
    """Stores a prompt with its matters, each (text, topic)."""
    session.add(prompt)
    session.flush()
    _add_matters(session, prompt.id, matters)
    return prompt


def _add_matters(session: Session, prompt_id: int, matters: Sequence[tuple[str, str]]) -> None:
    for position, (text, topic) in enumerate(matters, 1):
        session.add(PromptItem(prompt_id=prompt_id, position=position, name=f"item_{position}", topic=topic, text=text))
    session.flush()


def audience(session: Session, unit_id: int) -> list[int]:
    """The collaborators of a unit and of all below it."""
    query = (
        select(_MEMBER.c.id)
        .join(_ROLE, _ROLE.c.member_id == _MEMBER.c.id)
        .join(_PATH, _PATH.c.descendant_id == _MEMBER.c.unit_id)
        .where(_ROLE.c.role == Role.COLLABORATOR, _PATH.c.ancestor_id == unit_id, _MEMBER.c.left_at.is_(None))
        .order_by(_MEMBER.c.id)
    )
    return list(session.scalars(query))


def assign(session: Session, prompt_id: int, member_ids: Sequence[int], beside: Collection[int] = ()) -> None:
    """Everybody in the audience has a part in the prompt, those who cannot be reached as well.

    beside: who gets a row all the same, since who was asked may not be read from the rows (privacy 3).
    """
    states = dict.fromkeys(beside, PartState(AssignmentStatus.UNASKED)) | dict.fromkeys(member_ids, PartState())
    if member_ids:
        rows = [
            {"prompt_id": prompt_id, "member_id": member_id, "state": states[member_id]} for member_id in sorted(states)
        ]
        session.execute(insert(_A), rows)


@dataclass(frozen=True, slots=True)
class Asked:
    """A prompt as a member's menu and report know it; `status`: how far the member's part is."""

    id: int
    form_id: int
    title: str
    status: AssignmentStatus
    due_at: datetime


def asked(session: Session, member_id: int, now: datetime) -> list[Asked]:
    """Prompts as `current` finds them, without the ORM."""
    session.flush()
    found = _ASKED.rows(session, {"of": member_id, "now": now})
    return [
        Asked(row.id, row.form_id, row.title, row.state.status, row.due_at)
        for row in found
        if row.state.is_part and row.state.status is not AssignmentStatus.EXCUSED
    ]


def current(session: Session, member_id: int, now: datetime) -> Sequence[Prompt]:
    """The sent prompts in which a member has a part and whose time is not over, the next due first."""
    found = session.execute(_CURRENT, {"of": member_id, "now": now}).all()
    return [prompt for prompt, state in found if state.is_part and state.status is not AssignmentStatus.EXCUSED]


def sent(session: Session, limit: int = 8) -> Sequence[Prompt]:
    """The prompts sent last."""
    query = select(Prompt).where(_PROMPT.c.status == PromptStatus.SENT).order_by(_PROMPT.c.sent_at.desc())
    return session.scalars(query.limit(limit)).all()


def waiting(session: Session) -> Sequence[Prompt]:
    """The prompts that have not gone out yet, the one that goes first before the others."""
    query = select(Prompt).where(_PROMPT.c.status == PromptStatus.SCHEDULED)
    return session.scalars(query.order_by(_PROMPT.c.send_at.is_(None), _PROMPT.c.send_at, _PROMPT.c.id)).all()


def ripe(session: Session, now: datetime, held_until: datetime | None = None) -> list[tuple[int, int]]:
    """(id, version) of every waiting prompt whose own hour has come, or whose answers would be due already.

    held_until: those of hours before this instant wait for a word of staff.
    """
    query = select(_PROMPT.c.id, _PROMPT.c.version).where(
        _PROMPT.c.status == PromptStatus.SCHEDULED, or_(_PROMPT.c.send_at <= now, _PROMPT.c.due_at <= now)
    )
    if held_until is not None:
        query = query.where(or_(_PROMPT.c.send_at.is_(None), _PROMPT.c.send_at > held_until))
    return [(row.id, row.version) for row in session.execute(query.order_by(_PROMPT.c.id))]


def changed_by_draft(session: Session, draft_id: int) -> Prompt | None:
    """The prompt of which a draft is the change."""
    return session.scalar(select(Prompt).where(_PROMPT.c.draft_id == draft_id))


def replace(session: Session, prompt: Prompt, other: Prompt, matters: Sequence[tuple[str, str]]) -> bool:
    """Give a prompt that waits the content, the audience and the hours of another one, which is not stored.

    False: it does not wait any more.
    """
    names = ("kind", "form_id", "title", "intro", "unit_id", "audience", "due_at", "send_at", "month")
    if not _change_waiting(session, prompt, {name: getattr(other, name) for name in names} | {"draft_id": None}):
        return False
    session.execute(delete(PromptItem).where(col(PromptItem.prompt_id) == prompt.id))
    _add_matters(session, prompt.id, matters)
    return True


def for_monthly_rule(session: Session, month: date) -> Sequence[Prompt]:
    """The prompts, of whatever kind, that leave by the monthly rule in the month that begins on this day, or before."""
    query = select(Prompt).where(
        _PROMPT.c.status == PromptStatus.SCHEDULED,
        _PROMPT.c.send_at.is_(None),
        or_(_PROMPT.c.month.is_(None), _PROMPT.c.month <= month),
    )
    return session.scalars(query.order_by(_PROMPT.c.id)).all()


def has_monthly(session: Session, since: datetime, until: datetime) -> bool:
    """True if a monthly prompt was sent in a month, or is planned for an hour of it."""
    sent = and_(_PROMPT.c.status == PromptStatus.SENT, _PROMPT.c.sent_at >= since, _PROMPT.c.sent_at < until)
    planned = and_(_PROMPT.c.status == PromptStatus.SCHEDULED, _PROMPT.c.send_at >= since, _PROMPT.c.send_at < until)
    query = select(_PROMPT.c.id).where(_PROMPT.c.kind == PromptKind.MONTHLY, or_(sent, planned))
    return session.scalar(query.limit(1)) is not None


def due_between(session: Session, since: datetime, until: datetime) -> list[tuple[Prompt, list[int]]]:
    """The prompts whose deadline came between two instants, each with the members who had not answered."""
    sent = select(Prompt).where(_PROMPT.c.status == PromptStatus.SENT, _PROMPT.c.due_at > since)
    found = session.scalars(sent.where(_PROMPT.c.due_at <= until).order_by(_PROMPT.c.due_at, _PROMPT.c.id)).all()
    return [(prompt, waited_for(session, prompt.id)) for prompt in found]


def extend(session: Session, prompt: Prompt, due_at: datetime) -> bool:
    """Give a prompt that was sent more time. False: it has as much, or was not sent."""
    session.flush()
    shorter = _PROMPT.c.id == prompt.id, _PROMPT.c.status == PromptStatus.SENT, _PROMPT.c.due_at < due_at
    changed = session.connection().execute(
        update(_PROMPT).where(*shorter).values(due_at=due_at, version=_PROMPT.c.version + 1)
    )
    session.refresh(prompt)
    return changed.rowcount == 1


def set_sent(session: Session, prompt: Prompt, now: datetime) -> bool:
    """Note that a prompt that waits goes out now. False: it does not wait any more."""
    return _change_waiting(session, prompt, {"status": PromptStatus.SENT, "sent_at": now})


def set_cancelled(session: Session, prompt: Prompt, member_id: int | None, now: datetime) -> bool:
    """Call off a prompt that waits; nobody (None) did where its answers would be due.

    False: it does not wait any more.
    """
    called_off = {"status": PromptStatus.CANCELLED, "changed_by": member_id, "changed_at": now}
    return _change_waiting(session, prompt, called_off)


def _change_waiting(session: Session, prompt: Prompt, values: dict[str, Any]) -> bool:
    session.flush()
    waits = _PROMPT.c.id == prompt.id, _PROMPT.c.status == PromptStatus.SCHEDULED
    changed = session.connection().execute(
        update(_PROMPT).where(*waits).values({**values, "version": _PROMPT.c.version + 1})
    )
    session.refresh(prompt)
    return changed.rowcount == 1


def withdraw(session: Session, prompt: Prompt, member_id: int, now: datetime) -> bool:
    """Take back a prompt that was sent: nobody is asked any more. False: it is none, or somebody did."""
    values = {"status": PromptStatus.CANCELLED, "changed_by": member_id, "changed_at": now}
    return _change_sent(session, prompt, None, values)


def correct(session: Session, prompt: Prompt, version: int, member_id: int, now: datetime, **words: str) -> bool:
    """Put other words into a prompt that was sent. False: it is none any more, or has changed since this version.

    words: title, intro, or a matter by its name ("item_2").
    """
    own = {name: text for name, text in words.items() if name in ("title", "intro")}
    values = {**own, "changed_by": member_id, "changed_at": now}
    if not _change_sent(session, prompt, version, values):
        return False
    for name, text in words.items():
        if name not in own:
            item = session.scalar(
                select(PromptItem).where(col(PromptItem.prompt_id) == prompt.id, col(PromptItem.name) == name)
            )
            assert item is not None, "whoever corrects it has seen it"
            item.text = text
    session.flush()
    return True


def _change_sent(session: Session, prompt: Prompt, version: int | None, values: dict[str, Any]) -> bool:
    session.flush()
    there = [_PROMPT.c.id == prompt.id, _PROMPT.c.status == PromptStatus.SENT]
    if version is not None:
        there.append(_PROMPT.c.version == version)
    changed = session.connection().execute(
        update(_PROMPT).where(*there).values({**values, "version": _PROMPT.c.version + 1})
    )
    session.refresh(prompt)
    return changed.rowcount == 1


def begin_change(session: Session, prompt: Prompt, draft_id: int) -> bool:
    """Note which draft is the change of a prompt that waits. False: it does not wait any more."""
    return _change_waiting(session, prompt, {"draft_id": draft_id})


def end_change(session: Session, prompt: Prompt) -> None:
    """No draft is the change of this prompt any more."""
    prompt.draft_id = None
    session.flush()


def set_status(
    session: Session,
    prompt_id: int,
    member_id: int,
    status: AssignmentStatus,
    now: datetime,
    reason: NothingReason | None = None,
) -> bool:
    """Move a member's part on. True: it waited for an answer until now, and does not any more.

    Starting does not take back what was finished, nor what is not asked any more.
    """
    state = part_states.locked(session, prompt_id, member_id)
    return move_on(session, prompt_id, member_id, state, status, now, reason)


def move_on(
    session: Session,
    prompt_id: int,
    member_id: int,
    state: PartState | None,
    status: AssignmentStatus,
    now: datetime,
    reason: NothingReason | None = None,
) -> bool:
    """The same for a part that is locked already. state: how far it is; None: the member has none."""
    if state is None:
        return False
    waited = not state.is_answered
    if status is AssignmentStatus.STARTED:
        if state.status is not AssignmentStatus.PENDING:
            return False
        state = replace_state(state, status=status, started_at=now)
    else:
        # more, or a correction, does not make late what came in time
        finished_at = state.finished_at if state.is_answered else now
        state = replace_state(state, status=status, nothing_reason=reason, finished_at=finished_at)
    part_states.put(session, [(prompt_id, member_id, state)])
    return waited and state.is_answered


def begun_no_more(session: Session, prompt_id: int, member_id: int) -> None:
    """Let a member's part wait as before it was begun: the draft is gone with which it was."""
    state = part_states.locked(session, prompt_id, member_id)
    if state is not None and state.status is AssignmentStatus.STARTED:
        waits = replace_state(state, status=AssignmentStatus.PENDING, started_at=None)
        part_states.put(session, [(prompt_id, member_id, waits)])


def waited_for(session: Session, prompt_id: int) -> list[int]:
    """The members who have not answered and are still asked; whoever names them asks who may see that (privacy 3)."""
    return [member for member, state in part_states.states(session, prompt_id) if state.is_open]


def to_remind(session: Session, now: datetime, today: date) -> list[tuple[int, int]]:
    """(prompt id, member id) of every open part of a prompt that is not over, for members not reminded today."""
    query = select(_PROMPT.c.id).where(_PROMPT.c.status == PromptStatus.SENT, _PROMPT.c.due_at > now)
    open_ = session.scalars(query.order_by(_PROMPT.c.due_at, _PROMPT.c.id)).all()
    parts = [(prompt, *part) for prompt in open_ for part in part_states.states(session, prompt)]
    done = {member for _, member, state in parts if state.reminded_on == today}
    done |= assigned_parts.reminded_on(session, today)  # of prompts whose time is over as well
    return [(prompt, member) for prompt, member, state in parts if state.is_open and member not in done]


def reminded(session: Session, prompt_id: int, member_ids: Sequence[int], today: date) -> None:
    """Note that these members are reminded of a prompt today."""
    parts = part_states.locked_many(session, prompt_id, member_ids)
    part_states.put(session, [(prompt_id, member, replace_state(state, reminded_on=today)) for member, state in parts])
