"""How a question looks in a chat: one message and one keyboard."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from channels.messages import Button, Keyboard
from forms.entry.draft import Question
from forms.model.form import Choice
from forms.model.types import Type, names_in
from handlers.button_data import button_data
from handlers.filling.format_answer import date_examples, labelled, shorten, shown
from handlers.filling.parse_answer import fitting, is_ahead, own_number, whole_of
from texts.catalogue import Catalogue
from texts.numbers import number
from texts.rich import RichText

PAGE = 8
MOST = 4000  # letters of a card; the network takes 4,096
_HALF = 19  # letters: two such labels stand side by side on a narrow phone
_ABREAST = 3  # ways (back, later, urgent, help) that stand side by side
_LONG = 40  # letters: a longer label is cut on a button, so it stands in the text
_ACCEPTED = 24  # letters of an answer on the button that keeps it
_FEW = 11  # values of a range that are offered as buttons
_BLANK = RichText("\n\n")


@dataclass(slots=True)
class Card:
    """The state of a card: the draft's row and revision, what is ticked, which page of choices is open.

    wanted: what was typed to see only the choices that it fits. typed_only: its buttons are lines to read, and what they stand
    for is typed. adding: what is ticked is the beginning of an answer, of which the rest is still to be named. offer: the
    answer of the last report. rest: this and the questions that follow may all be left out. done: choices to be marked as
    done with. previewed: what is finished is looked at once more before it goes to anybody.
    """

    t: Catalogue
    draft_id: int
    revision: int
    today: date
    ticked: list[str] = field(default_factory=list)
    page: int = 0
    wanted: str = ""
    urgent_button: bool = False
    help_button: bool = False
    typed_only: bool = False
    adding: bool = False
    offer: str = ""
    rest: bool = False
    done: Collection[str] = ()
    previewed: bool = False

    def token(self, verb: str, *numbers: int) -> str:
        return button_data(verb, self.draft_id, self.revision, *numbers)

    def button(self, key: str, verb: str, *numbers: int) -> Button:
        return Button(self.t.text(key), self.token(verb, *numbers))

    def turning(self, pages: int) -> list[tuple[Button, ...]]:
        """The row that turns pages; none where there is one page."""
        page = min(self.page, pages - 1)
        if self.typed_only and pages > 1:
            return [(self.button("fill-button-page-on", "form.page", (page + 1) % pages),)]
        turn_back = (self.button("fill-button-page-back", "form.page", page - 1),) if page else ()
        turn_on = (self.button("fill-button-page-on", "form.page", page + 1),) if page < pages - 1 else ()
        return [(*turn_back, *turn_on)] if pages > 1 else []


def mark(name: str) -> int:
    """A choice or a reference in a button: a checksum, so that a list which changed meanwhile is never misread."""
    return zlib.crc32(name.encode())


def chosen(question: Question, number: int) -> Choice | None:
    """The choice that a button meant."""
    return next((choice for choice in question.choices if mark(choice.name) == number), None)


def in_order(question: Question, names: Sequence[str]) -> str:
    """Choices as the form has them: a ranking as it was given, with the last place filled in; else as they are listed."""
    every = [choice.name for choice in question.choices]
    if question.kind is Type.RANK:
        return " ".join((*names, *[name for name in every if name not in names][: len(names) == len(every) - 1]))
    return " ".join(name for name in every if name in names)


def have_numbers(question: Question) -> bool:
    """True if labels begin with numbers that could be taken for those of other lines ("1 con" on the second one), so that
    choices go by their words. Where two read alike only the lines tell them apart."""
    return _have_numbers(tuple(choice.label for choice in question.choices))


@lru_cache(256)
def _have_numbers(labels: tuple[str, ...]) -> bool:
    own = [(line, own_number(label)) for line, label in enumerate(labels, 1)]
    if len(labels) > PAGE:
        taken = any(0 <= number <= PAGE for _line, number in own)
    else:
        taken = any(1 <= number <= len(labels) and number != line for line, number in own)
    return taken and len(set(labels)) == len(labels)


def range_values(question: Question) -> list[str]:
    """The values of a short range, lowest first as the form has it; none where there are too many for buttons."""
    if question.bounds is None:
        return []
    least, most, step = (
        Decimal(bound) for bound in (question.bounds.least, question.bounds.most, question.bounds.step)
    )
    step = abs(step) if most >= least else -abs(step)
    count = int((most - least) / step) + 1 if step else _FEW + 1
    return [f"{(least + step * n).normalize():f}" for n in range(count)] if count <= _FEW else []


def question_card(card: Card, question: Question, lead: RichText | None = None) -> tuple[RichText, Keyboard]:
    """A question as a message; `lead` stands above it (what was just kept, or what was not understood)."""
    t = card.t
    body = _head(t, question)
    choices = _on_page(card, question)
    spelled = not card.typed_only and spelled_out(question)
    if spelled:
        lines = [t("fill-choice-line", number=n, label=_marked(card, choice)) for n, choice in choices]
        body = body + "\n" + RichText.join("\n", lines)
    how = (_how_range(card, question, always=True) if card.typed_only else "") or _HOW[question.kind](card, question)
    hints = [hint for hint in (question.hint, question.guidance, how) if hint]
    if question.kind.has_choices and not question.choices:
        hints.append(t.text("fill-no-choices"))
    elif _narrowed(card, question):
        hints.append(t.text("fill-fitting", count=len(_fit(card, question))))
    several = card.typed_only and question.kind in (Type.SELECT_MULTIPLE, Type.RANK)
    if several and have_numbers(question):
        hints.append(t.text("fill-how-names"))
    elif several and len(_fit(card, question)) > PAGE:
        hints.append(t.text("fill-how-other-page"))
    elif len(question.choices) > PAGE and not _narrowed(card, question):
        hints.append(t.text("fill-how-filter"))
    body = body + "".join("\n" + hint for hint in hints)
    if card.adding and card.typed_only:
        body = body + _BLANK + t("fill-choosing", answer=shorten(labelled(question, card.ticked)))
    elif question.value and (card.typed_only or question.kind not in (Type.SELECT_MULTIPLE, Type.RANK)):
        body = body + _BLANK + t("fill-so-far", answer=shorten(shown(question, t)))
    elif card.typed_only and _offers(card, question):
        body = body + _BLANK + t("fill-last-time", answer=shorten(_offered(card, question)))
    above = RichText.join(_BLANK, [*([lead] if lead else []), *(RichText(note) for note in question.notes)])
    body = body.truncate(MOST)
    if above and len(body) < MOST - 100:
        body = above.truncate(MOST - len(body)) + _BLANK + body
    return body, _keyboard(card, question, spelled=spelled)


def where(t: Catalogue, question: Question) -> str:
    """The groups around a question, outermost first: "Thôn 2 › Việc 1"; "" where there are none."""
    return " › ".join(
        t.text("fill-group-instance", label=label, number=place) if place else label for label, place in question.groups
    )


def _head(t: Catalogue, question: Question) -> RichText:
    around = where(t, question)
    head = (
        t("fill-question", number=question.number, total=question.total, label=question.label)
        if question.number
        else t("fill-question-plain", label=question.label)
    )
    return RichText(around + "\n") + head if around else head


def _narrowed(card: Card, question: Question) -> bool:
    return bool(card.wanted) and len(question.choices) > PAGE


def _fit(card: Card, question: Question) -> list[Choice]:
    """The choices that are offered now; what is ticked stays in sight."""
    if not _narrowed(card, question):
        return list(question.choices)
    return fitting(question.choices, card.wanted) or list(question.choices)


def _on_page(card: Card, question: Question) -> list[tuple[int, Choice]]:
    """The choices of the page that is open, each with its number among all."""
    numbers = {choice.name: n for n, choice in enumerate(question.choices, 1)}
    offered = _fit(card, question)
    page = min(card.page, _pages(len(offered)) - 1)
    return [(numbers[choice.name], choice) for choice in offered[page * PAGE : (page + 1) * PAGE]]


def _pages(count: int) -> int:
    return max(1, -(-count // PAGE))


def spelled_out(question: Question) -> bool:
    """Labels are too long for buttons: they stand in the text, and the buttons carry their numbers."""
    return any(len(choice.label) > _LONG for choice in question.choices)


def _keyboard(card: Card, question: Question, *, spelled: bool) -> Keyboard:
    t = card.t
    offers = question.kind in _BUTTONS and not (card.typed_only and question.kind is Type.RANGE)
    keyboard = _BUTTONS[question.kind](card, question) if offers else []
    if question.kind.has_choices:
        buttons = [_choice(card, question, n, choice, spelled=spelled) for n, choice in _on_page(card, question)]
        keyboard += _in_rows(buttons)
        turning = card.turning(_pages(len(_fit(card, question))))
        done: tuple[Button, ...] = ()
        if question.kind is not Type.SELECT_ONE and (card.adding or not card.typed_only):
            done = (Button(t.text("fill-button-done"), card.token("form.done")),)
        if turning and done and not card.typed_only:  # a row saved: question and keyboard fit one phone screen
            turning, done = [(*turning[0], *done)], ()
        keyboard += turning
        if _narrowed(card, question):
            keyboard.append((card.button("fill-button-all", "form.all"),))
        if _offers(card, question):
            keyboard.append((_same(card, question),))
        if done:
            keyboard.append(done)
    ways = [card.button("fill-button-back", "form.back")] if not question.is_first else []
    if not question.required:
        ways += _skipping(card, question)
    keyboard += _accept(card, question)
    if card.rest:
        keyboard.append((card.button("fill-button-rest", "form.rest"),))
    ways.append(card.button("fill-button-later", "form.later"))
    aside = [card.button("fill-button-urgent", "form.urgent")] if card.urgent_button else []
    if card.help_button:
        aside.append(card.button("fill-button-help", "form.help"))
    rows = [(*ways, *aside)] if len(ways) + len(aside) <= _ABREAST else [tuple(ways), tuple(aside)]
    return (*keyboard, *filter(None, rows))


def _offers(card: Card, question: Question) -> bool:
    """True if the answer of the last report can be given again, and nothing is answered or begun yet."""
    if not card.offer or question.value or card.ticked or card.adding or _narrowed(card, question):
        return False
    names = names_in(question.kind, card.offer)
    known = {choice.name for choice in question.choices}
    return known.issuperset(names) and len(names) <= (question.max_choices or len(names))


def _offered(card: Card, question: Question) -> str:
    return labelled(question, names_in(question.kind, card.offer))


def _same(card: Card, question: Question) -> Button:
    if card.typed_only:
        return card.button("fill-button-same-typed", "form.as_before")
    label = card.t.text("fill-button-same", answer=shorten(_offered(card, question), _ACCEPTED))
    return Button(label, card.token("form.as_before"))


def _marked(card: Card, choice: Choice) -> str:
    return f"✓ {choice.label}" if choice.name in card.done else choice.label


def _skipping(card: Card, question: Question) -> list[Button]:
    """Going on without an answer. What takes an answer away says so; going past a default keeps it."""
    if not question.value or (card.typed_only and not question.is_default):
        return [card.button("fill-button-skip", "form.skip")]
    empty = card.button("fill-button-empty", "form.skip")
    return [empty, card.button("fill-button-skip", "form.accept")] if card.typed_only else [empty]


def _accept(card: Card, question: Question) -> list[tuple[Button, ...]]:
    """Yes to the answer that is there, the form's own or one from before."""
    names = {choice.name for choice in question.choices}
    known = not question.kind.has_choices or names.issuperset(names_in(question.kind, question.value))
    several = question.kind in (Type.SELECT_MULTIPLE, Type.RANK)
    if not question.value or not known or card.adding or (several and not card.typed_only):
        return []
    if card.typed_only:
        return [(card.button("fill-button-accept-typed", "form.accept"),)]
    label = card.t.text("fill-button-accept", answer=shorten(shown(question, card.t), _ACCEPTED))
    return [(Button(label, card.token("form.accept")),)]


