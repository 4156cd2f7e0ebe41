"""Filling in a form: one question at a time, every answer kept at once, and the draft there again whenever it is wanted.

What follows a finished form (a report, a prompt's preview) is another conversation's; the router hands it over.
"""

from __future__ import annotations

import re
from dataclasses import replace

from channels.messages import Button, Keyboard
from forms.entry.draft import Question
from forms.model.types import Type
from handlers import menu, personal_notice
from handlers.button_data import button_data
from handlers.draft_names import draft_name
from handlers.filling import (
    label_media,
    long_pastes,
    parse_answer,
    personal_data,
    question_card,
    review_card,
    same_matter,
    urgent_flag,
)
from handlers.filling.format_answer import date_examples, shorten
from handlers.filling.long_pastes import MOST
from handlers.filling.open_draft import (
    MATTER,
    OF_STAFF,
    OpenDraft,
    begun_answer,
    can_flag_urgent,
    changed,
    next_matter,
    remember,
    save,
)
from handlers.filling.question_card import Card
from handlers.filling.typed_answer import keep_own_words, kept_as, meant, not_understood, refused, waiting_caption
from handlers.turn import Turn
from handlers.typed import typed_menu
from storage.members import addresses
from storage.prompts import prompts
from texts.fold import fold
from texts.rich import RichText

_OFFERED = 200
"""Letters of the words below a picture that are shown when they are offered."""
_BLANK = RichText("\n\n")
_ROW = re.compile(r"[1-8](?:[\s,;]+[1-8])+")
_URGENT = "urgent"
_ENOUGH = 3
"""Answers in a row that were not taken, after which somebody else should help."""
_HELP = {
    Type.TEXT: "text",
    Type.SELECT_ONE: "choice",
    Type.SELECT_MULTIPLE: "several",
    Type.RANK: "several",
    Type.INTEGER: "number",
    Type.DECIMAL: "number",
    Type.RANGE: "number",
    Type.DATE: "date",
    Type.TIME: "date",
    Type.DATETIME: "date",
}


def resume(turn: Turn, filling: OpenDraft, lead: RichText | None = None) -> None:
    """Shows where the draft stands in a new message; what is typed from now on belongs to it."""
    take_up(turn, filling)
    if filling.said is None and not _shows_title(filling):
        filling.said = turn.t("fill-which", name=draft_name(turn, filling.row))
    show_new(turn, filling, lead)


def _shows_title(filling: OpenDraft) -> bool:
    """Tell whether the card that stands now says which form it is anyway: the review page."""
    return filling.question is None and not filling.undecided and filling.draft.form.settings.review


def take_up(turn: Turn, filling: OpenDraft) -> None:
    """Give a draft the focus; where another one had it, the next card says which form this is now."""
    parked = turn.me.focus_draft_id
    addresses.focus(turn.session, turn.me, draft_id=filling.id)
    if parked is not None and parked != filling.id:
        filling.said = turn.t("fill-changed-over", name=draft_name(turn, filling.row))


