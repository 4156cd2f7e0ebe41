"""What a collaborator does when a message with buttons arrives: the whole report, question by question.

A person goes by the verbs in the buttons' tokens, which the peer's buttons share: `rep` opens the report, `fc` goes on with
one, `fa` answers, `ft` ticks, `fd` is done ticking, `fx` sends, `fk` calls the officer on duty; a question without any of
these is answered in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

WORDS = "Người dân lo giá phân bón tăng cao, làm lúa không có lãi, mong nhà nước sớm có biện pháp."
NEVER = "Khẩn"  # would call the officers on duty, which is another measurement

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """What a person does next: presses a button (its token), or types."""

    token: str = ""
    text: str = ""
    done: bool = False  # the report is in: somebody else's turn


def next_deed(keyboard: list[list[Json]], *, urgent: bool = False) -> Deed:
    """What follows a message with this keyboard; `urgent`: every matter is one for the officers on duty."""
    buttons = [(button["text"], button.get("callback_data", "")) for row in keyboard for button in row]
    verbs: dict[str, str] = {}
    ticked = False
    for label, token in buttons:
        if label != NEVER:
            verbs.setdefault(token.partition(":")[0], token)
        ticked = ticked or label.startswith("☑")
    if "report.another" in verbs:
        return Deed(done=True)
    for verb in ("form.urgent_yes", *(["form.urgent"] if urgent else [])):
        if verb in verbs:
            return Deed(verbs[verb])
    if "form.tick" in verbs:
        return Deed(verbs["form.done"] if ticked else verbs["form.tick"])
    for verb in ("form.answer", "form.submit", "form.continue", "report.open"):
        if verb in verbs:
            return Deed(verbs[verb])
    return Deed(text=WORDS)
