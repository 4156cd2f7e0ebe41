"""The roster as a spreadsheet: written out for whoever keeps it, looked at when it comes back changed, and taken over."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

import orjson
from sqlmodel import Session

from services import audit, staff_scope
from services.actor import Actor
from storage.engine import program_lock
from storage.forms import decisions
from storage.members import members
from storage.messaging import stored_files
from storage.roster import importer, roster_export
from storage.roster.importer import ImportResult
from storage.roster.roster_export import Cells
from storage.roster.rows import Rows
from storage.roster.sheet import Mistake, RosterTrouble
from storage.tables import PendingDecision, Role

CARD = "roster.import"
"""The kind of the decision whether a file is taken over."""
COPY, WAITS, TAKING, BEGUN = "roster_copy", "roster_file", "roster_taking", "roster_begun"
"""Purposes of stored files: what was written out, what came in, what is being taken over, and what is so in part."""
GOOD_FOR = timedelta(hours=12)
"""How long a file waits for its decision, and a copy for its being fetched."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Answer(StrEnum):
    """Outcome of a press under a file; each is a sentence."""

    TAKEN = "taken"
    OVER = "over"  # it was decided before
    EXPIRED = "expired"
    ELSEWHERE = "elsewhere"  # it was sent in another chat
    BUSY = "busy"  # another file is being taken over


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that waits for its decision, with the fingerprint of it and of the roster that it was set against."""

    held: int
    mark: str
    account: int


def written_out(
    session: Session, actor: Actor, language: str, strata: Mapping[str, str], now: datetime, zone: tzinfo
) -> dict[str, list[Cells]]:
    """By sheet the rows of the roster, without those who report singly. `strata`: label by name.

    Raises:
        NotPermitted: the actor is no administrator, is not of the province's staff, and is not at the terminal.
    """
    may_keep(session, actor)
    audit.note(session, actor, now, "roster.export", "roster:all")
    return roster_export.rows(session, language, strata, zone)


def keep_copy(session: Session, content: bytes, now: datetime) -> int:
    """Store what was written out, until it is fetched."""
    stored_files.forget_files(session, COPY, now - GOOD_FOR)
    return stored_files.store(session, COPY, "roster.xlsx", _XLSX, content, now)


def keep_sent(session: Session, content: bytes, now: datetime) -> int:
    """Store what was sent, until it is decided on."""
    stored_files.forget_files(session, WAITS, now - GOOD_FOR)
    return stored_files.store(session, WAITS, "roster.xlsx", _XLSX, content, now)


def changes(session: Session, actor: Actor, rows: Rows, now: datetime, zone: tzinfo) -> ImportResult:
    """The changes that a file would make to the roster; nothing is written.

    Raises:
        RosterTrouble: something in it is wrong, or is not the actor's to change: whoever reports to another officer alone
            (privacy 3), and, for all but an administrator, who is of the office.
        NotPermitted: the actor is no administrator, is not of the province's staff, and is not at the terminal.
    """
    may_keep(session, actor)
    found = importer.differences(session, rows, now, zone, hidden(session, actor))
    if found.appointed and actor.member_id is not None and Role.ADMIN not in actor.roles:
        raise RosterTrouble(
            [
                Mistake("members", change.number, "roles", "appoints", {"value": change.code})
                for change in found.appointed
            ]
        )
    return found


def hidden(session: Session, actor: Actor) -> frozenset[int]:
    """The members of whom an actor learns nothing: those who report singly to somebody else."""
    if actor.member_id is None:
        return frozenset()
    return frozenset(member_id for member_id, officer in members.singles(session).items() if officer != actor.member_id)


def fingerprint(content: bytes, state: str) -> str:
    """A digest of a file and of the state of the roster that it was set against."""
    return hashlib.sha256(hashlib.sha256(content).digest() + state.encode()).hexdigest()


def offer(session: Session, actor: Actor, waiting: Waiting, now: datetime) -> PendingDecision:
    """Put it to whoever sent a file whether it is taken over; an earlier file of theirs is put away.

    Raises:
        NotPermitted: the actor is neither an administrator nor of the province's staff.
    """
    may_keep(session, actor)
    for decision in decisions.open_choices(session, actor.acting_id, CARD):
        if _waiting(decision).held != waiting.held:
            stored_files.remove_file(session, _waiting(decision).held)
        decisions.close(session, decision, decision.payload, now)
    audit.note(session, actor, now, "roster.look", "roster:all", waiting.mark[:16])
    payload = orjson.dumps({"held": waiting.held, "mark": waiting.mark, "account": waiting.account}).decode()
    return decisions.ask(
        session, PendingDecision(member_id=actor.acting_id, kind=CARD, payload=payload, created_at=now)
    )


def take(
    session: Session, actor: Actor, choice_id: int, account_id: int, now: datetime
) -> tuple[Answer, Waiting | None]:
    """Decide that a file is taken over, once: the job that does it is the caller's to order.

    Raises:
        NotPermitted: the actor is neither an administrator nor of the province's staff.
    """
    may_keep(session, actor)
    choice, waiting = _open(session, actor, choice_id)
    if choice is None or waiting is None:
        return Answer.OVER, None
    if waiting.account != account_id:
        return Answer.ELSEWHERE, None
    program_lock.take_turns(session)
    file = stored_files.file(session, waiting.held)
    if file is None or file.created_at < now - GOOD_FOR:
        return Answer.EXPIRED, None
    others = [stored_files.newest(session, purpose) for purpose in (TAKING, BEGUN)]
    if any(other is not None and other.created_at >= now - GOOD_FOR for other in others):
        return Answer.BUSY, None
    if not decisions.answered(session, choice_id, now):
        return Answer.OVER, None
    stored_files.turn_into(session, waiting.held, TAKING)
    note_import(session, actor, now, waiting.mark[:16])
    return Answer.TAKEN, waiting


def drop(session: Session, actor: Actor, choice_id: int, now: datetime) -> bool:
    """Put a file away. False: it was decided on before.

    Raises:
        NotPermitted: the actor is neither an administrator nor of the province's staff.
    """
    may_keep(session, actor)
    choice, waiting = _open(session, actor, choice_id)
    if choice is None or waiting is None or not decisions.answered(session, choice_id, now):
        return False
    stored_files.remove_file(session, waiting.held)
    audit.note(session, actor, now, "roster.drop", f"stored_file:{waiting.held}")
    return True


def begin(session: Session, held: int) -> None:
    """Note with the first part that is taken over that it is: should it be broken off, that is said."""
    stored_files.turn_into(session, held, BEGUN)


def was_begun(session: Session, held: int) -> bool:
    """Tell whether part of a file was taken over, and its end was not told yet."""
    file = stored_files.file(session, held)
    return file is not None and file.purpose == BEGUN


def put_back(session: Session, held: int) -> None:
    """A file that was to be taken over waits again: the roster was changed in between."""
    stored_files.turn_into(session, held, WAITS)


def done_with(session: Session, held: int) -> None:
    """Delete a file that was taken over, or that cannot be."""
    stored_files.remove_file(session, held)


def note_import(session: Session, actor: Actor, now: datetime, mark: str = "") -> None:
    """Note that a file was taken over: at the terminal, where it is done at once; in the chat `take` does."""
    audit.note(session, actor, now, "roster.import", "roster:all", mark)


def may_keep(session: Session, actor: Actor) -> None:
    """Raise NotPermitted unless the actor is an administrator, of the province's staff, or at the terminal."""
    if actor.member_id is not None:
        staff_scope.require_all(session, actor, Role.ADMIN)


def _open(session: Session, actor: Actor, choice_id: int) -> tuple[PendingDecision | None, Waiting | None]:
    choice = decisions.choice(session, choice_id, actor.acting_id)
    if choice is None or choice.kind != CARD or choice.answered_at is not None:
        return None, None
    return choice, _waiting(choice)


def _waiting(choice: PendingDecision) -> Waiting:
    return Waiting(**orjson.loads(choice.payload))
