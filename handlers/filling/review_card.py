"""The cards around the questions of a form: the review page, the button that sends, and "one more?" of a repeat."""

from __future__ import annotations

from channels.messages import Button, Keyboard
from forms.entry.draft import Draft, Question
from forms.entry.submission import ReviewLine
from forms.model.form import Choice
from forms.model.types import Type
from handlers.filling.format_answer import answered, position, shorten
from handlers.filling.question_card import MOST, PAGE, Card, mark, where
from texts.catalogue import Catalogue
from texts.rich import RichText

LINES = 20  # of a page of the review
_LABEL = 80
_ABOUT = 28
_BLANK = RichText("\n\n")


def review_card(
    card: Card, draft: Draft, title: str, lead: RichText | None = None, following: Choice | None = None
) -> tuple[RichText, Keyboard]:
    """The review page: every answer, a button for each that changes it, and the one that sends.

    `following`: the matter that can be begun in the same tap.
    """
    t = card.t
    every = list(enumerate(changeable(draft), 1))
    pages = max(1, -(-len(every) // LINES))
    page = min(card.page, pages - 1)
    lines = every[page * LINES : (page + 1) * LINES]
    pending = draft.marked("pending")
    listed = [_line(t, number, line, pending=line.ref in pending) for number, line in lines]
    head = t("fill-review", title=title) if pages == 1 else t("fill-review-page", title=title, page=page + 1, of=pages)
    notes = [RichText(note) for note in draft.closing_notes()]
    how = t("fill-review-preview" if card.previewed else "fill-review-how")
    parts = [*([lead] if lead else []), *notes, head, RichText.join("\n", listed), how]
    numbers = (
        [] if card.typed_only else [Button(f"✎ {n}", card.token("form.change", mark(line.ref))) for n, line in lines]
    )
    keyboard = [tuple(numbers[at : at + 4]) for at in range(0, len(numbers), 4)]
    keyboard += card.turning(pages)
    for line in draft.review():
        if line.opens and line.changeable and not line.answered:
            keyboard.append((Button(f"+ {line.label}", card.token("form.open", mark(line.ref))),))
    keyboard.append((card.button("fill-button-preview" if card.previewed else "fill-button-submit", "form.submit"),))
    if following is not None:
        about = shorten(following.label, _ABOUT)
        if card.typed_only:
            parts.append(t("fill-next-matter", about=about))
        label = t.text("fill-button-submit-next-typed" if card.typed_only else "fill-button-submit-next", about=about)
        keyboard.append((Button(label, card.token("form.submit_next", mark(following.name))),))
    keyboard.append((card.button("fill-button-back", "form.back"), card.button("fill-button-later", "form.later")))
    return RichText.join(_BLANK, parts).truncate(MOST), tuple(keyboard)


def changeable(draft: Draft) -> list[ReviewLine]:
    """The lines of the review page, in the order of their numbers."""
    return [line for line in draft.review() if line.changeable and not line.opens]


def send_card(card: Card, draft: Draft, lead: RichText | None = None, *, urgent: bool) -> tuple[RichText, Keyboard]:
    """The end of a form without a review page: the notes that no question follows, and one button."""
    notes = [RichText(note) for note in draft.closing_notes()]
    text = RichText.join(
        _BLANK, [*([lead] if lead else []), *notes, card.t("fill-ready-now" if urgent else "fill-ready")]
    )
    return text, (
        (card.button("fill-button-send-now" if urgent else "fill-button-submit", "form.submit"),),
        (card.button("fill-button-back", "form.back"), card.button("fill-button-later", "form.later")),
    )


def repeat_card(card: Card, question: Question, lead: RichText | None = None) -> tuple[RichText, Keyboard]:
    """ "One more?": what there is so far, each to be taken away again."""
    t = card.t
    label = question.label or t.text("fill-repeat-part")
    around = [RichText(where(t, question))] if question.groups else []
    asked = t("fill-repeat-more", label=label, count=question.instances)
    notes = [RichText(note) for note in question.notes]
    text = RichText.join(_BLANK, [*([lead] if lead else []), *notes, *around, asked]).truncate(MOST)
    page = min(card.page, max(0, -(-len(question.items) // PAGE) - 1))
    offered = list(enumerate(question.items, 1))[page * PAGE : (page + 1) * PAGE]
    keyboard: list[tuple[Button, ...]] = [
        (card.button("fill-button-add" if question.instances else "fill-button-add-first", "form.add"),),
        (card.button("fill-button-no-more" if question.instances else "fill-button-none", "form.skip"),),
    ]
    for number, (ref, about) in offered:
        name = t.text("fill-button-remove", number=number, about=shorten(about, 24))
        keyboard.append((Button(name, card.token("form.remove", mark(ref))),))
    keyboard += card.turning(max(1, -(-len(question.items) // PAGE)))
    keyboard.append((card.button("fill-button-back", "form.back"), card.button("fill-button-later", "form.later")))
    return text, tuple(keyboard)


def removal_card(card: Card, question: Question, ref: str) -> tuple[RichText, Keyboard]:
    """Taking an instance away loses its answers: asked once more."""
    number, about = next((n, about) for n, (item, about) in enumerate(question.items, 1) if item == ref)
    text = card.t("fill-repeat-remove", number=number, about=shorten(about, 60))
    return text, (
        (
            card.button("fill-button-remove-yes", "form.remove_yes", mark(ref)),
            card.button("fill-button-remove-no", "form.remove_no"),
        ),
    )


def _line(t: Catalogue, number: int, line: ReviewLine, *, pending: bool) -> RichText:
    answer = shorten(answered(line, t, pending=pending))
    label = shorten(line.label or (t.text("fill-repeat-part") if line.kind is Type.REPEAT else line.name), _LABEL)
    place = position(line.ref)
    if place:
        return t("fill-review-line-in", number=str(number), place=place, label=label, answer=answer)
    return t("fill-review-line", number=str(number), label=label, answer=answer)
