"""Notifications about prompts as messages, each in its reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from channels.messages import Button
from handlers.button_data import button_data
from handlers.notify import prompt_delivery, reminders
from handlers.turn import Turn
from services.notifications import (
    NothingPrepared,
    PromptNotification,
    PromptOverdue,
    PromptRound,
    ReminderRound,
)


def send(turn: Turn, notifications: Iterable[PromptNotification]) -> None:
    """Write what an act brings to those whom it concerns."""
    for one in notifications:
        match one:
            case PromptRound():
                prompt_delivery.send(turn, one)
            case ReminderRound():
                reminders.send(turn, one)
            case PromptOverdue():
                _overdue(turn, one)
            case NothingPrepared():
                t = turn.texts_for(one.recipient)
                write = Button(t.text("menu-write"), button_data("prompt.write"))
                turn.send_to(one.recipient, t("prompt-rule-empty", month=str(one.month)), ((write,),))


def _overdue(turn: Turn, one: PromptOverdue) -> None:
    """A prompt that nobody got in time can be written anew."""
    t, due = turn.texts_for(one.recipient), one.prompt.due_at.astimezone(turn.installation.zone)
    late = t("prompt-overdue", title=one.prompt.title, time=f"{due:%H:%M}", day=f"{due:%d/%m}")
    anew = Button(t.text("prompt-button-rewrite"), button_data("prompt.change_planned", one.prompt.id))
    turn.send_to(one.recipient, late, ((anew,),))
