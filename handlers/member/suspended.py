"""Somebody who is off the roster for a while: what they write is not read, but what is held of them stays theirs (privacy 11).

They see it and leave, the network's wish that they be forgotten is heard, and whether they can be reached is known when they
are back.
"""

from __future__ import annotations

from channels.messages import Kind
from handlers.button_data import ButtonData, read_button
from handlers.member import enrolment, last_seen, my_data
from handlers.routes import RouteTable
from handlers.turn import Turn
from handlers.typed import intents
from handlers.typed.intents import Intent
from handlers.typed.typed_menu import TypedMenu
from storage.members import addresses

_ROUTES = RouteTable((my_data.ROUTES,))
_WISHES = {Intent.DELETE: "/dulieucuatoi", Intent.QUIT: "/stop"}


def took(turn: Turn) -> bool:
    """Take what comes from them. False: nobody who is off the roster for a while is in this chat."""
    turn.person = addresses.suspended_at(turn.session, turn.account_id, turn.event.chat_id)
    if turn.person is None:
        return False
    kind = turn.event.kind
    if kind is Kind.WITHDRAWN:
        enrolment.withdrawn(turn)
    elif kind is Kind.BLOCKED:
        last_seen.blocked(turn)
    else:
        last_seen.note(turn)
        if kind not in (Kind.UNBLOCKED, Kind.EDITED):
            _answer(turn)
    return True


def _answer(turn: Turn) -> None:
    pressed = _pressed(turn)
    press = _ROUTES.press(pressed.verb, turn.me.roles, sees_all=False) if pressed is not None else None
    command = _command(turn)
    if pressed is not None and press is not None:
        press(turn, pressed)
    elif command == "/dulieucuatoi":
        my_data.show(turn, home=False)
    elif command:
        my_data.ask(turn)
    else:
        turn.answer_tap()
        turn.reply(turn.t("change-suspended-here"))


def _pressed(turn: Turn) -> ButtonData | None:
    """The button that was pressed, or typed where there are none."""
    event = turn.event
    if event.kind is Kind.BUTTON:
        return read_button(event.token)
    typed = event.kind is Kind.TEXT and turn.typed_only
    found = TypedMenu.load(turn.me.menu, turn.now).meant(event.text) if typed else ()
    return read_button(found[0]) if len(found) == 1 else None


def _command(turn: Turn) -> str:
    """Find the command of their own data that a command, its words or a sentence asks for; ""."""
    text = turn.event.text.strip()
    if turn.event.kind is not Kind.TEXT:
        return ""
    word = text.partition(" ")[0].lower()
    if word in _WISHES.values():
        return word
    intent = intents.read(text)
    return _ROUTES.named(text, turn.me.roles, sees_all=False) or (_WISHES.get(intent, "") if intent is not None else "")
