"""The roster as a spreadsheet: written out for whoever keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo

from sqlmodel import Session

from services import audit
from services.actor import Actor, require
from storage.roster import roster_export
from storage.roster.roster_export import Cells
from storage.tables import Role


def written_out(
    session: Session, actor: Actor, language: str, strata: Mapping[str, str], now: datetime, zone: tzinfo
) -> dict[str, list[Cells]]:
    """By sheet the rows of the roster, without those who report singly. `strata`: label by name.

    Raises:
        NotPermitted: the actor is neither an administrator nor at the terminal.
    """
    if actor.member_id is not None:
        require(actor, Role.ADMIN)
    audit.note(session, actor, now, "roster.export", "roster:all")
    return roster_export.rows(session, language, strata, zone)
