"""The choice lists that we give a form: a prompt's matters, places, groups of people, audiences.

A list is read from the database only when a question of the form looks into it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from forms.builtin_forms import default_list
from handlers.turn import Turn
from services import audiences, staff_scope
from services.audiences import LOCAL, PROVINCIAL
from services.prompts import months_ahead
from services.surveys import group_polls
from storage.forms import published_forms
from storage.members import member_tags, units
from texts.dates import month_of_year

Rows = Sequence[Mapping[str, str]]
_NEWEST = 8
"""Issues and prompts that an audience can be chosen by."""
_OF_OTHER_WORK = frozenset({"periodic", "review", "urgent", "prompt", "survey", "group_poll"})


class Lists(Mapping[str, Rows]):
    """The external lists of one draft, by name; each is made at most once a turn."""

    def __init__(self, turn: Turn, prompt_id: int | None, member_id: int = 0) -> None:
        self._made: dict[str, Rows] = {}
        self._makers: dict[str, Callable[[], Rows]] = {
            "items": lambda: _items(turn, prompt_id),
            "places": lambda: _places(turn),
            "strata": lambda: _strata(turn, member_id),
            "audiences": lambda: _audiences(turn),
            "survey_units": lambda: _survey_audiences(turn),
            "survey_parts": lambda: _marks(turn),
            "audience_parts": lambda: _audience_parts(turn),
            "forms": lambda: _forms(turn),
            "polls": lambda: _polls(turn),
            "poll_groups": lambda: _poll_groups(turn),
            "months": lambda: _months(turn),
        }

    def __getitem__(self, name: str) -> Rows:
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def _items(turn: Turn, prompt_id: int | None) -> Rows:
    matters = turn.installation.library.matters(turn.session, prompt_id, turn.now) if prompt_id is not None else ()
    return [*matters, *default_list("items", turn.t.language)]


def _places(turn: Turn) -> Rows:
    """The person's own commune, "elsewhere" (to be typed), then all the others."""
    library = turn.installation.library
    code = library.own_place(turn.session, turn.person.unit_id, turn.now) if turn.person else ""
    rows = library.places(turn.session, turn.now)
    mine = [row for row in rows if row["name"] == code]
    return [*mine, *default_list("places", turn.t.language), *(row for row in rows if row["name"] != code)]


def _strata(turn: Turn, member_id: int) -> Rows:
    """The groups that the member covers come first."""
    covered = turn.installation.library.strata(turn.session, member_id, turn.now)
    return sorted(default_list("strata", turn.t.language), key=lambda row: row["name"] not in covered)


def _audiences(turn: Turn) -> Rows:
    """All that the author sees, a unit with everything below it, or one of the ways to choose more closely."""
    everybody, *below = _units(turn)
    ways = [{"name": way, "label": turn.t.text(f"audience-{way}")} for way in ("several", "members")]
    return [everybody, *ways, *below]


def _units(turn: Turn) -> Rows:
    """All that the author sees, or a unit with everything below it."""
    top = staff_scope.unit_of(turn.session, turn.actor)
    everybody = turn.t.text("list-everybody") if top.parent_id is None else top.name
    below = [{"name": u.code, "label": u.name} for u in units.children(turn.session, top.id)]
    return [{"name": top.code, "label": everybody}, *below]


def _survey_audiences(turn: Turn) -> Rows:
    """All that the author sees, a choice by several marks, or a unit with everything below it."""
    everybody, *below = _units(turn)
    return [everybody, {"name": "several", "label": turn.t.text("audience-several")}, *below]


def _audience_parts(turn: Turn) -> Rows:
    """The marks by which a prompt's audience is put together: also whoever reported on an issue, or has not answered."""
    t, session = turn.t, turn.session
    reporters = [
        {"name": f"issue-{number}", "label": t.text("audience-issue", title=title)}
        for number, title in audiences.issues_to_ask(session, turn.actor, _NEWEST)
    ]
    silent = [
        {"name": f"unanswered-{number}", "label": t.text("audience-unanswered", title=title)}
        for number, title in audiences.unanswered_prompts(session, turn.actor, _NEWEST)
    ]
    return _marks(turn, *reporters, *silent)


def _marks(turn: Turn, *more: Mapping[str, str]) -> Rows:
    """Marks that say nothing of what somebody did: levels, tags, then `more`, groups of people, units."""
    t, session = turn.t, turn.session
    rows: list[Mapping[str, str]] = [
        {"name": f"level-{level}", "label": t.text(f"audience-{level}")} for level in (PROVINCIAL, LOCAL)
    ]
    for tag in member_tags.listed(session):
        rows.append({"name": f"tag-{tag.id}", "label": t.text("audience-tag", name=tag.name)})
    rows += more
    for row in default_list("strata", t.language):
        rows.append({"name": f"stratum-{row['name']}", "label": t.text("audience-stratum", name=row["label"])})
    top = staff_scope.unit_of(session, turn.actor)
    return [*rows, *({"name": f"unit-{u.code}", "label": u.name} for u in units.children(session, top.id))]


def _forms(turn: Turn) -> Rows:
    """Forms that a thematic prompt may ask with: the form for it, then the office's own."""
    others = [form for form in published_forms.published(turn.session) if form.name not in _OF_OTHER_WORK]
    return [
        {"name": form.name, "label": form.title} for form in sorted(others, key=lambda form: form.name != "thematic")
    ]


def _polls(turn: Turn) -> Rows:
    """The office's own forms, which a survey may ask with."""
    found = [form for form in published_forms.published(turn.session) if not form.builtin]
    return [{"name": form.name, "label": form.title} for form in found]


def _poll_groups(turn: Turn) -> Rows:
    """The groups that the author may ask by a poll of the network's own."""
    found = group_polls.can_ask(turn.session, turn.actor, turn.installation.asks_polls)
    return [{"name": str(group.id), "label": group.title} for group in found]


def _months(turn: Turn) -> Rows:
    """The months for which a prompt can be prepared: "2026-12"."""
    ahead = months_ahead(turn.session, turn.now, turn.installation.zone)
    return [{"name": f"{month:%Y-%m}", "label": month_of_year(month, turn.t.language)} for month in ahead]
