"""The alert of a matter that its author calls urgent while the form is being filled in."""

from __future__ import annotations

from channels.messages import Button, Keyboard
from handlers import notifications
from handlers.button_data import button_data
from handlers.filling.open_draft import OpenDraft, is_urgent
from handlers.turn import Turn
from services import alerts
from storage.tables import Alert
from texts.rich import RichText


def alerted(turn: Turn, filling: OpenDraft) -> tuple[RichText | None, Keyboard]:
    """Raise the alert of a matter that is *khẩn*, before the rest is answered: what its author reads, and a way back."""
    if not is_urgent(filling):
        return None, ()
    raised = alerts.raise_for_draft(turn.session, turn.me, filling.id, turn.now, turn.installation.alert_plan)
    if raised is None:
        return None, ()
    notifications.send(turn, raised.told)
    return turn.t("fill-flagged" if raised.reaches_somebody else "fill-flagged-nobody"), mistaken(turn, raised.alert)


def mistaken(turn: Turn, alert: Alert) -> Keyboard:
    """The button that takes an alert back."""
    return ((Button(turn.t.text("alert-button-mistake"), button_data("alert.mistake", alert.id)),),)
