"""Open data: who lets reports go to a server, when, and what is told of it.

The administrator names the server in the settings. Nothing leaves before one officer has asked in their own chat and another
has agreed in theirs; either of them, or anybody else who may, ends it (privacy 12).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from services import audit, staff_scope
from services.actor import PROGRAM, Actor
from services.notifications import OpenDataTold, OpenDataWanted
from services.orders import OpenDataOrder, OpenDataSent
from storage.members import addresses, members, reach
from storage.reports import outgoing
from storage.tables import OpenDataConsent, OutgoingState, Role

ASKED_FOR = timedelta(days=1)
"""How long a request waits for a second officer."""
EVERY = timedelta(days=1)
PAUSES = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6))
"""How long a server that is away is left alone, the last one again and again."""
SHOWN = 5
"""Reports that were refused, in one message."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with a server. `asked`, `agreed`: names; "" where nobody has. `waits`: a second officer is to agree."""

    consent_id: int | None
    asked: str = ""
    agreed: str = ""
    waits: bool = False
    own: bool = False
    """The actor has asked themselves."""
    away_since: datetime | None = None
    taken: int = 0
    refused: int = 0
    examples: Sequence[tuple[str, str]] = ()
    """(report number, the server's words) of some that were refused."""

    @property
    def runs(self) -> bool:
        """Reports go there."""
        return bool(self.agreed)


def standing(session: Session, actor: Actor, server: str, now: datetime) -> Standing:
    """How it stands with the server of the settings.

    Raises:
        NotPermitted: the actor is neither staff of the whole province, nor an administrator, nor at the terminal.
    """
    if actor.member_id is not None:
        staff_scope.require_all(session, actor, Role.ADMIN)
    found = outgoing.newest_consent(session, server)
    if found is None or (found.agreed_by is None and found.asked_at < now - ASKED_FOR):
        return Standing(None)
    names = members.names(session, [found.asked_by, *([found.agreed_by] if found.agreed_by is not None else [])])
    count = outgoing.counts(session) if found.agreed_by is not None else {}
    return Standing(
        found.id,
        names.get(found.asked_by, ""),
        names.get(found.agreed_by, "") if found.agreed_by is not None else "",
        found.agreed_by is None,
        found.asked_by == actor.member_id,
        found.away_since,
        count.get(OutgoingState.TAKEN, 0),
        count.get(OutgoingState.REFUSED, 0),
        outgoing.refused(session, SHOWN) if count else (),
    )


def ask(session: Session, actor: Actor, server: str, now: datetime) -> Sequence[OpenDataWanted] | None:
    """Ask for reports to go to the server; others who may agree are told. None: it was asked before, or they go there.

    Raises:
        NotPermitted: the actor is neither staff of the whole province nor an administrator.
    """
    before = standing(session, actor, server, now)
    if before.consent_id is not None:
        return None
    made = outgoing.add_consent(session, OpenDataConsent(server=server, asked_by=actor.acting_id, asked_at=now))
    audit.note(session, actor, now, "server.ask", f"open_data_consent:{made.id}")
    others = sorted(_officers(session) - {actor.acting_id})
    return [OpenDataWanted(person) for person in addresses.reached(session, others, now)]


def agree(session: Session, actor: Actor, consent_id: int, server: str, now: datetime) -> bool:
    """A second officer agrees: reports leave from now on. False: it waits no more, is their own, or for another server.

    What went to another server before is forgotten: all of it goes to this one.

    Raises:
        NotPermitted: the actor is neither staff of the whole province nor an administrator.
    """
    staff_scope.require_all(session, actor, Role.ADMIN)
    found = outgoing.consent(session, consent_id)
    if found is None or found.server != server or found.asked_by not in _officers(session):
        return False
    if not outgoing.agree(session, consent_id, actor.acting_id, now, now - ASKED_FOR):
        return False
    before = outgoing.agreed_before(session, consent_id)
    if before is not None and before.server != server:
        outgoing.forget_all(session)
    audit.note(session, actor, now, "server.agree", f"open_data_consent:{consent_id}")
    return True


def end(session: Session, actor: Actor, consent_id: int, now: datetime) -> bool:
    """Anybody who may says no, or stop: nothing leaves any more. False: it had ended.

    Raises:
        NotPermitted: the actor is neither staff of the whole province nor an administrator.
    """
    staff_scope.require_all(session, actor, Role.ADMIN)
    done = outgoing.end(session, consent_id, actor.acting_id, now)
    if done:
        audit.note(session, actor, now, "server.end", f"open_data_consent:{consent_id}")
    return done


def may_leave(session: Session, consent_id: int, server: str) -> bool:
    """Tell whether two officers still stand behind it, for this server."""
    found = outgoing.consent(session, consent_id)
    if found is None or found.server != server or found.agreed_by is None or found.ended_at is not None:
        return False
    return _officers(session).issuperset((found.asked_by, found.agreed_by))


def send_now(session: Session, server: str, now: datetime) -> bool:
    """At the terminal: have reports leave now, and what was refused once more. False: nobody lets them.

    The running program does it.
    """
    found = outgoing.newest_consent(session, server)
    if found is None or not may_leave(session, found.id, server):
        return False
    outgoing.refused_again(session)
    outgoing.put_off(session, found.id, now)
    audit.note(session, PROGRAM, now, "server.send", f"open_data_consent:{found.id}")
    return True


def hour_came(session: Session, consent_id: int, now: datetime) -> tuple[OpenDataOrder | None, Sequence[OpenDataTold]]:
    """The order to send what may leave. None: one of the two is no officer any more, so that it ends and others are told."""
    found = outgoing.consent(session, consent_id)
    if found is None or found.ended_at is not None or found.agreed_by is None:
        return None, ()
    if _officers(session).issuperset((found.asked_by, found.agreed_by)):
        outgoing.put_off(session, consent_id, now + EVERY)
        return OpenDataOrder(consent_id), ()
    outgoing.end(session, consent_id, None, now)
    audit.note(session, PROGRAM, now, "server.end", f"open_data_consent:{consent_id}")
    people = addresses.reached(session, sorted(reach.officers(session)), now)
    return None, [OpenDataTold(person, "lapsed") for person in people]


def ended(session: Session, order: OpenDataOrder, result: OpenDataSent | None, now: datetime) -> Sequence[OpenDataTold]:
    """Note how it went, and tell officers of what was refused, and once of a server that does not take anything."""
    found = outgoing.consent(session, order.consent)
    if found is None or found.ended_at is not None:
        return ()
    away = "failed" if result is None else result.away
    told: list[OpenDataTold] = []
    people = addresses.reached(session, sorted(reach.officers(session)), now)
    if away:
        outgoing.put_off(session, found.id, now + PAUSES[min(found.away_tries, len(PAUSES) - 1)])
        if found.away_since is None:
            told += [OpenDataTold(person, away) for person in people]
        found.away_since, found.away_tries = found.away_since or now, found.away_tries + 1
    elif found.away_since is not None:
        found.away_since, found.away_tries = None, 0
    session.flush()
    if result is not None and result.refused:
        examples = outgoing.refused(session, SHOWN)
        told += [OpenDataTold(person, "refused", result.refused, examples) for person in people]
    if result is not None and (result.taken or result.refused):
        detail = f"taken:{result.taken} refused:{result.refused}"
        audit.note(session, PROGRAM, now, "server.sent", f"open_data_consent:{found.id}", detail)
    return told


def _officers(session: Session) -> set[int]:
    return {*reach.officers(session), *members.with_role(session, Role.ADMIN)}
