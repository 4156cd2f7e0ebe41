"""Notifications about prompts as messages, each in its reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from channels.messages import Button
from handlers.button_data import button_data
from handlers.notify import progress_lines, prompt_delivery, prompt_revisions, reminders
from handlers.turn import Turn
from services.notifications import (
    NothingPrepared,
    PromptClosed,
    PromptNotification,
    PromptOverdue,
    PromptRevised,
    PromptRound,
    ReminderRound,
)


def send(turn: Turn, notifications: Iterable[PromptNotification]) -> None:
    """Write what an act brings to those whom it concerns."""
    for notification in notifications:
        match notification:
            case PromptRound():
                prompt_delivery.send(turn, notification)
            case ReminderRound():
                reminders.send(turn, notification)
            case PromptClosed():
                _closed(turn, notification)
            case PromptRevised():
                prompt_revisions.send(turn, notification)
            case PromptOverdue():
                _overdue(turn, notification)
            case NothingPrepared():
                t = turn.texts_for(notification.recipient)
                write = Button(t.text("menu-write"), button_data("prompt.write"))
                turn.send_to(notification.recipient, t("prompt-rule-empty", month=str(notification.month)), ((write,),))


def _overdue(turn: Turn, overdue: PromptOverdue) -> None:
    """A prompt that nobody got in time can be written anew."""
    t, due = turn.texts_for(overdue.recipient), overdue.prompt.due_at.astimezone(turn.installation.zone)
    late = t("prompt-overdue", title=overdue.prompt.title, time=f"{due:%H:%M}", day=f"{due:%d/%m}")
    anew = Button(t.text("prompt-button-rewrite"), button_data("prompt.change_planned", overdue.prompt.id))
    turn.send_to(overdue.recipient, late, ((anew,),))


def _closed(turn: Turn, closed: PromptClosed) -> None:
    """How far a prompt has come whose time is over, with what can be done about it."""
    t, prompt = turn.texts_for(closed.recipient), closed.prompt
    due = prompt.due_at.astimezone(turn.installation.zone)
    text = t(
        "progress-closed",
        title=prompt.title,
        due=f"{due:%H:%M %d/%m}",
        lines=progress_lines.lines(t, closed.asked, closed.counts),
    )
    buttons = [(Button(t.text("prompt-button-progress"), button_data("progress.show", prompt.id)),)]
    if progress_lines.waits(closed.counts):
        buttons.append((Button(t.text("progress-button-nudge"), button_data("progress.nudge", prompt.id)),))
    turn.send_to(closed.recipient, text, tuple(buttons))
