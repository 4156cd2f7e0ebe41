"""A form that was filled in: who takes it, by its name."""

from __future__ import annotations

from handlers.collaborator import reports
from handlers.filling import conversation
from handlers.filling.open_draft import OpenDraft
from handlers.staff import forms, prompts
from handlers.turn import Turn


def finish(turn: Turn, done: OpenDraft) -> None:
    """Hands over what is whole; goes back to what is missing or undecided."""
    missing = done.draft.missing()
    if done.undecided:
        conversation.go_on(turn, done, None, in_place=True)
    elif missing or done.question is not None:
        if missing:
            done.draft.goto(missing[0])
        conversation.go_on(turn, done, turn.t("report-missing"), in_place=True)
    elif done.state.trial:
        forms.tried(turn, done)
    elif done.name == "prompt":
        prompts.preview(turn, done)
    else:
        reports.finish(turn, done)
