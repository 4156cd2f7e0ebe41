"""The beginning of a report: what is known of its author's last ones is filled in, offered or marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.filling import open_draft
from handlers.filling.open_draft import MATTER, OpenDraft
from handlers.turn import Turn
from services import reports
from storage.tables import Report

_OFFERED = ("strata", "place", "source")
"""Answers that are often the same as last time."""
_LOOKED_AT = 20
"""Reports of one member that are looked through for the matters of a prompt."""
_ELSEWHERE = "other"


def begin(
    turn: Turn, form: str, prompt_id: int | None, known: Mapping[str, str] | None = None, before: Report | None = None
) -> OpenDraft:
    """Begin a report. `known`: answers besides the author's own place; `before`: the report that it follows at once."""
    begun = open_draft.start(turn, form, prompt_id, {**given(turn), **(known or {})})
    last = before or next(iter(reports.own(turn.session, turn.actor, 1)), None)
    if last is not None:
        begun.state.offered = _said(turn, last, _OFFERED)
    if prompt_id is not None and begun.draft.form.has_one(MATTER):
        begun.state.reported = list(reports.own_matters(turn.session, turn.actor, prompt_id, _LOOKED_AT))
        matters = (row["name"] for row in turn.installation.library.matters(turn.session, prompt_id, turn.now))
        begun.state.to_report = [name for name in matters if name not in begun.state.reported]
    return begun


def given(turn: Turn) -> dict[str, str]:
    """Say what is known before the first question: the member's own place."""
    code = turn.installation.library.own_place(turn.session, turn.me.unit_id, turn.now)
    return {"place": code} if code else {}


def _said(turn: Turn, report: Report, names: Sequence[str]) -> dict[str, str]:
    """The answers that a report gave to some questions; none where its words were cut, or cannot be read here."""
    try:
        sent = open_draft.reopen(turn, report)
    except ValueError:
        return {}
    answers = {name: open_draft.answer_of(sent, name) for name in names}
    return {name: value for name, value in answers.items() if value and value != _ELSEWHERE}
