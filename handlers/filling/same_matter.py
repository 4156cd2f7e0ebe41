"""Ask, as soon as topic and place are known, whether it is a matter that is known there; by the matter alone (privacy 6)."""

from __future__ import annotations

from channels.messages import Button, Keyboard
from handlers.button_data import button_data
from handlers.filling.open_draft import OpenDraft, answer_of
from handlers.turn import Turn
from services.issues import proposals
from storage.members import units
from storage.reports import reports
from texts.rich import RichText

_OFFERED = 3
_TOPICS = ("topic_final", "topic")


def offered(turn: Turn, filling: OpenDraft) -> tuple[RichText | None, Keyboard]:
    """The question, and a button for each matter, put once a draft; (None, ()) where there is none.

    Whoever changes topic and place to and fro learns nothing by it.
    """
    state, draft = filling.state, filling.draft
    topic = next(filter(None, (answer_of(draft, name) for name in _TOPICS)), "")
    code = answer_of(draft, "place")
    key = f"{topic} {code}" if topic and code else ""
    if key == state.same_of or filling.undecided or state.trial or filling.name == "urgent":
        return None, ()
    asked = bool(state.same)
    state.same_of, state.same_as = key, 0
    if asked:
        state.same = [0]  # what was offered is of another topic or place
        return None, ()
    place = units.by_code(turn.session, code) if key else None
    if place is None:
        return None, ()
    found = proposals.known_there(turn.session, turn.me, topic, place.id, turn.now)[:_OFFERED]
    if not found or reports.correcting(turn.session, filling.id) is not None:
        return None, ()
    state.same = [issue.id for issue in found]
    revision = filling.row.revision
    rows = [(Button(issue.title[:64], button_data("form.same", filling.id, revision, issue.id)),) for issue in found]
    return turn.t("same-question"), tuple(rows)


def chosen(turn: Turn, filling: OpenDraft, issue_id: int) -> RichText | None:
    """It is that matter, once the report is sent. None: it was not offered."""
    if issue_id not in filling.state.same:
        return None
    filling.state.same_as = issue_id
    return turn.t("same-noted")


def joined(turn: Turn, filling: OpenDraft, report_id: int) -> RichText | None:
    """The report is sent: it joins the matter that its author chose. None: they chose none."""
    if not filling.state.same_as:
        return None
    issue = proposals.join(turn.session, turn.me, report_id, filling.state.same_as, turn.now)
    if issue is None:
        return turn.t("feedback-same-not")
    return turn.t("feedback-same-joined", title=issue.title)
