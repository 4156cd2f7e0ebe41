"""How a question looks in a chat: one message and one keyboard, and the review page at the end."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from datetime import date

from channels.messages import Button, Keyboard
from forms.draft import Draft, Question
from forms.form import Choice
from forms.outcome import ReviewLine
from forms.types import Type
from handlers.tokens import token
from texts.catalogue import Catalogue
from texts.dates import day
from texts.rich import RichText

PAGE = 8
# What a form may hold to be published: the types of question that a chat can ask, and what is never asked.
KINDS = frozenset(
    {
        Type.TEXT,
        Type.INTEGER,
        Type.DECIMAL,
        Type.DATE,
        Type.SELECT_ONE,
        Type.SELECT_MULTIPLE,
        Type.IMAGE,
        Type.NOTE,
        Type.CALCULATE,
        Type.HIDDEN,
        Type.METADATA,
        Type.GROUP,
    }
)
_HALF = 17  # letters: two such labels stand side by side on a narrow phone
_LINE = 120
_BLANK = RichText("\n\n")


@dataclass(slots=True)
class Card:
    """What a card is about: the draft's row and revision, what is ticked, which page of choices is open."""

    t: Catalogue
    draft_id: int
    revision: int
    ticked: list[str] = field(default_factory=list)
    page: int = 0
    urgent_button: bool = False

    def token(self, verb: str, *numbers: int) -> str:
        return token(verb, self.draft_id, self.revision, *numbers)

    def button(self, key: str, verb: str, *numbers: int) -> Button:
        return Button(self.t.plain(key), self.token(verb, *numbers))


def mark(name: str) -> int:
    """A choice in a button: a checksum of its name, so that a list which changed meanwhile is never misread."""
    return zlib.crc32(name.encode())


def chosen(question: Question, number: int) -> Choice | None:
    """The choice that a button meant."""
    return next((choice for choice in question.choices if mark(choice.name) == number), None)


def question_card(card: Card, question: Question, lead: RichText | None = None) -> tuple[RichText, Keyboard]:
    """A question as a message; `lead` stands above it (what was just kept, or what was not understood)."""
    t = card.t
    parts = [lead] if lead else []
    parts += [RichText(note) for note in question.notes]
    number = question.number
    head = (
        t("fill-question", number=number, total=question.total, label=question.label)
        if number
        else t("fill-question-plain", label=question.label)
    )
    hints = [hint for hint in (question.hint, _how(card, question)) if hint]
    parts.append(head + "".join("\n" + hint for hint in hints))
    if question.value and question.kind not in (Type.SELECT_MULTIPLE,):
        parts.append(t("fill-so-far", answer=_shorten(shown(question, t))))
    return RichText.join(_BLANK, parts), _keyboard(card, question)


def shown(question: Question, t: Catalogue) -> str:
    """The answer so far as people read it."""
    if question.kind is Type.DATE:
        return _day(t, question.value)
    labels = {choice.name: choice.label for choice in question.choices}
    if question.kind is Type.SELECT_ONE:
        return labels.get(question.value, question.value)
    if question.kind is Type.SELECT_MULTIPLE:
        return ", ".join(labels.get(name, name) for name in question.value.split())
    return t.plain("fill-photo-kept") if question.kind is Type.IMAGE else question.value


def answered(line: ReviewLine, t: Catalogue) -> str:
    """An answer of the whole form as people read it."""
    if not line.answered:
        return t.plain("fill-empty")
    if line.kind is Type.IMAGE:
        return t.plain("fill-photo-kept")
    return _day(t, line.shown) if line.kind is Type.DATE else line.shown


