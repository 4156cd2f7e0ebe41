"""A prompt that was sent is put right, or taken back, in the chat: which part, the new words, or a yes."""

from __future__ import annotations

from channels.messages import Button
from handlers import menu, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.notify import prompt_messages
from handlers.routes import Routes
from handlers.turn import Turn
from services import sent_prompts
from services.sent_prompts import Part, Revised
from storage.tables import PendingDecision, Prompt, Role
from texts.rich import RichText

_SHOWN = 60
"""Letters of a part on its button."""


def show(turn: Turn, pressed: ButtonData) -> None:
    """The parts of a prompt, each with a button, and the way to take it back."""
    turn.answer_tap()
    there = sent_prompts.parts(turn.session, turn.actor, pressed[0])
    if there is None:
        turn.reply(turn.t("amend-gone"), menu.home(turn))
        return
    prompt, parts = there
    rows = [
        (Button(_label(turn, part), button_data("prompt.amend_part", prompt.id, at, prompt.version)),)
        for at, part in enumerate(parts)
    ]
    back = (Button(turn.t.text("amend-button-withdraw"), button_data("prompt.withdraw", prompt.id)),)
    turn.reply(turn.t("amend-title", title=prompt.title), (*rows, back, *menu.home(turn)))


def ask_words(turn: Turn, pressed: ButtonData) -> None:
    """Ask for the new words of one part: (prompt, its place, the version that was seen)."""
    turn.answer_tap()
    there = sent_prompts.parts(turn.session, turn.actor, pressed[0])
    if there is None or not 0 <= pressed[1] < len(there[1]):
        turn.reply(turn.t("amend-gone"), menu.home(turn))
        return
    part = there[1][pressed[1]]
    asked = turn.t("amend-ask" if part.text else "amend-ask-empty", part=_name(turn, part), text=part.text)
    pending_decisions.ask(turn, "prompt.amend_part", pressed.numbers[:3], asked)


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The new words have come: everybody who has the prompt gets them."""
    number, at, version = pending_decisions.numbers(pending)
    there = sent_prompts.parts(turn.session, turn.actor, number)
    name = there[1][at].name if there is not None and at < len(there[1]) else ""
    done = sent_prompts.correct(turn.session, turn.actor, number, version, name, text, turn.now)
    pending_decisions.close(turn, pending)
    _said(turn, done, "corrected")


def withdraw(turn: Turn, pressed: ButtonData) -> None:
    """Ask once before it is taken back."""
    turn.answer_tap()
    there = sent_prompts.parts(turn.session, turn.actor, pressed[0])
    if there is None:
        turn.reply(turn.t("amend-gone"), menu.home(turn))
        return
    yes = Button(turn.t.text("amend-button-withdraw-yes"), button_data("prompt.withdraw_yes", pressed[0]))
    no = Button(turn.t.text("amend-button-withdraw-no"), button_data("progress.show", pressed[0]))
    turn.reply(turn.t("amend-withdraw-ask", title=there[0].title), ((yes,), (no,), *menu.home(turn)))


def withdraw_yes(turn: Turn, pressed: ButtonData) -> None:
    """It is taken back, or somebody was first."""
    turn.answer_tap()
    _said(turn, sent_prompts.withdraw(turn.session, turn.actor, pressed[0], turn.now), "withdrawn")


def _said(turn: Turn, done: Revised | None, what: str) -> None:
    if done is None:
        turn.reply(turn.t("amend-gone"), menu.home(turn))
        return
    if done.told is not None:
        prompt_messages.send(turn, [done.told])
        people = {revised.recipient.member_id for revised in done.told.people}
        groups = len(done.told.groups)
        whom = "none" if not people and not groups else "people" if not groups else "groups" if not people else "both"
        args = ({"count": len(people)} if people else {}) | ({"groups": groups} if groups else {})
        said = turn.t(f"amend-{what}-{whom}", title=done.prompt.title, **args)
    else:
        said = _refused(turn, done)
    turn.reply(said, (*_doors(turn, done.prompt, what), *menu.home(turn)))


def _refused(turn: Turn, done: Revised) -> RichText:
    at = done.at.astimezone(turn.installation.zone) if done.at is not None else None
    time = f"{at:%H:%M %d/%m}" if at is not None else ""
    return turn.t(
        f"amend-refused-{str(done.refusal).replace('_', '-')}", title=done.prompt.title, name=done.by, time=time
    )


def _doors(turn: Turn, prompt: Prompt, what: str) -> tuple[tuple[Button, ...], ...]:
    """Buttons to the prompt again, or to write a withdrawn one anew."""
    if what == "withdrawn":
        return ((Button(turn.t.text("prompt-button-rewrite"), button_data("prompt.change_planned", prompt.id)),),)
    return ((Button(turn.t.text("prompt-button-amend"), button_data("prompt.amend", prompt.id)),),)


def _label(turn: Turn, part: Part) -> str:
    label = turn.t.text("amend-button-part", part=_name(turn, part), text=part.text.partition("\n")[0])
    return RichText(label).truncate(_SHOWN).text


def _name(turn: Turn, part: Part) -> str:
    if part.name in sent_prompts.LONGEST:
        return turn.t.text(f"amend-part-{part.name}")
    return turn.t.text("amend-part-item", number=part.name.removeprefix("item_"))


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={
            "prompt.amend": show,
            "prompt.amend_part": ask_words,
            "prompt.withdraw": withdraw,
            "prompt.withdraw_yes": withdraw_yes,
        },
        notes={"prompt.amend_part": written},
    ),
)
