"""The link to a whole form on one page: for one draft and one member, used once, good for an hour.

The page fills in the same draft as the chat. Which link is good stands in what the conversation remembers of the draft: a
newer one ends an older one, and so does the button that closes the page.
"""

from __future__ import annotations

import uuid

from channels.messages import Button
from handlers import menu
from handlers.button_data import ButtonData, button_data
from handlers.filling import conversation, open_draft
from handlers.filling.open_draft import OpenDraft
from handlers.routes import Routes
from handlers.turn import Turn


def give(turn: Turn, pressed: ButtonData) -> None:
    """Make a link, which ends the one before."""
    turn.answer_tap()
    filling, make = open_draft.load(turn, pressed[0]), turn.installation.page_link
    if filling is None or make is None:
        turn.reply(turn.t("fill-gone" if filling is None else "page-nowhere"))
        return
    filling.state.page_link, filling.state.page_key = uuid.uuid4().hex, ""
    open_draft.save(turn, filling)
    turn.reply(turn.t("page-link", link=make(turn.me.address_id, filling.id, filling.state.page_link, turn.now)))


def give_here(turn: Turn) -> None:
    """Make one for the form that is being written, by the words of its button."""
    if turn.me.focus_draft_id is None:
        menu.show(turn)
        return
    give(turn, ButtonData("page.open", (turn.me.focus_draft_id,)))


def close(turn: Turn, pressed: ButtonData) -> None:
    """End the page of a draft: whoever has it open can write there no more, and the draft goes on here."""
    turn.answer_tap()
    filling = open_draft.load(turn, pressed[0])
    if filling is None:
        turn.reply(turn.t("fill-gone"))
        return
    filling.state.page_link = filling.state.page_key = ""
    conversation.resume(turn, filling, turn.t("page-closed"))


def opened(turn: Turn, filling: OpenDraft) -> None:
    """Tell the member that the page was opened, with the way to end it if that was somebody else."""
    end = Button(turn.t.text("page-button-close"), button_data("page.close", filling.id))
    turn.reply(turn.t("page-opened"), ((end,),))


ROUTES = (Routes(buttons={"page.open": give, "page.close": close}, labels={"page-button": give_here}),)
