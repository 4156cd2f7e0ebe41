"""Accounts that their network refuses: staff and administrators are told where they can still be reached."""

from __future__ import annotations

from handlers.network_names import reason_in
from handlers.turn import Turn
from storage.members import addresses, members
from storage.tables import Lane, Role

_LINK = "refresh_token"  # the Official Account's administrator has to link it again


def refused(turn: Turn, account_id: int, reason: str) -> None:
    """A network refuses one of our accounts: nothing goes out there until somebody acts."""
    key = "account-refused-link" if reason == _LINK else "account-refused"
    ids = dict.fromkeys(members.with_role(turn.session, Role.ADMIN) + members.with_role(turn.session, Role.STAFF))
    for member_id in ids:
        there = addresses.open_addresses(turn.session, member_id, turn.now)
        person = next((one for one in there if one.account_id != account_id), None)
        if person is not None:
            t = turn.texts_for(person)
            told = t(key, name=turn.installation.name(account_id), reason=reason_in(t, reason))
            turn.send_to(person, told, lane=Lane.REPLY)
