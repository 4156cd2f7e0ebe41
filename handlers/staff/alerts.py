"""Alerts: an urgent matter reaches one officer after another until somebody takes it.

A lock screen shows no content (privacy 14): the message only says that there is something, a tap shows it.
"""

from __future__ import annotations

from channels.messages import Button, Keyboard
from forms.builtin_forms import default_list
from forms.entry.draft import Draft
from handlers import notifications
from handlers.button_data import ButtonData, button_data
from handlers.filling.open_draft import answer_of, open_row, reopen
from handlers.routes import Routes
from handlers.turn import Turn
from services import alerts
from storage.forms import drafts
from storage.members import members, units
from storage.reports import reports
from storage.tables import Alert, AlertStatus, Role
from texts.rich import RichText

_GIST = 600
_ROUNDS = 3


def see(turn: Turn, pressed: ButtonData) -> None:
    """Shows an alert's content to an officer, and who has it."""
    alert = alerts.visible(turn.session, turn.actor, pressed[0])
    turn.answer_tap()
    if alert is None:
        turn.reply(turn.t("alert-not-yours"))
        return
    turn.replace_or_reply(_content(turn, alert), _keyboard(turn, alert))


def take(turn: Turn, pressed: ButtonData) -> None:
    """Take it: nobody else is asked, and the staff's group hears who has it."""
    taken = alerts.take(turn.session, turn.actor, pressed[0], turn.now)
    if taken is None:
        turn.answer_tap()
        turn.reply(turn.t("alert-not-yours"))
        return
    turn.answer_tap(turn.t.text("alert-taken" if taken.mine else "alert-taken-by-other"))
    turn.replace_or_reply(_content(turn, taken.alert), _keyboard(turn, taken.alert))
    notifications.send(turn, taken.told)


def _keyboard(turn: Turn, alert: Alert) -> Keyboard:
    if alert.status is not AlertStatus.OPEN:
        return ()
    return ((Button(turn.t.text("alert-button-take"), button_data("alert.take", alert.id or 0)),),)


def _content(turn: Turn, alert: Alert) -> RichText:
    """What the report says so far; nothing of who says it."""
    draft = _document(turn, alert)
    place = units.by_code(turn.session, answer_of(draft, "place")) if draft else None
    where = place.name if place else units.get(turn.session, alert.unit_id).name
    lines = {line.name: line.shown for line in draft.review()} if draft else {}
    coded = draft.coded() if draft else {}
    labels = {row["name"]: row["label"] for row in default_list("topic", turn.t.language)}
    topic = lines.get("what") or labels.get("".join(coded.get("topic", ())), lines.get("item", ""))
    text = turn.t(
        "alert-content",
        topic=topic or turn.t.text("alert-no-topic"),
        place=where,
        time=f"{alert.raised_at.astimezone(turn.installation.zone):%H:%M}",
        gist=(lines.get("gist") or lines.get("how") or turn.t.text("alert-no-gist"))[:_GIST],
    )
    if alert.status is AlertStatus.ACKNOWLEDGED and alert.acknowledged_by is not None:
        who = members.names(turn.session, [alert.acknowledged_by])[alert.acknowledged_by]
        assert alert.acknowledged_at is not None
        text = (
            text
            + "\n\n"
            + turn.t("alert-has", name=who, time=f"{alert.acknowledged_at.astimezone(turn.installation.zone):%H:%M}")
        )
    return text


def _document(turn: Turn, alert: Alert) -> Draft | None:
    if alert.draft_id is not None:
        row = drafts.get_any(turn.session, alert.draft_id)
        return open_row(turn, row).draft if row else None
    report = reports.get(turn.session, alert.report_id) if alert.report_id is not None else None
    if report is None:
        return None
    return reopen(turn, report)


ROUTES = (Routes(frozenset({Role.STAFF}), buttons={"alert.see": see, "alert.take": take}),)
