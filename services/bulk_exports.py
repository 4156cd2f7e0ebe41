"""Bulk exports: asked for at the terminal, agreed to by a second officer in their own chat, written once (privacy 12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from services import audit, staff_scope
from services.actor import Actor
from services.notifications import ExportWanted
from storage.members import addresses, members, reach
from storage.reports import export, export_requests, reports
from storage.reports.export import Look
from storage.tables import ExportRequest, ExportStatus, Role

GOOD_FOR = timedelta(days=1)
"""How long a request waits, and how long what was agreed to may be written."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request as a second officer sees it."""

    request_id: int
    by: str
    reason: str
    with_reporters: bool


def ask(session: Session, code: str, reason: str, with_reporters: bool, now: datetime) -> int | None:
    """Ask for an export; returns its number. None: the code is of nobody who may."""
    member_id = export.officer(session, code)
    if member_id is None:
        return None
    made = export_requests.add(
        session,
        ExportRequest(
            asked_by=member_id, asked_at=now, reason=reason, with_reporters=with_reporters, status=ExportStatus.ASKED
        ),
    )
    audit.note(session, Actor(member_id), now, "export.ask", f"export_request:{made.id}")
    return made.id


def tell(session: Session, request_id: int, now: datetime) -> Sequence[ExportWanted]:
    """Tell everybody who may agree to a request that it waits; nobody where it does no more."""
    found = export_requests.get(session, request_id)
    if found is None or found.status is not ExportStatus.ASKED or found.asked_at < now - GOOD_FOR:
        return ()
    people = addresses.reached(session, sorted(_officers(session) - {found.asked_by}), now)
    return [ExportWanted(person, request_id) for person in people]


def waiting(session: Session, actor: Actor, now: datetime) -> Sequence[Wanted]:
    """The requests of others, for staff and administrators.

    Raises:
        NotPermitted: the actor is neither.
    """
    staff_scope.require_all(session, actor, Role.ADMIN)
    found = export_requests.waiting(session, actor.acting_id, now - GOOD_FOR)
    names = members.names(session, [request.asked_by for request in found])
    return [
        Wanted(request.id, names.get(request.asked_by, ""), request.reason, request.with_reporters) for request in found
    ]


def decide(session: Session, actor: Actor, request_id: int, agreed: bool, now: datetime) -> bool:
    """A second officer says yes or no. False: it waits no more, or is their own.

    Raises:
        NotPermitted: the actor is neither staff nor an administrator.
    """
    staff_scope.require_all(session, actor, Role.ADMIN)
    status = ExportStatus.AGREED if agreed else ExportStatus.REFUSED
    done = export_requests.decide(session, request_id, actor.acting_id, status, now, now - GOOD_FOR)
    if done:
        audit.note(session, actor, now, "export.agree" if agreed else "export.refuse", f"export_request:{request_id}")
    return done


def use(session: Session, request_id: int, now: datetime) -> tuple[Look, bool] | None:
    """Take an agreed request for the one export that it is good for: the two people and why, and whether with reporters.

    None: nobody agreed to it, it was written before, too long ago, or one of the two is no officer any more.
    """
    found = export_requests.get(session, request_id)
    if found is None or found.decided_by is None or not _may_both(session, found.asked_by, found.decided_by):
        return None
    look = Look(found.asked_by, found.decided_by, found.reason)
    with_reporters = found.with_reporters
    if not export_requests.use(session, request_id, now, now - GOOD_FOR):
        return None
    audit.note(session, Actor(look.member_id), now, "export.write", f"export_request:{request_id}")
    return look, with_reporters


def reporters(session: Session, request_id: int, look: Look, now: datetime) -> list[tuple[str, str, int]]:
    """The reporters, for the file beside an export that was taken with `use`; the look is logged in the same transaction."""
    reports.log_look(session, now, look.member_id, None, look.reason, look.confirmed_by)
    audit.note(session, Actor(look.member_id), now, "identity.look", f"export_request:{request_id}")
    return export.reporters(session)


def _may_both(session: Session, *member_ids: int) -> bool:
    return _officers(session).issuperset(member_ids)


def _officers(session: Session) -> set[int]:
    return {*reach.officers(session), *members.with_role(session, Role.ADMIN)}
