"""Notifications of the services as messages, each in its reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from channels.messages import Button
from handlers.button_data import button_data
from handlers.turn import Turn
from services.notifications import AlertNews, AlertToGroup, AlertToOfficer, AlertWithdrawn, Notification
from storage.tables import Lane
from texts.catalogue import catalogue_for


def send(turn: Turn, notifications: Iterable[Notification]) -> None:
    """Write what an act brings to those whom it concerns."""
    for one in notifications:
        match one:
            case AlertToOfficer():
                _alert(turn, one)
            case AlertToGroup():
                _alert_line(turn, one)
            case AlertWithdrawn():
                t = turn.texts_for(one.recipient)
                line = t("alert-withdrawn", number=str(one.alert_id), time=_hour(turn, one.raised_at))
                turn.send_to(one.recipient, line, lane=Lane.ALERT)


def _alert(turn: Turn, one: AlertToOfficer) -> None:
    """What rings says that there is something, its number and hour, and never what (privacy 14)."""
    t = turn.texts_for(one.recipient)
    key = "alert-line-again" if one.again else "alert-line"
    line = t(key, number=str(one.alert_id), time=_hour(turn, one.raised_at))
    see = Button(t.text("alert-button-see"), button_data("alert.see", one.alert_id))
    turn.send_to(one.recipient, line, ((see,),), lane=Lane.ALERT)


def _alert_line(turn: Turn, one: AlertToGroup) -> None:
    account = one.group.account_id
    t = catalogue_for(turn.installation.language, typed_only=turn.installation.typed_only(account))
    args = {"number": str(one.alert_id), "time": _hour(turn, one.raised_at)}
    if one.news is AlertNews.TAKEN and one.at is not None:
        args |= {"name": one.by, "at": _hour(turn, one.at)}
    turn.send_to_group(one.group, t(f"alert-group-{one.news}", **args), lane=Lane.ALERT)


def _hour(turn: Turn, instant: datetime) -> str:
    """The hour, with the day where it is not today's."""
    local = instant.astimezone(turn.installation.zone)
    return f"{local:%H:%M}" if local.date() == turn.today else f"{local:%H:%M} {local:%d/%m}"
