"""Reminders: three days before, one day before and on the day, to those who have not answered, one a day in all."""

from __future__ import annotations

from channels.messages import Button, Keyboard
from handlers.button_data import button_data
from handlers.filling import open_draft
from handlers.notify.prompt_delivery import keyboard
from handlers.turn import Turn
from storage.forms import drafts
from storage.members import addresses
from storage.members.addresses import Recipient
from storage.prompts import broadcasts, prompts
from storage.tables import Broadcast, BroadcastKind, BroadcastStatus, Prompt
from texts.rich import RichText

DAYS = (3, 1, 0)


def send(turn: Turn) -> None:
    """Reminds each member who is due for it of the prompt that ends first; what falls into the night is not made up for."""
    if turn.after_quiet() is not None:
        return
    pairs: dict[int, tuple[int, Prompt]] = {}
    for prompt_id, member_id in prompts.to_remind(turn.session, turn.now, turn.today):
        prompt = prompts.get(turn.session, prompt_id)
        if prompt is not None and member_id not in pairs and _days(turn, prompt) in DAYS:
            pairs[member_id] = (prompt_id, prompt)
    reached = addresses.reached(turn.session, list(pairs), turn.now)
    rounds: dict[int, Broadcast] = {}
    for person in reached:
        prompt_id, prompt = pairs[person.member_id]
        if prompt_id not in rounds:
            rounds[prompt_id] = broadcasts.start(turn.session, prompt_id, BroadcastKind.REMINDER, turn.now)
        remind(turn, person, prompt, rounds[prompt_id])
    prompts.reminded(turn.session, [(pairs[p.member_id][0], p.member_id) for p in reached], turn.today)


def _days(turn: Turn, prompt: Prompt) -> int:
    return (prompt.due_at.astimezone(turn.installation.zone).date() - turn.today).days


def remind(turn: Turn, person: Recipient, prompt: Prompt, round_: Broadcast) -> None:
    """Reminds one member, as part of a round."""
    t = turn.texts_for(person)
    due = prompt.due_at.astimezone(turn.installation.zone)
    days = _days(turn, prompt)
    args: dict[str, str | int] = {"title": prompt.title, "time": f"{due:%H:%M}", "day": f"{due:%d/%m}", "days": days}
    begun = drafts.for_prompt(turn.session, person.member_id, prompt.id or 0)
    if begun is not None:
        left = open_draft.remaining(open_draft.open_row(turn, begun))
        text: RichText = t("reminder-started", left=left, **args) if left else t("reminder-not-sent", **args)
        buttons: Keyboard = ((Button(t.text("fill-button-continue"), button_data("form.continue", begun.id or 0)),),)
    else:
        text, buttons = t("reminder-pending", **args), keyboard(t, prompt)
    held = round_.status is BroadcastStatus.PAUSED
    turn.send_to(person, text, buttons, broadcast_id=round_.id, expires_at=prompt.due_at, held=held)
