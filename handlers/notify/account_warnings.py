"""Accounts that their network refuses, or whose updates go elsewhere: staff are told where they can be reached."""

from __future__ import annotations

from handlers.network_names import reason_in
from handlers.turn import Turn
from storage.members import addresses, members, reach
from storage.tables import Lane, Role

_KEYS = {
    "refresh_token": "account-refused-link",  # the Official Account's administrator has to link it again
    "other_poller": "account-other-poller",
    "webhook_taken": "account-webhook-taken",
    "webhook_fails": "account-webhook-fails",
}
_HEARD_ELSEWHERE = frozenset({"other_poller", "webhook_taken", "webhook_fails"})  # what we send goes out all the same


def refused(turn: Turn, account_id: int, reason: str) -> None:
    """A network refuses one of our accounts, or tells somebody else what people write: somebody has to act."""
    key = _KEYS.get(reason, "account-refused")
    ids = dict.fromkeys(members.with_role(turn.session, Role.ADMIN) + reach.officers(turn.session))
    for member_id in ids:
        there = addresses.open_addresses(turn.session, member_id, turn.now)
        person = next(
            (recipient for recipient in there if recipient.account_id != account_id or reason in _HEARD_ELSEWHERE), None
        )
        if person is not None:
            t = turn.texts_for(person)
            told = t(key, name=turn.installation.name(account_id), reason=reason_in(t, reason))
            turn.send_to(person, told, lane=Lane.REPLY, as_of=turn.now)
