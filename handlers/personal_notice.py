"""Personal data in words that are no answer: the message leaves the chat where it can, and nothing of it is repeated."""

from __future__ import annotations

from handlers.turn import Turn
from storage.members import addresses
from storage.tables import Lane
from texts.personal import find
from texts.rich import RichText


def look(turn: Turn) -> RichText | None:
    """Take a message with personal data out of the chat; returns what is said instead of quoting it. None: it has none."""
    if not find(turn.event.text):
        return None
    if turn.event.private and turn.event.message_id and turn.may_delete(turn.event.sent_at):
        turn.delete(turn.event.message_id, theirs=True)
        return turn.t("personal-not-here")
    return turn.t("personal-not-here-stands")


def stands(turn: Turn, address_id: int) -> None:
    """The network did not delete what somebody wrote: they hear that it stands, and how to delete it themselves."""
    for person in addresses.at_addresses(turn.session, [address_id]):
        if person.unreachable is None:
            turn.send_to(person, turn.texts_for(person)("personal-not-deleted"), lane=Lane.REPLY)
