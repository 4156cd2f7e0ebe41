"""Audiences by which somebody who was asked is known to have reported (privacy 3).

Of those who reported on an issue, and of those who have not answered a prompt that went to such, and so on.
"""

from __future__ import annotations

import json

from sqlalchemy.orm import Session

from storage.tables import Prompt

_ISSUE, _UNANSWERED = "issue-", "unanswered-"


def is_shielded(session: Session, audience: str | None) -> bool:
    """Tell whether an audience, as it is kept with a prompt, names by being asked somebody who reported."""
    looked_at: set[int] = set()
    left = [audience]
    while left:
        kept = left.pop()
        marks = [str(load) for load in json.loads(kept)["marks"]] if kept else []
        if any(mark.startswith(_ISSUE) for mark in marks):
            return True
        for mark in marks:
            number = mark.removeprefix(_UNANSWERED)
            if mark.startswith(_UNANSWERED) and number.isdecimal() and int(number) not in looked_at:
                looked_at.add(int(number))
                before = session.get(Prompt, int(number))
                left += [before.audience] if before is not None else []
    return False
