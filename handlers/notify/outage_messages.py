"""Outages as they are read: by staff, by whom a deadline passed over, by who may have written in vain."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from channels.messages import Button
from handlers.button_data import button_data
from handlers.notify import prompt_delivery
from handlers.turn import Turn
from services.outage_notifications import DeadlineInOutage, MoreTimeGiven, OutageNotification, OutageToStaff, WriteAgain
from storage.members.addresses import Recipient
from texts.catalogue import Catalogue
from texts.rich import RichText


def send(turn: Turn, notifications: Iterable[OutageNotification]) -> None:
    """Write what an outage brings to those whom it concerns."""
    for notification in notifications:
        match notification:
            case OutageToStaff():
                _to_staff(turn, notification)
            case DeadlineInOutage():
                t = turn.texts_for(notification.recipient)
                due = _moment(turn, t, notification.prompt.due_at)
                args = {
                    **_span(turn, t, notification.since, notification.until),
                    "title": notification.prompt.title,
                    "due": due,
                }
                said = t("outage-deadline-restored" if notification.restored else "outage-deadline", **args)
                turn.send_to(notification.recipient, said, shielded=True)  # it goes to who has not answered
            case WriteAgain():
                t = turn.texts_for(notification.recipient)
                span = _span(turn, t, notification.since, notification.until)
                lost = t("outage-write-again-restored", **span)
                if not notification.restored:
                    lost = t("outage-write-again", before=_moment(turn, t, notification.lost_before), **span)
                turn.send_to(notification.recipient, lost, shielded=True)
            case MoreTimeGiven():
                _more_time(turn, notification.recipient, notification)


def _to_staff(turn: Turn, outage_to_staff: OutageToStaff) -> None:
    t = turn.texts_for(outage_to_staff.recipient)
    span = _span(turn, t, outage_to_staff.since, outage_to_staff.until)
    whole = t("outage-staff", **span)
    some = t("outage-staff-some", names=_names(turn, t, outage_to_staff.accounts), **span)
    lines = [some if outage_to_staff.accounts else whole]
    if outage_to_staff.restored:
        lines = [t("outage-staff-restored", **span)]
    elif outage_to_staff.lost_before is None:
        lines.append(t("outage-staff-kept"))
    else:
        lines.append(t("outage-staff-lost", before=_moment(turn, t, outage_to_staff.lost_before)))
    if outage_to_staff.asked:
        lines.append(t("outage-staff-asked"))
    rows = []
    for offered in outage_to_staff.over:
        due = _moment(turn, t, offered.prompt.due_at)
        lines.append(t("outage-staff-due", title=offered.prompt.title, due=due, waiting=offered.waiting))
        if offered.waiting:
            label = t.text("outage-button-extend", title=offered.prompt.title, due=_moment(turn, t, offered.due_at))
            minute = int(offered.due_at.timestamp()) // 60
            rows.append((Button(label, button_data("outage.extend", offered.prompt_id, minute)),))
    turn.send_to(outage_to_staff.recipient, RichText.join("\n", lines), tuple(rows))


def _more_time(turn: Turn, person: Recipient, more_time_given: MoreTimeGiven) -> None:
    t, prompt = turn.texts_for(person), more_time_given.offered.prompt
    text = t("outage-more-time", title=prompt.title, due=_moment(turn, t, more_time_given.offered.due_at))
    turn.send_to(person, text, prompt_delivery.keyboard(t, prompt), expires_at=prompt.due_at, shielded=True)


def _names(turn: Turn, t: Catalogue, accounts: Collection[int]) -> str:
    """The networks of these accounts, as people call them."""
    networks = {turn.installation.network(number).replace("_", "-") for number in accounts}
    return ", ".join(t.text(f"network-{name}") for name in sorted(networks - {""}))


def _span(turn: Turn, t: Catalogue, since: datetime, until: datetime) -> dict[str, str]:
    return {"since": _moment(turn, t, since), "until": _moment(turn, t, until)}


def _moment(turn: Turn, t: Catalogue, at: datetime) -> str:
    local = at.astimezone(turn.installation.zone)
    return t.text("outage-moment", time=f"{local:%H:%M}", day=f"{local:%d/%m}")
