"""Early replies: pass over what was sent before the newest question was on the phone.

On a network without buttons people answer by numbers, and send one again when nothing comes back: the second would answer
what came upon the first, which they have not seen. Buttons carry what they belong to; here the network's instants tell.
"""

from __future__ import annotations

from datetime import timedelta

from handlers.filling import long_pastes, open_draft
from handlers.turn import Turn
from handlers.typed import intents
from handlers.typed.typed_menu import TypedMenu
from storage.members import addresses
from storage.messaging import deliveries

_LATE = timedelta(minutes=5)
"""A network of which one instant is that much later than the other does not mean both by one clock."""


def passed_over(turn: Turn, known: TypedMenu) -> bool:
    """True if what was typed came too early and is left out, which is said once a question."""
    if not known.card or not _shown_later(turn, known.card):
        return False
    focus = turn.me.focus_draft_id
    begun = open_draft.load(turn, focus) if focus is not None else None
    if begun is not None and long_pastes.expected(turn, begun):
        return False
    if focus is None and intents.tells(turn.event.text) and not known.meant(turn.event.text):
        return False  # a sentence that goes on with what was told, and no answer to anything
    if not known.early:
        known.early = True
        addresses.set_menu(turn.session, turn.me, known.dump(turn.now))
        turn.reply(turn.t("zalo-early"))
    return True


def _shown_later(turn: Turn, delivery_id: int) -> bool:
    """True if a message was not on the phone yet when the person wrote. Later by more than `_LATE` is no sign of it."""
    at = turn.installation.shown_at(delivery_id)
    if at is None:
        return deliveries.shown_after(turn.session, delivery_id, turn.event.sent_at, _LATE)
    return timedelta(0) < at - turn.event.sent_at <= _LATE
