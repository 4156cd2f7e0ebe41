"""The hour at which each member wants to be reminded, within the hours of the day in which anybody is."""

from __future__ import annotations

from datetime import datetime, time

from sqlmodel import Session

from services import audit
from services.actor import Actor, require
from services.quiet_hours import night
from storage.members import members
from storage.tables import Member, Role
from texts.times import minute_of, time_at


class NightHour(ValueError):
    """An hour of the night, in which nobody is reminded."""


def chosen(session: Session, actor: Actor) -> time | None:
    """The hour that the actor chose; None: that of everybody.

    Raises:
        NotPermitted: the actor is no collaborator.
    """
    require(actor, Role.COLLABORATOR)
    member = session.get(Member, actor.acting_id)
    minutes = member.remind_at if member is not None else None
    return None if minutes is None else time_at(minutes)


def choose(session: Session, actor: Actor, hour: time | None, now: datetime) -> None:
    """Remind the actor at an hour from now on; None: when everybody is.

    Raises:
        NightHour: nobody is reminded then.
        NotPermitted: the actor is no collaborator.
    """
    require(actor, Role.COLLABORATOR)
    if hour is not None and night(session).holds(hour):
        raise NightHour
    minutes = None if hour is None else minute_of(hour)
    members.remind_at(session, actor.acting_id, minutes)
    audit.note(session, actor, now, "member.remind_at", f"member:{actor.acting_id}")
