"""More time after an outage: staff give it with one tap, and everybody who has not answered hears of it."""

from __future__ import annotations

from datetime import UTC, datetime

from handlers.button_data import ButtonData
from handlers.notify import outage_messages
from handlers.routes import Routes
from handlers.turn import Turn
from services import outages
from storage.tables import Role


def extend(turn: Turn, pressed: ButtonData) -> None:
    """The prompt has until the instant that the button named."""
    found = None
    if 0 < pressed[1] < 2**31:
        due_at = datetime.fromtimestamp(pressed[1] * 60, UTC)
        found = outages.extend(turn.session, turn.actor, pressed[0], due_at, turn.now)
    if found is None:
        turn.answer_tap(turn.t.text("press-unknown"))
        return
    due = found.prompt.due_at.astimezone(turn.installation.zone)
    args = {"title": found.prompt.title, "time": f"{due:%H:%M}", "day": f"{due:%d/%m}"}
    if not found.done:
        turn.answer_tap(turn.t.text("outage-extended-before", **args))
        return
    turn.answer_tap()
    turn.reply(turn.t("outage-extended", count=len(found.told), **args))
    outage_messages.send(turn, found.told)


ROUTES = (Routes(frozenset({Role.STAFF}), buttons={"outage.extend": extend}),)
