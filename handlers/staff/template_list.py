"""Templates of prompts in the chat: kept under a name from the preview, listed, used and taken away."""

from __future__ import annotations

from channels.messages import Button, Keyboard
from handlers import menu, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.filling import conversation, open_draft
from handlers.routes import Routes
from handlers.staff import prompt_draft
from handlers.turn import Turn
from services import prompt_templates
from services.prompt_templates import TemplateRefused
from storage.tables import PendingDecision, Role

_SHOWN = 10


def show(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Every template by name, page by page."""
    turn.answer_tap()
    found = prompt_templates.listed(turn.session, turn.actor)
    page = max(0, pressed[0]) if pressed is not None else 0
    rows = [
        (Button(template.name, button_data("template.open", template.id)),)
        for template in found[page * _SHOWN : (page + 1) * _SHOWN]
    ]
    if len(found) > (page + 1) * _SHOWN:
        rows.append((Button(turn.t.text("fill-button-page-on"), button_data("template.list", page + 1)),))
    turn.reply(turn.t("template-title" if found else "template-none"), (*rows, *menu.home(turn)))


def opened(turn: Turn, pressed: ButtonData) -> None:
    """One of them: use it, or take it away."""
    turn.answer_tap()
    found = prompt_templates.seen(turn.session, turn.actor, pressed[0])
    if found is None:
        turn.reply(turn.t("template-gone"), (*list_button(turn), *menu.home(turn)))
        return
    use = Button(turn.t.text("template-button-use"), button_data("template.use", found.id))
    remove = Button(turn.t.text("template-button-remove"), button_data("template.remove", found.id))
    turn.reply(turn.t("template-open", name=found.name), ((use,), (remove,), *list_button(turn), *menu.home(turn)))


def use(turn: Turn, pressed: ButtonData) -> None:
    """A template is the beginning of a prompt: its days, and whatever of it no longer fits, are asked."""
    turn.answer_tap()
    found = prompt_templates.seen(turn.session, turn.actor, pressed[0])
    if found is None:
        turn.reply(turn.t("template-gone"), (*list_button(turn), *menu.home(turn)))
        return
    answers = prompt_templates.answers_of(found)
    writing = prompt_draft.from_answers(turn, answers | prompt_draft.no_more_matters(answers))
    conversation.resume(turn, writing, turn.t("template-using", name=found.name))


def remove(turn: Turn, pressed: ButtonData) -> None:
    """A template is kept no more."""
    name = prompt_templates.remove(turn.session, turn.actor, pressed[0], turn.now)
    turn.answer_tap()
    said = turn.t("template-removed", name=name) if name is not None else turn.t("template-gone")
    turn.reply(said, (*list_button(turn), *menu.home(turn)))


def keep(turn: Turn, pressed: ButtonData) -> None:
    """Ask for the name under which what was written is kept; nothing is sent by it."""
    done = open_draft.load(turn, pressed[0])
    if done is None or done.name != "prompt":
        turn.answer_tap(turn.t.text("fill-gone"))
        return
    turn.answer_tap()
    pending_decisions.ask(turn, "template.keep", (done.id,), turn.t("template-ask"))


def named(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The name has come."""
    (number,) = pending_decisions.numbers(pending)
    done = open_draft.load(turn, number)
    if done is None or done.name != "prompt":
        pending_decisions.close(turn, pending)
        turn.reply(turn.t("template-draft-gone"), menu.home(turn))
        return
    try:
        made = prompt_templates.keep(turn.session, turn.actor, text, prompt_draft.answers(done), turn.now)
    except TemplateRefused as error:
        pending_decisions.ask_again(turn, pending, turn.t(f"template-refused-{error.code}", most=prompt_templates.MOST))
        return
    pending_decisions.close(turn, pending)
    go_on = conversation.continue_button(turn, number)
    turn.reply(turn.t("template-kept", name=made.name), (*go_on, *list_button(turn), *menu.home(turn)))


def list_button(turn: Turn) -> Keyboard:
    """The way to the templates that were kept."""
    return ((Button(turn.t.text("template-button-list"), button_data("template.list")),),)


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={
            "template.list": show,
            "template.open": opened,
            "template.use": use,
            "template.remove": remove,
            "template.keep": keep,
        },
        commands={"/mauyeucau": show},
        words={"mẫu yêu cầu": "/mauyeucau"},
        labels={"template-button-list": show},
        notes={"template.keep": named},
    ),
)
