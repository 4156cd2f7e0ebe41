"""A form that was filled in: who takes it, by its name."""

from __future__ import annotations

from forms.entry.obstacles import Obstacle
from forms.model.types import Type
from handlers.collaborator import reports
from handlers.filling import conversation
from handlers.filling.open_draft import OpenDraft
from handlers.staff import forms, poll_cards, prompts, surveys
from handlers.turn import Turn
from texts.rich import RichText


def finish(turn: Turn, done: OpenDraft) -> None:
    """Hands over what is whole; goes back to what is missing or undecided."""
    obstacles = done.draft.obstacles()
    if done.undecided:
        conversation.go_on(turn, done, None, in_place=True)
    elif obstacles:
        _lead_back(turn, done, obstacles[0])
    elif done.question is not None:
        conversation.go_on(turn, done, turn.t("report-missing"), in_place=True)
    elif done.state.trial:
        forms.tried(turn, done)
    elif done.name == "prompt":
        prompts.preview(turn, done)
    elif done.name == "survey":
        surveys.preview(turn, done)
    elif done.name == "group_poll":
        poll_cards.preview(turn, done)
    else:
        reports.finish(turn, done)


def _lead_back(turn: Turn, filling: OpenDraft, obstacle: Obstacle) -> None:
    """Show the question that is not right; for what cannot be answered, all answers or the last one."""
    draft = filling.draft
    if obstacle.kind not in (Type.NOTE, Type.CALCULATE):
        draft.goto(obstacle.ref)
    elif not draft.form.settings.review:
        draft.back()
    conversation.go_on(turn, filling, _said(turn, obstacle), in_place=True)


def _said(turn: Turn, obstacle: Obstacle) -> RichText:
    verdict = obstacle.verdict
    if verdict.author_message:
        return RichText(verdict.author_message)
    if obstacle.kind in (Type.NOTE, Type.CALCULATE):
        return turn.t("report-at-odds")
    return turn.t({"required": "report-missing", "constraint": "report-constraint"}.get(verdict.code, "report-unfit"))
