"""The place that a report speaks of, as a unit: chosen from the list, or named in words where it is elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from forms.entry.draft import Draft
from handlers.filling.open_draft import answer_of
from handlers.filling.parse_answer import place_in
from handlers.turn import Turn
from storage.members import units
from storage.members.units import Known


def unit_of(turn: Turn, draft: Draft, named: Mapping[str, Known]) -> int | None:
    """The unit's id; None where the form asks for no place. `named`: the units that choices name, by code.

    A place that is elsewhere and names no commune counts for the whole province, never for the commune that its author is from.
    """
    code = answer_of(draft, "place")
    if not code:
        return None
    unit = named.get(code) or units.by_code(turn.session, code)
    if unit is None:
        rows = turn.installation.library.places(turn.session, turn.now)
        said = place_in({row["name"]: row["label"] for row in rows}, answer_of(draft, "place_text"))
        unit = units.by_code(turn.session, said) if said else None
    return (unit or units.root(turn.session)).id
