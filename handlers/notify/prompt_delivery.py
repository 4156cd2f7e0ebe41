"""How a prompt goes out: to every collaborator it is for, to the closed groups, and later to those it has not reached."""

from __future__ import annotations

from collections.abc import Sequence

from channels.messages import Button, Keyboard
from handlers.button_data import button_data
from handlers.turn import Turn
from storage.members import addresses, groups, units
from storage.members.addresses import Recipient
from storage.prompts import broadcasts, prompts, reachability
from storage.prompts.reachability import Reach
from storage.tables import Broadcast, BroadcastKind, BroadcastStatus, GroupPurpose, Prompt, PromptStatus
from texts.catalogue import Catalogue, catalogue_for
from texts.rich import RichText

PART = 4000
"""Letters in one message."""


def launch(turn: Turn, prompt: Prompt) -> Reach:
    """A prompt goes out for the first time; returns how it stands before anything has left."""
    assert prompt.id is not None
    audience = prompts.audience(turn.session, prompt.unit_id)
    prompts.assign(turn.session, prompt.id, audience)
    prompt.status, prompt.sent_at = PromptStatus.SENT, turn.now
    round_ = broadcasts.start(turn.session, prompt.id, BroadcastKind.FIRST, turn.now)
    reached = addresses.reached(turn.session, audience, turn.now)
    to_members(turn, prompt, round_, reached)
    told = _to_groups(turn, prompt, round_)
    asked, waiting = len(audience), len(reached)
    return Reach(asked=asked, told=0, waiting=waiting, unreached=asked - waiting, groups=told, groups_told=0)


def to_members(turn: Turn, prompt: Prompt, round_: Broadcast, people: Sequence[Recipient]) -> None:
    """The prompt to these members, as part of a round."""
    matters = _matters(turn, prompt)
    for person in people:
        _to_member(turn, person, prompt, matters, round_)


def not_yet_told(turn: Turn, prompt_id: int, *, never_tried: bool = False) -> list[Recipient]:
    """Whom a prompt has not reached although it could now. never_tried: without those to whom sending it failed."""
    rows = reachability.unreached(turn.session, prompt_id, turn.now)
    return addresses.reached(
        turn.session, [row.id for row in rows if not never_tried or row.reason == "later"], turn.now
    )


def catch_up(turn: Turn) -> None:
    """Somebody who joined after a prompt went out gets it now, if it is neither over nor stopped, nor on its way elsewhere."""
    for prompt in prompts.current(turn.session, turn.me.member_id, turn.now):
        last = broadcasts.last(turn.session, prompt.id or 0)
        if reachability.has_it(turn.session, prompt.id or 0, turn.me.member_id):
            continue
        if last is None or last.status in (BroadcastStatus.SENDING, BroadcastStatus.DONE):
            _to_member(turn, turn.me, prompt, _matters(turn, prompt), None)


def open_from_link(turn: Turn, prompt_id: int) -> bool:
    """The person came from the group's button: the prompt is shown in the private chat."""
    for prompt in prompts.current(turn.session, turn.me.member_id, turn.now):
        if prompt.id == prompt_id:
            *parts, last = text(turn.t, turn, prompt, _matters(turn, prompt)).split(PART)
            for part in parts:
                turn.reply(part)
            turn.reply(last, keyboard(turn.t, prompt))
            return True
    return False


def text(t: Catalogue, turn: Turn, prompt: Prompt, matters: Sequence[str]) -> RichText:
    """A prompt as collaborators read it."""
    listed = [t("prompt-matter", number=str(number), text=matter) for number, matter in enumerate(matters, 1)]
    due = prompt.due_at.astimezone(turn.installation.zone)
    parts = [
        t("prompt-title", title=prompt.title),
        *([RichText(prompt.intro)] if prompt.intro else []),
        *listed,
        t("prompt-due", due=f"{due:%H:%M}", day=f"{due:%d/%m/%Y}"),
    ]
    return RichText.join("\n\n", parts)


def keyboard(t: Catalogue, prompt: Prompt) -> Keyboard:
    """Write the report, or nothing to report with one of its two reasons."""
    number = prompt.id or 0
    return (
        (Button(t.text("prompt-button-report"), button_data("report.open", number)),),
        (Button(t.text("prompt-button-calm"), button_data("report.nothing", number, 0)),),
        (Button(t.text("prompt-button-not-heard"), button_data("report.nothing", number, 1)),),
    )


def _matters(turn: Turn, prompt: Prompt) -> list[str]:
    return [item.text for item in prompts.items(turn.session, prompt.id or 0)]


def _to_member(turn: Turn, person: Recipient, prompt: Prompt, matters: Sequence[str], round_: Broadcast | None) -> None:
    t = turn.texts_for(person)
    *parts, last = text(t, turn, prompt, matters).split(PART)
    for part, buttons in (*((part, ()) for part in parts), (last, keyboard(t, prompt))):
        turn.send_to(
            person,
            part,
            buttons,
            prompt_id=prompt.id,
            broadcast_id=round_.id if round_ else None,
            expires_at=prompt.due_at,
            held=round_ is not None and round_.status is BroadcastStatus.PAUSED,
        )


def _to_groups(turn: Turn, prompt: Prompt, round_: Broadcast) -> int:
    """The prompt to the groups whose whole unit it is for, and how to go on in private; returns how many."""
    matters = _matters(turn, prompt)
    bound = [
        group
        for group in groups.for_purpose(turn.session, GroupPurpose.COLLABORATORS)
        if units.covers(turn.session, prompt.unit_id, group.unit_id)
    ]
    for group in bound:
        t = catalogue_for(turn.installation.language, typed_only=turn.installation.typed_only(group.account_id))
        link = turn.installation.link(group.account_id, f"p{prompt.id}")
        whole, buttons = text(t, turn, prompt, matters), ((Button(t.text("prompt-button-open"), url=link),),)
        if not link:
            whole += "\n\n" + t("prompt-write-privately", name=turn.installation.name(group.account_id))
        *parts, last = whole.split(PART)
        for part in parts:
            turn.send_to_group(group, part, broadcast_id=round_.id)
        turn.send_to_group(group, last, buttons if link else (), broadcast_id=round_.id)
    return len(bound)
