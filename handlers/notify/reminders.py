"""Reminders as they are read, each with what is left to do."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from channels.messages import Button, Keyboard
from handlers.button_data import button_data
from handlers.filling import open_draft
from handlers.notify.prompt_delivery import keyboard
from handlers.turn import Turn
from services.notifications import ReminderRound
from storage.forms import drafts
from storage.members.addresses import Recipient
from texts.catalogue import Catalogue
from texts.rich import RichText


def send(turn: Turn, round_: ReminderRound) -> None:
    """Remind the members of a round."""
    for person in round_.people:
        _remind(turn, person, round_)


def _remind(turn: Turn, person: Recipient, round_: ReminderRound) -> None:
    t, prompt = turn.texts_for(person), round_.prompt
    due = prompt.due_at.astimezone(turn.installation.zone)
    days = (due.date() - turn.today).days
    args: dict[str, str | int] = {"title": prompt.title, "time": f"{due:%H:%M}", "day": f"{due:%d/%m}", "days": days}
    begun = drafts.for_prompt(turn.session, person.member_id, prompt.id)
    if begun is not None:
        left = open_draft.remaining(open_draft.open_row(turn, begun))
        text: RichText = t("reminder-started", left=left, **args) if left else t("reminder-not-sent", **args)
        buttons: Keyboard = ((Button(t.text("fill-button-continue"), button_data("form.continue", begun.id)),),)
    else:
        text, buttons = t("reminder-pending", **args), keyboard(t, prompt)
    if round_.until is not None:
        last = round_.until.astimezone(turn.installation.zone)
        text = t("reminder-late", until=f"{last:%H:%M}", last=f"{last:%d/%m}", **args)
        buttons = buttons if begun is not None else _late(t, prompt.id)
    tonight = datetime.combine(turn.today + timedelta(days=1), time(), turn.installation.zone)
    until = tonight  # it says which day it is: tomorrow that is not so any more
    if round_.until is None:
        until = min(prompt.due_at, tonight)
    turn.send_to(
        person, text, buttons, broadcast_id=round_.broadcast_id, expires_at=until, held=round_.held, shielded=True
    )


def _late(t: Catalogue, number: int) -> Keyboard:
    """The same as below the prompt, for one that is over."""
    return (
        (Button(t.text("prompt-button-report"), button_data("report.late", number)),),
        (Button(t.text("prompt-button-calm"), button_data("report.nothing_late", number, 0)),),
        (Button(t.text("prompt-button-not-heard"), button_data("report.nothing_late", number, 1)),),
    )
