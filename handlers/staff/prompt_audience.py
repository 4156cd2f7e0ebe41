"""The audience of a prompt as its author chose it: read from the draft, told in words, asked again where it is nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from forms.entry.draft import Draft
from handlers.filling import conversation, open_draft
from handlers.filling.choice_lists import Lists
from handlers.filling.open_draft import OpenDraft
from handlers.turn import Turn
from services import audiences, staff_scope
from services.audiences import ALL, Audience, MembersRefused
from storage.members import units
from storage.members.addresses import Recipient
from storage.tables import Prompt, Survey
from texts.rich import RichText

_NAMED = 6
"""Marks of an audience that are told by name."""
_SEVERAL, _MEMBERS = "several", "members"


def read(turn: Turn, draft: Draft) -> tuple[int, Audience]:
    """The unit and whom of it a draft means.

    Raises:
        MembersRefused: the members it names are not known, or not told apart.
    """
    top = staff_scope.unit_of(turn.session, turn.actor)
    way = draft.value("audience")
    if way == _SEVERAL:
        return top.id, Audience(marks=tuple(draft.value("audience_parts").split()))
    if way == _MEMBERS:
        return top.id, Audience(
            members=audiences.named_members(turn.session, turn.actor, draft.value("audience_members"))
        )
    unit = units.by_code(turn.session, way)
    return (unit.id if unit is not None else top.id), ALL


def label(turn: Turn, prompt: Prompt | Survey) -> str:
    """Name those to whom a prompt goes, or a survey."""
    chosen = audiences.of_prompt(prompt)
    if chosen.members:
        return turn.t.text("audience-chosen")
    if chosen.marks:
        known = {row["name"]: row["label"] for row in Lists(turn, None)["audience_parts"]}
        named = [known[mark] for mark in chosen.marks if mark in known]
        more = [turn.t.text("list-more", count=len(named) - _NAMED)] if len(named) > _NAMED else []
        return "; ".join([*named[:_NAMED], *more])
    unit = units.get(turn.session, prompt.unit_id)
    return turn.t.text("list-everybody") if unit.parent_id is None else unit.name


def by_network(turn: Turn, reached: Sequence[Recipient], counted: Collection[int]) -> list[RichText]:
    """How many of them get it by which network, where there are several."""
    there = Counter(
        turn.installation.network(person.account_id).replace("_", "-")
        for person in reached
        if person.member_id in counted
    )
    there.pop("", None)
    if len(there) < 2:
        return []
    said = ", ".join(f"{turn.t.text(f'network-{name}')} {count}" for name, count in there.most_common())
    return [turn.t("audience-networks", networks=said)]


def ask_again(turn: Turn, done: OpenDraft, error: MembersRefused | None, chosen: Audience = ALL) -> None:
    """Say why it would go to nobody, and ask for it anew."""
    if error is None:
        why = "crossed" if chosen.crossed else "few" if chosen.shielded else "nobody"
        said, place = turn.t(f"audience-{why}"), "audience"
    else:
        place = "audience_members"
        unknown, several = (", ".join(words[:_NAMED]) for words in (error.unknown, error.several))
        lines = [turn.t("audience-unknown", names=unknown)] if unknown else []
        lines += [turn.t("audience-several-of-name", names=several)] if several else []
        said = RichText.join("\n", lines or [turn.t("audience-nobody")])
    done.draft.goto(place)
    open_draft.changed(done)
    turn.answer_tap()
    conversation.go_on(turn, done, said)
