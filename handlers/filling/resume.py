"""Coming back to a form: by a button, an edited message, a word; and what cannot be used in one."""

from __future__ import annotations

from channels.messages import Button, Kind
from forms.model.types import Type
from handlers import menu, notifications, personal_notice
from handlers.button_data import ButtonData, button_data
from handlers.draft_names import draft_name
from handlers.filling import attachments, buttons, conversation, late_drafts, open_draft, urgent_flag
from handlers.filling.open_draft import OpenDraft
from handlers.routes import Routes
from handlers.turn import Turn
from services import alerts, reports
from storage.forms import drafts
from storage.prompts import prompts as stored_prompts
from storage.reports import alerts as stored_alerts
from storage.tables import PromptStatus


def focused(turn: Turn) -> OpenDraft | None:
    """The draft that typed text belongs to."""
    return open_draft.load(turn, turn.me.focus_draft_id) if turn.me.focus_draft_id is not None else None


def go_on(turn: Turn, pressed: ButtonData) -> None:
    """Show the current question of a draft, or the one that the button names, in a new message."""
    begun = open_draft.load(turn, pressed[0])
    if late_drafts.passed_over(turn, begun):
        return
    turn.answer_tap("" if begun else turn.t.text("fill-gone"))
    if begun is not None:
        if pressed.verb == "form.continue_at" and buttons.go_to(begun, pressed[1]):
            open_draft.changed(begun)
        conversation.resume(turn, begun, turn.t("fill-resumed"))


def ask_urgent(turn: Turn, pressed: ButtonData) -> None:
    """Ask once whether the matter is urgent: a slip of the thumb wakes nobody."""
    begun = _may_flag(turn, pressed)
    if begun is None:
        return
    turn.answer_tap()
    yes = Button(turn.t.text("fill-button-urgent-yes"), button_data("form.urgent_yes", begun.id))
    no = Button(turn.t.text("fill-button-urgent-no"), button_data("form.continue", begun.id))
    turn.replace_or_reply(turn.t("fill-urgent-sure"), ((yes,), (no,)))


def flag_urgent(turn: Turn, pressed: ButtonData) -> None:
    """Mark the matter of a draft as urgent, before it is sent."""
    begun = _may_flag(turn, pressed)
    if begun is None:
        return
    open_draft.flag_urgent(begun)
    begun.state.card, begun.state.delivery = turn.event.message_id, 0
    conversation.take_up(turn, begun)
    conversation.go_on(turn, begun, None, in_place=True)


def take_back(turn: Turn, pressed: ButtonData) -> None:
    """Take back an alert that was pressed by mistake; the form goes on."""
    alert = stored_alerts.get(turn.session, pressed[0])
    draft_id = alert.draft_id if alert is not None else None
    gone = alerts.withdraw(turn.session, turn.me, pressed[0], turn.now)
    if gone is None:
        if turn.event.kind is Kind.BUTTON:
            turn.answer_tap(turn.t.text("alert-mistake-too-late"))
        else:
            turn.reply(turn.t("alert-mistake-too-late"), menu.home(turn))
        return
    turn.answer_tap()
    notifications.send(turn, gone.told)
    begun = open_draft.load(turn, draft_id) if draft_id is not None else None
    if begun is None:
        turn.reply(turn.t("alert-taken-back-report"), menu.home(turn))
        return
    open_draft.unflag_urgent(begun)
    open_draft.changed(begun)
    conversation.resume(turn, begun, turn.t("alert-taken-back"))


def took_back(turn: Turn) -> bool:
    """Take the words of somebody who has just raised an alert for the press that takes it back.

    An urgent report that was begun by a slip is put aside. False: they say something else, or they have raised none. In
    a form they are an answer again once it is too late.
    """
    if not urgent_flag.is_mistake(turn.event.text):
        return False
    alert = alerts.own_newest(turn.session, turn.me, turn.now)
    begun = focused(turn)
    if alert is not None and (begun is None or turn.now - alert.raised_at <= alerts.MAY_WITHDRAW):
        take_back(turn, ButtonData("alert.mistake", (alert.id,)))
    elif begun is not None and begun.name == "urgent":
        stop(turn)
    else:
        return False
    return True


