"""Something stands in the way of sending: the person is led to it, with the form author's own words."""

from __future__ import annotations

from forms.entry.obstacles import Obstacle
from forms.model.types import Type
from handlers.filling import conversation
from handlers.filling.open_draft import OpenDraft
from handlers.turn import Turn
from texts.rich import RichText


def lead_back(turn: Turn, filling: OpenDraft, obstacle: Obstacle) -> None:
    """Shows the question that is not right; of what cannot be answered itself, all answers or the last question."""
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
