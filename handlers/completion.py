"""A form that was filled in: who takes it, by its name."""

from __future__ import annotations

from handlers.collaborator import reports
from handlers.filling import before_sending, conversation
from handlers.filling.open_draft import OpenDraft
from handlers.staff import forms, prompts
from handlers.turn import Turn


def finish(turn: Turn, done: OpenDraft) -> None:
    """Hands over what is whole; goes back to what is missing or undecided."""
    obstacles = done.draft.obstacles()
    if done.undecided:
        conversation.go_on(turn, done, None, in_place=True)
    elif obstacles:
        before_sending.lead_back(turn, done, obstacles[0])
    elif done.question is not None:
        conversation.go_on(turn, done, turn.t("report-missing"), in_place=True)
    elif done.state.trial:
        forms.tried(turn, done)
    elif done.name == "prompt":
        prompts.preview(turn, done)
    else:
        reports.finish(turn, done)
