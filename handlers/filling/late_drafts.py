"""Drafts of prompts that are over: nothing that is said now falls into one by itself; it is sent late, or put away."""

from __future__ import annotations

from datetime import timedelta

from channels.messages import Button
from handlers import menu
from handlers.button_data import ButtonData, button_data
from handlers.draft_names import draft_name
from handlers.filling import conversation, open_draft
from handlers.filling.open_draft import OpenDraft
from handlers.routes import Routes
from handlers.turn import Turn
from storage.members import addresses
from storage.prompts import prompts
from storage.reports import reports

_IN_THE_MIDDLE = timedelta(minutes=15)
"""Whoever touched it so lately is answering it, and goes on."""
_LEFT = timedelta(days=7)
"""Whoever has not touched one for so long has something else in mind, as like as not."""


def passed_over(turn: Turn, begun: OpenDraft | None) -> bool:
    """Offer what can be done with a draft whose prompt is over, untouched since; True: it was, and nothing was taken in."""
    if begun is None or begun.row.prompt_id is None or begun.state.trial:
        return False
    if turn.now - begun.row.updated_at <= _IN_THE_MIDDLE:
        return False
    prompt = prompts.get(turn.session, begun.row.prompt_id)
    if prompt is None or prompt.due_at > turn.now or begun.row.updated_at > prompt.due_at:
        return False
    if reports.correcting(turn.session, begun.id) is not None:
        return False
    if turn.me.focus_draft_id == begun.id:
        addresses.focus(turn.session, turn.me)
    due = prompt.due_at.astimezone(turn.installation.zone)
    text = turn.t("late-draft", title=prompt.title, time=f"{due:%H:%M}", day=f"{due:%d/%m/%Y}")
    goes = Button(turn.t.text("late-button-send"), button_data("form.late", begun.id))
    turn.answer_tap()
    turn.reply(text, ((goes,), *conversation.discard_button(turn, begun), *menu.home(turn)))
    return True


def left_alone(turn: Turn, begun: OpenDraft | None) -> bool:
    """Ask before what comes now falls into a draft of no prompt, or a correction, that lay for a week; True: it was asked."""
    if begun is None or begun.state.trial or turn.now - begun.row.updated_at <= _LEFT:
        return False
    if begun.name in open_draft.OF_STAFF:
        return False
    if begun.row.prompt_id is not None and reports.correcting(turn.session, begun.id) is None:
        return False  # it waits for its answers as long as the prompt is open
    addresses.focus(turn.session, turn.me)
    since = begun.row.updated_at.astimezone(turn.installation.zone)
    text = turn.t("left-draft", title=draft_name(turn, begun.row), day=f"{since:%d/%m/%Y}")
    on = Button(turn.t.text("left-button-go-on"), button_data("form.continue", begun.id))
    turn.answer_tap()
    turn.reply(text, ((on,), *conversation.discard_button(turn, begun), *menu.home(turn)))
    return True


def go_on(turn: Turn, pressed: ButtonData) -> None:
    """The draft goes on as it was, and what becomes of it is marked as late."""
    begun = open_draft.load(turn, pressed[0])
    turn.answer_tap("" if begun else turn.t.text("fill-gone"))
    if begun is not None:
        open_draft.changed(begun)
        conversation.resume(turn, begun, turn.t("late-resumed"))


ROUTES = (Routes(buttons={"form.late": go_on}),)