def typed(turn: Turn, filling: OpenDraft, *, menu_word: bool = False) -> None:
    """Take what the person wrote while this draft has the focus; a word that opens the menu is an answer too."""
    if _pasted(turn, filling):
        return
    question = _asked(filling)
    if question is not None and question.kind is Type.REPEAT:
        _typed_one_more(turn, filling, question)
        return
    if question is None and _typed_line(turn, filling):
        return
    if turn.typed_only and question is not None and _typed_ahead(turn, filling):
        return
    if turn.typed_only and question is not None and _stray_number(filling, question, turn.event.text):
        lead = personal_notice.look(turn) or turn.t("fill-not-choice")
        show_new(turn, filling, *_missed(turn, filling, lead, ()))
        return
    value = meant(turn, question) if question else None
    if question is not None and _typed_into_list(turn, filling, question, value):
        return
    if turn.typed_only and value and question and question.kind in (Type.SELECT_MULTIPLE, Type.RANK):
        value = question_card.in_order(
            question, list(dict.fromkeys((*begun_answer(filling, question), *value.split())))
        )
    verdict = filling.draft.put(question.ref, value) if question and value else None
    if question is None or verdict is None or not verdict.ok:
        long_pastes.await_more(turn, filling, "")
        kept = keep_own_words(turn, filling, turn.event.text)
        more = menu.home(turn) if menu_word else ()
        if kept is not None:
            changed(filling)
            show_new(turn, filling, kept, more)
        elif question is None:
            show_new(turn, filling, turn.t("fill-press-a-button"), more)
        else:
            lead = refused(turn, question, verdict) if verdict else not_understood(turn, question)
            show_new(turn, filling, *_missed(turn, filling, lead, more))
        return
    _remember(turn, filling, question)
    _close_card(turn, filling, question)
    personal_data.look(filling, question.ref)
    said = kept_as(turn, filling, question, value or "")
    changed(filling)
    lead, mistaken = noticed(turn, filling, said)
    if menu_word:
        show_new(turn, filling, lead + "\n" + turn.t("menu-offer"), (*mistaken, *menu.home(turn)))
    else:
        show_new(turn, filling, lead, mistaken)


def _missed(turn: Turn, filling: OpenDraft, lead: RichText, more: Keyboard) -> tuple[RichText, Keyboard]:
    """The words for an answer that was not taken; from the third in a row on, who else can help."""
    filling.state.missed += 1
    if filling.state.missed < _ENOUGH:
        return lead, more
    ask = Button(turn.t.text("request-button-ask"), button_data("help.ask"))
    first = filling.question is not None and filling.question.number == 1
    return lead + "\n" + turn.t("fill-missed-first" if first else "fill-missed"), ((ask,), *more)


def help_with(turn: Turn, filling: OpenDraft) -> None:
    """Say what the question being asked wants, with an example."""
    question = _asked(filling)
    kind = "" if question is None else _HELP.get(question.kind, "file" if question.kind.is_file else "other")
    ask = Button(turn.t.text("request-button-ask"), button_data("help.ask"))
    examples = date_examples(question, turn.t, turn.today) if kind == "date" and question else {}
    if kind == "choice" and question is not None and question.choices:
        examples = {"answer": question.choices[0].label}
    elif kind == "choice":
        kind = "other"
    page = () if _shows_page(turn, filling) else menu.page_of(turn, filling.id)
    show_new(turn, filling, turn.t(f"fill-help-{kind or 'review'}", **examples), (*page, (ask,)))


def _shows_page(turn: Turn, filling: OpenDraft) -> bool:
    """Tell whether the card itself offers the whole form on one page."""
    return not turn.typed_only and filling.question is not None and filling.question.is_first


def corrected(turn: Turn, filling: OpenDraft) -> bool:
    """A message that gave an answer was edited: the answer is corrected. False: it gave none here."""
    ref = filling.state.messages.get(turn.event.message_id)
    if ref is None:
        return False
    try:
        question = filling.draft.ask(ref)
    except KeyError:
        show_new(turn, filling, turn.t("fill-not-now"))
        return True
    value = meant(turn, question)
    whole, parts = long_pastes.with_part(filling, ref, turn.event.message_id, value or "")
    verdict = filling.draft.put(ref, whole[:MOST]) if value else None
    mistaken: Keyboard = ()
    if verdict is None:
        lead = not_understood(turn, question)
    elif not verdict.ok:
        lead = refused(turn, question, verdict)
    else:
        if parts:
            filling.state.parts[ref] = parts
        personal_data.look(filling, ref)
        changed(filling)
        lead, mistaken = noticed(turn, filling, turn.t("fill-corrected", label=question.label))
    show_new(turn, filling, lead, mistaken)
    return True


def advance(turn: Turn, filling: OpenDraft, lead: RichText) -> None:
    """After something was accepted by other means than a card (a picture, a place): goes on in a new message."""
    changed(filling)
    show_new(turn, filling, *noticed(turn, filling, lead))


