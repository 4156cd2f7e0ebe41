"""Alerts.

An urgent matter reaches one officer after another until somebody takes it, who then sees it through.

A lock screen shows no content (privacy 14): the message only says that there is something, a tap shows it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from channels.messages import Button, Keyboard
from forms.entry.draft import Draft
from handlers import menu, notifications, pending_decisions, report_text
from handlers.button_data import ButtonData, button_data
from handlers.filling.open_draft import answer_of, open_row
from handlers.routes import Routes
from handlers.staff import flag_text
from handlers.turn import Turn
from services import alert_handing, alerts
from services.actor import Actor
from services.flags import rule_versions
from storage.forms import drafts
from storage.members import members, units
from storage.reports import reports
from storage.tables import Alert, AlertStage, AlertStatus, PendingDecision, Role
from texts.rich import RichText

_GIST, _PHONE, _LISTED = 600, 3900, 20
_STAGES = tuple(AlertStage)


def listed(turn: Turn, pressed: ButtonData | None = None) -> None:
    """The alerts that are not closed: number, hour, place, how each stands and who has it."""
    turn.answer_tap()
    found = alerts.listed(turn.session, turn.actor)
    if not found:
        turn.reply(turn.t("alert-list-none"), menu.home(turn))
        return
    lines = [turn.t("alert-list", count=len(found)), *(_line(turn, alert) for alert in found[:_LISTED])]
    rows = [
        (Button(turn.t.text("alert-button-see-one", number=str(alert.id)), button_data("alert.see", alert.id)),)
        for alert in found[:6]
    ]
    turn.reply(RichText.join("\n", lines).truncate(_PHONE), (*rows, *menu.home(turn)))


def see(turn: Turn, pressed: ButtonData) -> None:
    """Shows an alert's content to an officer, how its matter stands, and who has it. What was handed to them they have by it."""
    turn.answer_tap()
    _opened(turn, pressed[0])
    _show(turn, pressed[0])


def _opened(turn: Turn, alert_id: int) -> None:
    """Whatever an officer does about an alert that was handed to them, they have it by that."""
    notifications.send(turn, alert_handing.opened(turn.session, turn.actor, alert_id, turn.now))


def take(turn: Turn, pressed: ButtonData) -> None:
    """Take it: nobody else is asked, and the staff's group hears who has it."""
    taken = alerts.take(turn.session, turn.actor, pressed[0], turn.now)
    if taken is None:
        turn.answer_tap()
        turn.reply(turn.t("alert-not-yours"))
        return
    ended = taken.alert.status is not AlertStatus.ACKNOWLEDGED
    said = "alert-taken" if taken.mine else "alert-closed" if ended else "alert-taken-by-other"
    turn.answer_tap(turn.t.text(said))
    _show(turn, pressed[0])
    notifications.send(turn, taken.told)


def stage(turn: Turn, pressed: ButtonData) -> None:
    """Say how far its matter is."""
    known = 0 <= pressed[1] < len(_STAGES)
    _opened(turn, pressed[0])
    done = known and alerts.set_stage(turn.session, turn.actor, pressed[0], _STAGES[pressed[1]], turn.now)
    turn.answer_tap("" if done else turn.t.text("alert-not-held"))
    _show(turn, pressed[0])


def note(turn: Turn, pressed: ButtonData) -> None:
    """Ask for a line about its matter."""
    turn.answer_tap()
    pending_decisions.ask(turn, "alert.note", (pressed[0],), turn.t("alert-note-how", number=str(pressed[0])))


