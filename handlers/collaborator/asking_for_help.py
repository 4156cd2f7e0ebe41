"""Asking an officer: a member writes what they need, an officer answers through the bot."""

from __future__ import annotations

from channels.messages import Button, Keyboard
from handlers import menu, notifications, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services import help_requests
from services.free_words import WordsRefused
from storage.tables import PendingDecision, Role
from texts.rich import RichText

_LISTED = 6


def door(turn: Turn) -> Keyboard:
    """The button by which an officer is asked."""
    return ((Button(turn.t.text("request-button-ask"), button_data("help.ask")),),)


def ask(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Ask a member what they need."""
    turn.answer_tap()
    pending_decisions.ask(turn, "help.ask", (), turn.t("request-ask-how"))


def asked(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The words have come: they go to an officer."""
    if _send(turn, text, pending):
        pending_decisions.close(turn, pending)


def offer(turn: Turn, words: str, text: RichText) -> None:
    """Offer to hand words that were written already to an officer; they are not quoted."""
    aside = help_requests.set_aside(turn.session, turn.actor, words, turn.now)
    yes = Button(turn.t.text("request-button-send"), button_data("help.send", aside))
    no = Button(turn.t.text("request-button-drop"), button_data("help.drop", aside))
    turn.reply(text, ((yes,), (no,)))


def send(turn: Turn, pressed: ButtonData) -> None:
    """Hand the words over."""
    words = _offered(turn, pressed)
    if words is not None:
        _send(turn, words, None)


def drop(turn: Turn, pressed: ButtonData) -> None:
    """Let the words go: nobody gets them."""
    if _offered(turn, pressed) is not None:
        turn.replace_or_reply(turn.t("request-dropped"), menu.home(turn))


def listed(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Show an officer what waits for an answer."""
    turn.answer_tap()
    found = help_requests.waiting(turn.session, turn.actor)
    if not found:
        turn.reply(turn.t("request-list-none"), menu.home(turn))
        return
    lines = [turn.t("request-list", count=len(found))]
    lines += [turn.t("request-asked", name=one.name, unit=one.unit, words=one.words) for one in found[:_LISTED]]
    rows = [
        (Button(turn.t.text("request-button-reply-to", name=one.name), button_data("help.reply", one.id)),)
        for one in found[:_LISTED]
    ]
    turn.reply(RichText.join("\n\n", lines).truncate(4000), (*rows, *menu.home(turn)))


def reply(turn: Turn, pressed: ButtonData) -> None:
    """Ask an officer for the answer."""
    turn.answer_tap()
    found = help_requests.request(turn.session, turn.actor, pressed[0])
    if found is None:
        turn.reply(turn.t("request-answered-before"), menu.home(turn))
        return
    pending_decisions.ask(turn, "help.reply", (found.id,), turn.t("request-reply-how", name=found.name))


def replied(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The answer has come: it goes to the member."""
    (request_id,) = pending_decisions.numbers(pending)
    told = help_requests.answer(turn.session, turn.actor, request_id, text, turn.now)
    pending_decisions.close(turn, pending)
    notifications.send(turn, told or ())
    key = "request-answered-before" if told is None else "request-reply-sent" if told else "request-reply-unreached"
    turn.reply(turn.t(key), menu.home(turn))


def _offered(turn: Turn, pressed: ButtonData) -> str | None:
    """The words of an offer, which is answered now; None where it was answered before."""
    turn.answer_tap()
    words = help_requests.take_up(turn.session, turn.actor, pressed[0], turn.now)
    if words is None:
        turn.reply(turn.t("request-gone"), menu.home(turn))
    return words


def _send(turn: Turn, words: str, pending: PendingDecision | None) -> bool:
    """Hand words to the officers and say what came of it. False: they are asked for anew."""
    try:
        told = help_requests.ask(turn.session, turn.actor, words, turn.now)
    except WordsRefused as error:
        if pending is not None:
            pending_decisions.refused(turn, pending, error)
        else:
            turn.reply(turn.t(f"words-refused-{error.fault.replace('_', '-')}", most=error.most), door(turn))
        return False
    except help_requests.TooMany:
        turn.reply(turn.t("request-too-many", most=help_requests.MOST), menu.home(turn))
        return True
    notifications.send(turn, told)
    turn.reply(turn.t("request-sent" if told else "request-sent-nobody"), menu.home(turn))
    return True


ROUTES = (
    Routes(
        buttons={"help.ask": ask, "help.send": send, "help.drop": drop},
        commands={"/hoi": ask},
        words={"hỏi cán bộ": "/hoi", "nhờ cán bộ giúp": "/hoi"},
        notes={"help.ask": asked},
    ),
    Routes(
        frozenset({Role.STAFF}),
        buttons={"help.list": listed, "help.reply": reply},
        commands={"/loinho": listed},
        words={"lời nhờ": "/loinho"},
        notes={"help.reply": replied},
    ),
)