def _choice(card: Card, question: Question, number: int, choice: Choice, *, spelled: bool) -> Button:
    label = str(number) if spelled else _marked(card, choice)
    if card.typed_only:
        label = _marked(card, choice)
    elif question.kind is Type.SELECT_MULTIPLE:
        label = ("☑ " if choice.name in card.ticked else "☐ ") + label
    elif question.kind is Type.RANK and choice.name in card.ticked:
        label = f"{card.ticked.index(choice.name) + 1} ◂ {label}"
    return Button(
        label, card.token("form.answer" if question.kind is Type.SELECT_ONE else "form.tick", mark(choice.name))
    )


def _days(card: Card, question: Question) -> list[tuple[Button, ...]]:
    """Two days that are often meant; a question about what is to come (appearance "future") offers other ones."""
    if whole := whole_of(question.appearance):
        return [_months(card, whole)]
    today = card.button("fill-button-today", "form.day_ago", 0)
    if is_ahead(question):
        return [(today, card.button("fill-button-in-a-week", "form.day_ahead", 7))]
    return [(today, card.button("fill-button-yesterday", "form.day_ago", 1))]


def _months(card: Card, whole: str) -> tuple[Button, ...]:
    """This month or year and the one before."""
    this, last = ("year", "last-year") if whole == "year" else ("month", "last-month")
    return tuple(
        card.button(f"fill-button-{key}", "form.year_ago" if whole == "year" else "form.month_ago", n)
        for n, key in enumerate((this, last))
    )


