"""Words that a conversation asks for outside a form.

What is typed next belongs to the question, until it is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import orjson

from channels.messages import Button, Keyboard
from handlers import menu, personal_notice
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from handlers.typed.button_labels import ButtonLabels
from handlers.typed.typed_menu import Expected
from services.free_words import Fault, WordsRefused
from storage.forms import decisions
from storage.members import addresses
from storage.tables import PendingDecision, Role
from texts.courtesy import ASKING
from texts.fold import clean, fold, spaced
from texts.personal import Kind, find
from texts.rich import RichText

_ENOUGH = 3
_LEAVE = ButtonLabels(("decision-button-drop",))
_LEAVING = frozenset(("thôi", "hủy", "dừng", "thôi không", "cancel", "stop"))
"""With their marks: without them they are names, or other words."""
_LEAVING_PLAIN = frozenset(
    (
        "khong ghi",
        "khong ghi nua",
        "thoi khong ghi",
        "thoi khong ghi nua",
        "thoi khong viet nua",
        "de sau",
        "de khi khac",
    )
)
_TO_OFFICERS = frozenset(("help.ask", "evaluation.object"))
"""Words that go to an officer anyway."""
_BY_NAME = frozenset(
    (
        *("invite.some", "invite.revoke", "mute.add", "tag.add", "alert.name", "duty.write", "duty.override"),
        *("change.add", "change.move", "training.add", "units.ask_part", "units.ask_merge"),
    )
)
"""Questions that are answered with the name of somebody on the roster."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The payload of a question: the numbers that it is about, and how many answers in a row could not be taken.

    One that an older version asked is the numbers alone.
    """

    about: tuple[int, ...]
    missed: int = 0


def ask(turn: Turn, kind: str, numbers: tuple[int, ...], text: RichText, keyboard: Keyboard = ()) -> None:
    """Ask for words. `kind` says which conversation takes them, `numbers` what they are about."""
    payload = orjson.dumps(_Asked(numbers)).decode()
    made = PendingDecision(member_id=turn.me.member_id, kind=kind, payload=payload, created_at=turn.now)
    decisions.ask(turn.session, made)
    addresses.focus(turn.session, turn.me, choice_id=made.id)
    _put(turn, made, text, keyboard)


def refused(turn: Turn, pending: PendingDecision, error: WordsRefused) -> None:
    """Say why the words cannot stay as they are, and wait for others; they are not quoted."""
    text = turn.t(f"words-refused-{error.fault.replace('_', '-')}", most=error.most)
    ask_again(turn, pending, text, personal=error.fault is Fault.PERSONAL)


def ask_again(turn: Turn, pending: PendingDecision, text: RichText, *, personal: bool = False) -> None:
    """Say what was wrong with the words, and wait for others; from the third in a row on, how to leave and who can help.

    Words with something personal leave the chat where they can, whatever was wrong with them (privacy 1). personal: that is
    what `text` says.
    """
    noticed = personal_notice.look(turn) if _has_personal(turn.event.text, pending.kind) else None
    if noticed is not None:  # what is said of a name may repeat it
        text = noticed if personal or pending.kind in _BY_NAME else noticed + "\n" + text
    asked = _read(pending)
    asked = replace(asked, missed=asked.missed + 1)
    decisions.rewrite(turn.session, pending, orjson.dumps(asked).decode())
    help_: Keyboard = ()
    if asked.missed >= _ENOUGH:
        text = text + "\n" + turn.t("decision-missed")
        if Role.COLLABORATOR in turn.me.roles and pending.kind not in _TO_OFFICERS:
            help_ = ((Button(turn.t.text("request-button-ask"), button_data("help.ask")),),)
    _put(turn, pending, text, help_)


def _has_personal(words: str, kind: str) -> bool:
    found = {passage.kind for passage in find(words)}
    return bool(found - {Kind.NAME} if kind in _BY_NAME else found)


def focused(turn: Turn) -> PendingDecision | None:
    """The question that typed words belong to."""
    if turn.me.focus_choice_id is None:
        return None
    found = decisions.choice(turn.session, turn.me.focus_choice_id, turn.me.member_id)
    return found if found is not None and found.answered_at is None else None


def numbers(pending: PendingDecision) -> tuple[int, ...]:
    """Say what the words are about."""
    return _read(pending).about


def _read(pending: PendingDecision) -> _Asked:
    kept = orjson.loads(pending.payload)
    return _Asked(tuple(kept["about"]), kept["missed"]) if isinstance(kept, dict) else _Asked(tuple(kept))


def close(turn: Turn, pending: PendingDecision) -> None:
    """The words were taken: what is typed next belongs to nothing."""
    decisions.answered(turn.session, pending.id, turn.now)
    addresses.focus(turn.session, turn.me)


def drop(turn: Turn, pressed: ButtonData) -> None:
    """Nothing is to be written after all."""
    turn.answer_tap()
    leave(turn, decisions.choice(turn.session, pressed[0], turn.me.member_id))


def leave(turn: Turn, pending: PendingDecision | None) -> None:
    """Expect no more words for a question, unless another one came since."""
    if pending is not None and turn.me.focus_choice_id == pending.id:
        close(turn, pending)
    turn.replace_or_reply(turn.t("decision-dropped"), menu.home(turn))


def says_leave(text: str) -> bool:
    """Tell whether words are the button that drops the question, typed, or say the same: "thôi em", "để sau nhé"."""
    said = [word for word in spaced(clean(text).casefold()).split() if fold(word) not in ASKING]
    words = " ".join(said).replace("uỷ", "ủy")
    return bool(_LEAVE.named(text)) or words in _LEAVING or fold(words) in _LEAVING_PLAIN


def _put(turn: Turn, pending: PendingDecision, text: RichText, keyboard: Keyboard) -> None:
    without = Button(turn.t.text("decision-button-drop"), button_data("decision.drop", pending.id))
    turn.reply(text, (*keyboard, (without,)), expected=Expected(digits=False))


ROUTES = (Routes(buttons={"decision.drop": drop}),)
