"""Coming back to a form: by its button, by an edited message, by a word; and what cannot be used in one."""

from __future__ import annotations

from forms.model.types import Type
from handlers import menu
from handlers.button_data import ButtonData
from handlers.filling import buttons, conversation, open_draft
from handlers.filling.open_draft import OpenDraft
from handlers.routes import Routes
from handlers.turn import Turn
from storage.forms import drafts
from storage.members import addresses


def focused(turn: Turn) -> OpenDraft | None:
    """The draft that typed text belongs to."""
    return open_draft.load(turn, turn.me.focus_draft_id) if turn.me.focus_draft_id is not None else None


def go_on(turn: Turn, pressed: ButtonData) -> None:
    """Show the current question of a draft, or the one that the button names, in a new message."""
    begun = open_draft.load(turn, pressed[0])
    turn.answer_tap("" if begun else turn.t.text("fill-gone"))
    if begun is not None:
        if pressed.verb == "form.continue_at" and buttons.go_to(begun, pressed[1]):
            open_draft.changed(begun)
        conversation.resume(turn, begun, turn.t("fill-resumed"))


def flag_urgent(turn: Turn, pressed: ButtonData) -> None:
    """Mark the matter of a draft as urgent, before it is sent."""
    begun = open_draft.load(turn, pressed[0])
    if begun is None or not open_draft.can_flag_urgent(begun):
        flagged = begun is not None and open_draft.is_urgent(begun)
        turn.answer_tap(turn.t.text("fill-flagged" if flagged else "fill-gone"))
        return
    open_draft.flag_urgent(begun)
    begun.state.card, begun.state.delivery = turn.event.message_id, 0
    addresses.focus(turn.session, turn.me, draft_id=begun.id)
    conversation.go_on(turn, begun, None, in_place=True)


def stop(turn: Turn) -> None:
    """Put the draft aside; where there is none, show the menu."""
    begun = focused(turn)
    if begun is None:
        menu.show(turn)
    else:
        turn.reply(conversation.later(turn, begun), conversation.continue_button(turn, begun.id))


def edited(turn: Turn) -> None:
    """Correct the answer that an edited message gave, in whichever draft it stands."""
    begun = focused(turn)
    if begun is not None and conversation.corrected(turn, begun):
        return
    for row in drafts.of_member(turn.session, turn.me.member_id):
        other = open_draft.open_row(turn, row)
        if turn.event.message_id in other.state.messages:
            addresses.focus(turn.session, turn.me, draft_id=other.id)
            conversation.corrected(turn, other)
            return
    turn.reply(turn.t("edited-too-late"), menu.home(turn))


def nothing_to_do_with(turn: Turn) -> None:
    """Say that a message of this kind cannot be used, and show the current question again."""
    begun = focused(turn)
    if begun is None:
        menu.show(turn, turn.t("other-message"))
    else:
        question = begun.question
        sent = question is not None and (question.kind.is_file or question.kind is Type.GEOPOINT)
        conversation.show_new(turn, begun, turn.t("other-not-carried" if sent else "other-message"))


ROUTES = (
    Routes(
        buttons={"form.continue": go_on, "form.continue_at": go_on, "form.urgent": flag_urgent},
        commands={"/dung": stop},
        words={"dừng": "/dung"},
    ),
)