def _now(card: Card, question: Question) -> list[tuple[Button, ...]]:
    return [(card.button("fill-button-now", "form.now"),)]


def _agree(card: Card, question: Question) -> list[tuple[Button, ...]]:
    return [(card.button("fill-button-seen", "form.seen"),)]


def _range(card: Card, question: Question) -> list[tuple[Button, ...]]:
    values = range_values(question)
    buttons = [Button(number(Decimal(v), card.t.language), card.token("form.range", at)) for at, v in enumerate(values)]
    width = 6 if len(buttons) > 5 else 5
    return [tuple(buttons[at : at + width]) for at in range(0, len(buttons), width)]


def _in_rows(buttons: list[Button]) -> list[tuple[Button, ...]]:
    """Two short labels share a row, four very short ones do, a long one has its own."""
    if buttons and all(len(button.label) <= 6 for button in buttons):
        return [tuple(buttons[at : at + 4]) for at in range(0, len(buttons), 4)]
    keyboard: list[tuple[Button, ...]] = []
    for button in buttons:
        last = keyboard[-1] if keyboard else ()
        if len(last) == 1 and len(last[0].label) <= _HALF and len(button.label) <= _HALF:
            keyboard[-1] = (*last, button)
        else:
            keyboard.append((button,))
    return keyboard


