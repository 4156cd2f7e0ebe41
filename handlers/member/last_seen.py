"""Presence: whatever a person does ends "unreachable", unless the network refused us since."""

from __future__ import annotations

from datetime import datetime, timedelta

from channels.messages import Kind
from handlers import notifications
from handlers.notify import prompt_messages, survey_messages
from handlers.turn import Turn
from services import alerts, broadcasts, telling
from services.surveys import surveys
from storage.members import addresses

_OFTEN = timedelta(hours=1)


def note(turn: Turn) -> datetime | None:
    """Move the end of the network's window on (to the hour), and end "unreachable" where it was earlier.

    Returns since when the person could not be reached until now: what is open for them may have passed them over. None: they
    could.
    """
    at = turn.now if turn.event.kind is Kind.BUTTON else turn.event.sent_at  # a press tells no time of its own
    away: datetime | None = None
    until = turn.installation.until(turn.account_id, at)
    if turn.person is None:
        return None
    if until is not None:
        known = turn.me.reachable_until
        away = known if known is not None and known <= turn.now < until else None
        if known is None or until - known >= _OFTEN:
            addresses.set_reachable_until(turn.session, turn.me, until)
    refused = turn.me.unreachable_at
    if turn.me.unreachable and (refused is None or refused.replace(microsecond=0) <= at):
        addresses.set_reachable(turn.session, turn.me)
        away = min(away or turn.now, refused or turn.now)
    return away


def blocked(turn: Turn) -> None:
    """The person wants nothing from us in this chat."""
    addresses.set_unreachable(turn.session, turn.me.address_id, "blocked", turn.event.sent_at)


def catch_up(turn: Turn, since: datetime, was_joined: bool) -> None:
    """Bring somebody who was away what is open for them: prompts, surveys, alerts that nobody could hear, what was to be told.

    was_joined: they had joined before this turn; whoever joins in it has got the surveys by that.
    """
    prompt_messages.send(turn, broadcasts.catch_up(turn.session, turn.me, turn.now))
    if was_joined:
        survey_messages.send(turn, surveys.catch_up(turn.session, turn.actor, turn.me, since, turn.now))
    told = alerts.officer_is_back(turn.session, turn.me.member_id, turn.now, turn.installation.alert_plan)
    notifications.send(turn, [*told, *telling.catch_up(turn.session, turn.me.member_id, turn.now)])