def noticed(turn: Turn, filling: OpenDraft, lead: RichText) -> tuple[RichText, Keyboard]:
    """The words above the next card, and buttons below its own, with what is noticed of an answer that was taken.

    An alert that was raised, or matters that are known there.
    """
    alerted, mistaken = urgent_flag.alerted(turn, filling)
    known, offered = same_matter.offered(turn, filling)
    lead = alerted or lead
    if known is not None:
        lead = RichText.join("\n\n", [text for text in (lead, known) if text.text])
    return lead, (*mistaken, *offered)


def go_on(turn: Turn, filling: OpenDraft, lead: RichText | None, *, in_place: bool = False) -> None:
    """Goes on after an accepted answer: in the same message after a press, in a new one after typing."""
    changed(filling)
    said, mistaken = noticed(turn, filling, lead or RichText(""))
    lead = said if said.text else None
    if not in_place:
        show_new(turn, filling, lead, mistaken)
        return
    turn.answer_tap()
    if filling.state.pictured or label_media.has_media(turn, filling):
        if filling.state.card:
            turn.delete(filling.state.card)
        show_new(turn, filling, lead, mistaken)
    else:
        redraw(turn, filling, lead, mistaken)


def redraw(turn: Turn, filling: OpenDraft, lead: RichText | None = None, more: Keyboard = ()) -> None:
    """Shows where the draft stands in the message that was pressed; `more` are buttons below its own.

    In a new message where the label was typed.
    """
    state, expected = filling.state, _expected(turn, filling)
    if not state.card:
        show_new(turn, filling, lead, more)
        return
    text, keyboard = render(turn, filling, lead)
    turn.edit(text, (*keyboard, *more), message_id=state.card, caption=state.pictured, expected=expected)
    save(turn, filling)


def ask_for_day(turn: Turn, filling: OpenDraft, lead: RichText, instead: Keyboard) -> None:
    """Show where the draft stands in the message that was pressed, with other days than the question's own and the refused one.

    `instead` is stamped with the draft's present revision, so whatever moved the draft has turned it over before.
    """
    turn.answer_tap()
    state, expected = filling.state, _expected(turn, filling)
    text, keyboard = render(turn, filling, lead)
    rows = [tuple(button for button in row if not _is_day(button)) for row in keyboard]
    shown = (*instead, *(row for row in rows if row))
    turn.edit(text, shown, message_id=state.card, caption=state.pictured, expected=expected)
    save(turn, filling)


def _is_day(button: Button) -> bool:
    return button.token.startswith(("form.day_ago:", "form.day_ahead:", "form.accept:"))


def takes(filling: OpenDraft, words: str) -> bool:
    """True if words that are typed where the draft stands are an answer, or begin one, whatever else they mean."""
    question = filling.question
    if filling.undecided or question is None:
        return bool(filling.undecided)
    if question.kind.has_choices:
        return any(fold(choice.label).startswith(fold(words)) for choice in question.choices)
    return question.kind in (Type.TEXT, Type.BARCODE)


def _expected(turn: Turn, filling: OpenDraft) -> typed_menu.Expected:
    """Typed text that is expected where the draft stands: a number that answers or names a line, a label."""
    question = filling.question
    if not turn.typed_only or filling.undecided:
        return typed_menu.OFFERED
    if question is None:
        return typed_menu.Expected(digits=not filling.draft.form.settings.review)
    if question.kind.has_choices:
        return typed_menu.Expected(
            not question_card.have_numbers(question), tuple(choice.label for choice in question.choices)
        )
    return typed_menu.Expected(digits=question.kind in (Type.REPEAT, Type.ACKNOWLEDGE))


def _stray_number(filling: OpenDraft, question: Question, typed: str) -> bool:
    """True if it is a number that stands for nothing: the lines' own were understood before."""
    if filling.undecided:
        return typed_menu.is_digits(typed)
    return (
        question.kind.has_choices
        and typed_menu.is_digits(typed)
        and not parse_answer.names_by_number(question.choices, typed)
    )


