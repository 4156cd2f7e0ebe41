"""A press of a button, or what was typed in its place."""

from __future__ import annotations

from handlers import completion
from handlers.button_data import read_button
from handlers.conversations import ROUTES
from handlers.filling import buttons
from handlers.member import enrolment
from handlers.turn import Turn


def pressed(turn: Turn) -> None:
    """Hand a press to the form that is open, or to the conversation whose button it is."""
    press = read_button(turn.event.token)
    verb = press.verb if press else ""
    if press is None:
        turn.answer_tap(turn.t.text("press-unknown"))
    elif not turn.me.joined and verb not in enrolment.ROUTES[0].buttons:
        turn.answer_tap()
        enrolment.welcome(turn)
    elif verb in buttons.VERBS:
        done = buttons.pressed(turn, press)
        if done is not None:
            completion.finish(turn, done)
    else:
        conversation = ROUTES.press(verb, turn.me.roles, sees_all=turn.sees_all)
        if conversation is None:
            turn.answer_tap(turn.t.text("press-unknown"))
        else:
            conversation(turn, press)
