"""Forms in which staff write what goes out (prompts, surveys, polls): begun once, looked at, changed or dropped before that."""

from __future__ import annotations

from handlers.button_data import ButtonData
from handlers.filling import conversation, open_draft, resume
from handlers.filling.open_draft import OpenDraft
from handlers.turn import Turn
from storage.forms import drafts
from texts.rich import RichText


def resumed(turn: Turn, form: str) -> bool:
    """Go on with the form of a name that was begun. False: none was."""
    for row in drafts.of_member(turn.session, turn.me.member_id):
        begun = open_draft.open_row(turn, row)
        if begun.name == form:
            conversation.resume(turn, begun, turn.t("fill-resumed"))
            return True
    return False


def confirmed(turn: Turn, pressed: ButtonData, form: str) -> OpenDraft | None:
    """The finished form behind a confirmation's button; an old button gets a sentence."""
    done = open_draft.load(turn, pressed[0])
    if done is None or done.row.revision != pressed[1] or done.name != form:
        turn.answer_tap(turn.t.text("fill-gone"))
        return None
    turn.answer_tap()
    return done


def change(turn: Turn, pressed: ButtonData, form: str) -> None:
    """Back to the form's review page."""
    done = confirmed(turn, pressed, form)
    if done is not None:
        turn.edit(*conversation.render(turn, done), message_id=turn.event.message_id)


def drop(turn: Turn, pressed: ButtonData, form: str) -> None:
    """Ask once before what was written is thrown away."""
    if confirmed(turn, pressed, form) is not None:
        resume.ask_discard(turn, ButtonData("form.discard", pressed.numbers[:1]))


def ask_again(turn: Turn, done: OpenDraft, question: str, lead: RichText) -> None:
    """Ask a question of the form anew, since its answer does not fit."""
    done.draft.goto(done.draft.form.field(question).ref)
    open_draft.changed(done)
    conversation.show_new(turn, done, lead)
