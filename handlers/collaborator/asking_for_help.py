"""Asking an officer: a member writes what they need, an officer answers through the bot."""

from __future__ import annotations

from channels.messages import Button, Keyboard
from handlers import menu, notifications, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services import help_requests, kept_words
from services.free_words import WordsRefused
from services.kept_words import KeptFor
from storage.tables import PendingDecision, Role
from texts.fold import clean
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
    _send(turn, text)
    pending_decisions.close(turn, pending)


def offer(turn: Turn, text: RichText) -> None:
    """Offer to hand what was just written to an officer; it is not quoted."""
    words, message_id = clean(turn.event.text), turn.event.message_id
    kept = kept_words.keep(turn.session, turn.actor, KeptFor.REQUEST, words, message_id, None, turn.now)
    yes = Button(turn.t.text("request-button-send"), button_data("help.send", kept.id))
    no = Button(turn.t.text("request-button-drop"), button_data("help.drop", kept.id))
    turn.reply(text, ((yes,), (no,)))


def send(turn: Turn, pressed: ButtonData) -> None:
    """Hand the words over."""
    words = _offered(turn, pressed)
    if words is None:
        return
    try:
        _send(turn, words)
    except WordsRefused as error:
        turn.reply(turn.t(f"words-refused-{error.fault.replace('_', '-')}", most=error.most), door(turn))


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
    rows = []
    for number, request in enumerate(found[:_LISTED], 1):  # two of one name, or two requests of one person
        asked_ = turn.t("request-asked", name=request.name, unit=request.unit, words=request.words)
        lines.append(RichText(f"{number}. ") + asked_)
        label = turn.t.text("request-button-reply-to", number=number, name=request.name)
        rows.append((Button(label, button_data("help.reply", request.id)),))
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
    kept = kept_words.take(turn.session, turn.actor, KeptFor.REQUEST, pressed[0], turn.now)
    if kept is None:
        turn.reply(turn.t("request-gone"), menu.home(turn))
        return None
    return kept.words


def _send(turn: Turn, words: str) -> None:
    """Hand words to the officers and say what came of it. Raises `WordsRefused`: they cannot stay as they are."""
    try:
        told = help_requests.ask(turn.session, turn.actor, words, turn.now)
    except help_requests.TooMany:
        turn.reply(turn.t("request-too-many", most=help_requests.MOST), menu.home(turn))
        return
    notifications.send(turn, told)
    turn.reply(turn.t("request-sent" if told else "request-sent-nobody"), menu.home(turn))


ROUTES = (
    Routes(
        buttons={"help.ask": ask, "help.send": send, "help.drop": drop},
        commands={"/hoi": ask},
        words={"hỏi cán bộ": "/hoi", "nhờ cán bộ giúp": "/hoi"},
        labels={"request-button-ask": ask},
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
