"""Verification, the staff's side.

Whom to ask about an issue, the neutral question, and by when (privacy 5).
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from channels.messages import Button
from handlers import menu, notifications, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services.issues import verification
from storage.members import members
from storage.tables import PendingDecision, Role
from texts.rich import RichText

_DAYS = (1, 2, 5)
"""In how many days an answer is wanted."""
_UNTIL = time(17)
_LISTED = 6


def whom(turn: Turn, pressed: ButtonData) -> None:
    """Offer the contacts of the issue's unit and of the units above it."""
    turn.answer_tap()
    found = verification.contacts(turn.session, turn.actor, pressed[0])
    back = (Button(turn.t.text("issue-button-back"), button_data("issue.see", pressed[0])),)
    if found is None or not found.people:
        turn.reply(turn.t("issue-ended" if found is None else "verification-nobody"), (back, *menu.home(turn)))
        return
    rows = [
        (Button(f"{person.name} · {person.unit}"[:64], button_data("verification.by", pressed[0], person.member_id)),)
        for person in found.people[:_LISTED]
    ]
    text = turn.t("verification-whom")
    if found.one_reporter:
        text = RichText.join("\n\n", [text, turn.t("verification-one-reporter")])
    turn.reply(text, (*rows, back, *menu.home(turn)))


def by_when(turn: Turn, pressed: ButtonData) -> None:
    """Ask by when an answer is wanted."""
    turn.answer_tap()
    rows = [
        (
            Button(
                turn.t.text("verification-due", days=days, day=f"{_due(turn, days):%d/%m}"),
                button_data("verification.write", pressed[0], pressed[1], days),
            ),
        )
        for days in _DAYS
    ]
    turn.reply(turn.t("verification-by-when"), (*rows, *menu.home(turn)))


def write(turn: Turn, pressed: ButtonData) -> None:
    """Ask for the question."""
    turn.answer_tap()
    if pressed[2] not in _DAYS:
        turn.reply(turn.t("press-unknown"), menu.home(turn))
        return
    pending_decisions.ask(turn, "verification.ask", pressed.numbers[:3], turn.t("verification-how"))


def asked(turn: Turn, pending: PendingDecision, text: str) -> None:
    """Put the question to the contact, or say what of a report stands in it."""
    issue_id, contact_id, days = pending_decisions.numbers(pending)
    made = verification.ask(turn.session, turn.actor, issue_id, contact_id, text, turn.now, _due(turn, days))
    pending_decisions.close(turn, pending)
    back = (Button(turn.t.text("issue-button-back"), button_data("issue.see", issue_id)),)
    if made is None:
        turn.reply(turn.t("issue-ended"), (back, *menu.home(turn)))
        return
    notifications.send(turn, made.told)
    name = members.names(turn.session, [contact_id])[contact_id]
    key = "verification-asked" if made.told else "verification-asked-unreached"
    turn.reply(turn.t(key, name=name), (back, *menu.home(turn)))


def _due(turn: Turn, days: int) -> datetime:
    return datetime.combine(turn.today + timedelta(days=days), _UNTIL, turn.installation.zone)


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={"verification.whom": whom, "verification.by": by_when, "verification.write": write},
        notes={"verification.ask": asked},
    ),
)
