"""Verification, the contact's side.

One neutral question, one of four answers, and a note if they wish (privacy 5).
"""

from __future__ import annotations

from collections.abc import Sequence

from channels.messages import Button
from handlers import menu, notifications, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from handlers.typed import intents
from services import kept_words
from services.free_words import WordsRefused
from services.issues import verification
from services.issues.verification import Answered
from services.kept_words import KeptFor
from storage.tables import PendingDecision, Role, Verdict, Verification
from texts.fold import clean
from texts.rich import RichText

VERDICTS = tuple(Verdict)
_BLANK = "\n\n"


def verdict(turn: Turn, pressed: ButtonData) -> None:
    """Note the verdict; the first one stands, from whichever network it came."""
    known = 0 <= pressed[1] < len(VERDICTS)
    turn.answer_tap()
    made, words = _answered(turn, pressed[0], VERDICTS[pressed[1]]) if known else (None, "")
    if made is None:
        turn.reply(turn.t("verification-not-yours"), menu.home(turn))
        return
    if made.aside:
        turn.replace_or_reply(turn.t("verification-others-asked"), menu.home(turn))
        return
    said = turn.t.text(f"verification-verdict-{made.verification.verdict}") if made.verification.verdict else ""
    if not made.first:
        key = "verification-answered-before" if said else "verification-cancelled"
        turn.reply(turn.t(key, verdict=said), menu.home(turn))
        return
    notifications.send(turn, made.told)
    if words:
        turn.replace_or_reply(turn.t("verification-thanks-words", verdict=said), menu.home(turn))
        return
    note = Button(turn.t.text("verification-button-note"), button_data("verification.note", pressed[0]))
    turn.replace_or_reply(turn.t("verification-thanks", verdict=said), ((note,), *menu.home(turn)))


def _answered(turn: Turn, number: int, chosen: Verdict) -> tuple[Answered | None, str]:
    """Give a verdict with the words that were kept for it; they wait on where it is not the one that stands."""
    session, actor, now = turn.session, turn.actor, turn.now
    waits = any(question.id == number for question in verification.waiting(session, actor))
    kept = kept_words.take_newest(session, actor, KeptFor.VERDICT, now) if waits else None
    words = kept.words if kept is not None else ""
    try:
        return verification.answer(session, actor, number, chosen, now, words), words
    except WordsRefused as error:
        turn.reply(turn.t(f"words-refused-{error.fault.replace('_', '-')}", most=error.most))
        return verification.answer(session, actor, number, chosen, now), ""


def is_asked(turn: Turn) -> bool:
    """Tell whether somebody who sends no reports has a question to answer: a sentence of theirs is about it."""
    return bool(_asked(turn))


def _asked(turn: Turn) -> Sequence[Verification]:
    only_contact = Role.CONTACT in turn.me.roles and Role.COLLABORATOR not in turn.me.roles
    return verification.waiting(turn.session, turn.actor) if only_contact else ()


def take_words(turn: Turn) -> bool:
    """Take a sentence of a contact: it waits for their verdict, or goes with the one that they gave just now.

    False: neither is the case, or it says too little.
    """
    words = clean(turn.event.text)
    if Role.CONTACT not in turn.me.roles or not intents.tells(words):
        return False
    if found := _asked(turn):
        kept_words.keep(turn.session, turn.actor, KeptFor.VERDICT, words, turn.event.message_id, None, turn.now)
        _ask_verdict(turn, found)
        return True
    made = verification.answered_lately(turn.session, turn.actor, turn.now)
    if made is None:
        return False
    try:
        added = verification.add_note(turn.session, turn.actor, made.id, words, turn.now, more=True)
    except WordsRefused as error:
        turn.reply(turn.t(f"words-refused-{error.fault.replace('_', '-')}", most=error.most), menu.home(turn))
        return True
    notifications.send(turn, added.told if added is not None else ())
    turn.reply(turn.t("verification-noted"), menu.home(turn))
    return True


def _ask_verdict(turn: Turn, found: Sequence[Verification]) -> None:
    """Ask for the verdict that goes with the words; of several questions, for which one they are."""
    drop = Button(turn.t.text("verification-button-drop-words"), button_data("verification.drop_words"))
    if len(found) > 1:
        rows = menu.questions(turn, found)
        turn.reply(turn.t("verification-words-kept-several"), (*rows, (drop,), *menu.home(turn)))
        return
    made = found[0]
    text, answers = notifications.verification_question(turn, turn.t, made.id, made.question, made.due_at)
    said = RichText.join(_BLANK, [turn.t("verification-words-kept"), text])
    turn.reply(said, (*answers, (drop,), *menu.home(turn)))


def drop_words(turn: Turn, pressed: ButtonData) -> None:
    """Let the words go: nobody gets them."""
    turn.answer_tap()
    kept_words.take_newest(turn.session, turn.actor, KeptFor.VERDICT, turn.now)
    found = verification.waiting(turn.session, turn.actor)
    turn.replace_or_reply(turn.t("verification-words-dropped"), (*menu.questions(turn, found), *menu.home(turn)))


def see(turn: Turn, pressed: ButtonData) -> None:
    """Show one of the contact's questions again, on the network they look from."""
    turn.answer_tap()
    made = next(
        (question for question in verification.waiting(turn.session, turn.actor) if question.id == pressed[0]), None
    )
    if made is None:
        turn.reply(turn.t("verification-cancelled"), menu.home(turn))
        return
    text, answers = notifications.verification_question(turn, turn.t, made.id, made.question, made.due_at)
    turn.reply(text, (*answers, *menu.home(turn)))


def note(turn: Turn, pressed: ButtonData) -> None:
    """Ask for the words to the verdict."""
    turn.answer_tap()
    made = verification.of_contact(turn.session, turn.actor, pressed[0])
    if made is None or made.verdict is None or made.note is not None:
        key = "verification-not-yours" if made is None or made.verdict is None else "verification-noted-before"
        turn.reply(turn.t(key), menu.home(turn))
        return
    pending_decisions.ask(turn, "verification.note", (pressed[0],), turn.t("verification-note-how"))


def noted(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The words have come: they go to the officer with the verdict."""
    (verification_id,) = pending_decisions.numbers(pending)
    made = verification.add_note(turn.session, turn.actor, verification_id, text, turn.now)
    pending_decisions.close(turn, pending)
    if made is None or not made.first:
        turn.reply(turn.t("verification-not-yours" if made is None else "verification-noted-before"), menu.home(turn))
        return
    notifications.send(turn, made.told)
    turn.reply(turn.t("verification-noted"), menu.home(turn))


ROUTES = (
    Routes(
        frozenset({Role.CONTACT}),
        buttons={
            "verification.verdict": verdict,
            "verification.note": note,
            "verification.see": see,
            "verification.drop_words": drop_words,
        },
        notes={"verification.note": noted},
    ),
)
