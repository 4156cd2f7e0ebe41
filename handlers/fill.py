"""Filling in a form: one question at a time, every answer kept at once, and the draft there again whenever it is wanted.

What follows a finished form (a report, a prompt's preview) is another conversation's; the router hands it over.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from channels.messages import Button, Keyboard
from forms.draft import Question, Verdict
from forms.types import Type
from handlers import cards, reading
from handlers.cards import Card
from handlers.filling import Filling, can_flag_urgent, changed, save
from handlers.tokens import token
from handlers.turn import Turn
from storage import members
from texts.rich import RichText

PASTE_FROM = 4000
PASTE_SECONDS = 3
MOST = 10_000  # letters in one answer
_REMEMBERED = 40
_BLANK = RichText("\n\n")


def resume(turn: Turn, filling: Filling, lead: RichText | None = None) -> None:
    """Shows where the draft stands in a new message; what is typed from now on belongs to it."""
    parked = turn.me.focus_draft_id
    members.focus(turn.session, turn.me, draft_id=filling.id)
    if parked is not None and parked != filling.id and lead is None:
        lead = turn.t("fill-parked")
    show_new(turn, filling, lead)


def typed(turn: Turn, filling: Filling) -> None:
    """What the person wrote while this draft has the focus."""
    if _continues_paste(turn, filling):
        return
    question = filling.question
    if question is None:
        show_new(turn, filling, turn.t("fill-press-a-button"))
        return
    value = reading.read(question, turn.event.text, turn.today)
    if value is None or value == "":
        show_new(turn, filling, not_understood(turn, question))
        return
    text = value if len(value) <= MOST else value[:MOST]
    verdict = filling.draft.put(question.ref, text)
    if not verdict.ok:
        show_new(turn, filling, refused(turn, question, verdict))
        return
    _remember(turn, filling, question)
    _close_card(turn, filling, question)
    go_on(turn, filling, turn.t("fill-kept") if len(value) <= MOST else turn.t("fill-kept-part", most=MOST))


def corrected(turn: Turn, filling: Filling) -> bool:
    """A message that gave an answer was edited: the answer is corrected. False: it gave none here."""
    ref = filling.state.messages.get(turn.event.message_id)
    if ref is None:
        return False
    question = filling.draft.ask(ref)
    value = reading.read(question, turn.event.text, turn.today)
    verdict = filling.draft.put(ref, value[:MOST]) if value else None
    if verdict is None:
        lead = not_understood(turn, question)
    elif not verdict.ok:
        lead = refused(turn, question, verdict)
    else:
        lead = turn.t("fill-corrected", label=question.label)
        changed(filling)
    show_new(turn, filling, lead)
    return True


def not_understood(turn: Turn, question: Question) -> RichText:
    """Why what was typed is no answer here, and what would be."""
    typed = " ".join(turn.event.text.split())[:60]
    key = {
        Type.INTEGER: "fill-not-whole",
        Type.DECIMAL: "fill-not-number",
        Type.DATE: "fill-not-date",
        Type.IMAGE: "fill-not-photo",
    }.get(question.kind, "fill-not-choice")
    return turn.t(key, typed=typed)


def refused(turn: Turn, question: Question, verdict: Verdict) -> RichText:
    """What is wrong with an answer: the form author's own words where there are any."""
    if verdict.author_message:
        return RichText.plain(verdict.author_message)
    if verdict.code in ("not_a_number", "not_whole", "not_a_date", "not_a_choice", "not_a_file"):
        return not_understood(turn, question)
    if verdict.code == "too_long":
        return turn.t("fill-too-long", most=verdict.args.get("most", str(MOST)))
    return turn.t({"required": "fill-required", "constraint": "fill-constraint"}.get(verdict.code, "fill-not-now"))


def advance(turn: Turn, filling: Filling, lead: RichText) -> None:
    """After something was accepted by other means than a card (a picture that arrived): goes on in a new message."""
    changed(filling)
    show_new(turn, filling, lead)


def go_on(turn: Turn, filling: Filling, lead: RichText | None, *, in_place: bool = False) -> None:
    """Goes on after an accepted answer: in the same message after a press, in a new one after typing."""
    changed(filling)
    if in_place:
        turn.toast()
        turn.edit(*render(turn, filling, lead), message_id=filling.state.card)
        save(turn, filling)
    else:
        show_new(turn, filling, lead)


def render(turn: Turn, filling: Filling, lead: RichText | None = None) -> tuple[RichText, Keyboard]:
    """The message for where the draft stands: a question, the review page, or the button that sends."""
    question = filling.question
    card = Card(turn.t, filling.id, filling.row.revision, filling.state.ticked, filling.state.page)
    if question is not None:
        card.urgent_button = question.number != 1 and can_flag_urgent(filling)
        return cards.question_card(card, question, lead)
    if filling.draft.form.settings.review:
        return cards.review_card(card, filling.draft, filling.draft.form.title, lead)
    return cards.send_card(card, lead)


def show_new(turn: Turn, filling: Filling, lead: RichText | None) -> None:
    filling.state.delivery = turn.say(*render(turn, filling, lead))
    filling.state.card = ""
    save(turn, filling)


def _close_card(turn: Turn, filling: Filling, question: Question) -> None:
    """The card that asked loses its buttons and says that the answer is kept."""
    if filling.state.card or filling.state.delivery:
        text = turn.t("fill-answered", label=question.label)
        turn.edit(text, message_id=filling.state.card, delivery=filling.state.delivery)


def _remember(turn: Turn, filling: Filling, question: Question) -> None:
    messages = filling.state.messages
    messages[turn.event.message_id] = question.ref
    while len(messages) > _REMEMBERED:
        del messages[next(iter(messages))]
    filling.state.paste = None
    if question.kind is Type.TEXT and len(turn.event.text) >= PASTE_FROM:
        until = turn.event.sent_at + timedelta(seconds=PASTE_SECONDS)
        filling.state.paste = (question.ref, until.isoformat())


def _continues_paste(turn: Turn, filling: Filling) -> bool:
    """A client cuts a long paste into messages: what follows at once belongs to the same answer."""
    if filling.state.paste is None:
        return False
    ref, until = filling.state.paste
    if turn.event.sent_at > datetime.fromisoformat(until):
        filling.state.paste = None
        return False
    before = filling.draft.value(ref)
    whole = before + "\n" + turn.event.text
    filling.draft.put(ref, whole[:MOST])
    again = turn.event.sent_at + timedelta(seconds=PASTE_SECONDS)
    filling.state.paste = (ref, again.isoformat())
    if len(whole) > MOST > len(before):
        turn.say(turn.t("fill-kept-part", most=MOST))
    save(turn, filling)
    return True


def later(turn: Turn) -> RichText:
    """The draft is put aside; it stays as it is."""
    members.focus(turn.session, turn.me)
    return turn.t("fill-later")


def continue_button(turn: Turn, draft_id: int) -> Keyboard:
    """The button under which a draft goes on."""
    return ((Button(turn.t.plain("fill-button-continue"), token("fc", draft_id)),),)
