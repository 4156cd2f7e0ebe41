"""Words that a conversation asks for outside a form.

What is typed next belongs to the question, until it is dropped.
"""

from __future__ import annotations

import orjson

from channels.messages import Button, Keyboard
from handlers import menu
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from handlers.typed.typed_menu import Expected
from services.free_words import WordsRefused
from storage.forms import decisions
from storage.members import addresses
from storage.tables import PendingDecision
from texts.rich import RichText


def ask(turn: Turn, kind: str, numbers: tuple[int, ...], text: RichText, keyboard: Keyboard = ()) -> None:
    """Ask for words. `kind` says which conversation takes them, `numbers` what they are about."""
    payload = orjson.dumps(numbers).decode()
    made = PendingDecision(member_id=turn.me.member_id, kind=kind, payload=payload, created_at=turn.now)
    decisions.ask(turn.session, made)
    addresses.focus(turn.session, turn.me, choice_id=made.id)
    _put(turn, made, text, keyboard)


def refused(turn: Turn, pending: PendingDecision, error: WordsRefused) -> None:
    """Say why the words cannot stay as they are, and wait for others; they are not quoted."""
    ask_again(turn, pending, turn.t(f"words-refused-{error.fault.replace('_', '-')}", most=error.most))


def ask_again(turn: Turn, pending: PendingDecision, text: RichText) -> None:
    """Say what was wrong with the words, and wait for others."""
    _put(turn, pending, text, ())


def focused(turn: Turn) -> PendingDecision | None:
    """The question that typed words belong to."""
    if turn.me.focus_choice_id is None:
        return None
    found = decisions.choice(turn.session, turn.me.focus_choice_id, turn.me.member_id)
    return found if found is not None and found.answered_at is None else None


def numbers(pending: PendingDecision) -> tuple[int, ...]:
    """Say what the words are about."""
    return tuple(orjson.loads(pending.payload))


def close(turn: Turn, pending: PendingDecision) -> None:
    """The words were taken: what is typed next belongs to nothing."""
    decisions.answered(turn.session, pending.id, turn.now)
    addresses.focus(turn.session, turn.me)


def drop(turn: Turn, pressed: ButtonData) -> None:
    """Nothing is to be written after all."""
    turn.answer_tap()
    pending = decisions.choice(turn.session, pressed[0], turn.me.member_id)
    if pending is not None and turn.me.focus_choice_id == pending.id:
        close(turn, pending)
    turn.replace_or_reply(turn.t("decision-dropped"), menu.home(turn))


def _put(turn: Turn, pending: PendingDecision, text: RichText, keyboard: Keyboard) -> None:
    leave = Button(turn.t.text("decision-button-drop"), button_data("decision.drop", pending.id))
    turn.reply(text, (*keyboard, (leave,)), expected=Expected(digits=False))


ROUTES = (Routes(buttons={"decision.drop": drop}),)