def noted(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The line has come."""
    _keep(turn, pending, text, alerts.add_note)


def name(turn: Turn, pressed: ButtonData) -> None:
    """Ask for the one sentence with which leaders read which commune it is."""
    turn.answer_tap()
    parts = [turn.t("alert-name-how", number=str(pressed[0]))]
    if alerts.alone(turn.session, turn.actor, pressed[0]):
        parts.append(turn.t("alert-name-alone"))
    pending_decisions.ask(turn, "alert.name", (pressed[0],), RichText.join("\n\n", parts))


def named(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The sentence has come."""
    _keep(turn, pending, text, alerts.name_place)


def _keep(
    turn: Turn, pending: PendingDecision, text: str, keep: Callable[[Session, Actor, int, str, datetime], object]
) -> None:
    """Keep words that were asked for with an alert, and show it with them, unless it is another officer's now."""
    (alert_id,) = pending_decisions.numbers(pending)
    _opened(turn, alert_id)
    done = keep(turn.session, turn.actor, alert_id, text, turn.now)
    pending_decisions.close(turn, pending)
    if done:
        _show(turn, alert_id)
    else:
        turn.reply(turn.t("alert-not-held"), menu.home(turn))


def to_whom(turn: Turn, pressed: ButtonData) -> None:
    """Offer the other officers who may have it."""
    turn.answer_tap()
    found = alert_handing.colleagues(turn.session, turn.actor, pressed[0], turn.now)
    names = members.names(turn.session, [recipient.member_id for recipient in found])
    rows = [
        (Button(names[recipient.member_id], button_data("alert.hand_over", pressed[0], recipient.member_id)),)
        for recipient in found
    ]
    turn.reply(turn.t("alert-to-whom" if found else "alert-to-nobody"), (*rows, *menu.home(turn)))


def hand_over(turn: Turn, pressed: ButtonData) -> None:
    """Give it to another officer, who hears it."""
    plan = turn.installation.alert_plan
    told = alert_handing.hand_over(turn.session, turn.actor, pressed[0], pressed[1], turn.now, plan)
    turn.answer_tap("" if told is not None else turn.t.text("alert-not-held"))
    notifications.send(turn, told or ())
    _show(turn, pressed[0])


def close(turn: Turn, pressed: ButtonData) -> None:
    """Its matter is over; how it ended has been said before."""
    _opened(turn, pressed[0])
    told = alerts.close(turn.session, turn.actor, pressed[0], turn.now)
    turn.answer_tap(turn.t.text("alert-closed" if told is not None else "alert-not-closed"))
    notifications.send(turn, told or ())
    _show(turn, pressed[0])


def _show(turn: Turn, alert_id: int) -> None:
    alert = alerts.visible(turn.session, turn.actor, alert_id)
    if alert is None:
        turn.reply(turn.t("alert-not-yours"))
        return
    turn.replace_or_reply(_content(turn, alert).truncate(_PHONE), _keyboard(turn, alert))


def _keyboard(turn: Turn, alert: Alert) -> Keyboard:
    alert_id = alert.id

    def button(key: str, verb: str, *more: int) -> Button:
        """A button about this one."""
        return Button(turn.t.text(key), button_data(verb, alert_id, *more))

    if alert.status is AlertStatus.OPEN:
        return ((button("alert-button-take", "alert.take"),),)
    if alert.status is not AlertStatus.ACKNOWLEDGED or alert.acknowledged_by != turn.me.member_id:
        return ()
    stages = [
        button(f"alert-stage-{alert_stage}", "alert.stage", n)
        for n, alert_stage in enumerate(_STAGES)
        if alert_stage != alert.stage
    ]
    rows: list[tuple[Button, ...]] = [tuple(stages[at : at + 2]) for at in range(0, len(stages), 2)]
    rows.append((button("alert-button-note", "alert.note"), button("alert-button-hand-over", "alert.to_whom")))
    if alert.report_id is not None:
        rows.append((button("alert-button-name", "alert.name"),))
        ask = Button(turn.t.text("review-button-ask"), button_data("review.ask", alert.report_id))
        rows.append((ask, Button(turn.t.text("alert-button-report"), button_data("review.see", alert.report_id))))
    if alert.stage in (AlertStage.CALM, AlertStage.UNTRUE):
        rows.append((button("alert-button-close", "alert.close"),))
    return tuple(rows)


def _line(turn: Turn, alert: Alert) -> RichText:
    """An alert of the list, without what it is about."""
    draft = _document(turn, alert)
    state, name = _standing(turn, alert)
    return turn.t(
        "alert-list-line",
        number=str(alert.id),
        time=_clock(turn, alert.raised_at),
        place=_place(turn, alert, draft),
        state=state,
        name=name,
    )


def _standing(turn: Turn, alert: Alert) -> tuple[str, str]:
    """How an alert stands, and who has it."""
    if alert.status is AlertStatus.OPEN:
        if alert.acknowledged_at is not None:  # it was taken, and came back
            return turn.t.text("alert-state-again"), turn.t.text("alert-nobody-now")
        return turn.t.text("alert-state-open"), turn.t.text("alert-nobody-has")
    name = members.name_of(turn.session, alert.acknowledged_by)
    if alert.acknowledged_at is None:
        return turn.t.text("alert-state-handed"), name
    if alert.stage is None or alert.stage_at is None:
        return turn.t.text("alert-state-taken"), name
    said = turn.t.text(f"alert-stage-{alert.stage}")
    return f"{said} {_clock(turn, alert.stage_at)}", name


def _content(turn: Turn, alert: Alert) -> RichText:
    """Say what the report says so far, masked, and how the matter stands; nothing of who says it."""
    draft = _document(turn, alert)
    lines = {line.name: line.shown for line in draft.review()} if draft else {}
    coded = draft.coded() if draft else {}
    labels = report_text.topics(turn)
    topic = lines.get("what") or labels.get("".join(coded.get("topic", ())), lines.get("item", ""))
    gist = report_text.gist(turn, draft) if draft else ""
    parts = [
        turn.t(
            "alert-content",
            topic=topic or turn.t.text("alert-no-topic"),
            place=_place(turn, alert, draft),
            time=_clock(turn, alert.raised_at),
            gist=(gist or turn.t.text("alert-no-gist"))[:_GIST],
        )
    ]
    if alert.report_id is not None:
        parts += flag_text.tripped(turn, rule_versions.of_report(turn.session, turn.actor, alert.report_id))
    if alert.acknowledged_by is not None and alert.acknowledged_at is None:
        parts.append(turn.t("alert-handed-to", name=members.name_of(turn.session, alert.acknowledged_by)))
    elif alert.acknowledged_by is not None and alert.acknowledged_at is not None:
        who = members.names(turn.session, [alert.acknowledged_by])[alert.acknowledged_by]
        parts.append(turn.t("alert-has", name=who, time=_clock(turn, alert.acknowledged_at)))
    if alert.stage is not None and alert.stage_at is not None:
        said = turn.t.text(f"alert-stage-{alert.stage}")
        parts.append(turn.t("alert-stands", state=said, time=_clock(turn, alert.stage_at)))
    if alert.named_at is not None:
        parts.append(turn.t("alert-named", time=_clock(turn, alert.named_at), words=alert.named_words or ""))
    notes = alerts.notes(turn.session, turn.actor, alert.id)
    said_lines = [
        turn.t(
            "alert-note-line",
            time=_clock(turn, note.at),
            name=members.name_of(turn.session, note.member_id),
            words=note.words,
        )
        for note in notes
    ]
    if said_lines:
        parts.append(RichText.join("\n", said_lines))
    if alert.status is AlertStatus.CLOSED and alert.closed_at is not None:
        parts.append(turn.t("alert-closed-at", time=_clock(turn, alert.closed_at)))
    return RichText.join("\n\n", parts)


def _place(turn: Turn, alert: Alert, draft: Draft | None) -> str:
    """The commune that was chosen, else what was written of the place, else the unit that the alert belongs to."""
    place = units.by_code(turn.session, answer_of(draft, "place")) if draft else None
    written = report_text.masked(turn, answer_of(draft, "place_text")) if draft and place is None else ""
    if place is not None or written:
        return place.name if place else written
    return turn.installation.unit_name(units.get(turn.session, alert.unit_id).name, turn.t)


def _clock(turn: Turn, at: datetime) -> str:
    local = at.astimezone(turn.installation.zone)
    return f"{local:%H:%M}" if local.date() == turn.today else f"{local:%H:%M} {local:%d/%m}"


def _document(turn: Turn, alert: Alert) -> Draft | None:
    if alert.draft_id is not None:
        row = drafts.get_any(turn.session, alert.draft_id)
        return open_row(turn, row).draft if row else None
    report = reports.get(turn.session, alert.report_id) if alert.report_id is not None else None
    return report_text.read(turn, report) if report is not None else None


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={
            "alert.see": see,
            "alert.take": take,
            "alert.stage": stage,
            "alert.note": note,
            "alert.name": name,
            "alert.to_whom": to_whom,
            "alert.hand_over": hand_over,
            "alert.close": close,
        },
        commands={"/canhbao": listed},
        words={"cảnh báo": "/canhbao"},
        notes={"alert.note": noted, "alert.name": named},
    ),
)