def review_card(card: Card, draft: Draft, title: str, lead: RichText | None = None) -> tuple[RichText, Keyboard]:
    """The review page: every answer, a button for each that changes it, and the one that sends."""
    t = card.t
    lines = [line for line in draft.review() if line.changeable]
    listed = []
    for number, line in enumerate(lines, 1):
        answer = _shorten(answered(line, t))
        listed.append(t("fill-review-line", number=str(number), label=line.label, answer=answer))
    parts = [lead] if lead else []
    parts += [t("fill-review", title=title), RichText.join("\n", listed), t("fill-review-how")]
    orders = {one.ref: one.order for one in draft.form.fields}
    numbers = [Button(f"✎ {n}", card.token("fr", orders[line.ref])) for n, line in enumerate(lines, 1)]
    keyboard = [tuple(numbers[i : i + 4]) for i in range(0, len(numbers), 4)]
    keyboard.append((card.button("fill-button-submit", "fx"),))
    keyboard.append((card.button("fill-button-back", "fb"), card.button("fill-button-later", "fl")))
    return RichText.join(_BLANK, parts).truncate(4000), tuple(keyboard)


def send_card(card: Card, lead: RichText | None = None) -> tuple[RichText, Keyboard]:
    """The end of a form without a review page: one button."""
    text = RichText.join(_BLANK, [*([lead] if lead else []), card.t("fill-ready")])
    return text, (
        (card.button("fill-button-send-now", "fx"),),
        (card.button("fill-button-back", "fb"), card.button("fill-button-later", "fl")),
    )


def _how(card: Card, question: Question) -> str:
    if question.kind is Type.SELECT_MULTIPLE:
        if question.max_choices:
            return card.t.plain("fill-how-several-most", most=question.max_choices)
        return card.t.plain("fill-how-several")
    if question.kind is Type.DATE:
        return card.t.plain("fill-how-date")
    return card.t.plain("fill-how-photo") if question.kind is Type.IMAGE else ""


def _keyboard(card: Card, question: Question) -> Keyboard:
    t = card.t
    pages = max(1, -(-len(question.choices) // PAGE))
    page = min(card.page, pages - 1)
    several = question.kind is Type.SELECT_MULTIPLE
    buttons = []
    for choice in question.choices[page * PAGE : (page + 1) * PAGE]:
        box = ("☑ " if choice.name in card.ticked else "☐ ") if several else ""
        buttons.append(Button(box + choice.label, card.token("ft" if several else "fa", mark(choice.name))))
    keyboard = _pairs(buttons)
    if question.kind is Type.DATE:
        keyboard.append(_days(card, question))
    if pages > 1:
        turn_back = (card.button("fill-button-page-back", "fp", page - 1),) if page else ()
        turn_on = (card.button("fill-button-page-on", "fp", page + 1),) if page < pages - 1 else ()
        keyboard.append((*turn_back, *turn_on))
    if several:
        keyboard.append((Button(t.plain("fill-button-done"), card.token("fd")),))
    ways = [card.button("fill-button-back", "fb")] if question.number != 1 else []
    if not question.required:
        ways.append(card.button("fill-button-skip", "fs"))
    keyboard.append((*ways, card.button("fill-button-later", "fl")))
    if card.urgent_button:
        keyboard.append((card.button("fill-button-urgent", "fk"),))
    return tuple(keyboard)


def _days(card: Card, question: Question) -> tuple[Button, ...]:
    """Two days that are often meant; a question about what is to come (appearance "future") offers other ones."""
    today = card.button("fill-button-today", "fy", 0)
    if "future" in question.appearance:
        return today, card.button("fill-button-in-a-week", "fw", 7)
    return today, card.button("fill-button-yesterday", "fy", 1)


def _pairs(buttons: list[Button]) -> list[tuple[Button, ...]]:
    """Two short labels share a row, a long one has its own."""
    keyboard: list[tuple[Button, ...]] = []
    for button in buttons:
        last = keyboard[-1] if keyboard else ()
        if len(last) == 1 and len(last[0].label) <= _HALF and len(button.label) <= _HALF:
            keyboard[-1] = (*last, button)
        else:
            keyboard.append((button,))
    return keyboard


def _day(t: Catalogue, iso: str) -> str:
    return day(date.fromisoformat(iso), t.language) if iso else ""


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LINE else line[: _LINE - 1] + "…"
