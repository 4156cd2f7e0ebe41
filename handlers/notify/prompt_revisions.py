"""A prompt with other words, or taken back: its messages change where they can, and a word follows that says so."""

from __future__ import annotations

from datetime import datetime

from handlers import notifications
from handlers.notify import prompt_delivery
from handlers.notify.prompt_delivery import PART
from handlers.turn import Turn
from services import notice_delivery
from services.notifications import PromptRevised, PromptRevisedFor
from storage.prompts import prompts
from storage.prompts.prompt_messages_sent import SentMessage
from storage.tables import Group, Lane, Prompt
from texts.catalogue import catalogue_for
from texts.rich import RichText


def send(turn: Turn, revised: PromptRevised) -> None:
    """Tell everybody who has it, and put its messages right."""
    for revised_for in revised.people:
        delivery = to_member(turn, revised_for)
        if revised_for.notice_id is not None:
            notice_delivery.on_its_way(
                turn.session, revised_for.notice_id, delivery, revised_for.recipient.address_id, turn.now
            )
    matters = [item.text for item in prompts.items(turn.session, revised.prompt.id)]
    counts = prompt_delivery.counts_in(
        turn, revised.prompt, [] if revised.withdrawn else [group for group, _ in revised.groups]
    )
    for group, sent in revised.groups:
        _to_group(turn, revised, group, sent, matters, counts.get(group.id, 0))


def to_member(turn: Turn, revised: PromptRevisedFor) -> int:
    """A message that changes takes the new words; whoever has it in several parts, or where none changes, gets them anew.

    To whom it goes is not told: of some prompts it says what they have done (privacy 3).

    Returns the delivery that says so.
    """
    person, prompt, sent = revised.recipient, revised.prompt, revised.sent
    t = turn.texts_for(person)
    changes = sent is not None and not turn.installation.typed_only(person.account_id)
    if revised.withdrawn:
        if sent is not None and changes:
            gone = t("prompt-withdrawn-card", title=prompt.title)
            turn.edit_for(person, gone, (), message_id=sent.message_id, delivery=sent.delivery_id)
        return turn.send_to(person, t("prompt-withdrawn", title=prompt.title), shielded=True)
    matters = [item.text for item in prompts.items(turn.session, prompt.id)]
    text, keyboard = prompt_delivery.text(t, turn, prompt, matters), prompt_delivery.keyboard(t, prompt)
    if sent is not None and changes and sent.parts == 1 and len(text.text) <= PART:
        turn.edit_for(person, text, keyboard, message_id=sent.message_id, delivery=sent.delivery_id, anew=True)
        said = t("prompt-corrected", title=prompt.title)
        return turn.send_to(person, said, lane=_behind(turn), expires_at=_expires(turn, prompt), shielded=True)
    text = RichText.join("\n\n", [t("prompt-corrected-below", title=prompt.title), text])
    *parts, last = text.split(PART)
    for part in parts:
        turn.send_to(person, part, expires_at=_expires(turn, prompt), prompt_id=prompt.id, shielded=True)
    expires_at = _expires(turn, prompt)
    return turn.send_to(person, last, keyboard, expires_at=expires_at, prompt_id=prompt.id, shielded=True)


def _to_group(
    turn: Turn, revised: PromptRevised, group: Group, sent: SentMessage, matters: list[str], count: int
) -> None:
    """The group's message changes and a line says so, and where it cannot another one follows."""
    prompt = revised.prompt
    typed_only = turn.installation.typed_only(group.account_id)
    t = catalogue_for(turn.installation.language, typed_only=typed_only)
    if revised.withdrawn:
        gone = t("prompt-withdrawn-card", title=prompt.title)
        turn.edit_in_group(group, gone, (), message_id=sent.message_id, delivery=sent.delivery_id)
        turn.send_to_group(group, t("prompt-withdrawn", title=prompt.title))
        return
    whole, keyboard = prompt_delivery.for_group(t, turn, group, prompt, matters, count)
    if not typed_only and sent.parts == 1 and len(whole.text) <= PART:
        turn.edit_in_group(group, whole, keyboard, message_id=sent.message_id, delivery=sent.delivery_id, anew=True)
        turn.send_to_group(group, t("prompt-corrected", title=prompt.title), lane=_behind(turn))
        return
    *parts, last = RichText.join("\n\n", [t("prompt-corrected-below", title=prompt.title), whole]).split(PART)
    for part in parts:
        turn.send_to_group(group, part, prompt_id=prompt.id)
    turn.send_to_group(group, last, keyboard, prompt_id=prompt.id)


def _behind(turn: Turn) -> Lane:
    """The lane of the edits, behind which what speaks of the message above has to come; at night it waits for the morning."""
    return Lane.REPLY if turn.after_quiet() is None else Lane.BROADCAST


def _expires(turn: Turn, prompt: Prompt) -> datetime | None:
    """A correction is of use until the prompt is due; of one that is due when it leaves, late answers are still taken."""
    leaves = turn.after_quiet() or turn.now
    return prompt.due_at if prompt.due_at > leaves else None


notifications.let_send(PromptRevisedFor, to_member)  # who was away gets it with all else that waited
