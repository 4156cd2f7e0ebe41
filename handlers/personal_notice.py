"""Personal data in words that are no answer: the message leaves the chat where it can, and nothing of it is repeated."""

from __future__ import annotations

from handlers.turn import Turn
from texts.personal import find
from texts.rich import RichText


def look(turn: Turn) -> RichText | None:
    """Take a message with personal data out of the chat; returns what is said instead of quoting it. None: it has none."""
    if not find(turn.event.text):
        return None
    if turn.event.private and turn.event.message_id and turn.may_delete(turn.event.sent_at):
        turn.delete(turn.event.message_id)
        return turn.t("personal-not-here")
    return turn.t("personal-not-here-stands")
