"""Sentences that claim an alert, a deletion, a sending or an outcome, each with what has to stand behind it in the same turn.

`watched` looks at every turn that a test plays: where a message says one of them, its row is there or the test fails. What is
on its way is said to be on its way; what the network has done is said by nobody but whoever reads the network's answer.
"""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlmodel import select

from bot.runtime.inbox import Inbox
from channels.messages import Delete, Edit, Send
from handlers.turn import Turn
from storage.tables import Address, Alert, AlertStatus, Lane, ReportQuestion
from texts.catalogue import Catalogue

Behind = Callable[[Turn], bool]


def _alerted(turn: Turn) -> bool:
    return any(one.lane is Lane.ALERT for one in turn.deliveries)


def _withdrawn(turn: Turn) -> bool:
    newest = turn.session.scalars(select(Alert).where(Alert.status == AlertStatus.WITHDRAWN)).all()
    return bool(newest)


def _being_deleted(turn: Turn) -> bool:
    return any(isinstance(one.live, Delete) and one.live.theirs for one in turn.deliveries)


def _to_another(turn: Turn) -> bool:
    return any(one.chat != turn.chat and isinstance(one.live, Send) for one in turn.deliveries)


def _chat_forgotten(turn: Turn) -> bool:
    return turn.chat not in turn.session.scalars(select(Address.chat)).all()


def _answered(turn: Turn) -> bool:
    return any(one.answered_at is not None for one in turn.session.scalars(select(ReportQuestion)))


CLAIMS: dict[str, Behind] = {
    **dict.fromkeys(("fill-flagged", "report-urgent-received", "alert-group-raised", "alert-group-idle"), _alerted),
    **dict.fromkeys(
        ("alert-group-handed-over", "alert-group-holder-gone", "alert-group-not-reached", "alert-group-unopened"),
        _alerted,
    ),
    **dict.fromkeys(
        ("alert-withdrawn", "alert-group-withdrawn", "alert-taken-back", "alert-taken-back-report"), _withdrawn
    ),
    "fill-discarded-alert": _withdrawn,
    **dict.fromkeys(("personal-masked", "personal-not-here"), _being_deleted),
    **dict.fromkeys(("directive-sent", "directive-check-sent", "directive-answer-sent"), _to_another),
    **dict.fromkeys(("flag-proposed", "flag-proposed-change", "flag-proposed-end"), _to_another),
    **dict.fromkeys(("verification-asked", "review-asked", "review-returned"), _to_another),
    **dict.fromkeys(("board-sent", "board-sent-notice"), _to_another),
    **dict.fromkeys(("request-sent", "request-reply-sent"), _to_another),
    **dict.fromkeys(("join-declined", "my-data-leave-done"), _chat_forgotten),
    "nudge-done": _to_another,
    "open-data-asked": _to_another,
    "poll-asked": _to_another,
    **dict.fromkeys(
        ("amend-corrected-both", "amend-withdrawn-both", "amend-corrected-people", "amend-withdrawn-people"),
        _to_another,
    ),
    "feedback-replied": _answered,
}
"""By key, what is there where a message says it. On a network where nothing is deleted `personal-masked` says so instead."""

ELSEWHERE = {
    "counted from the results of deliveries": "broadcast- prompt-was- progress-head progress-line- progress-part- "
    "progress-button- outage-extended",
    "about what the other person did, or a row that stands": "board-lost- board-corrected-before board-correcting-before "
    "board-approved-line alert-handed-to alert-state- alert-stage- directive-closed directive-answer-how "
    "duty-saved fill-gone fill-discard form-card-replaces form-published issue-tell-how issue-escalate-how issue-done-escalate "
    "issue-status- own- report-already report-received report-revised edited-too-late help reason- verification-one-reporter "
    "review-status- review-question outage-deadline outage-write-again join-welcome prompt-planned flag-trying account-refused "
    "my-data-left-staff withdrawn-staff request-gone said- join-consent restore-ask restore-held restore-skipped "
    "alert-emptied alert-group-emptied amend-title "
    "template- feedback-same- undo- issue-comparing export-wanted open-data-off open-data-on open-data-wanted "
    "open-data-told-lapsed review-emptied caption-offer caption-unused "
    "poll-status- issue-tell-preview issue-tell-gone poll-over-unseen poll-lost poll-closing",
    "a button that opens a list of who has answered": "command-tinhhinh command-tiendo menu-progress prompt-button-progress",
    "of what is asked, or of what cannot be deleted": "amend-withdraw-ask my-data-leave-ask personal-masked-stands",
    "as far as people can be reached, and says so": "issue-told",
}
"""Keys, or their beginnings, that read like a claim and are none of a turn."""

CLAIMING = re.compile(r"\b(đã|đang)\b[^.:;,]{0,24}?\b(xóa|gửi|báo|chuyển|rút|giao|nhắn|gọi|gỡ)\b", re.IGNORECASE)


@contextlib.contextmanager
def watched(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """While it lasts, every turn that says one of `CLAIMS` is checked before it is committed."""
    said = threading.local()
    call, outcome, new_turn = Catalogue.__call__, Inbox._outcome, Inbox._new_turn

    def recorded(self: Catalogue, key: str, /, **args: Any) -> Any:
        text = call(self, key, **args)
        if key in CLAIMS:
            said.here = [*getattr(said, "here", ()), (key, text.text)]
        return text

    def begun(self: Inbox, *given: Any) -> Turn:
        said.here = []
        return new_turn(self, *given)

    def checked(self: Inbox, session: Any, turn: Turn, incident: Any) -> Any:
        shown = [one.live.text.text for one in turn.deliveries if isinstance(one.live, (Send, Edit))]
        for key, text in getattr(said, "here", ()):
            if any(text in one for one in shown) and not (key == "personal-masked" and turn.typed_only):
                assert CLAIMS[key](turn), f"{key} was said, and there is nothing behind it"
        return outcome(self, session, turn, incident)

    patch.setattr(Catalogue, "__call__", recorded)
    patch.setattr(Inbox, "_new_turn", begun)
    patch.setattr(Inbox, "_outcome", checked)
    yield
