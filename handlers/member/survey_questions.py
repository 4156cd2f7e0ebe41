"""Answering a survey: one question at a time in one message, back and on, sent once."""

from __future__ import annotations

from handlers import menu
from handlers.button_data import ButtonData
from handlers.notify import survey_messages
from handlers.routes import Routes
from handlers.turn import Turn
from services.surveys import answering
from services.surveys.answering import Refusal, Respondent, Step
from storage.tables import Role


def begin(turn: Turn, pressed: ButtonData) -> None:
    """Begin to answer, or go on where the person was."""
    turn.answer_tap()
    found = answering.begin(turn.session, turn.actor, _me(turn), pressed[0], turn.now, turn.today)
    _show(turn, pressed[0], found, anew=True)


def choose(turn: Turn, pressed: ButtonData) -> None:
    """Take one option."""
    turn.answer_tap()
    _show(turn, pressed[0], answering.choose(turn.session, _me(turn), *_three(pressed), turn.now))


def done(turn: Turn, pressed: ButtonData) -> None:
    """All options of a question are ticked that the person wants."""
    turn.answer_tap()
    _show(turn, pressed[0], answering.go_on(turn.session, _me(turn), pressed[0], pressed[1], turn.now))


def back(turn: Turn, pressed: ButtonData) -> None:
    """The question before."""
    turn.answer_tap()
    _show(turn, pressed[0], answering.back(turn.session, _me(turn), pressed[0], turn.now))


def send(turn: Turn, pressed: ButtonData) -> None:
    """The answers are sent."""
    turn.answer_tap()
    found = answering.send(turn.session, _me(turn), pressed[0], turn.now)
    if isinstance(found, Refusal):
        _show(turn, pressed[0], found)
    else:
        turn.replace_or_reply(turn.t("survey-thanks"), menu.home(turn))


def leave(turn: Turn, pressed: ButtonData) -> None:
    """The answers are thrown away."""
    turn.answer_tap()
    answering.leave(turn.session, _me(turn), pressed[0])
    turn.replace_or_reply(turn.t("survey-left"), menu.home(turn))


def _me(turn: Turn) -> Respondent:
    return Respondent.member(turn.me.member_id, turn.me.unit_id)


def _three(pressed: ButtonData) -> tuple[int, int, int]:
    return pressed[0], pressed[1], pressed[2]


def _show(turn: Turn, survey_id: int, found: Step | Refusal, *, anew: bool = False) -> None:
    """Show the question where the person stands; the message is emptied once their answers are sent."""
    if found is Refusal.STALE:
        now = answering.begin(turn.session, turn.actor, _me(turn), survey_id, turn.now, turn.today)
        turn.reply(turn.t("survey-refused-stale"))
        _show(turn, survey_id, now, anew=True)
        return
    if isinstance(found, Refusal):
        turn.reply(turn.t(f"survey-refused-{found}"), menu.home(turn))
        return
    text, keyboard = survey_messages.question(turn.t, found, typed_only=turn.typed_only)
    if anew:
        turn.reply(text, keyboard)
    else:
        turn.replace_or_reply(text, keyboard)
    answering.showed(turn.session, _me(turn), survey_id, turn.deliveries[-1].id)


ROUTES = (
    Routes(
        frozenset({Role.COLLABORATOR}),
        buttons={
            "survey.begin": begin,
            "survey.choose": choose,
            "survey.done": done,
            "survey.back": back,
            "survey.send": send,
            "survey.leave": leave,
        },
    ),
)