def render(turn: Turn, filling: OpenDraft, lead: RichText | None = None) -> tuple[RichText, Keyboard]:
    """The message for where the draft stands: a question, the review page, or the button that sends."""
    state, question = filling.state, filling.question
    if filling.said is not None:
        lead = filling.said if lead is None else lead + "\n" + filling.said
    card = Card(
        turn.t,
        filling.id,
        filling.row.revision,
        turn.today,
        state.ticked,
        state.page,
        state.wanted,
        typed_only=turn.typed_only,
        previewed=filling.name in OF_STAFF,
    )
    if filling.undecided:
        return personal_data.ask(card, filling, lead)
    if question is None:
        if filling.draft.form.settings.review:
            if state.waiting:
                unused = turn.t("caption-unused")
                lead = unused if lead is None else lead + "\n" + unused
            title, following = filling.draft.form.title, next_matter(filling)
            text, keyboard = review_card.review_card(card, filling.draft, title, lead, following)
        else:
            text, keyboard = review_card.send_card(card, filling.draft, lead, urgent=filling.name == "urgent")
        return text, (*keyboard, *discard_button(turn, filling))
    if question.kind is Type.REPEAT:
        if any(ref == state.removing for ref, _about in question.items):
            return review_card.removal_card(card, question, state.removing)
        return review_card.repeat_card(card, question, lead)
    card.adding = bool(begun_answer(filling, question))
    card.urgent_button = not question.is_first and can_flag_urgent(filling)
    card.help_button = filling.name not in OF_STAFF
    card.offer = state.offered.get(question.name, "")
    card.done = state.reported if question.name == MATTER else ()
    may_be_left = bool(question.groups) and not question.required and filling.draft.form.settings.review
    card.rest = may_be_left and filling.draft.unasked() > 1
    if state.told and question.is_first:
        question = replace(question, notes=())
    text, keyboard = question_card.question_card(card, question, lead)
    words = waiting_caption(filling)
    if words:
        text += _BLANK + turn.t("caption-offer", words=shorten(words, _OFFERED))
        keyboard = ((card.button("caption-button-use", "form.caption"),), *keyboard)
    return text, keyboard


def show_new(turn: Turn, filling: OpenDraft, lead: RichText | None, more: Keyboard = ()) -> None:
    """Shows where the draft stands in a new message; `more` are buttons below its own."""
    text, keyboard = render(turn, filling, lead)
    if _shows_page(turn, filling):
        more = (*more, *menu.page_of(turn, filling.id))
    file = label_media.media(turn, filling, text)
    filling.state.delivery = turn.reply(text, (*keyboard, *more), file=file, expected=_expected(turn, filling))
    filling.state.card, filling.state.pictured = "", file is not None
    save(turn, filling)


def later(turn: Turn, filling: OpenDraft) -> RichText:
    """The draft is put aside; it stays as it is, and so does whichever other one is being written."""
    if turn.me.focus_draft_id in (None, filling.id):
        addresses.focus(turn.session, turn.me)
    prompt = prompts.get(turn.session, filling.row.prompt_id) if filling.row.prompt_id is not None else None
    if prompt is None or prompt.due_at <= turn.now:
        return turn.t("fill-later")
    due = prompt.due_at.astimezone(turn.installation.zone)
    return turn.t("fill-later-due", time=f"{due:%H:%M}", day=f"{due:%d/%m}")


def continue_button(turn: Turn, draft_id: int) -> Keyboard:
    """The button under which a draft goes on."""
    return ((Button(turn.t.text("fill-button-continue"), button_data("form.continue", draft_id)),),)


def discard_button(turn: Turn, filling: OpenDraft) -> Keyboard:
    """The button that throws a draft away, once its author has been asked."""
    return ((Button(turn.t.text("fill-button-discard"), button_data("form.discard", filling.id)),),)