def _how_several(card: Card, question: Question) -> str:
    if question.max_choices:
        return card.t.text("fill-how-several-most", most=question.max_choices)
    return card.t.text("fill-how-several")


def _how_range(card: Card, question: Question, *, always: bool = False) -> str:
    """`always`: even where each value has a button."""
    if question.bounds is None or (range_values(question) and not always):
        return ""
    least, most = (number(Decimal(bound), card.t.language) for bound in (question.bounds.least, question.bounds.most))
    return card.t.text("fill-how-range", least=least, most=most)


def _nothing(_card: Card, _question: Question) -> str:
    return ""


_BUTTONS: Mapping[Type, Callable[[Card, Question], list[tuple[Button, ...]]]] = {
    Type.DATE: _days,
    Type.TIME: _now,
    Type.DATETIME: _now,
    Type.ACKNOWLEDGE: _agree,
    Type.RANGE: _range,
}
_HOW_DATE = {"": "fill-how-date", "month-year": "fill-how-month", "year": "fill-how-year"}
# How each type is answered, below its hint.
_HOW: Mapping[Type, Callable[[Card, Question], str]] = {
    Type.TEXT: _nothing,
    Type.INTEGER: _nothing,
    Type.DECIMAL: _nothing,
    Type.SELECT_ONE: _nothing,
    Type.ACKNOWLEDGE: _nothing,
    Type.SELECT_MULTIPLE: _how_several,
    Type.RANGE: _how_range,
    Type.RANK: lambda card, _question: card.t.text("fill-how-rank"),
    Type.DATE: lambda card, question: card.t.text(
        _HOW_DATE[whole_of(question.appearance)], **date_examples(question, card.t, card.today)
    ),
    Type.TIME: lambda card, _question: card.t.text("fill-how-time"),
    Type.DATETIME: lambda card, _question: card.t.text("fill-how-moment"),
    Type.BARCODE: lambda card, _question: card.t.text("fill-how-barcode"),
    Type.GEOPOINT: lambda card, _question: card.t.text("fill-how-place"),
    Type.IMAGE: lambda card, _question: card.t.text("fill-how-photo"),
    Type.AUDIO: lambda card, _question: card.t.text("fill-how-sound"),
    Type.VIDEO: lambda card, question: card.t.text("fill-how-video-needed" if question.required else "fill-how-video"),
    Type.FILE: lambda card, _question: card.t.text("fill-how-file"),
}