def _may_flag(turn: Turn, pressed: ButtonData) -> OpenDraft | None:
    begun = open_draft.load(turn, pressed[0])
    if begun is None or not open_draft.can_flag_urgent(begun):
        flagged = begun is not None and open_draft.is_urgent(begun)
        turn.answer_tap(turn.t.text("fill-flagged-already" if flagged else "fill-gone"))
        return None
    return begun


def stop(turn: Turn) -> None:
    """Put the draft aside; where there is none, show the menu."""
    begun = focused(turn)
    if begun is None:
        menu.show(turn)
    else:
        ways = (*conversation.continue_button(turn, begun.id), *conversation.discard_button(turn, begun))
        turn.reply(conversation.later(turn, begun), ways)


def drop(turn: Turn) -> None:
    """Ask whether the draft that is being written is to be thrown away; where there is none, show the menu."""
    begun = focused(turn)
    if begun is None:
        menu.show(turn)
    else:
        ask_discard(turn, ButtonData("form.discard", (begun.id,)))


def ask_discard(turn: Turn, pressed: ButtonData) -> None:
    """Ask once before a draft is thrown away."""
    begun = open_draft.load(turn, pressed[0])
    if begun is None:
        turn.answer_tap(turn.t.text("fill-gone"))
        return
    turn.answer_tap()
    yes = Button(turn.t.text("fill-button-discard-yes"), button_data("form.discard_yes", begun.id))
    no = Button(turn.t.text("fill-button-urgent-no"), button_data("form.continue", begun.id))
    turn.reply(turn.t(_sure(turn, begun), name=draft_name(turn, begun.row)), ((yes,), (no,)))


def _sure(turn: Turn, begun: OpenDraft) -> str:
    """The question before a draft is thrown away: what goes, and what stays as it is."""
    if begun.state.trial:
        return "fill-discard-sure-trial"
    if begun.name != "prompt":
        return "fill-discard-sure"
    changes = stored_prompts.changed_by_draft(turn.session, begun.id)
    waits = changes is not None and changes.status is PromptStatus.SCHEDULED
    return "fill-discard-sure-change" if waits else "fill-discard-sure-prompt"


def discard(turn: Turn, pressed: ButtonData) -> None:
    """Throw a draft away; one whose alert stands is kept, and its author reads why."""
    begun = open_draft.load(turn, pressed[0])
    if begun is None:
        turn.answer_tap(turn.t.text("fill-gone"))
        return
    turn.answer_tap()
    told = reports.discard(turn.session, turn.me, begun.id, turn.now)
    if told is None:
        turn.reply(turn.t("fill-discard-alert"), conversation.continue_button(turn, begun.id))
        return
    if turn.me.focus_draft_id == begun.id:
        turn.me.focus_draft_id = None
    notifications.send(turn, told)
    said = turn.t("fill-discarded-alert" if told else "fill-discarded")
    other = focused(turn)
    if turn.typed_only and other is not None:
        conversation.resume(turn, other, said)  # else a number would answer what was said of the one that is gone
    else:
        turn.replace_or_reply(said, menu.home(turn))


def edited(turn: Turn) -> None:
    """Correct the answer that an edited message gave, in whichever draft it stands."""
    begun = focused(turn)
    if begun is not None and _edited_in(turn, begun):
        return
    for row in drafts.of_member(turn.session, turn.me.member_id):
        other = open_draft.open_row(turn, row)
        if turn.event.message_id in (*other.state.messages, *other.state.pictures):
            conversation.take_up(turn, other)
            _edited_in(turn, other)
            return
    turn.reply(personal_notice.look(turn) or turn.t("edited-too-late"), menu.home(turn))


def _edited_in(turn: Turn, begun: OpenDraft) -> bool:
    """Correct the answer, or take the new words below a picture; False: the message is none of this draft's."""
    if conversation.corrected(turn, begun):
        return True
    said = attachments.caption_edited(turn, begun)
    if said is None:
        return False
    conversation.advance(turn, begun, said)
    return True


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
        buttons={
            "form.continue": go_on,
            "form.continue_at": go_on,
            "form.discard": ask_discard,
            "form.discard_yes": discard,
            "form.urgent": ask_urgent,
            "form.urgent_yes": flag_urgent,
            "alert.mistake": take_back,
        },
        commands={"/dung": stop, "/huy": drop},
        words={"dừng": "/dung"} | dict.fromkeys(("hủy", "hủy phiếu", "hủy bỏ", "bỏ phiếu này", "cancel"), "/huy"),
    ),
)
