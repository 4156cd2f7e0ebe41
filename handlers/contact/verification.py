"""Verification, the contact's side.

One neutral question, one of four answers, and a note if they wish (privacy 5).
"""

from __future__ import annotations

from channels.messages import Button
from handlers import menu, notifications, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services.issues import verification
from storage.tables import PendingDecision, Role, Verdict

VERDICTS = tuple(Verdict)


def verdict(turn: Turn, pressed: ButtonData) -> None:
    """Note the verdict; the first one stands, from whichever network it came."""
    known = 0 <= pressed[1] < len(VERDICTS)
    made = verification.answer(turn.session, turn.actor, pressed[0], VERDICTS[pressed[1]], turn.now) if known else None
    turn.answer_tap()
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
    note = Button(turn.t.text("verification-button-note"), button_data("verification.note", pressed[0]))
    turn.replace_or_reply(turn.t("verification-thanks", verdict=said), ((note,), *menu.home(turn)))


def see(turn: Turn, pressed: ButtonData) -> None:
    """Show one of the contact's questions again, on the network they look from."""
    turn.answer_tap()
    made = next((one for one in verification.waiting(turn.session, turn.actor) if one.id == pressed[0]), None)
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
        buttons={"verification.verdict": verdict, "verification.note": note, "verification.see": see},
        notes={"verification.note": noted},
    ),
)
