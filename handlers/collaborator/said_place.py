"""The place that a report speaks of, as a unit: chosen from the list, or named in words where it is elsewhere."""

from __future__ import annotations

from forms.entry.draft import Draft
from handlers.filling.open_draft import answer_of
from handlers.filling.parse_answer import place_in
from handlers.turn import Turn
from storage.members import units


def unit_of(turn: Turn, draft: Draft) -> int | None:
    """The unit's id; None where the form asks for no place.

    A place that is elsewhere and names no commune counts for the whole province, never for the commune that its author is from.
    """
    code = answer_of(draft, "place")
    if not code:
        return None
    unit = units.by_code(turn.session, code)
    if unit is None:
        rows = turn.installation.library.places(turn.session, turn.now)
        named = place_in({row["name"]: row["label"] for row in rows}, answer_of(draft, "place_text"))
        unit = units.by_code(turn.session, named) if named else None
    return (unit or units.root(turn.session)).id