def _asked(filling: OpenDraft) -> Question | None:
    """The question that a typed text answers: an answer with personal data may be written anew, else the question."""
    if filling.undecided:
        return filling.draft.ask(filling.undecided)
    return filling.question


def _pasted(turn: Turn, filling: OpenDraft) -> bool:
    """The next part of a long paste: it joins its answer without a word, unless it holds something personal."""
    ref = long_pastes.go_on(turn, filling)
    if ref is None:
        return False
    if ref and personal_data.look(filling, ref):
        changed(filling)
        show_new(turn, filling, None)
    else:
        save(turn, filling)
    return True


def _typed_line(turn: Turn, filling: OpenDraft) -> bool:
    """The number of a line of the review page opens that answer. False: it is none."""
    number = parse_answer.line(turn.event.text)
    if number is None or not filling.draft.form.settings.review:
        return False
    lines = review_card.changeable(filling.draft)
    if 1 <= number <= len(lines):
        filling.draft.goto(lines[number - 1].ref)
        go_on(turn, filling, None)
    else:
        show_new(turn, filling, turn.t("fill-no-line", number=str(number)))
    return True


def _typed_ahead(turn: Turn, filling: OpenDraft) -> bool:
    """Several numbers in one message answer as many questions, one choice each, as far as they fit. False: none did.

    That a matter is urgent calls somebody, so it is never taken from a row of numbers.
    """
    if filling.undecided or not _ROW.fullmatch(turn.event.text.strip()):
        return False
    said: list[str] = []
    for digit in re.findall(r"[0-9]", turn.event.text):
        question = filling.question
        if question is None or question.kind is not Type.SELECT_ONE or question_card.have_numbers(question):
            break
        choice = question.choices[int(digit) - 1] if 1 <= int(digit) <= len(question.choices) else None
        if choice is None or len(question.choices) > question_card.PAGE or choice.name == _URGENT:
            break
        if not filling.draft.put(question.ref, choice.name).ok:
            break
        remember(filling, question.ref, turn.event.message_id)
        said.append(choice.label)
    if said:
        go_on(turn, filling, turn.t("fill-kept-answer", answer=" · ".join(said)))
    return bool(said)


def _typed_one_more(turn: Turn, filling: OpenDraft, question: Question) -> None:
    more = parse_answer.one_more(turn.event.text)
    if more is None:
        show_new(turn, filling, turn.t("fill-not-yes-or-no"))
        return
    verdict = filling.draft.add(question.ref) if more else filling.draft.close(question.ref)
    if verdict.ok:
        go_on(turn, filling, None)
    else:
        show_new(turn, filling, refused(turn, question, verdict))


def _typed_into_list(turn: Turn, filling: OpenDraft, question: Question, value: str | None) -> bool:
    """Search a long list for what was typed; beside ticks that are not kept yet it ticks more."""
    state = filling.state
    several = question.kind is Type.SELECT_MULTIPLE and not turn.typed_only
    if several and value and state.ticked and state.ticked != question.value.split():
        state.ticked = list(dict.fromkeys((*state.ticked, *value.split())))
        state.wanted = ""
        show_new(turn, filling, None)
        return True
    if value or len(question.choices) <= question_card.PAGE:
        return False
    if len(parse_answer.fitting(question.choices, turn.event.text)) < 2:
        return False
    state.wanted, state.page = turn.event.text[:60], 0
    show_new(turn, filling, None)
    return True


def _close_card(turn: Turn, filling: OpenDraft, question: Question) -> None:
    """The card that asked loses its buttons and says that the answer is kept."""
    state = filling.state
    if state.card or state.delivery:
        text = turn.t("fill-answered", label=question.label).truncate(1000)
        turn.edit(text, message_id=state.card, delivery=state.delivery, caption=state.pictured)


def _remember(turn: Turn, filling: OpenDraft, question: Question) -> None:
    remember(filling, question.ref, turn.event.message_id)
    if question.kind is Type.TEXT and long_pastes.await_more(turn, filling, question.ref):
        filling.state.parts[question.ref] = [(turn.event.message_id, 0)]
